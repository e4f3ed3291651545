// Every page has an address: this file reads and writes them, and knows nothing of the browser.
import type { HitKind, Span } from "./api/shapes";

export type Route =
  | { page: "overview" }
  | { page: "entity"; id: string }
  | { page: "event"; id: string }
  | { page: "article"; id: string }
  | { page: "articles" }
  | { page: "explore" }
  | { page: "load" }
  | { page: "ask" }
  | { page: "query"; name: string | null }
  | { page: "nowhere"; path: string };

export function routeOf(path: string): Route {
  const steps = path.split("/").filter((step) => step !== "").map(decoded);
  const [first, id, ...rest] = steps;
  if (first === undefined) return { page: "overview" };
  if (rest.length === 0 && id !== undefined) {
    if (first === "actor") return { page: "entity", id };
    if (first === "event" || first === "article") return { page: first, id };
    if (first === "query") return { page: "query", name: id };
  }
  if (id === undefined && (first === "articles" || first === "explore" || first === "load" || first === "ask")) return { page: first };
  if (id === undefined && first === "query") return { page: "query", name: null };
  return { page: "nowhere", path };
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** `?a=1&b=2`, leaving out what is empty; empty when nothing is left. */
export function search(values: Record<string, string | number | null | undefined>): string {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const text = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

export const to = {
  overview: "/",
  articles: "/articles",
  explore: "/explore",
  load: "/load",
  ask: "/ask",
  entity: (id: string): string => `/actor/${encodeURIComponent(id)}`,
  event: (id: string): string => `/event/${encodeURIComponent(id)}`,
  article: (id: string, at?: Span): string => `/article/${encodeURIComponent(id)}${at ? `?at=${at.start}-${at.end}` : ""}`,
  articlesAfter: (id: string): string => `/articles${search({ after: id })}`,
  query: (name: string | null = null, values: Record<string, string> = {}): string =>
    `/query${name === null ? "" : `/${encodeURIComponent(name)}`}${search(values)}`,
  hit: (hit: { id: string; type: HitKind }): string => {
    if (hit.type === "event") return to.event(hit.id);
    if (hit.type === "article") return to.article(hit.id);
    if (hit.type === "type") return `/explore${search({ type: hit.id })}`;
    return to.entity(hit.id);
  },
};

/** Reads `at=<start>-<end>`; null when it is not a stretch of text. */
export function spanOf(value: string | null): Span | null {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(value ?? "");
  if (!found) return null;
  const [start, end] = [Number(found[1]), Number(found[2])];
  return start < end ? { start, end } : null;
}
