// Which address of the server each view asks, from the state.
import { search } from "../routes";
import { filterOf, joined, type Investigation } from "./state";

const api = (path: string, values: Record<string, string | number | null | undefined>): string => `/api/${path}${search(values)}`;

export const facetsAddress = (state: Investigation): string => api("facets", filterOf(state));

/** The window of days does not narrow the timeline: it is drawn on it. */
export const histogramAddress = (state: Investigation): string => api("histogram", { ...filterOf(state, ["from", "until"]), unit: state.unit });

export const geoAddress = (state: Investigation): string => api("geo", filterOf(state, ["box"]));

export const networkAddress = (state: Investigation): string =>
  api("network", {
    ...filterOf(state),
    lens: state.lens,
    limit: state.limit,
    among: state.graph && (joined(state.graph) || "-"),
  });

export const eventsAddress = (state: Investigation, limit: number): string => api("events", { ...filterOf(state), sort: state.sort, limit });

/** All events that fit as a file; `about` is the note beside it. */
export const exportAddress = (state: Investigation, format: string, lang: string): string =>
  api("export", { ...filterOf(state), sort: state.sort, lang, format });

/** The same, but all of these take part, too. */
export function withParties(state: Investigation, ids: string[]): Investigation {
  const facet = state.lens === "countries" ? "country" : "actor";
  return { ...state, [facet]: [...new Set([...state[facet], ...ids])] };
}

/** Events in which all of these take part, under the filter. */
export const betweenAddress = (state: Investigation, ids: string[], limit: number): string => api("events", { ...filterOf(withParties(state, ids)), limit });

export const publisherAddress = (state: Investigation, publisher: string, limit: number): string =>
  api("events", { ...filterOf(state), publisher: joined([publisher]), limit });

export const relationsAddress = (state: Investigation, id: string): string => api(`relations/${encodeURIComponent(id)}`, filterOf(state));

export const neighboursAddress = (state: Investigation, id: string, tie: { type?: string; direction?: string }, after: number, limit: number): string =>
  api(`neighbours/${encodeURIComponent(id)}`, { ...filterOf(state), ...(tie.type ? { type: tie.type } : {}), direction: tie.direction, after, limit });

export const pathsAddress = (state: Investigation, a: string, b: string): string => api("paths", { ...filterOf(state), a, b });
