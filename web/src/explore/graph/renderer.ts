// The graph on the screen: a canvas, a camera, and what lies under the pointer. Another way of drawing can take its place.
import { quadtree, type Quadtree } from "d3-quadtree";
import type { Palette } from "../palette";
import { draw, fitting, size, type Camera, type Look } from "./draw";
import { chainOf, neighboursOf, type Scene, type SceneNode } from "./scene";
import { CanvasSurface, SvgSurface } from "./surface";

export interface Target {
  node: number | null;
  link: number | null;
}

export interface GraphRenderer {
  setScene(scene: Scene): void;
  setPalette(palette: Palette): void;
  /** What stands out: a node with those it is tied to, a line, or a path of nodes. */
  choose(target: Target, along?: number[]): void;
  hover(target: Target): void;
  camera: Camera;
  fit(): void;
  resize(width: number, height: number): void;
  at(x: number, y: number): Target;
  toWorld(x: number, y: number): [number, number];
  toScreen(place: number): [number, number];
  /** Draws at the next frame. */
  redraw(): void;
  svg(title: string): string;
  close(): void;
}

const REACH = 10;
const NOTHING: Target = { node: null, link: null };

export class CanvasRenderer implements GraphRenderer {
  camera: Camera = { x: 0, y: 0, scale: 1 };
  private scene: Scene = { nodes: [], links: [] };
  private tree: Quadtree<SceneNode> | null = null;
  private chosen = NOTHING;
  private hovered = NOTHING;
  private near: Set<number> | null = null;
  private width = 1;
  private height = 1;
  private frame = 0;
  private readonly context: CanvasRenderingContext2D | null;
  private readonly surface: CanvasSurface | null;
  private readonly canvas: HTMLCanvasElement;
  private palette: Palette;

  constructor(canvas: HTMLCanvasElement, palette: Palette) {
    this.canvas = canvas;
    this.palette = palette;
    this.context = canvas.getContext("2d");
    this.surface = this.context && new CanvasSurface(this.context);
  }

  setScene(scene: Scene): void {
    this.scene = scene;
    this.tree = null;
    this.redraw();
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.redraw();
  }

  choose(target: Target, along: number[] = []): void {
    this.chosen = target;
    this.near = target.node === null ? null : new Set((this.scene.columns ? chainOf : neighboursOf)(this.scene, target.node));
    if (along.length > 0) this.near = new Set(along);
    if (target.link !== null) {
      const link = this.scene.links[target.link];
      if (link) this.near = new Set([link.source, link.target]);
    }
    this.redraw();
  }

  hover(target: Target): void {
    if (target.node === this.hovered.node && target.link === this.hovered.link) return;
    this.hovered = target;
    this.redraw();
  }

  fit(): void {
    this.camera = fitting(this.scene, this.width, this.height);
    this.redraw();
  }

  resize(width: number, height: number): void {
    [this.width, this.height] = [Math.max(1, width), Math.max(1, height)];
    this.canvas.width = Math.round(this.width * devicePixelRatio);
    this.canvas.height = Math.round(this.height * devicePixelRatio);
    this.redraw();
  }

  private look(): Look {
    return {
      camera: this.camera,
      width: this.width,
      height: this.height,
      palette: this.palette,
      chosen: this.chosen.node,
      hovered: this.hovered.node,
      chosenLink: this.chosen.link,
      hoveredLink: this.hovered.link,
      near: this.near,
    };
  }

  redraw(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.frame = 0;
    if (!this.context || !this.surface) return;
    const started = performance.now();
    this.context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.context.clearRect(0, 0, this.width, this.height);
    draw(this.surface, this.scene, this.look());
    Object.assign(this.canvas.dataset, { drawn: this.scene.nodes.length, drawnLinks: this.scene.links.length });
    this.canvas.dataset["frameMs"] = (performance.now() - started).toFixed(1);
  }

  toWorld(x: number, y: number): [number, number] {
    return [(x - this.width / 2) / this.camera.scale + this.camera.x, (y - this.height / 2) / this.camera.scale + this.camera.y];
  }

  toScreen(place: number): [number, number] {
    const node = this.scene.nodes[place];
    if (!node) return [0, 0];
    return [(node.x - this.camera.x) * this.camera.scale + this.width / 2, (node.y - this.camera.y) * this.camera.scale + this.height / 2];
  }

  at(x: number, y: number): Target {
    const [wx, wy] = this.toWorld(x, y);
    this.tree ??= quadtree<SceneNode>(
      this.scene.nodes,
      (node) => node.x,
      (node) => node.y,
    );
    const found = this.tree.find(wx, wy, 30 / this.camera.scale + REACH / this.camera.scale);
    if (found) {
      const far = Math.hypot(found.x - wx, found.y - wy) * this.camera.scale;
      if (far <= size(found, this.camera.scale) + 4) return { node: this.scene.nodes.indexOf(found), link: null };
    }
    return { node: null, link: this.linkAt(wx, wy) };
  }

  private linkAt(x: number, y: number): number | null {
    let best: number | null = null;
    let least = 9 / this.camera.scale;
    this.scene.links.forEach((link, place) => {
      const [from, to] = [this.scene.nodes[link.source], this.scene.nodes[link.target]];
      if (!from || !to) return;
      const far = distance(x, y, from.x, from.y, to.x, to.y);
      if (far < least) [best, least] = [place, far];
    });
    return best;
  }

  svg(title: string): string {
    const surface = new SvgSurface();
    draw(surface, this.scene, { ...this.look(), hovered: null, hoveredLink: null });
    return surface.text(Math.round(this.width), Math.round(this.height), this.palette.paper, title);
  }

  close(): void {
    cancelAnimationFrame(this.frame);
  }
}

/** From a point to a stretch of a line. */
function distance(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** Comes nearer or goes further away. */
export function zoom(renderer: GraphRenderer | null, by: number): void {
  if (!renderer) return;
  renderer.camera = { ...renderer.camera, scale: Math.max(0.03, Math.min(8, renderer.camera.scale * by)) };
  renderer.redraw();
}
