// A SPARQL query of one's own: editor, run, answer, downloads. The query that ran stands in the address.
import { useEffect, useState } from "preact/hooks";
import { asProblem, type Problem } from "../api/client";
import { ask, RESULTS } from "../api/sparql";
import { words } from "../i18n";
import { prologue } from "../iris";
import { go, parameters } from "../navigation";
import { to } from "../routes";
import { save } from "../save";
import { ProblemCard } from "./answered";
import { useResult } from "../sparql/use-result";
import { ResultView } from "./result-view";
import { Snippets } from "./snippets";
import { SparqlEditor } from "./sparql-editor";
import { VocabularyPanel } from "./vocabulary-panel";

const FIRST_QUERY = `${prologue(["sem", "kb", "rdfs"])}

SELECT ?event ?type ?begin ?sources WHERE {
  ?event a sem:Event ;
         sem:eventType ?type ;
         sem:hasBeginTimeStamp ?begin ;
         kb:independentSources ?sources .
}
ORDER BY DESC(?begin)
LIMIT 20
`;

interface Download {
  format: string;
  accept: string;
}

const TABLES: Download[] = [
  { format: "csv", accept: "text/csv" },
  { format: "json", accept: RESULTS },
];
const TRIPLES: Download[] = [{ format: "ttl", accept: "text/turtle" }];

function Downloads({ query, formats }: { query: string; formats: Download[] }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const download = (format: string, accept: string): void => {
    setProblem(null);
    ask(query, accept)
      .then((response) => response.blob())
      .then(
        (body) => save(`kabar.${format}`, body),
        (error: unknown) => setProblem(asProblem(error)),
      );
  };
  return (
    <>
      {formats.map(({ format, accept }) => (
        <button key={format} type="button" onClick={() => download(format, accept)}>
          {format.toUpperCase()}
        </button>
      ))}
      {problem && <ProblemCard problem={problem} />}
    </>
  );
}

export function SparqlConsole() {
  const say = words().query;
  const asked = parameters.value.get("q") ?? "";
  const [draft, setDraft] = useState(asked || FIRST_QUERY);
  const [run, setRun] = useState(0);
  const [result, cancel] = useResult(asked, run);
  useEffect(() => {
    if (asked !== "") setDraft(asked);
  }, [asked]);

  const start = (): void => {
    go(to.query(null, { q: draft }), { replace: true });
    setRun((n) => n + 1);
  };

  const table = result.state === "here" && result.outcome.kind === "table" && result.outcome.answer.results;
  const rdf = result.state === "here" && result.outcome.kind === "rdf";
  return (
    <>
      <p class="lead-small">{say.sparqlLead}</p>
      <SparqlEditor value={draft} onChange={setDraft} onRun={start} />
      <div class="actions">
        <button type="button" class="primary" onClick={start}>
          {say.run}
        </button>
        {result.state === "waiting" && (
          <button type="button" onClick={cancel}>
            {say.cancel}
          </button>
        )}
        <span class="soft small">{say.runKeys}</span>
      </div>
      <VocabularyPanel />
      <ResultView result={result} retry={start} query={asked}>
        {table && <Downloads query={asked} formats={TABLES} />}
        {rdf && <Downloads query={asked} formats={TRIPLES} />}
      </ResultView>
      {asked !== "" && <Snippets asked={{ query: asked }} />}
    </>
  );
}
