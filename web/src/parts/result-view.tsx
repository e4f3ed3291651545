// The answer to a query, whatever its shape: rows, yes or no, RDF as text, or a problem.
import type { ComponentChildren } from "preact";
import type { Problem } from "../api/client";
import type { SparqlAnswer } from "../api/shapes";
import type { Outcome } from "../api/sparql";
import { fill, number, several, words } from "../i18n";
import { ProblemCard } from "./answered";
import { ResultBody } from "./result-body";
import { triplesOf } from "../sparql/shape";

export type Result =
  | { state: "idle" }
  | { state: "waiting" }
  | { state: "here"; outcome: Outcome; ms: number }
  | { state: "failed"; problem: Problem };

function Body({ outcome, known, query, madeFor }: { outcome: Outcome; known: string[] | undefined; query: string; madeFor: string | null | undefined }) {
  const say = words().query;
  if (outcome.kind === "rdf") {
    const triples: SparqlAnswer = { head: { vars: ["subject", "predicate", "object"] }, results: { bindings: triplesOf(outcome.text) } };
    return <ResultBody answer={triples} query={query} />;
  }
  if (outcome.answer.boolean !== undefined) return <p class="verdict">{outcome.answer.boolean ? say.yes : say.no}</p>;
  return <ResultBody answer={outcome.answer} query={query} known={known} madeFor={madeFor} />;
}

function size(outcome: Outcome): string {
  if (outcome.kind === "rdf" || !outcome.answer.results) return "";
  return several(words().count.rows, outcome.answer.results.bindings.length);
}

interface Props {
  result: Result;
  retry: () => void;
  /** Columns the reader gave the value of; absent for a query of their own. */
  known?: string[];
  /** The query, which may say how its answer is to be seen. */
  query?: string;
  /** The view a named question is made for. */
  madeFor?: string | null;
  children?: ComponentChildren;
}

export function ResultView({ result, retry, known, query = "", madeFor, children }: Props) {
  const say = words().query;
  if (result.state === "idle") return null;
  if (result.state === "failed") return <ProblemCard problem={result.problem} retry={retry} />;
  if (result.state === "waiting") {
    return (
      <p class="waiting" role="status">
        {say.running}
      </p>
    );
  }
  const rows = size(result.outcome);
  const ms = number(Math.round(result.ms));
  return (
    <section aria-labelledby="results">
      <div class="result-head">
        <h2 id="results">{say.results}</h2>
        <span class="soft small" role="status">
          {rows ? fill(say.took, { rows, ms }) : `${ms} ms`}
        </span>
        {children && (
          <span class="downloads">
            <span class="soft small">{say.download}</span> {children}
          </span>
        )}
      </div>
      <Body outcome={result.outcome} known={known} query={query} madeFor={madeFor} />
    </section>
  );
}
