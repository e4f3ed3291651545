// Where the nodes go that come in columns: agencies, outlets, articles, events, from left to right. Each column is put in an order
// in which its lines cross little: by where the nodes are that it is tied to.
import type { NodeKind, Scene } from "./scene";

const ORDER: NodeKind[] = ["agency", "publisher", "article", "event"];
const APART = 130;
const BELOW = 18;
/** Width between two columns beside the height of the tallest, so that a view wider than high is filled. */
const WIDE = 0.5;
const ROUNDS = 6;

export function inColumns(scene: Scene): void {
  const columns = ORDER.map((kind) => scene.nodes.flatMap((node, place) => (node.kind === kind ? [place] : []))).filter((column) => column.length > 0);
  const tied = scene.nodes.map((): number[] => []);
  for (const { source, target } of scene.links) {
    tied[source]?.push(target);
    tied[target]?.push(source);
  }
  const heights = scene.nodes.map((_, place) => place);
  const put = (column: number[]): void => column.forEach((place, row) => (heights[place] = (row - (column.length - 1) / 2) * BELOW));
  const middle = (place: number): number => {
    const near = tied[place] ?? [];
    return near.reduce((sum, other) => sum + (heights[other] ?? 0), 0) / Math.max(1, near.length);
  };
  columns.forEach(put);
  for (let round = 0; round < ROUNDS; round++) {
    for (const column of round % 2 === 0 ? columns : columns.toReversed()) {
      const wanted = new Map(column.map((place) => [place, middle(place)]));
      column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0) || a - b);
      put(column);
    }
  }
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const apart = Math.max(APART, tallest * BELOW * WIDE);
  columns.forEach((column, at) => {
    const stretch = Math.min(4, tallest / column.length);
    for (const place of column) {
      const node = scene.nodes[place];
      if (node) [node.x, node.y] = [(at - (columns.length - 1) / 2) * apart, (heights[place] ?? 0) * stretch];
    }
  });
}
