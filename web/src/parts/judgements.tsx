// What people decided about an event, and the way to decide: it is right, it is none, it is the same as another, or some of its
// reports are of another event. Each decision says who made it and why, and can be taken back.
import { useState } from "preact/hooks";
import { forgetAnswers } from "../api/answer";
import { asProblem, send, type Problem } from "../api/client";
import type { EventDetail, HitKind, Judgement } from "../api/shapes";
import { forget } from "../explore/latest";
import { published } from "../dates";
import { fill, language, name, wordFor, words } from "../i18n";
import { headline } from "./article-card";
import { HitPicker } from "./hit-picker";
import { ProblemCard } from "./answered";

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

export function Judgements({ event, judgements }: { event: EventDetail; judgements: Judgement[] }) {
  const say = words().judgement;
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [by, setBy] = useState(keptName());
  const [why, setWhy] = useState("");
  const [other, setOther] = useState<{ id: string; label: string } | null>(null);
  const [apart, setApart] = useState<string[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);

  const change = (address: string, init: RequestInit): void => {
    setProblem(null);
    send(address, init).then(
      () => {
        forget();
        forgetAnswers();
        location.reload();
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  };
  const of = (): string[] => (verdict === "split" ? apart : verdict === "merge" && other ? [event.id, other.id] : [event.id]);
  const ready = by.trim() !== "" && (verdict !== "merge" || other !== null) && (verdict !== "split" || (apart.length > 0 && apart.length < event.reports.length));
  const decide = (): void => {
    keepName(by);
    const body = JSON.stringify({ verdict, of: of(), by, ...(why.trim() ? { why } : {}) });
    change("/api/judgements", { method: "POST", headers: { "content-type": "application/json" }, body });
  };
  const verdicts: Verdict[] = event.reports.length > 1 ? ["confirm", "reject", "merge", "split"] : ["confirm", "reject", "merge"];

  return (
    <section aria-labelledby="judgements" class="judgements">
      <h2 id="judgements">{say.title}</h2>
      {judgements.length > 0 && (
        <ul class="plain">
          {judgements.map((judgement) => (
            <Made key={judgement.id} judgement={judgement} onUndo={() => change(`/api/judgements/${encodeURIComponent(judgement.id)}`, { method: "DELETE" })} />
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
          <button type="submit" class="primary" disabled={!ready}>
            {say.decide}
          </button>
        </form>
      )}
      {problem && <ProblemCard problem={problem} />}
    </section>
  );
}
