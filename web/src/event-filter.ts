// Narrows a list of events down to a kind and some words.
import type { EventSummary } from "./api/shapes";

/** Keeps the events of one kind (any, when empty) whose sentence, as `told` tells it, holds every word. */
export function filtered(events: EventSummary[], type: string, text: string, told: (event: EventSummary) => string): EventSummary[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter((word) => word !== "");
  return events.filter((event) => {
    if (type !== "" && event.type !== type) return false;
    const line = told(event).toLocaleLowerCase();
    return wanted.every((word) => line.includes(word));
  });
}

/** Events without a date come last. */
export const newestFirst = (a: EventSummary, b: EventSummary): number => (b.begin ?? "").localeCompare(a.begin ?? "");
