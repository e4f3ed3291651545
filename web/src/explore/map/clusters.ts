// Places that would lie on each other become one dot: by cells of a grid, largest first.
import { leading } from "../graph/scene";
import type { Dot } from "../shapes";
import type { Quad } from "../../event-types";

export interface Cluster {
  x: number;
  y: number;
  radius: number;
  events: number;
  quad: Quad | null;
  dots: Dot[];
}

const CELL = 34;
const SMALLEST = 4;
const LARGEST = 24;

export function clusters(dots: Dot[], project: (dot: Dot) => [number, number] | null): Cluster[] {
  const cells = new Map<string, { x: number; y: number; dots: Dot[] }>();
  for (const dot of dots) {
    const at = project(dot);
    if (!at) continue;
    const key = `${Math.floor(at[0] / CELL)} ${Math.floor(at[1] / CELL)}`;
    const cell = cells.get(key);
    // Dots come largest first: the cluster stands where its largest place is.
    if (cell) cell.dots.push(dot);
    else cells.set(key, { x: at[0], y: at[1], dots: [dot] });
  }
  const found = [...cells.values()].map((cell) => ({ ...cell, events: cell.dots.reduce((sum, dot) => sum + dot.events, 0) }));
  const most = Math.max(1, ...found.map((cell) => cell.events));
  return found
    .map((cell) => ({ ...cell, radius: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(cell.events / most), quad: leading(types(cell.dots)) }))
    .sort((a, b) => b.events - a.events);
}

function types(dots: Dot[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const dot of dots) for (const [type, count] of Object.entries(dot.types)) sums[type] = (sums[type] ?? 0) + count;
  return sums;
}
