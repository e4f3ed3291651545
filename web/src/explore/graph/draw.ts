// Draws a scene: lines by colour and width so that thousands cost little, then nodes, then as many labels as have room.
import type { Quad } from "../../event-types";
import type { Palette } from "../palette";
import type { Scene, SceneLink, SceneNode } from "./scene";
import type { Surface } from "./surface";

export interface Camera {
  x: number;
  y: number;
  scale: number;
}

export interface Look {
  camera: Camera;
  width: number;
  height: number;
  palette: Palette;
  /** Places of nodes and links that stand out. */
  chosen: number | null;
  hovered: number | null;
  chosenLink: number | null;
  hoveredLink: number | null;
  /** Nodes tied to the chosen one; null when none is chosen. */
  near: Set<number> | null;
}

const LABEL = 12;
const HEAD = 8;
const FEW_LINKS = 80;
/** Nodes up to which labels keep clear of them where they can, and go elsewhere when there is no room below. */
const KEEP_CLEAR = 300;

const toScreen = (look: Look, x: number, y: number): [number, number] => [
  (x - look.camera.x) * look.camera.scale + look.width / 2,
  (y - look.camera.y) * look.camera.scale + look.height / 2,
];

/** Nodes grow less than the picture when one comes nearer, so that room appears between them. */
export const size = (node: SceneNode, scale: number): number => node.radius * Math.min(1.6, Math.max(0.35, Math.sqrt(scale)));

const widthOf = (events: number): number => Math.min(7, 1 + 1.3 * Math.log2(1 + events) * 0.7);

interface Stroke {
  ends: number[];
  heads: number[];
  colour: string;
  width: number;
}

function add(strokes: Map<string, Stroke>, scene: Scene, link: SceneLink, look: Look, colour: string, width: number): void {
  const [from, to] = [scene.nodes[link.source], scene.nodes[link.target]];
  if (!from || !to) return;
  const [x1, y1] = toScreen(look, from.x, from.y);
  const [x2, y2] = toScreen(look, to.x, to.y);
  const outside = Math.max(x1, x2) < 0 || Math.min(x1, x2) > look.width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > look.height;
  if (outside) return;
  const key = `${colour} ${width}`;
  const stroke = strokes.get(key) ?? { ends: [], heads: [], colour, width };
  strokes.set(key, stroke);
  stroke.ends.push(x1, y1, x2, y2);
  if (look.camera.scale < 0.35 && scene.links.length > 500) return;
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const tip = (node: SceneNode, x: number, y: number, direction: number): void => {
    const back = size(node, look.camera.scale) + 2;
    stroke.heads.push(x - back * Math.cos(direction), y - back * Math.sin(direction), direction);
  };
  if (link.forward) tip(to, x2, y2, angle);
  if (link.backward) tip(from, x1, y1, angle + Math.PI);
}

const quadColour = (palette: Palette, quad: Quad | null): string => (quad ? palette.quads[quad] : palette.line);

function links(surface: Surface, scene: Scene, look: Look): void {
  const strokes = new Map<string, Stroke>();
  const standing: SceneLink[] = [];
  scene.links.forEach((link, place) => {
    const out = place === look.chosenLink || place === look.hoveredLink;
    const among = (place: number): boolean => place === look.chosen || look.near?.has(place) === true;
    const near = scene.columns || look.chosen === null ? look.near !== null && among(link.source) && among(link.target) : link.source === look.chosen || link.target === look.chosen;
    if (out || near) standing.push(link);
    else add(strokes, scene, link, look, look.near ? look.palette.faint : quadColour(look.palette, link.quad), Math.round(widthOf(link.events)));
  });
  for (const stroke of strokes.values()) paint(surface, stroke);
  strokes.clear();
  for (const link of standing) add(strokes, scene, link, look, quadColour(look.palette, link.quad), Math.round(widthOf(link.events)) + 1);
  for (const stroke of strokes.values()) paint(surface, stroke);
}

function paint(surface: Surface, { ends, heads, colour, width }: Stroke): void {
  surface.lines(ends, colour, width);
  if (heads.length > 0) surface.heads(heads, colour, HEAD + width);
}

function nodes(surface: Surface, scene: Scene, look: Look): void {
  scene.nodes.forEach((node, place) => {
    const [x, y] = toScreen(look, node.x, node.y);
    const radius = size(node, look.camera.scale);
    if (x < -radius || y < -radius || x > look.width + radius || y > look.height + radius) return;
    const far = look.near !== null && place !== look.chosen && !look.near.has(place);
    const colour = node.kind === "event" ? quadColour(look.palette, node.quad) : look.palette.kinds[node.kind];
    const out = place === look.chosen || place === look.hovered;
    surface.shape(node.kind, x, y, radius, far ? look.palette.faint : colour, out ? look.palette.focus : look.palette.paper, out ? 3 : 1.5);
    if (node.pinned) surface.shape("person", x, y, Math.max(2, radius / 4), look.palette.paper, look.palette.paper, 1);
  });
}

/** Rectangles that are taken, by cells of a grid. */
class Room {
  private readonly cells = new Map<string, [number, number, number, number][]>();

  isFree(x: number, y: number, width: number, height: number): boolean {
    const meets = ([ax, ay, aw, ah]: [number, number, number, number]): boolean => ax < x + width && x < ax + aw && ay < y + height && y < ay + ah;
    return !this.under(x, y, width, height).some((cell) => this.cells.get(cell)?.some(meets));
  }

  take(x: number, y: number, width: number, height: number): void {
    for (const cell of this.under(x, y, width, height)) this.cells.set(cell, [...(this.cells.get(cell) ?? []), [x, y, width, height]]);
  }

  private under(x: number, y: number, width: number, height: number): string[] {
    const cells: string[] = [];
    for (let column = Math.floor(x / 64); column <= Math.floor((x + width) / 64); column++) {
      for (let row = Math.floor(y / 32); row <= Math.floor((y + height) / 32); row++) cells.push(`${column} ${row}`);
    }
    return cells;
  }
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 2).trimEnd()}…` : text);

/** Where the label of a node may go, its middle and top: below, above or beside it. In columns outlets have theirs on the left, what follows them on the right. */
function spots(node: SceneNode, [x, y]: [number, number], scale: number, width: number, columns: boolean): [number, number][] {
  const far = size(node, scale);
  const right: [number, number] = [x + far + 5 + width / 2, y - LABEL / 2 - 1];
  const left: [number, number] = [x - far - 5 - width / 2, y - LABEL / 2 - 1];
  if (columns) return [node.kind === "agency" || node.kind === "publisher" ? left : right];
  return [[x, y + far + 2], [x, y - far - LABEL - 4], right, left];
}

function labels(surface: Surface, scene: Scene, look: Look): void {
  const [room, discs] = [new Room(), new Room()];
  if (!scene.columns && scene.nodes.length <= KEEP_CLEAR) {
    for (const node of scene.nodes) {
      const [[x, y], far] = [toScreen(look, node.x, node.y), size(node, look.camera.scale)];
      discs.take(x - far, y - far, 2 * far, 2 * far);
    }
  }
  const weight = (place: number): number => {
    if (place === look.hovered || place === look.chosen) return Infinity;
    const node = scene.nodes[place];
    return (look.near?.has(place) ? 1e6 : 0) + (node?.events ?? 0) - (node?.kind === "event" ? 1e5 : 0);
  };
  const order = scene.nodes.map((_, place) => place).sort((a, b) => weight(b) - weight(a));
  const most = 220;
  let drawn = 0;
  for (const place of order) {
    const node = scene.nodes[place];
    if (!node || drawn >= most) break;
    const out = place === look.hovered || place === look.chosen;
    if (look.near && !out && !look.near.has(place)) continue;
    if (node.kind === "event" && !scene.columns && !out && look.camera.scale < 1.4) continue;
    const [x, y] = toScreen(look, node.x, node.y);
    if (x < -40 || y < -20 || x > look.width + 40 || y > look.height + 20) continue;
    const text = out && !scene.columns ? node.label : cut(node.label, scene.columns ? 24 : 34);
    const width = surface.measure(text, LABEL, out);
    const places = spots(node, [x, y], look.camera.scale, width, scene.columns === true).slice(0, scene.nodes.length > KEEP_CLEAR ? 1 : 4);
    const clear = (where: Room) => ([middle, top]: [number, number]): boolean => where.isFree(middle - width / 2, top, width, LABEL + 2);
    const free = places.filter(clear(room));
    const spot = free.find(clear(discs)) ?? free[0] ?? (out ? places[0] : undefined);
    if (!spot) continue;
    room.take(spot[0] - width / 2, spot[1], width, LABEL + 2);
    surface.label(text, ...spot, LABEL, look.palette.ink, look.palette.paper, out);
    drawn += 1;
  }
}

/** How often, beside lines that stand out, and beside all where they are few. */
function counts(surface: Surface, scene: Scene, look: Look): void {
  scene.links.forEach((link, place) => {
    const out = place === look.hoveredLink || place === look.chosenLink || (look.chosen !== null && (link.source === look.chosen || link.target === look.chosen));
    if (link.events < 2 || (!out && (look.near !== null || scene.links.length > FEW_LINKS || look.camera.scale < 0.7))) return;
    const [from, to] = [scene.nodes[link.source], scene.nodes[link.target]];
    if (!from || !to) return;
    const [x, y] = toScreen(look, (from.x + to.x) / 2, (from.y + to.y) / 2);
    surface.label(`×${link.events}`, x, y - 6, 11, look.palette.soft, look.palette.paper, out);
  });
}

export function draw(surface: Surface, scene: Scene, look: Look): void {
  links(surface, scene, look);
  nodes(surface, scene, look);
  counts(surface, scene, look);
  labels(surface, scene, look);
}

/** The camera that shows all of a scene. */
export function fitting(scene: Scene, width: number, height: number): Camera {
  if (scene.nodes.length === 0) return { x: 0, y: 0, scale: 1 };
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const node of scene.nodes) {
    left = Math.min(left, node.x - node.radius);
    right = Math.max(right, node.x + node.radius);
    top = Math.min(top, node.y - node.radius);
    bottom = Math.max(bottom, node.y + node.radius);
  }
  const scale = Math.min(1.6, (width - Math.min(scene.columns ? 420 : 180, width * (scene.columns ? 0.6 : 0.25))) / Math.max(1, right - left), (height - 80) / Math.max(1, bottom - top));
  return { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale, scale: Math.max(0.05, scale) };
}
