// How much happened when, as small as a line of text: bars by kind, the numbers for those who cannot see them.
import { useAnswer } from "../api/answer";
import { number, words } from "../i18n";
import { quadOf } from "../event-types";
import type { TimelineAnswer } from "../explore/shapes";

const [WIDTH, HEIGHT] = [600, 60];
const QUADS = [1, 2, 0, 3, 4] as const;

/** Events of each class in a stretch of time, the friendly ones first. */
function sums(types: string[], counts: number[]): number[] {
  const found = [0, 0, 0, 0, 0];
  counts.forEach((count, type) => {
    const quad = quadOf(types[type] ?? "") ?? 0;
    found[quad] = (found[quad] ?? 0) + count;
  });
  return QUADS.map((quad) => found[quad] ?? 0);
}

export function SmallTimeline({ address, label }: { address: string; label: string }) {
  const answer = useAnswer<TimelineAnswer>(address);
  if (answer.state !== "here" || answer.value.buckets.length < 2) return null;
  const { buckets, types, unit, end } = answer.value;
  const bars = buckets.map((bucket) => [...sums(types, bucket.counts), bucket.vague]);
  const most = Math.max(1, ...bars.map((bar) => bar.reduce((a, b) => a + b, 0)));
  const wide = WIDTH / bars.length;
  const told = `${label}, ${words().explore.units[unit]}: ${bars.map((bar) => number(bar.reduce((a, b) => a + b, 0))).join(", ")}`;
  return (
    <figure class="small-timeline">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={told}>
        {bars.map((bar, place) => {
          let top = HEIGHT;
          return bar.map((count, part) => {
            const tall = (HEIGHT * count) / most;
            top -= tall;
            return tall > 0 && <rect key={`${place} ${part}`} class={`quad-${QUADS[part] ?? "vague"}`} x={place * wide} y={top} width={Math.max(0.8, wide - 1)} height={tall} />;
          });
        })}
      </svg>
      <figcaption class="small soft">
        <span>{buckets[0]?.start.slice(0, 4)}</span>
        <span>{(end ?? buckets.at(-1)?.start ?? "").slice(0, 4)}</span>
      </figcaption>
    </figure>
  );
}
