// Splits an article into paragraphs at its line breaks, keeping code-point offsets.
import type { Span } from "../api/shapes";
import type { CodePoints } from "./code-points";

/** The paragraphs of a text: lines that hold something besides white space. */
export function paragraphs(text: CodePoints): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (const line of text.text.split("\n")) {
    const length = [...line].length;
    if (line.trim() !== "") found.push({ start, end: start + length });
    start += length + 1;
  }
  return found;
}

export const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
