// Cuts a stretch of text wherever a mark begins or ends, so that marks that overlap can all be shown.
import type { Span } from "../api/shapes";

export interface Segment<M extends Span> extends Span {
  /** The marks that cover this segment, longest first. */
  marks: M[];
}

export function segments<M extends Span>(from: number, to: number, marks: M[]): Segment<M>[] {
  const live = marks.filter((mark) => mark.start < mark.end && mark.start < to && mark.end > from);
  const cuts = new Set([from, to]);
  for (const mark of live) {
    cuts.add(Math.max(mark.start, from));
    cuts.add(Math.min(mark.end, to));
  }
  const borders = [...cuts].sort((a, b) => a - b);
  return borders.slice(0, -1).map((start, index) => {
    const end = borders[index + 1] ?? to;
    return { start, end, marks: covering(live, start, end) };
  });
}

function covering<M extends Span>(marks: M[], start: number, end: number): M[] {
  return marks
    .filter((mark) => mark.start <= start && mark.end >= end)
    .sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
}
