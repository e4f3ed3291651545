// What of the scene is selected, how it is told in a sentence, and what lies next to it.
import { number, several, wordFor, words } from "../../i18n";
import type { Lens, Selection } from "../state";
import type { GraphRenderer, Target } from "./renderer";
import { isActor, nameOf, neighboursOf, type Scene } from "./scene";

/** Which node or line of the scene is selected. */
export function targetOf(scene: Scene, selected: Selection | null): Target {
  const place = (id: string): number => scene.nodes.findIndex((node) => node.id === id);
  if (!selected) return { node: null, link: null };
  if ("id" in selected) {
    const node = scene.nodes.findIndex(({ id, kind }) => nameOf(id) === selected.id && (selected.kind === "entity" || kind === selected.kind));
    return { node: node < 0 ? null : node, link: null };
  }
  const [a, b] = [place(selected.a), place(selected.b)];
  const link = scene.links.findIndex(({ source, target }) => (source === a && target === b) || (source === b && target === a));
  return { node: null, link: link < 0 ? null : link };
}

export function selectionOf(scene: Scene, target: Target, lens: Lens): Selection | null {
  const node = target.node === null ? undefined : scene.nodes[target.node];
  if (node) return isActor(node.kind) ? { kind: "entity", id: node.id } : { kind: node.kind as "event" | "publisher" | "agency" | "article", id: nameOf(node.id) };
  const link = target.link === null ? undefined : scene.links[target.link];
  if (!link) return null;
  const [from, to] = [scene.nodes[link.source], scene.nodes[link.target]];
  if (!from || !to) return null;
  if (lens === "events") return { kind: "event", id: from.kind === "event" ? from.id : to.id };
  if (lens === "sources") return { kind: "article", id: from.kind === "article" ? from.id : to.id };
  return { kind: "tie", a: from.id, b: to.id };
}

/** “Indonesia, country, 412 events, 38 neighbours.” */
export function spoken(scene: Scene, place: number): string {
  const node = scene.nodes[place];
  if (!node) return "";
  const say = words();
  const kind = wordFor({ ...say.kind, ...say.explore.sourceKinds }, node.kind);
  const ties = several(say.explore.neighbours, neighboursOf(scene, place).length);
  return node.kind === "event" ? `${node.label}.` : `${node.label}, ${kind}, ${several(say.count.events, node.events)}, ${ties}.`;
}

/** The nearest node in a direction, those that are tied first. */
export function towards(scene: Scene, renderer: GraphRenderer, place: number, dx: number, dy: number): number | null {
  const [x, y] = renderer.toScreen(place);
  const near = new Set(neighboursOf(scene, place));
  let best: number | null = null;
  let least = Infinity;
  scene.nodes.forEach((_, other) => {
    const [ox, oy] = renderer.toScreen(other);
    const along = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy - (oy - y) * dx);
    if (other === place || along <= 2) return;
    const cost = (along + 2 * aside) * (near.has(other) ? 0.4 : 1);
    if (cost < least) [best, least] = [other, cost];
  });
  return best;
}

/** What the pointer is over, in a line. */
export function tipOf(scene: Scene, { node, link }: Target, x: number, y: number): { x: number; y: number; text: string } | null {
  const found = node === null ? undefined : scene.nodes[node];
  if (found) return { x, y, text: spoken(scene, node ?? 0) };
  const line = link === null ? undefined : scene.links[link];
  if (!line) return null;
  const ends = [line.source, line.target].map((place) => scene.nodes[place]?.label ?? "");
  const types = Object.entries(line.types).sort(([, a], [, b]) => b - a);
  const kinds = types.slice(0, 3).map(([type, count]) => `${wordFor(words().type, type)} ×${number(count)}`);
  return { x, y, text: [ends.join(" – "), several(words().count.events, line.events), ...kinds].join(" · ") };
}
