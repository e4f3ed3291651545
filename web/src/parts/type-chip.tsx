// The kind of an event as a small label, its quad class as a colour and, for those who see none, as a word.
import type { ComponentChildren } from "preact";
import { wordFor, words } from "../i18n";
import { quadOf, type Quad } from "../event-types";

export const typeName = (type: string): string => wordFor(words().type, type);

export function quadName(quad: Quad): string {
  return words().quad[quad];
}

export function TypeChip({ type, label }: { type: string; label?: string }) {
  const quad = quadOf(type);
  return (
    <span class={`chip ${quad ? `quad-${quad}` : ""}`} title={quad ? quadName(quad) : type}>
      {label ?? typeName(type)}
    </span>
  );
}

const QUADS: Quad[] = [1, 2, 3, 4];

export function QuadLegend({ class: look = "legend", children }: { class?: string; children?: ComponentChildren }) {
  return (
    <ul class={look} aria-label={words().quad.legend}>
      {QUADS.map((quad) => (
        <li key={quad} class={`swatch quad-${quad}`}>
          {quadName(quad)}
        </li>
      ))}
      {children}
    </ul>
  );
}
