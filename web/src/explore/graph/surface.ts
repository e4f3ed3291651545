// What a graph is drawn with. One drawing routine, two surfaces: the canvas on the screen and the SVG of an export.
import type { NodeKind } from "./scene";

export interface Surface {
  /** Lines of one colour and width: x1, y1, x2, y2 of each. */
  lines(ends: number[], colour: string, width: number): void;
  /** Arrow heads of one colour: x, y and direction of each. */
  heads(heads: number[], colour: string, size: number): void;
  shape(kind: NodeKind, x: number, y: number, radius: number, fill: string, stroke: string, width: number): void;
  label(text: string, x: number, y: number, size: number, colour: string, halo: string, bold: boolean): void;
  /** How wide a text would be. */
  measure(text: string, size: number, bold: boolean): number;
}

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

/** Corners of the shapes that are no discs, around 0, 0 with radius 1; their areas are about a disc's. */
const CORNERS: Partial<Record<NodeKind, [number, number][]>> = {
  organization: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  group: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  place: [
    [0, -1.3],
    [1.15, 0.8],
    [-1.15, 0.8],
  ],
  event: [
    [-1, -0.7],
    [1, -0.7],
    [1, 0.7],
    [-1, 0.7],
  ],
  article: [
    [-0.75, -1],
    [0.75, -1],
    [0.75, 1],
    [-0.75, 1],
  ],
  agency: [
    [-1.1, -0.8],
    [1.1, -0.8],
    [0, 1.2],
  ],
  publisher: [
    [-0.6, -1.05],
    [0.6, -1.05],
    [1.2, 0],
    [0.6, 1.05],
    [-0.6, 1.05],
    [-1.2, 0],
  ],
};

/** The corners of a node's shape; none of a disc. */
export const corners = (kind: NodeKind, x: number, y: number, radius: number): [number, number][] =>
  (CORNERS[kind] ?? []).map(([dx, dy]) => [x + dx * radius, y + dy * radius]);

export class CanvasSurface implements Surface {
  private readonly context: CanvasRenderingContext2D;

  constructor(context: CanvasRenderingContext2D) {
    this.context = context;
    context.lineCap = "round";
    context.lineJoin = "round";
  }

  lines(ends: number[], colour: string, width: number): void {
    const { context } = this;
    context.beginPath();
    for (let at = 0; at < ends.length; at += 4) {
      context.moveTo(ends[at] ?? 0, ends[at + 1] ?? 0);
      context.lineTo(ends[at + 2] ?? 0, ends[at + 3] ?? 0);
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }

  heads(heads: number[], colour: string, size: number): void {
    const { context } = this;
    context.beginPath();
    for (let at = 0; at < heads.length; at += 3) {
      for (const [step, [x, y]] of head(heads[at] ?? 0, heads[at + 1] ?? 0, heads[at + 2] ?? 0, size).entries()) {
        if (step === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.closePath();
    }
    context.fillStyle = colour;
    context.fill();
  }

  shape(kind: NodeKind, x: number, y: number, radius: number, fill: string, stroke: string, width: number): void {
    const { context } = this;
    context.beginPath();
    const points = corners(kind, x, y, radius);
    if (points.length === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
    points.forEach(([px, py], step) => (step === 0 ? context.moveTo(px, py) : context.lineTo(px, py)));
    context.closePath();
    context.fillStyle = fill;
    context.fill();
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke();
  }

  label(text: string, x: number, y: number, size: number, colour: string, halo: string, bold: boolean): void {
    const { context } = this;
    context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.strokeStyle = halo;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  private readonly widths = new Map<string, number>();

  measure(text: string, size: number, bold: boolean): number {
    const key = `${bold} ${size} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
      width = this.context.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }
}

function head(x: number, y: number, direction: number, size: number): [number, number][] {
  const back = (turn: number): [number, number] => [x - size * Math.cos(direction + turn), y - size * Math.sin(direction + turn)];
  return [[x, y], back(0.42), back(-0.42)];
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const short = (value: number): string => value.toFixed(1);

export class SvgSurface implements Surface {
  private readonly pieces: string[] = [];

  lines(ends: number[], colour: string, width: number): void {
    let path = "";
    for (let at = 0; at < ends.length; at += 4) path += `M${ends.slice(at, at + 2).map(short)}L${ends.slice(at + 2, at + 4).map(short)}`;
    this.pieces.push(`<path d="${path}" stroke="${colour}" stroke-width="${short(width)}" fill="none" stroke-linecap="round"/>`);
  }

  heads(heads: number[], colour: string, size: number): void {
    let path = "";
    for (let at = 0; at < heads.length; at += 3) {
      const points = head(heads[at] ?? 0, heads[at + 1] ?? 0, heads[at + 2] ?? 0, size);
      path += `M${points.map(([x, y]) => `${short(x)},${short(y)}`).join("L")}Z`;
    }
    this.pieces.push(`<path d="${path}" fill="${colour}"/>`);
  }

  shape(kind: NodeKind, x: number, y: number, radius: number, fill: string, stroke: string, width: number): void {
    const style = `fill="${fill}" stroke="${stroke}" stroke-width="${short(width)}"`;
    const points = corners(kind, x, y, radius);
    if (points.length === 0) this.pieces.push(`<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" ${style}/>`);
    else this.pieces.push(`<polygon points="${points.map(([px, py]) => `${short(px)},${short(py)}`).join(" ")}" ${style} stroke-linejoin="round"/>`);
  }

  label(text: string, x: number, y: number, size: number, colour: string, halo: string, bold: boolean): void {
    const weight = bold ? ' font-weight="600"' : "";
    this.pieces.push(
      `<text x="${short(x)}" y="${short(y + size * 0.85)}" font-size="${size}"${weight} text-anchor="middle" fill="${colour}" stroke="${halo}" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${escape(text)}</text>`,
    );
  }

  measure(text: string, size: number): number {
    return text.length * size * 0.55;
  }

  /** The finished picture. */
  text(width: number, height: number, background: string, title: string): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family='${FONT}'>` +
      `<title>${escape(title)}</title><rect width="100%" height="100%" fill="${background}"/>${this.pieces.join("")}</svg>`
    );
  }
}
