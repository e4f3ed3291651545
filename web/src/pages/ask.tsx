// A question put together from a form: who did what to whom, where and when. It is asked in SPARQL, which can be looked at, taken along
// and changed; the same events can be looked at in the graph.
import { useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import type { Entity, HitKind, QueryList } from "../api/shapes";
import { EVENT_TYPES } from "../event-types";
import { addressOf, read } from "../explore/state";
import { fill, language, name, several, words } from "../i18n";
import { go, parameters } from "../navigation";
import { Answered } from "../parts/answered";
import { HitPicker } from "../parts/hit-picker";
import { Library } from "../parts/library";
import { ResultView } from "../parts/result-view";
import { Title } from "../parts/title";
import { typeName } from "../parts/type-chip";
import { search, to } from "../routes";
import { ACTOR_KINDS } from "../search";
import { ANYTHING, countQuery, eventsQuery, type Wanted } from "../sparql/events-query";
import { useResult } from "../sparql/use-result";

const MOST = 200;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const PARTS = ["who", "did", "whom", "where", "from", "until"] as const;
type Part = (typeof PARTS)[number];
type Question = Record<Part, string>;

function asked(): Question {
  const given = parameters.value;
  return Object.fromEntries(PARTS.map((part) => [part, given.get(part) ?? ""])) as Question;
}

const change = (part: Part, value: string): void => go(to.ask + search({ ...asked(), [part]: value }), { replace: true });

const some = (value: string): string[] => (value === "" ? [] : [value]);
const day = (value: string): string | null => (DAY.test(value) ? value : null);

const wantedOf = ({ who, did, whom, where, from, until }: Question): Wanted => ({
  ...ANYTHING,
  actor: some(who),
  recipient: some(whom),
  type: some(did),
  place: some(where),
  from: day(from),
  until: day(until),
});

/** The same parties, kind, place and time; who did it to whom is seen there by the arrows. */
function inGraph({ who, did, whom, where, from, until }: Question): string {
  const parties = [...some(who), ...some(whom)];
  const [a, b] = parties;
  const selected = a && b ? ({ kind: "tie", a, b } as const) : a ? ({ kind: "entity", id: a } as const) : null;
  return addressOf({ ...read(new URLSearchParams()), actor: parties, type: some(did), place: some(where), from: day(from), until: day(until), selected });
}

function Named({ id, onClear, label }: { id: string; onClear: () => void; label: string }) {
  const answer = useAnswer<Entity>(`/api/entities/${encodeURIComponent(id)}`);
  return (
    <span class="chosen">
      {answer.state === "here" ? name(answer.value.label, id) : id}
      <button type="button" class="quiet" aria-label={`${words().ask.clear}: ${label}`} onClick={onClear}>
        ×
      </button>
    </span>
  );
}

function Thing({ part, value, kinds }: { part: "who" | "whom" | "where"; value: string; kinds: HitKind[] }) {
  const say = words().ask;
  return (
    <div class="field">
      <span class="field-name">{say[part]}</span>
      {value ? (
        <Named id={value} label={say[part]} onClear={() => change(part, "")} />
      ) : (
        <HitPicker id={`ask-${part}`} label={say[part]} placeholder={say.anybody[part]} kinds={kinds} onChoose={(hit) => change(part, hit.id)} />
      )}
    </div>
  );
}

function Form({ question }: { question: Question }) {
  const say = words().ask;
  return (
    <form class="parameters" aria-label={say.title} onSubmit={(event) => event.preventDefault()}>
      <Thing part="who" value={question.who} kinds={ACTOR_KINDS} />
      <label class="field">
        <span class="field-name">{say.did}</span>
        <select value={question.did} onChange={(event) => change("did", event.currentTarget.value)}>
          <option value="">{say.anything}</option>
          {EVENT_TYPES.map((code) => (
            <option key={code} value={code}>
              {typeName(code)}
            </option>
          ))}
        </select>
      </label>
      <Thing part="whom" value={question.whom} kinds={ACTOR_KINDS} />
      <Thing part="where" value={question.where} kinds={["place", "country"]} />
      {(["from", "until"] as const).map((part) => (
        <label class="field" key={part}>
          <span class="field-name">{say[part]}</span>
          <input type="date" value={question[part]} onChange={(event) => change(part, event.currentTarget.value)} />
        </label>
      ))}
    </form>
  );
}

function Count({ query }: { query: string }) {
  const say = words();
  const [result] = useResult(query);
  if (result.state !== "here" || result.outcome.kind !== "table") return <p role="status" class="waiting">{say.query.running}</p>;
  const count = Number(result.outcome.answer.results?.bindings[0]?.["events"]?.value ?? 0);
  return (
    <p role="status">
      <strong>{several(say.count.events, count)}</strong>
      {count > MOST && <span class="soft"> · {fill(say.ask.latest, { n: MOST })}</span>}
    </p>
  );
}

function Found({ question }: { question: Question }) {
  const say = words().ask;
  const wanted = wantedOf(question);
  const query = eventsQuery(wanted, MOST, language.value);
  const [run, setRun] = useState(0);
  const [result] = useResult(query, run);
  return (
    <>
      <Count query={countQuery(wanted)} />
      <p class="ways">
        <a class="button" href={inGraph(question)}>
          {say.inGraph}
        </a>
        <a class="button" href={to.query(null, { q: query })}>
          {say.sparql}
        </a>
      </p>
      <ResultView result={result} retry={() => setRun((n) => n + 1)} known={[]} query={query} />
    </>
  );
}

export function AskPage() {
  const say = words().ask;
  const library = useAnswer<QueryList>("/api/queries");
  const question = asked();
  const empty = PARTS.every((part) => question[part] === "");
  return (
    <div class="query">
      <Answered answer={library}>
        {({ queries }) => (
          <>
            <Library queries={queries} chosen={null} building />
            <div class="asked">
              <Title text={say.title} />
              <p class="lead-small">{say.lead}</p>
              <Form question={question} />
              {empty ? <p class="soft">{say.first}</p> : <Found question={question} />}
            </div>
          </>
        )}
      </Answered>
    </div>
  );
}
