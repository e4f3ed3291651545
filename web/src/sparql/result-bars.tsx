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

/** Day, month and year as the beginning of a date, and how many days one is at least. */
const UNITS = [
  [10, 1],
  [7, 28],
  [4, 365],
] as const;

const DAY_MS = 86_400_000;

/** Rows by year, month or day, the finest that gives no more than a screen of bars; nothing happened is a bar of nothing. */
export function counted(dates: string[]): [string, number][] {
  const days = dates.map((date) => Date.parse(`${date.slice(0, 10)}T00:00:00Z`)).filter((day) => !Number.isNaN(day));
  if (days.length === 0) return [];
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const [length, step] = UNITS.find(([, least]) => (last - first) / DAY_MS / least < MOST) ?? UNITS[2];
  const key = (day: number): string => new Date(day).toISOString().slice(0, length);
  const counts = new Map<string, number>();
  for (let day = first; day < last; day += step * DAY_MS) counts.set(key(day), 0);
  for (const day of days) counts.set(key(day), (counts.get(key(day)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
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
