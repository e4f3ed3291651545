// Events in the panel of details: as items of a list that open to their sentences, and one by itself.
import { useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import type { EventDetail } from "../api/shapes";
import { dateText } from "../dates";
import { fill, language, name, number, several, wordFor, words } from "../i18n";
import { Answered, ProblemCard } from "../parts/answered";
import { headline, source } from "../parts/article-card";
import { EvidenceSentence } from "../parts/evidence-sentence";
import { Told } from "../parts/told";
import { TypeChip } from "../parts/type-chip";
import { to } from "../routes";
import { sentence } from "../sentence";
import { addAll } from "./actions";
import { useLatest } from "./latest";
import type { Listing, Row } from "./shapes";
import { change, select } from "./state";

/** The sentences of an event, with what matters marked. */
function Sentences({ id }: { id: string }) {
  const answer = useAnswer<EventDetail>(`/api/events/${encodeURIComponent(id)}`);
  return (
    <Answered answer={answer} titled>
      {(event) => (
        <>
          {event.reports.map((report) => (
            <div key={report.iri}>
              {report.sentences.map((one) => (
                <figure class="evidence" key={one.start}>
                  <blockquote lang={report.article.language ?? undefined}>
                    <EvidenceSentence sentence={one} report={report} />
                  </blockquote>
                  <figcaption>
                    <a href={to.article(report.article.id, one)}>{headline(report.article)}</a> <span class="soft">{source(report.article)}</span>
                  </figcaption>
                </figure>
              ))}
            </div>
          ))}
          {event.disagreements.length > 0 && <p class="note">{words().event.disagreements}</p>}
        </>
      )}
    </Answered>
  );
}

export function EventItem({ row, open = false }: { row: Row; open?: boolean }) {
  const [shown, setShown] = useState(open);
  return (
    <li class="detail-event">
      <p class="event-head">
        <span class="soft small">{dateText(row, language.value)}</span> <TypeChip type={row.type} />
      </p>
      <p>
        <button type="button" class="link" onClick={() => select({ kind: "event", id: row.id })}>
          <Told parts={sentence({ ...row, modes: [] }, language.value, { dated: false }).map((part) => ({ kind: "text" as const, text: part.text }))} />
        </button>
      </p>
      <details open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
        <summary class="small">{several(words().explore.sentences, row.report_count)}</summary>
        {shown && <Sentences id={row.id} />}
      </details>
    </li>
  );
}

export function Events({ address, open = 0 }: { address: string; open?: number }) {
  const { value, problem } = useLatest<Listing>(address);
  if (problem) return <ProblemCard problem={problem} />;
  if (!value) return <p class="waiting">{words().loading}</p>;
  return (
    <>
      <ol class="plain detail-events">
        {value.events.map((row, place) => (
          <EventItem key={row.id} row={row} open={place < open} />
        ))}
      </ol>
      {value.truncated.total > value.truncated.shown && (
        <p class="small soft">
          {fill(words().explore.eventsShown, { ...value.truncated })}{" "}
          <button type="button" class="link" onClick={() => change({ view: "table" })}>
            {words().explore.allInTable}
          </button>
        </p>
      )}
    </>
  );
}

export function EventDetailPanel({ id }: { id: string }) {
  const answer = useAnswer<EventDetail>(`/api/events/${encodeURIComponent(id)}`);
  const say = words();
  return (
    <>
      <Answered answer={answer} titled>
        {(event) => (
          <>
            <p class="kicker">
              <TypeChip type={event.type.code} label={name(event.type.label, event.type.code)} />
            </p>
            <h2>
              <Told parts={sentence({ ...event, type: event.type.code, modes: event.modes.map((mode) => mode.code) }, language.value)} />
            </h2>
            <p class="small soft">
              {[
                dateText(event, language.value),
                wordFor(say.precision, (event.date_precision ?? "").replace("_", "")),
                wordFor(say.factuality, event.factuality),
                event.confidence === null ? "" : `${say.event.confidence} ${number(event.confidence, { style: "percent" })}`,
                several(say.count.independent, event.independent_sources),
              ]
                .filter((part) => part !== "")
                .join(" · ")}
            </p>
            <div class="detail-actions">
              <a class="button" href={to.event(event.id)}>
                {say.explore.openPage}
              </a>
              <button type="button" onClick={() => addAll([...event.actors, ...event.recipients].map((ref) => ref.id))}>
                {say.explore.addToGraph}
              </button>
            </div>
            <h3>{say.event.evidence}</h3>
          </>
        )}
      </Answered>
      <Sentences id={id} />
    </>
  );
}

