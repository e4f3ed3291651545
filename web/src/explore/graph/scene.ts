// From the server's network to what is drawn: nodes with a size, lines with a weight and a colour.
import type { Quad } from "../../event-types";
import { quadOf } from "../../event-types";
import { name } from "../../i18n";
import type { Arrow, Network, Row, Telling } from "../shapes";
import type { Lens } from "../state";

export type NodeKind = "person" | "organization" | "country" | "group" | "place" | "event" | "publisher" | "agency" | "article";

/** Nodes that stand for no actor: they are not expanded, hidden or pinned. */
export const isActor = (kind: NodeKind): boolean => !["event", "publisher", "agency", "article"].includes(kind);

export interface SceneNode {
  id: string;
  kind: NodeKind;
  label: string;
  events: number;
  radius: number;
  /** Colours an event by what it is. */
  quad: Quad | null;
  x: number;
  y: number;
  pinned: boolean;
}

export interface SceneLink {
  /** Places of the ends in the list of nodes. */
  source: number;
  target: number;
  events: number;
  quad: Quad | null;
  /** Whether something was done from source to target, and the other way round. */
  forward: boolean;
  backward: boolean;
  types: Record<string, number>;
}

export interface Scene {
  nodes: SceneNode[];
  links: SceneLink[];
  /** Whether the nodes stand in columns, with their labels beside them. */
  columns?: boolean;
}

const SMALLEST = 5;
const LARGEST = 22;
const EVENT_RADIUS = 5;

/** The area of a disc goes with the number of events. */
const radius = (events: number, most: number): number => SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(events / Math.max(1, most));

/** The class most of the events are of; of two as frequent the one of more conflict. */
export function leading(types: Record<string, number>): Quad | null {
  const sums = new Map<Quad, number>();
  for (const [type, count] of Object.entries(types)) {
    const quad = quadOf(type);
    if (quad) sums.set(quad, (sums.get(quad) ?? 0) + count);
  }
  let best: Quad | null = null;
  for (const [quad, sum] of [...sums].sort(([a], [b]) => b - a)) if (best === null || sum > (sums.get(best) ?? 0)) best = quad;
  return best;
}

const blank = { x: NaN, y: NaN, pinned: false };

function actors(network: Network): SceneNode[] {
  const most = Math.max(1, ...network.nodes.map((node) => node.events));
  return network.nodes.map((node) => ({
    ...blank,
    id: node.id,
    kind: node.type,
    label: name(node.label, node.id),
    events: node.events,
    radius: radius(node.events, most),
    quad: null,
  }));
}

/** What is done between two, in either direction, is one line. */
function ties(arrows: Arrow[], places: Map<string, number>): SceneLink[] {
  const links = new Map<string, SceneLink>();
  for (const arrow of arrows) {
    const [source, target] = [places.get(arrow.source), places.get(arrow.target)];
    if (source === undefined || target === undefined) continue;
    const turned = source > target;
    const [low, high] = turned ? [target, source] : [source, target];
    const key = `${low} ${high}`;
    const link = links.get(key) ?? { source: low, target: high, events: 0, quad: null, forward: false, backward: false, types: {} };
    link.events += arrow.events;
    for (const [type, count] of Object.entries(arrow.types)) link.types[type] = (link.types[type] ?? 0) + count;
    if (arrow.directed) link[turned ? "backward" : "forward"] = true;
    links.set(key, link);
  }
  return [...links.values()].map((link) => ({ ...link, quad: leading(link.types) }));
}

function withEvents(scene: Scene, events: Row[], told: (row: Row) => string): Scene {
  const places = new Map(scene.nodes.map((node, place) => [node.id, place]));
  const nodes = [...scene.nodes];
  const links: SceneLink[] = [];
  for (const row of events) {
    const here = nodes.length;
    nodes.push({ ...blank, id: row.id, kind: "event", label: told(row), events: row.report_count, radius: EVENT_RADIUS, quad: quadOf(row.type) });
    const tie = (id: string, into: boolean): void => {
      const place = places.get(id);
      if (place === undefined) return;
      const ends = into ? { source: place, target: here } : { source: here, target: place };
      links.push({ ...ends, events: 1, quad: quadOf(row.type), forward: true, backward: false, types: { [row.type]: 1 } });
    };
    const aimed = row.recipients.length > 0;
    row.actors.forEach((actor) => tie(actor.id, true));
    if (aimed) row.recipients.forEach((recipient) => tie(recipient.id, false));
  }
  return { nodes, links };
}

const AGENCY = "agency:";
const OUTLET = "outlet:";

/** The name in the id of an outlet's or an agency's node. */
export const nameOf = (id: string): string => id.replace(/^(agency|outlet):/, "");

/** Who published what, and what that tells of: agencies and outlets, their articles, the events. */
function sources(articles: Telling[], events: Row[], told: (row: Row) => string): Scene {
  const nodes: SceneNode[] = [];
  const links: SceneLink[] = [];
  const places = new Map<string, number>();
  const place = (id: string, make: () => Omit<SceneNode, "x" | "y" | "pinned" | "id">): number => {
    const known = places.get(id);
    if (known !== undefined) return known;
    places.set(id, nodes.length);
    nodes.push({ ...blank, id, ...make() });
    return nodes.length - 1;
  };
  const tie = (source: number, target: number, quad: Quad | null = null): void =>
    void links.push({ source, target, events: 1, quad, forward: true, backward: false, types: {} });
  const rows = new Map(events.map((row) => [row.id, row]));
  for (const article of articles) {
    const count = article.events.length;
    const here = place(article.id, () => ({ kind: "article", label: article.headline ?? article.id, events: count, radius: EVENT_RADIUS + 1, quad: null }));
    for (const [name, prefix, kind] of [[article.publisher, OUTLET, "publisher"], [article.agency, AGENCY, "agency"]] as const) {
      if (!name) continue;
      const from = place(prefix + name, () => ({ kind, label: name, events: 0, radius: SMALLEST + 4, quad: null }));
      const node = nodes[from];
      if (node) node.events += count;
      tie(from, here);
    }
    for (const id of article.events) {
      const row = rows.get(id);
      if (row) tie(here, place(id, () => ({ kind: "event", label: told(row), events: row.report_count, radius: EVENT_RADIUS, quad: quadOf(row.type) })), quadOf(row.type));
    }
  }
  return { nodes, links, columns: true };
}

export function sceneOf(network: Network, lens: Lens, told: (row: Row) => string): Scene {
  if (lens === "sources") return sources(network.articles, network.events, told);
  const nodes = actors(network);
  const places = new Map(nodes.map((node, place) => [node.id, place]));
  if (lens === "events") return withEvents({ nodes, links: [] }, network.events, told);
  return { nodes, links: ties(network.arrows, places) };
}

/** What leads to the node at this place and what it leads to, along the lines and to the end of them. */
export function chainOf(scene: Scene, place: number): number[] {
  const found = new Set<number>();
  const follow = (from: "source" | "target", to: "source" | "target", here: number): void => {
    for (const link of scene.links) {
      if (link[from] !== here || found.has(link[to])) continue;
      found.add(link[to]);
      follow(from, to, link[to]);
    }
  };
  follow("source", "target", place);
  follow("target", "source", place);
  return [...found];
}

/** Who is tied to the node at this place. */
export function neighboursOf(scene: Scene, place: number): number[] {
  const found = new Set<number>();
  for (const { source, target } of scene.links) {
    if (source === place) found.add(target);
    if (target === place) found.add(source);
  }
  return [...found];
}
