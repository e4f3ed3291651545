// The rows of an answer in the view that fits their shape, with the others to choose from.
import { useEffect, useState } from "preact/hooks";
import { labelsFor } from "../api/sparql";
import type { Label, SparqlAnswer } from "../api/shapes";
import { joined } from "../explore/state";
import { words } from "../i18n";
import { entityOf } from "../iris";
import { lazy } from "../lazy";
import { search, to } from "../routes";
import { ResultChart, ResultTimeline } from "../sparql/result-bars";
import { chosenView, shapeOf, viewsOf, type ResultView } from "../sparql/shape";
import { ResultTable } from "./result-table";

const ResultGraph = lazy(() => import("../sparql/result-graph").then((part) => part.ResultGraph));
const ResultMap = lazy(() => import("../sparql/result-map").then((part) => part.ResultMap));

/** The actors and places of an answer that fit a graph. */
const MOST_DRAWN = 100;

function actorsIn(answer: SparqlAnswer): string[] {
  const iris = (answer.results?.bindings ?? []).flatMap((row) => Object.values(row).flatMap((term) => (term?.type === "uri" ? [term.value] : [])));
  return [...new Set(iris.flatMap((iri) => entityOf(iri) ?? []))].slice(0, MOST_DRAWN);
}

const useLabels = (answer: SparqlAnswer): Map<string, Label> => {
  const [labels, setLabels] = useState<Map<string, Label>>(new Map());
  useEffect(() => {
    const stop = new AbortController();
    labelsFor(answer, stop.signal).then(setLabels, () => undefined);
    return () => stop.abort();
  }, [answer]);
  return labels;
};

interface Props {
  answer: SparqlAnswer;
  query: string;
  known?: string[] | undefined;
  /** The view that a named question is made for; its rows stand below it. */
  madeFor?: string | null | undefined;
}

export function ResultBody({ answer, query, known, madeFor }: Props) {
  const say = words().query;
  const shape = shapeOf(answer);
  const views = viewsOf(shape);
  const [picked, setPicked] = useState<ResultView | null>(null);
  const labels = useLabels(answer);
  useEffect(() => setPicked(null), [query]);
  const rows = answer.results?.bindings ?? [];
  const first = known ? (views.find((one) => one === madeFor) ?? "table") : chosenView(query, views, shape.isGraph);
  const view = rows.length === 0 ? "table" : picked && views.includes(picked) ? picked : first;
  const actors = actorsIn(answer);
  return (
    <>
      <div class="actions result-tools">
        {views.length > 1 && rows.length > 0 && (
          <div class="segments result-views" role="group" aria-label={say.view}>
            {views.map((one) => (
              <button key={one} type="button" aria-pressed={view === one} onClick={() => setPicked(one)}>
                {say.views[one]}
              </button>
            ))}
          </div>
        )}
        {actors.length > 1 && (
          <a class="button" href={to.explore + search({ graph: joined(actors) })}>
            {say.exploreActors}
          </a>
        )}
      </div>
      {view === "chart" && <ResultChart answer={answer} shape={shape} labels={labels} />}
      {view === "timeline" && <ResultTimeline answer={answer} shape={shape} />}
      {view === "map" && <ResultMap rows={rows} shape={shape} />}
      {view === "graph" && shape.triple && <ResultGraph rows={rows} columns={shape.triple} labels={labels} />}
      {(view === "table" || known) && <ResultTable answer={answer} known={known} />}
    </>
  );
}
