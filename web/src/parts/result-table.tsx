// SPARQL rows as a table for people: names before IRIs, our own things linked to their pages, numbers to the right.
import { useEffect, useState } from "preact/hooks";
import { labelled, labelsFor } from "../api/sparql";
import type { Label, SparqlAnswer, Span, Term } from "../api/shapes";
import { foldedColumns, heading, plainColumns, type Column } from "../columns";
import { fill, name, number, words } from "../i18n";
import { pageOf, short } from "../iris";
import { webLink } from "../links";
import { spanOf } from "../routes";
import { Outside } from "./outside";

type Row = Record<string, Term | undefined>;

const STEP = 200;
const NUMERIC = /#(integer|decimal|double|float|int|long|short|nonNegativeInteger)$/;

const isNumber = (term: Term): boolean => "datatype" in term && NUMERIC.test(term.datatype ?? "");

/** Whether a column holds numbers, by the first cell that holds anything. */
function numeric(rows: Row[], column: string): boolean {
  const term = rows.find((row) => row[column])?.[column];
  return term !== undefined && isNumber(term);
}

function useLabels(answer: SparqlAnswer): Map<string, Label> {
  const [labels, setLabels] = useState<Map<string, Label>>(new Map());
  useEffect(() => {
    const stop = new AbortController();
    labelsFor(answer, stop.signal).then(setLabels, () => {
      // Without labels the table still reads: short IRIs stand in.
    });
    return () => stop.abort();
  }, [answer]);
  return labels;
}

/** A hash says nothing to people: beside a name it is left out. */
const isHash = (iri: string): boolean => /[0-9a-f]{16}/.test(iri);

function Iri({ iri, label, passage }: { iri: string; label: string; passage: Span | null }) {
  const page = pageOf(iri, passage);
  const text = label || short(iri);
  const small = label && !isHash(iri) ? <span class="small-iri">{short(iri)}</span> : null;
  if (page) {
    return (
      <>
        <a href={page} title={iri}>
          {text}
        </a>{" "}
        {small}
      </>
    );
  }
  const outside = short(iri) === iri ? webLink(iri) : null;
  if (outside) return <Outside href={outside}>{text}</Outside>;
  return (
    <span title={iri}>
      {text} {small}
    </span>
  );
}

function passageOf({ passage }: Column, row: Row): Span | null {
  return passage ? spanOf(`${row[passage.start]?.value}-${row[passage.stop]?.value}`) : null;
}

function Cell({ column, row, labels }: { column: Column; row: Row; labels: Map<string, Label> }) {
  const term = row[column.name];
  if (!term) return <td />;
  if (term.type === "uri") {
    const label = (column.named && row[column.named]?.value) || name(labels.get(labelled(term.value)));
    return (
      <td>
        <Iri iri={term.value} label={label} passage={passageOf(column, row)} />
      </td>
    );
  }
  if (isNumber(term)) return <td class="number">{readable(term.value)}</td>;
  const lang = "xml:lang" in term ? term["xml:lang"] : undefined;
  const exact = "datatype" in term && term.datatype !== undefined;
  return (
    <td lang={lang} class={exact ? "exact" : undefined}>
      {term.value}
    </td>
  );
}

function readable(value: string): string {
  const found = Number(value);
  return Number.isFinite(found) ? number(found, { maximumFractionDigits: 6, useGrouping: "min2" }) : value;
}

/** `known` are the columns whose value the reader gave; with them, the table is folded for people. */
export function ResultTable({ answer, known }: { answer: SparqlAnswer; known?: string[] | undefined }) {
  const say = words();
  const labels = useLabels(answer);
  const [shown, setShown] = useState(STEP);
  const names = answer.head.vars ?? [];
  const columns = known ? foldedColumns(names, known) : plainColumns(names);
  const rows = answer.results?.bindings ?? [];
  useEffect(() => setShown(STEP), [answer]);
  if (rows.length === 0) return <p>{say.query.noRows}</p>;

  return (
    <>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={say.query.results}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.name} scope="col" class={numeric(rows, column.name) ? "number" : undefined}>
                  {known ? (say.column[column.name] ?? heading(column.name)) : column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, index) => (
              <tr key={index}>
                {columns.map((column) => (
                  <Cell key={column.name} column={column} row={row} labels={labels} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <button type="button" onClick={() => setShown((n) => n + STEP)}>
          {fill(say.showMore, { n: Math.min(STEP, rows.length - shown) })}
        </button>
      )}
    </>
  );
}
