// Events as lines: the date, the sentence (one link to the event), what kind it is and how well it is sourced.
import type { EventSummary } from "../api/shapes";
import { dateText } from "../dates";
import { bareCode, language, several, wordFor, words } from "../i18n";
import { to } from "../routes";
import { line } from "../sentence";
import { TypeChip } from "./type-chip";

/** How sure it is that the event took place, unless it is simply reported. */
export function Factuality({ code }: { code: string }) {
  const bare = bareCode(code);
  if (bare === "asserted" || bare === "") return null;
  return <span class="chip hollow">{wordFor(words().factuality, bare)}</span>;
}

function EventLine({ event }: { event: EventSummary }) {
  return (
    <li class="event-line">
      <span class="event-date">{dateText(event, language.value)}</span>
      <span class="event-told">
        <a href={to.event(event.id)}>{line(event, language.value)}</a>
        <span class="event-meta">
          <TypeChip type={event.type} /> <Factuality code={event.factuality} />{" "}
          <span class="soft small">{several(words().count.independent, event.independent_sources)}</span>
        </span>
      </span>
    </li>
  );
}

export function EventList({ events, label }: { events: EventSummary[]; label: string }) {
  return (
    <ol class="events" aria-label={label}>
      {events.map((event) => (
        <EventLine key={event.id} event={event} />
      ))}
    </ol>
  );
}
