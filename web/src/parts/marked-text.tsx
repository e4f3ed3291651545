// A stretch of text with its marks. Marks may overlap: the text is cut at every border and `draw` decides how a piece looks.
import { Fragment, type ComponentChildren } from "preact";
import type { Span } from "../api/shapes";
import type { CodePoints } from "../text/code-points";
import { segments, type Segment } from "../text/segments";

interface Props<M extends Span> {
  text: CodePoints;
  from: number;
  to: number;
  marks: M[];
  draw: (piece: string, segment: Segment<M>) => ComponentChildren;
}

export function MarkedText<M extends Span>({ text, from, to, marks, draw }: Props<M>) {
  return (
    <>
      {segments(from, to, marks).map((segment) => {
        const piece = text.slice(segment.start, segment.end);
        return <Fragment key={segment.start}>{segment.marks.length === 0 ? piece : draw(piece, segment)}</Fragment>;
      })}
    </>
  );
}
