// Exploring: facets on the left, one of four views in the middle, what is selected on the right, the time below. All of them
// show one state, which stands in the address.
import { useEffect, useRef, useState } from "preact/hooks";
import { language, words } from "../i18n";
import { lazy } from "../lazy";
import { Detail } from "../explore/detail";
import { ExportMenu } from "../explore/export-menu";
import { Facets } from "../explore/facets";
import { GraphView, onChosen } from "../explore/graph/graph-view";
import { KeySheet } from "../explore/key-sheet";
import { TableView } from "../explore/table-view";
import { shift, Timeline } from "../explore/timeline";
import { change, redo, redoable, select, state, undo, undoable, VIEWS, wantedOf, type View } from "../explore/state";
import { Title } from "../parts/title";
import { to } from "../routes";
import { eventsQuery } from "../sparql/events-query";
import "../styles/explore.css";

const MapView = lazy(() => import("../explore/map/map-view").then((part) => part.MapView));

/** Rows of the query behind the views. */
const ROWS = 500;

const VIEW_KEYS: Record<string, View> = { g: "graph", m: "map", t: "timeline", b: "table" };

const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

interface Sheets {
  keys: boolean;
  exports: boolean;
}

/** The keys of the whole page; the graph and the map have some of their own. */
function useKeys(open: (sheet: Partial<Sheets>) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (typing(event.target) || event.altKey || event.defaultPrevented) return;
      const control = event.ctrlKey || event.metaKey;
      const key = event.key;
      if (control && key.toLowerCase() === "z") event.shiftKey ? redo() : undo();
      else if (control && key.toLowerCase() === "y") redo();
      else if (control) return;
      else if (VIEW_KEYS[key]) change({ view: VIEW_KEYS[key] });
      else if (key === "[" || key === "]") shift(key === "[" ? -1 : 1);
      else if (key === "x") open({ exports: true });
      else if (key === "?") open({ keys: true });
      else if (key === "Escape" && state.peek().selected) select(null);
      else if (!onChosen(key)) return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function Bar({ sheets, open }: { sheets: Sheets; open: (sheet: Partial<Sheets>) => void }) {
  const say = words().explore;
  const [copied, setCopied] = useState(false);
  const { view } = state.value;
  return (
    <div class="explore-bar">
      <div class="segments tabs" role="group" aria-label={say.view}>
        {VIEWS.map((one) => (
          <button key={one} type="button" aria-pressed={view === one} onClick={() => change({ view: one })}>
            {say.views[one]}
          </button>
        ))}
      </div>
      <span class="grow" />
      <div class="segments" role="group" aria-label={`${say.undo}, ${say.redo}`}>
        <button type="button" aria-label={say.undo} title={`${say.undo} (Ctrl-Z)`} disabled={!undoable.value} onClick={undo}>
          ↶
        </button>
        <button type="button" aria-label={say.redo} title={`${say.redo} (Ctrl-Y)`} disabled={!redoable.value} onClick={redo}>
          ↷
        </button>
      </div>
      <button
        type="button"
        onClick={() => {
          void navigator.clipboard.writeText(location.href).then(() => setCopied(true));
          setTimeout(() => setCopied(false), 2000);
        }}
      >
        <span role="status">{copied ? say.linkCopied : say.link}</span>
      </button>
      <a class="button" href={to.query(null, { q: eventsQuery(wantedOf(state.value), ROWS, language.value) })} title={say.sparqlNote}>
        SPARQL
      </a>
      <ExportMenu open={sheets.exports} onOpen={(exports) => open({ exports })} />
      <button type="button" aria-label={say.keys.title} title={`${say.keys.title} (?)`} onClick={() => open({ keys: true })}>
        ?
      </button>
    </div>
  );
}

function Middle({ view }: { view: View }) {
  switch (view) {
    case "graph":
      return <GraphView />;
    case "map":
      return <MapView />;
    case "timeline":
      return <Timeline tall />;
    case "table":
      return <TableView />;
  }
}

export function ExplorePage() {
  const say = words().explore;
  const [sheets, setSheets] = useState<Sheets>({ keys: false, exports: false });
  const open = (sheet: Partial<Sheets>): void => setSheets((now) => ({ ...now, ...sheet }));
  const detail = useRef<HTMLElement>(null);
  const { view, selected } = state.value;
  useKeys(open);
  const wide = matchMedia("(min-width: 60rem)").matches;
  return (
    <div class="explore" data-view={view}>
      <Title text={say.title} class="unseen" />
      <aside class="explore-facets" aria-label={say.facetsLabel}>
        <details open={wide}>
          <summary>{say.facetsLabel}</summary>
          <Facets />
        </details>
      </aside>
      <section class="explore-view" aria-label={say.views[view]}>
        <Bar sheets={sheets} open={open} />
        <Middle view={view} />
      </section>
      <aside class="explore-detail" id="detail" tabIndex={-1} ref={detail} aria-label={say.detailLabel} data-selected={selected ? "yes" : "no"}>
        <Detail />
      </aside>
      {view !== "timeline" && (
        <div class="explore-time">
          <Timeline />
        </div>
      )}
      {sheets.keys && <KeySheet onClose={() => open({ keys: false })} />}
    </div>
  );
}
