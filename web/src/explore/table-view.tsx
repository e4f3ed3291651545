// The events as a table: what every other view shows, for reading, sorting and copying.
import { useState } from "preact/hooks";
import { dateText } from "../dates";
import { fill, language, name, number, wordFor, words } from "../i18n";
import { ProblemCard } from "../parts/answered";
import { typeName, TypeChip } from "../parts/type-chip";
import type { EntityRef } from "../api/shapes";
import { useLatest } from "./latest";
import { eventsAddress } from "./questions";
import type { Listing, Row } from "./shapes";
import { change, select, state, type Sort } from "./state";

const STEP = 100;

const names = (refs: EntityRef[]): string => refs.map((ref) => name(ref.label, ref.id)).join("; ");

/** A row as plain text, for copying and for CSV. */
export function cells(row: Row): string[] {
  return [
    row.begin ?? "",
    row.end ?? "",
    typeName(row.type),
    names(row.actors),
    names(row.recipients),
    names(row.places),
    wordFor(words().factuality, row.factuality ?? ""),
    row.confidence === null ? "" : String(row.confidence),
    String(row.report_count),
    String(row.independent_sources),
    row.publishers.join("; "),
    row.id,
  ];
}

export function heads(): string[] {
  const { columns } = words().explore;
  return [columns.begin, columns.end, columns.type, columns.actors, columns.recipients, columns.places, columns.factuality, columns.confidence, columns.reports, columns.sources, columns.publishers, columns.id];
}

const tsv = (rows: Row[]): string => [heads(), ...rows.map(cells)].map((line) => line.map((cell) => cell.replace(/[\t\n]/g, " ")).join("\t")).join("\n");

function markdown(rows: Row[]): string {
  const line = (one: string[]): string => `| ${one.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
  return [line(heads()), line(heads().map(() => "---")), ...rows.map((row) => line(cells(row)))].join("\n");
}

function Head({ text, sort, count = false }: { text: string; sort?: Sort[]; count?: boolean }) {
  const now = state.value.sort;
  if (!sort) return <th scope="col">{text}</th>;
  const [first, second] = sort;
  const next = now === first && second ? second : first;
  const here = sort.includes(now);
  return (
    <th scope="col" class={count ? "number" : undefined} aria-sort={here ? (now === "earliest" || now === "type" ? "ascending" : "descending") : undefined}>
      <button type="button" class="sort" onClick={() => next && change({ sort: next })}>
        {text}
        <span aria-hidden="true">{here ? (now === "earliest" || now === "type" ? " ▲" : " ▼") : ""}</span>
      </button>
    </th>
  );
}

/** Days as a table sorts and a program reads them. */
function Days({ row }: { row: Row }) {
  if (row.begin === null) return <>{words().when.undated}</>;
  const last = row.end && row.end !== row.begin ? row.end : null;
  return (
    <>
      <span class="day">{row.begin}</span>
      {last && <span class="day">– {last}</span>}
    </>
  );
}

function Names({ refs }: { refs: EntityRef[] }) {
  return (
    <>
      {refs.map((ref, place) => (
        <span key={ref.id}>
          {place > 0 && "; "}
          <button type="button" class="link" onClick={() => select({ kind: "entity", id: ref.id })}>
            {name(ref.label, ref.id)}
          </button>
        </span>
      ))}
    </>
  );
}

export function TableView() {
  const say = words().explore;
  const [limit, setLimit] = useState(STEP);
  const [copied, setCopied] = useState("");
  const { value, problem, stale } = useLatest<Listing>(eventsAddress(state.value, limit));
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(fill(say.copied, { n: value?.events.length ?? 0 })),
      () => setCopied(say.notCopied),
    );
  };
  const { columns } = say;
  const { selected } = state.value;
  return (
    <div class="view-body">
      <div class="view-tools">
        {value && (
          <span class="small soft" role="status">
            {fill(say.eventsShown, { ...value.truncated })}
          </span>
        )}
        <span class="grow" />
        <span class="small soft" role="status">
          {copied}
        </span>
        <button type="button" disabled={!value} onClick={() => value && copy(tsv(value.events))}>
          {say.copyTsv}
        </button>
        <button type="button" disabled={!value} onClick={() => value && copy(markdown(value.events))}>
          {say.copyMarkdown}
        </button>
      </div>
      {problem && <ProblemCard problem={problem} />}
      {value && value.events.length === 0 && <p class="empty-view">{say.nothingFits}</p>}
      {value && value.events.length > 0 && (
        <div class={`table-scroll table-view${stale ? " stale" : ""}`} tabIndex={0} role="group" aria-label={say.views.table}>
          <table>
            <thead>
              <tr>
                <Head text={columns.date} sort={["latest", "earliest"]} />
                <Head text={columns.type} sort={["type"]} />
                <Head text={columns.actors} />
                <Head text={columns.recipients} />
                <Head text={columns.places} />
                <Head text={columns.confidence} sort={["confidence"]} count />
                <Head text={columns.reports} sort={["reports"]} count />
                <Head text={columns.sources} sort={["sources"]} count />
                <th scope="col">{columns.publishers}</th>
                <th scope="col">
                  <span class="unseen">{columns.open}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {value.events.map((row) => (
                <tr key={row.id} class={selected?.kind === "event" && selected.id === row.id ? "chosen" : undefined}>
                  <td class="date" title={dateText(row, language.value)}>
                    <Days row={row} />
                  </td>
                  <td>
                    <TypeChip type={row.type} />
                  </td>
                  <td>
                    <Names refs={row.actors} />
                  </td>
                  <td>
                    <Names refs={row.recipients} />
                  </td>
                  <td>{names(row.places)}</td>
                  <td class="number">{row.confidence === null ? "" : number(row.confidence, { style: "percent" })}</td>
                  <td class="number">{number(row.report_count)}</td>
                  <td class="number">{number(row.independent_sources)}</td>
                  <td>{row.publishers.join("; ")}</td>
                  <td>
                    <button type="button" class="link" onClick={() => select({ kind: "event", id: row.id })}>
                      {columns.open}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {value && value.truncated.shown < value.truncated.total && (
        <p class="view-tools">
          <button type="button" onClick={() => setLimit((n) => Math.min(1000, n + STEP))}>
            {fill(words().showMore, { n: Math.min(STEP, value.truncated.total - value.truncated.shown) })}
          </button>
        </p>
      )}
    </div>
  );
}
