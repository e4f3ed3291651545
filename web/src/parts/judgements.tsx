// What people decided about an event, and the way to decide: it is right, it is none, it is the same as another, or some of its
// reports are of another event. Each decision says who made it and why, and can be taken back.
import { useState } from "preact/hooks";
import { signal } from "@preact/signals";
import { asProblem, json, send, type Problem } from "../api/client";
import { refresh } from "../api/fresh";
import { ask } from "../api/sparql";
import type { EventDetail, HitKind, Judgement } from "../api/shapes";
import { published } from "../dates";
import { fill, language, name, wordFor, words } from "../i18n";
import { go } from "../navigation";
import { to } from "../routes";
import { headline } from "./article-card";
import { HitPicker } from "./hit-picker";
import { ProblemCard } from "./answered";
import { Title } from "./title";

type Verdict = "confirm" | "reject" | "merge" | "split";

const NAME = "kabar.judge";
const EVENTS: HitKind[] = ["event"];

function keptName(): string {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

function keepName(by: string): void {
  try {
    localStorage.setItem(NAME, by);
  } catch {
    // Without storage the name is asked for again.
  }
}

/** The last decision, and the event it was made on: that one may be gone now. */
export const decided = signal<{ event: string; judgement: Judgement } | null>(null);

interface Judged {
  judgement: Judgement & { reports: string[] };
}

const idOf = (iri: string): string => iri.replace(/^.*\//, "");

function Made({ judgement, onUndo }: { judgement: Judgement; onUndo: () => void }) {
  const say = words().judgement;
  const who = fill(say.byOn, { by: judgement.by ?? "?", at: judgement.at ? published(judgement.at, language.value) : "" });
  return (
    <li>
      <strong>{wordFor(say.verdicts, judgement.verdict)}</strong> <span class="soft small">{who}</span>
      {judgement.why && <p class="small">{judgement.why}</p>}
      <button type="button" class="link small" onClick={onUndo}>
        {say.undo}
      </button>
    </li>
  );
}

function Reports({ event, chosen, onChange }: { event: EventDetail; chosen: string[]; onChange: (chosen: string[]) => void }) {
  return (
    <fieldset>
      <legend class="small">{words().judgement.whichReports}</legend>
      {event.reports.map((report) => {
        const id = idOf(report.iri);
        return (
          <label key={id} class="inline">
            <input type="checkbox" checked={chosen.includes(id)} onChange={() => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])} />
            <span>{headline(report.article)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Where the reports of a judgement are now; null if they are of no event any more. */
async function eventOf(reports: string[]): Promise<string | null> {
  const query = `SELECT ?event { VALUES ?report { ${reports.map((iri) => `<${iri}>`).join(" ")} } ?report <https://w3id.org/kabar/ontology#reportOf> ?event } LIMIT 1`;
  const answer = await json<{ results: { bindings: { event: { value: string } }[] } }>(await ask(query, "application/sparql-results+json"));
  const event = answer.results.bindings[0]?.event.value;
  return event === undefined ? null : idOf(event);
}

/** Makes or takes back a judgement, and shows what became of the event. */
async function change(event: string, address: string, init: RequestInit): Promise<void> {
  const { judgement } = await json<Judged>(await send(address, init));
  const still = await fetch(`/api/events/${encodeURIComponent(event)}`);
  const now = still.ok ? event : await eventOf(judgement.reports);
  decided.value = init.method === "DELETE" ? null : { event: now ?? event, judgement };
  if (now !== null && now !== event) go(to.event(now), { replace: true });
  refresh();
}

const undone = (event: string, judgement: Judgement): Promise<void> => change(event, `/api/judgements/${encodeURIComponent(judgement.id)}`, { method: "DELETE" });

/** In the place of an event that was just judged to be none. */
export function Gone({ event, judgement }: { event: string; judgement: Judgement }) {
  const say = words().judgement;
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <section class="narrow" role="status">
      <Title text={say.gone} />
      <p>{say.goneNote}</p>
      <ul class="plain judgements">
        <Made judgement={judgement} onUndo={() => void undone(event, judgement).catch((error: unknown) => setProblem(asProblem(error)))} />
      </ul>
      {problem && <ProblemCard problem={problem} />}
    </section>
  );
}

export function Judgements({ event, judgements }: { event: EventDetail; judgements: Judgement[] }) {
  const say = words().judgement;
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [by, setBy] = useState(keptName());
  const [why, setWhy] = useState("");
  const [other, setOther] = useState<{ id: string; label: string } | null>(null);
  const [apart, setApart] = useState<string[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);

  const [busy, setBusy] = useState(false);

  const run = (work: Promise<void>): void => {
    setProblem(null);
    setBusy(true);
    work
      .then(() => {
        setVerdict(null);
        setWhy("");
      })
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  const of = (): string[] => (verdict === "split" ? apart : verdict === "merge" && other ? [event.id, other.id] : [event.id]);
  const ready = by.trim() !== "" && (verdict !== "merge" || other !== null) && (verdict !== "split" || (apart.length > 0 && apart.length < event.reports.length));
  const decide = (): void => {
    keepName(by);
    const body = JSON.stringify({ verdict, of: of(), by, ...(why.trim() ? { why } : {}) });
    run(change(event.id, "/api/judgements", { method: "POST", headers: { "content-type": "application/json" }, body }));
  };
  const verdicts: Verdict[] = event.reports.length > 1 ? ["confirm", "reject", "merge", "split"] : ["confirm", "reject", "merge"];

  return (
    <section aria-labelledby="judgements" class="judgements">
      <h2 id="judgements">{say.title}</h2>
      {judgements.length > 0 && (
        <ul class="plain">
          {judgements.map((judgement) => (
            <Made key={judgement.id} judgement={judgement} onUndo={() => run(undone(event.id, judgement))} />
          ))}
        </ul>
      )}
      <div class="segments" role="group" aria-label={say.title}>
        {verdicts.map((one) => (
          <button key={one} type="button" aria-pressed={verdict === one} onClick={() => setVerdict(verdict === one ? null : one)}>
            {say.ask[one]}
          </button>
        ))}
      </div>
      {verdict && (
        <form
          class="judge"
          onSubmit={(submitted) => {
            submitted.preventDefault();
            if (ready) decide();
          }}
        >
          <p class="small">{say.meaning[verdict]}</p>
          {verdict === "merge" && (
            <>
              <HitPicker id="merge-with" label={say.mergeWith} placeholder={say.mergeWith} kinds={EVENTS} onChoose={(hit) => setOther({ id: hit.id, label: name(hit.label, hit.id) })} />
              {other && <p class="note">{other.label}</p>}
            </>
          )}
          {verdict === "split" && <Reports event={event} chosen={apart} onChange={setApart} />}
          <label>
            <span class="small">{say.by}</span>
            <input type="text" required value={by} autocomplete="name" onInput={(input) => setBy(input.currentTarget.value)} />
          </label>
          <label>
            <span class="small">{say.why}</span>
            <input type="text" value={why} onInput={(input) => setWhy(input.currentTarget.value)} />
          </label>
          <button type="submit" class="primary" disabled={!ready || busy}>
            {say.decide}
          </button>
        </form>
      )}
      {problem && <ProblemCard problem={problem} />}
    </section>
  );
}
