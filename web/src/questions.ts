// The named queries as questions: which to begin with, what is still to be filled in, what the page fills in by itself.
import type { NamedQuery, QueryParameter } from "./api/shapes";
import type { Language } from "./i18n";

/** Good first questions, in this order; whatever of them the server does not have is made up for by others. */
const FIRST = ["timeline-between", "hostility-network", "itinerary", "date-contradictions", "places"];

/** The language of names is the reader's: the page sends it and does not ask. */
const LANGUAGE = "lang";

/** An event of the example world is not an event of this store: such an example leads nowhere. */
const OWN_TO_A_STORE = ["event"];

const has = (value: string | null | undefined): boolean => value !== null && value !== undefined && value !== "";

export const asked = (query: NamedQuery): QueryParameter[] => query.parameters.filter(({ name }) => name !== LANGUAGE);

/** The examples of what must be given. Optional examples would only narrow the answer. */
export function exampleValues(query: NamedQuery): Record<string, string> {
  const needed = asked(query).filter(({ required, example, kind }) => required && has(example) && !OWN_TO_A_STORE.includes(kind));
  return Object.fromEntries(needed.map(({ name, example }) => [name, example ?? ""]));
}

/** The names of required parameters that have no value yet. */
export const missing = (query: NamedQuery, values: Record<string, string>): string[] =>
  asked(query)
    .filter((parameter) => parameter.required && !has(values[parameter.name]) && !has(parameter.default))
    .map(({ name }) => name);

/** Whether the examples and defaults are enough to run it. */
export const runnable = (query: NamedQuery): boolean => missing(query, exampleValues(query)).length === 0;

/** The first `count` questions that can be asked as they stand. */
export function toBeginWith(queries: NamedQuery[], count: number): NamedQuery[] {
  const rank = (query: NamedQuery): number => (FIRST.includes(query.name) ? FIRST.indexOf(query.name) : FIRST.length);
  return queries.filter(runnable).sort((a, b) => rank(a) - rank(b)).slice(0, count);
}

/** What is sent: the reader's values, and their language if the query names things. */
export function sent(query: NamedQuery, values: Record<string, string>, language: Language): Record<string, string> {
  return query.parameters.some(({ name }) => name === LANGUAGE) ? { ...values, [LANGUAGE]: language } : values;
}
