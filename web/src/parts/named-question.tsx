// A named query: what it asks, a form for its parameters, and its answer.
import { useEffect, useState } from "preact/hooks";
import { asProblem, isAbort, send } from "../api/client";
import { outcomeOf, RESULTS } from "../api/sparql";
import type { NamedQuery } from "../api/shapes";
import { language, name, words } from "../i18n";
import { go, parameters } from "../navigation";
import { asked, exampleValues, missing, sent } from "../questions";
import { search, to } from "../routes";
import { ParameterField } from "./parameter-field";
import { ResultView, type Result } from "./result-view";
import { Snippets } from "./snippets";
import { Title } from "./title";

const addressOf = (query: NamedQuery, values: Record<string, string>, format?: string): string =>
  `/api/queries/${encodeURIComponent(query.name)}${search({ ...sent(query, values, language.value), format })}`;

/** Runs the query whenever its address changes; waits while something required is missing. */
function useResult(query: NamedQuery, values: Record<string, string>, run: number): Result {
  const address = addressOf(query, values);
  const ready = missing(query, values).length === 0;
  const [result, setResult] = useState<Result>({ state: "idle" });

  useEffect(() => {
    if (!ready) {
      setResult({ state: "idle" });
      return;
    }
    const stop = new AbortController();
    const began = performance.now();
    setResult({ state: "waiting" });
    send(address, { headers: { accept: RESULTS }, signal: stop.signal })
      .then(outcomeOf)
      .then(
        (outcome) => setResult({ state: "here", outcome, ms: performance.now() - began }),
        (error: unknown) => {
          if (!isAbort(error)) setResult({ state: "failed", problem: asProblem(error) });
        },
      );
    return () => stop.abort();
  }, [address, ready, run]);

  return result;
}

function fromAddress(query: NamedQuery): Record<string, string> {
  const given = parameters.value;
  return Object.fromEntries(asked(query).flatMap(({ name: key }) => (given.get(key) ? [[key, given.get(key) ?? ""]] : [])));
}

function Form({ query, values, onRun }: { query: NamedQuery; values: Record<string, string>; onRun: (values: Record<string, string>) => void }) {
  const say = words().query;
  const [draft, setDraft] = useState(values);
  useEffect(() => setDraft(values), [JSON.stringify(values)]);
  const examples = exampleValues(query);

  return (
    <form
      class="parameters"
      aria-label={say.parameters}
      onSubmit={(event) => {
        event.preventDefault();
        onRun(draft);
      }}
    >
      {asked(query).map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={draft[parameter.name] ?? ""}
          onChange={(value) => setDraft((old) => ({ ...old, [parameter.name]: value }))}
        />
      ))}
      <div class="actions">
        <button type="submit" class="primary">
          {say.run}
        </button>
        {Object.keys(examples).length > 0 && (
          <button type="button" onClick={() => onRun(examples)}>
            {say.useExample}
          </button>
        )}
      </div>
    </form>
  );
}

export function NamedQuestion({ query }: { query: NamedQuery }) {
  const say = words().query;
  const values = fromAddress(query);
  const [run, setRun] = useState(0);
  const result = useResult(query, values, run);
  const downloads = [
    { format: "csv", address: addressOf(query, values, "csv") },
    { format: "json", address: addressOf(query, values, "json") },
  ];

  return (
    <>
      <Title text={name(query.title, query.name)} />
      <p class="lead-small">{name(query.description)}</p>
      <Form
        query={query}
        values={values}
        onRun={(chosen) => {
          go(to.query(query.name, chosen), { replace: true });
          setRun((n) => n + 1);
        }}
      />
      {result.state === "idle" && <p class="soft">{say.fillIn}</p>}
      <ResultView result={result} retry={() => setRun((n) => n + 1)} known={Object.keys(sent(query, values, language.value))} madeFor={query.default_view}>
        {downloads.map(({ format, address }) => (
          <a key={format} class="button" href={address} download={`${query.name}.${format}`}>
            {format.toUpperCase()}
          </a>
        ))}
      </ResultView>
      {result.state === "here" && <Snippets asked={{ path: addressOf(query, values, "csv") }} />}
    </>
  );
}
