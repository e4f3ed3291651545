// Starts the page.
import { render } from "preact";
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
startNavigation();
const root = document.getElementById("app");
if (root) render(<App />, root);
