// Starts the page.
import { render } from "preact";
import { watchForChanges } from "./api/fresh";
import { App } from "./app";
import { startNavigation } from "./navigation";
import { startSettings } from "./settings";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/parts.css";
import "./styles/pages.css";
import "./styles/query.css";

startSettings();
watchForChanges();
startNavigation();
const root = document.getElementById("app");
if (root) render(<App />, root);
