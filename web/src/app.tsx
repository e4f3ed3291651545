// The frame around every page: skip link, header, the page the address names.
import { useEffect, useErrorBoundary, useRef } from "preact/hooks";
import { indexing, Problem } from "./api/client";
import { fill, number, words } from "./i18n";
import { lazy } from "./lazy";
import { arrival, parameters, place, route } from "./navigation";
import { ArticlePage } from "./pages/article";
import { ArticlesPage } from "./pages/articles";
import { EntityPage } from "./pages/entity";
import { EventPage } from "./pages/event";
import { NowherePage } from "./pages/nowhere";
import { OverviewPage } from "./pages/overview";
import { QueryPage } from "./pages/query";
import { ProblemCard } from "./parts/answered";
import { Header } from "./parts/header";
import { spanOf } from "./routes";

/** Loaded when somebody goes there: the first page needs none of what they need. */
const ExplorePage = lazy(() => import("./pages/explore").then((page) => page.ExplorePage));
const AskPage = lazy(() => import("./pages/ask").then((page) => page.AskPage));
const LoadPage = lazy(() => import("./pages/load").then((page) => page.LoadPage));

function Page() {
  const here = route.value;
  switch (here.page) {
    case "overview":
      return <OverviewPage />;
    case "entity":
      return <EntityPage id={here.id} key={here.id} />;
    case "event":
      return <EventPage id={here.id} key={here.id} />;
    case "article":
      return <ArticlePage id={here.id} at={spanOf(parameters.value.get("at"))} key={here.id} />;
    case "articles":
      return <ArticlesPage after={parameters.value.get("after")} />;
    case "explore":
      return <ExplorePage />;
    case "ask":
      return <AskPage />;
    case "load":
      return <LoadPage />;
    case "query":
      return <QueryPage name={here.name} key={here.name ?? ""} />;
    case "nowhere":
      return <NowherePage path={here.path} />;
  }
}

/** A page that cannot be drawn says so and leaves the frame standing. */
function Guarded() {
  const [error, reset] = useErrorBoundary();
  if (!error) return <Page />;
  const { problem } = words();
  return <ProblemCard problem={new Problem(problem.undrawable, String(error), problem.undrawableHint, null)} retry={reset} alone />;
}

/** What everything waits for when a large store was started. */
function Indexing() {
  const share = indexing.value;
  if (share === null) return null;
  return (
    <div class="indexing" role="status">
      <progress max={100} value={share} aria-hidden="true" /> {fill(words().indexing, { percent: number(share / 100, { style: "percent" }) })}
    </div>
  );
}

export function App() {
  const main = useRef<HTMLElement>(null);
  const { visit } = place.value;

  // Children have drawn already: a title that is there has taken the focus, else the region waits for it.
  useEffect(() => {
    if (arrival.focus) main.current?.focus({ preventScroll: true });
  }, [visit]);

  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {words().skip}
      </a>
      <Header />
      <Indexing />
      <main id="main" tabIndex={-1} ref={main}>
        <Guarded key={visit} />
      </main>
    </>
  );
}
