// Walking through the events of an article in the order of its text.
import type { ArticleEvent, Span } from "./api/shapes";
import { overlap } from "./text/paragraphs";

export const eventsInOrder = (events: ArticleEvent[]): ArticleEvent[] =>
  [...events].sort((a, b) => a.start - b.start || a.end - b.end || a.id.localeCompare(b.id));

/** The number of the event one stands at: the one with exactly this span, else the first that overlaps it. */
export function stepOf(events: ArticleEvent[], at: Span | null): number | null {
  if (!at) return null;
  const exact = events.findIndex((event) => event.start === at.start && event.end === at.end);
  const found = exact >= 0 ? exact : events.findIndex((event) => overlap(event, at));
  return found >= 0 ? found : null;
}

const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** The next (or previous) event that stands elsewhere in the text, going round at the ends; from nowhere, the nearest one after. */
export function nextEvent(events: ArticleEvent[], at: Span | null, by: 1 | -1): ArticleEvent | null {
  if (events.length === 0) return null;
  const now = stepOf(events, at);
  const here = now === null ? undefined : events[now];
  if (now === null || !here) return fromNowhere(events, at, by);
  for (let step = 1; step <= events.length; step += 1) {
    const event = events[(now + by * step + events.length * step) % events.length];
    if (event && !sameSpan(event, here)) return event;
  }
  return here;
}

function fromNowhere(events: ArticleEvent[], at: Span | null, by: 1 | -1): ArticleEvent | null {
  const from = at?.start ?? -1;
  if (by === 1) return events.find((event) => event.start >= from) ?? events[0] ?? null;
  return events.findLast((event) => event.start < from) ?? events.at(-1) ?? null;
}
