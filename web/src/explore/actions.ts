// What one can do to the graph: expand, hide, collapse, pin, find a path. Each is one step that can be undone.
import { signal } from "@preact/signals";
import { asProblem, get, type Problem } from "../api/client";
import type { Scene } from "./graph/scene";
import { ahead } from "./latest";
import { neighboursAddress, networkAddress } from "./questions";
import type { Arrivals } from "./graph/arrivals";
import type { Neighbours, Telling } from "./shapes";
import { change, state } from "./state";

/** The entities that are drawn now. */
export const visible = signal<string[]>([]);
/** The articles of the graph, under the lens of sources. */
export const tellings = signal<Telling[]>([]);
/** The nodes of the first of the paths that are told of. */
export const pathDrawn = signal<string[]>([]);
/** Those that were just asked for, until the network with all their lines is there. */
export const arrivals = signal<Arrivals | null>(null);
/** From whom a path is to be found, while its other end is being chosen. */
export const pathFrom = signal<string | null>(null);
/** What went wrong at the last action, or what it did, for the status line. */
export const outcome = signal<{ problem: Problem } | { added: number; total: number } | null>(null);

export interface Shown {
  scene: Scene;
  svg: (title: string) => string;
}

/** The graph as it is drawn, for exports. */
export const shown = signal<Shown | null>(null);
export const publishScene = (next: Shown): void => void (shown.value = next);

export const PAGE = 25;

const drawn = (): string[] => state.peek().graph ?? visible.peek();

const withThese = (ids: string[]): string[] => [...new Set([...drawn(), ...ids])];

/** Adds entities to the graph; says how many were not there. */
export function addAll(ids: string[]): number {
  const [before, all] = [drawn().length, withThese(ids)];
  if (all.length > before || state.peek().graph === null) change({ graph: all, view: "graph" });
  return all.length - before;
}

/** Shows one entity: selected, and in the graph. */
export const focusOn = (id: string): void => {
  const now = drawn();
  change({ selected: { kind: "entity", id }, ...(now.includes(id) ? {} : { graph: [...now, id] }) });
};

/** Adds a page of the neighbours by one kind of tie, or by any. */
export async function expand(id: string, tie: { type?: string; direction?: string }, after = 0): Promise<void> {
  try {
    const page = await get<Neighbours>(neighboursAddress(state.peek(), id, tie, after, PAGE));
    const ids = [id, ...page.neighbours.map((one) => one.id)];
    const address = networkAddress({ ...state.peek(), graph: withThese(ids) });
    ahead(address);
    arrivals.value = { address, around: id, tie, nodes: page.neighbours };
    const added = addAll(ids);
    outcome.value = { added, total: page.truncated.total };
  } catch (error) {
    outcome.value = { problem: asProblem(error) };
  }
}

export const expandBusiest = (id: string): Promise<void> => expand(id, {});

export function hide(ids: string[]): void {
  const { selected } = state.peek();
  const gone = selected && "id" in selected && ids.includes(selected.id);
  change({ graph: drawn().filter((id) => !ids.includes(id)), ...(gone ? { selected: null } : {}) });
}

/** Leaves only these. */
export const hideOthers = (ids: string[]): void => change({ graph: drawn().filter((id) => ids.includes(id)) });

/** Hides those that are tied to this one and to no other that is drawn. */
export function collapse(id: string): void {
  const scene = shown.peek()?.scene;
  if (!scene) return;
  const ties = new Map<number, Set<number>>();
  const tie = (a: number, b: number): void => void ties.set(a, (ties.get(a) ?? new Set()).add(b));
  for (const { source, target } of scene.links) {
    tie(source, target);
    tie(target, source);
  }
  const here = scene.nodes.findIndex((node) => node.id === id);
  const leaves = [...(ties.get(here) ?? [])].filter((place) => ties.get(place)?.size === 1);
  hide(leaves.map((place) => scene.nodes[place]?.id ?? ""));
}

export function pin(id: string): void {
  const { pinned } = state.peek();
  if (pinned[id]) {
    change({ pinned: Object.fromEntries(Object.entries(pinned).filter(([one]) => one !== id)) });
    return;
  }
  const node = shown.peek()?.scene.nodes.find((one) => one.id === id);
  if (node) change({ pinned: { ...pinned, [id]: [node.x, node.y] } });
}

/** Holds all of these where they are. */
export function pinAll(ids: string[]): void {
  const nodes = shown.peek()?.scene.nodes.filter((one) => ids.includes(one.id)) ?? [];
  change({ pinned: { ...state.peek().pinned, ...Object.fromEntries(nodes.map((node) => [node.id, [node.x, node.y] as [number, number]])) } });
}

export const startPath = (id: string): void => void (pathFrom.value = id);
