// A ranked list with a bar behind each number: readable as a list, comparable at a glance.
import type { ComponentChildren } from "preact";
import { number } from "../i18n";
import type { Quad } from "../event-types";

export interface Bar {
  key: string;
  label: ComponentChildren;
  note?: string;
  count: number;
  quad?: Quad | null;
}

export function Bars({ bars, label }: { bars: Bar[]; label: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <ol class="bars" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <span class="bar-label">
            {bar.label}
            {bar.note && <span class="soft small"> {bar.note}</span>}
          </span>
          <span class="bar-count">{number(bar.count)}</span>
          <span class={`bar ${bar.quad ? `quad-${bar.quad}` : ""}`} aria-hidden="true">
            <span style={{ width: `${(100 * bar.count) / most}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}
