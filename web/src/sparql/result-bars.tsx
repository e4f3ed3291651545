// Answers as bars: by word, or by time.
import type { Label, SparqlAnswer } from "../api/shapes";
import { Bars } from "../parts/bars";
import { name, words } from "../i18n";
import { pageOf, short } from "../iris";
import type { Shape } from "./shape";

const MOST = 60;

export function ResultChart({ answer, shape, labels }: { answer: SparqlAnswer; shape: Shape; labels: Map<string, Label> }) {
  const { word = "", number = "" } = shape;
  const bars = (answer.results?.bindings ?? []).slice(0, MOST).map((row, place) => {
    const term = row[word];
    const page = term?.type === "uri" ? pageOf(term.value) : null;
    const text = term?.type === "uri" ? name(labels.get(term.value)) || short(term.value) : (term?.value ?? "");
    return { key: String(place), label: page ? <a href={page}>{text}</a> : text, count: Number(row[number]?.value ?? 0) };
  });
  return <Bars bars={bars} label={words().query.views.chart} />;
}

/** Rows by year, month or day: the finest that gives no more than a screen of bars. */
export function counted(days: string[]): [string, number][] {
  for (const length of [10, 7, 4]) {
    const counts = new Map<string, number>();
    for (const day of [...days].sort()) counts.set(day.slice(0, length), (counts.get(day.slice(0, length)) ?? 0) + 1);
    if (counts.size <= MOST || length === 4) return [...counts];
  }
  return [];
}

export function ResultTimeline({ answer, shape }: { answer: SparqlAnswer; shape: Shape }) {
  const days = (answer.results?.bindings ?? []).flatMap((row) => row[shape.date ?? ""]?.value ?? []);
  const columns = counted(days);
  const most = Math.max(1, ...columns.map(([, count]) => count));
  return (
    <div class="columns-chart" role="img" aria-label={words().query.views.timeline}>
      {columns.map(([key, count]) => (
        <div key={key} title={`${key}: ${count}`}>
          <span style={{ height: `${(100 * count) / most}%` }} />
          <small>{key}</small>
        </div>
      ))}
    </div>
  );
}
