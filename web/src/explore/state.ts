// What somebody is looking into: filter, view, graph, selection. It stands in the address and nowhere else, so that a saved
// link shows the same; every change writes the address anew, and undoing is going back to the one before.
import { computed, signal } from "@preact/signals";
import { go, parameters, route } from "../navigation";
import { search } from "../routes";
import type { Wanted } from "../sparql/events-query";

export const VIEWS = ["graph", "map", "timeline", "table"] as const;
export const LENSES = ["actors", "countries", "events", "sources"] as const;
export const UNITS = ["day", "week", "month", "year"] as const;
export const SORTS = ["latest", "earliest", "type", "reports", "sources", "confidence"] as const;
export const LIMITS = [20, 40, 100, 200, 500, 2000] as const;

export type View = (typeof VIEWS)[number];
export type Lens = (typeof LENSES)[number];
export type Unit = (typeof UNITS)[number];
export type Sort = (typeof SORTS)[number];

/** The facets whose chosen values are lists. */
export const LISTS = ["type", "actor", "country", "kind", "place", "publisher", "factuality"] as const;
export type ListFacet = (typeof LISTS)[number];

export type Selection =
  | { kind: "entity"; id: string }
  | { kind: "event"; id: string }
  | { kind: "publisher" | "agency" | "article"; id: string }
  | { kind: "tie"; a: string; b: string }
  | { kind: "path"; a: string; b: string };

export interface Investigation extends Record<ListFacet, string[]> {
  confidence: number | null;
  from: string | null;
  until: string | null;
  box: string | null;
  view: View;
  lens: Lens;
  limit: number;
  /** The entities of the graph; the busiest when nobody has chosen. */
  graph: string[] | null;
  pinned: Record<string, [number, number]>;
  selected: Selection | null;
  unit: Unit | null;
  sort: Sort;
}

const FIRST_LIMIT = 40;
const JOIN = "~";

/** Commas separate; an item that holds one stands in quotation marks. */
export const joined = (items: string[]): string => items.map((item) => (item.includes(",") ? `"${item}"` : item)).join(",");

export function split(text: string | null): string[] {
  return [...(text ?? "").matchAll(/"([^"]*)"|([^,]+)/g)].map(([, quoted, plain]) => (quoted ?? plain ?? "").trim()).filter((item) => item !== "");
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | null {
  return values.find((one) => one === value) ?? null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const day = (value: string | null): string | null => (value && DAY.test(value) ? value : null);

const SINGLE = ["entity", "event", "publisher", "agency", "article"] as const;

export function readSelection(text: string | null): Selection | null {
  const [, kind, rest] = /^(\w+):(.+)$/.exec(text ?? "") ?? [];
  if (!kind || !rest) return null;
  const single = SINGLE.find((one) => one === kind);
  if (single) return { kind: single, id: rest };
  const [a, b] = rest.split(JOIN);
  return (kind === "tie" || kind === "path") && a && b ? { kind, a, b } : null;
}

export const writeSelection = (selected: Selection | null): string | null =>
  selected && ("id" in selected ? `${selected.kind}:${selected.id}` : `${selected.kind}:${selected.a}${JOIN}${selected.b}`);

function readPins(text: string | null): Record<string, [number, number]> {
  const pins: Record<string, [number, number]> = {};
  for (const pin of split(text)) {
    const [id, x, y] = pin.split(JOIN);
    if (id && Number.isFinite(Number(x)) && Number.isFinite(Number(y))) pins[id] = [Number(x), Number(y)];
  }
  return pins;
}

const writePins = (pins: Record<string, [number, number]>): string =>
  joined(Object.entries(pins).map(([id, [x, y]]) => [id, Math.round(x), Math.round(y)].join(JOIN)));

export function read(from: URLSearchParams): Investigation {
  const lists = Object.fromEntries(LISTS.map((facet) => [facet, split(from.get(facet))])) as Record<ListFacet, string[]>;
  const confidence = Number(from.get("confidence") ?? NaN);
  const limit = Number(from.get("n"));
  return {
    ...lists,
    confidence: confidence > 0 && confidence <= 1 ? confidence : null,
    from: day(from.get("from")),
    until: day(from.get("until")),
    box: from.get("box"),
    view: oneOf(VIEWS, from.get("view")) ?? "graph",
    lens: oneOf(LENSES, from.get("lens")) ?? "actors",
    limit: limit > 0 && limit <= 5000 ? Math.round(limit) : FIRST_LIMIT,
    graph: from.has("graph") ? split(from.get("graph")) : null,
    pinned: readPins(from.get("pin")),
    selected: readSelection(from.get("sel")),
    unit: oneOf(UNITS, from.get("unit")),
    sort: oneOf(SORTS, from.get("sort")) ?? "latest",
  };
}

type Written = Record<string, string | number | null>;

/** The part of the state that every view is narrowed by, as the server reads it too. */
export function filterOf(state: Investigation, leaveOut: string[] = []): Written {
  const lists = LISTS.map((facet) => [facet, joined(state[facet])]);
  const all: Written = { ...Object.fromEntries(lists), confidence: state.confidence, from: state.from, until: state.until, box: state.box };
  return Object.fromEntries(Object.entries(all).filter(([key]) => !leaveOut.includes(key)));
}

/** The same for a query of one's own. */
export const wantedOf = ({ actor, country, type, kind, place, publisher, factuality, confidence, from, until, box }: Investigation): Wanted => ({
  actor: [],
  recipient: [],
  party: actor,
  country,
  type,
  kind,
  place,
  publisher,
  factuality,
  confidence,
  from,
  until,
  box,
});

const unless = <T>(value: T, usual: T): T | null => (value === usual ? null : value);

export function addressOf(state: Investigation): string {
  return `/explore${search({
    ...filterOf(state),
    view: unless(state.view, "graph"),
    lens: unless(state.lens, "actors"),
    n: unless(state.limit, FIRST_LIMIT),
    unit: state.unit,
    sort: unless(state.sort, "latest"),
    graph: state.graph && joined(state.graph),
    pin: writePins(state.pinned),
    sel: writeSelection(state.selected),
  })}`;
}

export const state = computed<Investigation>(() => read(parameters.value));

const past = signal<string[]>([]);
const future = signal<string[]>([]);
const STEPS = 100;

export const undoable = computed(() => past.value.length > 0);
export const redoable = computed(() => future.value.length > 0);

const here = (): string => addressOf(state.peek());

/** Changes the state. `step: false` is for what happens many times a second, such as dragging. */
export function change(patch: Partial<Investigation>, options: { step?: boolean } = {}): void {
  if (route.peek().page !== "explore") return;
  const before = here();
  const after = addressOf({ ...state.peek(), ...patch });
  if (before === after) return;
  if (options.step !== false) remember(before);
  go(after, { replace: true });
}

/** Notes where one can come back to. */
export function remember(address: string = here()): void {
  past.value = [...past.value, address].slice(-STEPS);
  future.value = [];
}

export function undo(): void {
  const last = past.value.at(-1);
  if (last === undefined) return;
  past.value = past.value.slice(0, -1);
  future.value = [...future.value, here()];
  go(last, { replace: true });
}

export function redo(): void {
  const next = future.value.at(-1);
  if (next === undefined) return;
  future.value = future.value.slice(0, -1);
  past.value = [...past.value, here()];
  go(next, { replace: true });
}

/** Nothing chosen in any facet. */
export const NO_FILTER: Partial<Investigation> = {
  ...(Object.fromEntries(LISTS.map((facet) => [facet, []])) as unknown as Record<ListFacet, string[]>),
  confidence: null,
  from: null,
  until: null,
  box: null,
};

export const filtered = (one: Investigation): boolean => Object.values(filterOf(one)).some((value) => value !== null && value !== "");

export function toggle(facet: ListFacet, value: string): void {
  const now = state.peek()[facet];
  change({ [facet]: now.includes(value) ? now.filter((one) => one !== value) : [...now, value] });
}

export const select = (selected: Selection | null): void => change({ selected });
