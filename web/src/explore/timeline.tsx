// Events over time, stacked by what kind they are. The window drawn on it narrows every view: it is dragged, resized, moved by
// keys, and can run by itself from the first day to the last.
import { scaleLinear, scaleUtc } from "d3-scale";
import { useEffect, useRef, useState } from "preact/hooks";
import { dateText } from "../dates";
import { quadOf } from "../event-types";
import { fill, language, locale, number, several, words } from "../i18n";
import { QuadLegend } from "../parts/type-chip";
import { theme } from "../settings";
import { useLatest } from "./latest";
import { palette, type Palette } from "./palette";
import { histogramAddress, withParties } from "./questions";
import type { TimelineAnswer } from "./shapes";
import { change, remember, state, UNITS, type Investigation, type Unit } from "./state";

const DAY_MS = 86_400_000;
const PLAY_MS = 700;

const time = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

interface Bar {
  start: number;
  end: number;
  sums: [number, number, number, number, number];
  vague: number;
}

export function barsOf(answer: TimelineAnswer): Bar[] {
  const last = answer.end ? time(answer.end) : 0;
  const starts = answer.buckets.map((bucket) => time(bucket.start));
  return answer.buckets.map((bucket, place) => {
    const sums: Bar["sums"] = [0, 0, 0, 0, 0];
    bucket.counts.forEach((count, type) => {
      const quad = quadOf(answer.types[type] ?? "") ?? 0;
      sums[quad] = (sums[quad] ?? 0) + count;
    });
    return { start: starts[place] ?? 0, end: starts[place + 1] ?? last, sums, vague: bucket.vague };
  });
}

const sum = (bar: Bar): number => bar.sums.reduce((a, b) => a + b, 0);

const AXIS = 18;
/** How thick the line is below the bars in which what is selected takes part. */
const OWN = 3;
/** From this height on there is room for a scale of numbers. */
const ROOMY = 150;

function paint(canvas: HTMLCanvasElement, bars: Bar[], own: Set<number>, width: number, height: number): void {
  const context = canvas.getContext("2d");
  if (!context || bars.length === 0) return;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  const colours = palette();
  const x = scaleUtc([bars[0]?.start ?? 0, bars.at(-1)?.end ?? 1], [0, width]);
  const y = scaleLinear([0, Math.max(1, ...bars.map((bar) => sum(bar) + bar.vague))], [0, height - AXIS - 6]);
  for (const bar of bars) {
    const left = x(bar.start);
    const wide = Math.max(1, x(bar.end) - left - (x(bar.end) - left > 4 ? 1 : 0));
    let top = height - AXIS;
    for (const quad of [1, 2, 0, 3, 4] as const) {
      const tall = y(bar.sums[quad]);
      top -= tall;
      context.fillStyle = quad === 0 ? colours.soft : colours.quads[quad];
      if (tall > 0) context.fillRect(left, top, wide, tall);
    }
    vague(context, left, top, wide, y(bar.vague), colours.soft);
    context.fillStyle = colours.ink;
    if (own.has(bar.start)) context.fillRect(left, height - AXIS + 1, wide, OWN);
  }
  axis(context, x, width, height, colours.soft, colours.line);
  if (height > ROOMY) for (const count of y.ticks(4).filter((tick) => tick > 0)) level(context, count, height - AXIS - y(count), width, colours);
}

/** A line across at a number of events. */
function level(context: CanvasRenderingContext2D, count: number, at: number, width: number, colours: Palette): void {
  context.save();
  context.globalAlpha = 0.5;
  context.fillStyle = colours.line;
  context.fillRect(0, at, width, 1);
  context.restore();
  context.textBaseline = "bottom";
  context.lineWidth = 3;
  context.strokeStyle = colours.paper;
  context.fillStyle = colours.soft;
  context.strokeText(number(count), 3, at);
  context.fillText(number(count), 3, at);
}

/** Events that may lie in a bar or in another: hatched, because it is not known. */
function vague(context: CanvasRenderingContext2D, left: number, top: number, wide: number, tall: number, colour: string): void {
  if (tall <= 0) return;
  context.save();
  context.globalAlpha = 0.35;
  context.fillStyle = colour;
  for (let at = top - tall; at < top; at += 3) context.fillRect(left, at, wide, 1.5);
  context.restore();
}

function axis(context: CanvasRenderingContext2D, x: ReturnType<typeof scaleUtc<number>>, width: number, height: number, ink: string, line: string): void {
  const [first, last] = x.domain() as [Date, Date];
  const years = (last.getTime() - first.getTime()) / (365 * DAY_MS);
  const shape: Intl.DateTimeFormatOptions = years > 3 ? { year: "numeric" } : years > 0.3 ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  const format = new Intl.DateTimeFormat(locale(), { ...shape, timeZone: "UTC" });
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "top";
  context.fillStyle = line;
  context.fillRect(0, height - AXIS, width, 1);
  context.fillStyle = ink;
  let free = 0;
  let before = "";
  for (const tick of x.ticks(Math.max(2, Math.floor(width / 90)))) {
    const text = format.format(tick);
    const left = Math.max(0, Math.min(width - context.measureText(text).width, x(tick) - context.measureText(text).width / 2));
    if (left < free || text === before) continue;
    context.fillText(text, left, height - AXIS + 4);
    [free, before] = [left + context.measureText(text).width + 14, text];
  }
}

interface Span {
  from: number;
  until: number;
}

/** The unit's first day at or before, and its last day at or after. */
function snapped(bars: Bar[], span: Span): Span {
  const first = bars.findLast((bar) => bar.start <= span.from) ?? bars[0];
  const last = bars.find((bar) => bar.end >= span.until) ?? bars.at(-1);
  return { from: first?.start ?? span.from, until: Math.max(last?.end ?? span.until, (first?.end ?? span.from)) };
}

const spanOf = (from: string | null, until: string | null, bars: Bar[]): Span | null =>
  from === null && until === null
    ? null
    : { from: from === null ? (bars[0]?.start ?? 0) : time(from), until: until === null ? (bars.at(-1)?.end ?? 0) : time(until) + DAY_MS };

const choose = (span: Span | null, step: boolean): void =>
  change(span ? { from: dayOf(span.from), until: dayOf(span.until - DAY_MS) } : { from: null, until: null }, { step });

function Brush({ bars, width }: { bars: Bar[]; width: number }) {
  const say = words().explore;
  const { from, until } = state.value;
  const [draft, setDraft] = useState<Span | null>(null);
  const drag = useRef<{ kind: "new" | "from" | "until" | "move"; at: number; span: Span; moved: boolean } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const x = scaleUtc([bars[0]?.start ?? 0, bars.at(-1)?.end ?? 1], [0, width]);
  const span = draft ?? spanOf(from, until, bars);
  const at = (event: PointerEvent): number => x.invert(event.clientX - (box.current?.getBoundingClientRect().left ?? 0)).getTime();

  const start = (event: PointerEvent): void => {
    const kind = (event.target as HTMLElement).dataset["grip"] as "from" | "until" | "move" | undefined;
    box.current?.setPointerCapture(event.pointerId);
    const here = at(event);
    drag.current = { kind: kind ?? "new", at: here, span: span ?? { from: here, until: here }, moved: false };
    event.preventDefault();
  };
  const move = (event: PointerEvent): void => {
    const now = drag.current;
    if (!now) return;
    const here = at(event);
    now.moved ||= Math.abs(x(here) - x(now.at)) > 3;
    if (!now.moved) return;
    const by = here - now.at;
    const next: Record<typeof now.kind, Span> = {
      new: { from: Math.min(here, now.at), until: Math.max(here, now.at) },
      from: { from: Math.min(here, now.span.until - 1), until: now.span.until },
      until: { from: now.span.from, until: Math.max(here, now.span.from + 1) },
      move: { from: now.span.from + by, until: now.span.until + by },
    };
    const moved = now.kind === "move" ? shiftedTo(bars, next.move) : snapped(bars, next[now.kind]);
    setDraft(moved);
    choose(moved, false);
  };
  const end = (): void => {
    const now = drag.current;
    drag.current = null;
    setDraft(null);
    if (now && !now.moved && now.kind === "new") choose(null, true);
  };

  const [first, last] = [bars[0]?.start ?? 0, bars.at(-1)?.end ?? 1];
  const left = span ? Math.max(0, x(span.from)) : 0;
  const right = span ? Math.min(width, x(span.until)) : width;
  const handle = (side: "from" | "until"): preact.JSX.Element => {
    const value = span ? (side === "from" ? span.from : span.until - DAY_MS) : side === "from" ? first : last - DAY_MS;
    return (
      <div
        class="grip"
        data-grip={side}
        role="slider"
        tabIndex={0}
        aria-label={side === "from" ? say.windowFrom : say.windowUntil}
        aria-valuemin={first}
        aria-valuemax={last}
        aria-valuenow={value}
        aria-valuetext={dateText({ begin: dayOf(value), end: null, date_precision: "day" }, language.value)}
        style={{ left: `${side === "from" ? left : right}px` }}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -6, PageUp: 6 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          choose(resized(bars, span ?? { from: first, until: last }, side, by), true);
        }}
      />
    );
  };
  return (
    <div
      class="brush"
      ref={box}
      onPointerDown={(event) => {
        remember();
        start(event);
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    >
      {span && (
        <>
          <div class="outside" style={{ left: 0, width: `${left}px` }} />
          <div class="outside" style={{ left: `${right}px`, right: 0 }} />
          <div class="window" data-grip="move" style={{ left: `${left}px`, width: `${Math.max(2, right - left)}px` }} />
        </>
      )}
      {handle("from")}
      {handle("until")}
    </div>
  );
}

/** A window of as many bars, moved to where it was dragged. */
function shiftedTo(bars: Bar[], span: Span): Span {
  const first = bars.find((bar) => bar.end > span.from) ?? bars[0];
  const long = span.until - span.from;
  const last = bars.findLast((bar) => bar.start < (first?.start ?? 0) + long) ?? bars.at(-1);
  return { from: first?.start ?? span.from, until: last?.end ?? span.until };
}

function resized(bars: Bar[], span: Span, side: "from" | "until", by: number): Span {
  const count = bars.length;
  const clamp = (place: number): number => Math.max(0, Math.min(count - 1, place));
  const from = clamp(bars.findIndex((bar) => bar.end > span.from));
  const until = clamp(bars.findLastIndex((bar) => bar.start < span.until));
  const next = side === "from" ? [Math.min(clamp(from + by), until), until] : [from, Math.max(clamp(until + by), from)];
  return { from: bars[next[0] ?? 0]?.start ?? span.from, until: bars[next[1] ?? 0]?.end ?? span.until };
}

/** Moves the window by its own length or, where there is none, begins with the first bars. */
export function shifted(bars: Bar[], from: string | null, until: string | null, by: 1 | -1): Span | null {
  if (bars.length === 0) return null;
  const few = Math.max(1, Math.round(bars.length / 20));
  const span = spanOf(from, until, bars);
  if (!span) return by > 0 ? { from: bars[0]?.start ?? 0, until: bars[few - 1]?.end ?? 0 } : { from: bars.at(-few)?.start ?? 0, until: bars.at(-1)?.end ?? 0 };
  const first = bars.findIndex((bar) => bar.end > span.from);
  const last = bars.findLastIndex((bar) => bar.start < span.until);
  const long = Math.max(1, last - first + 1);
  const start = Math.max(0, Math.min(bars.length - long, first + by));
  return { from: bars[start]?.start ?? 0, until: bars[start + long - 1]?.end ?? 0 };
}

/** `[` and `]` of the keyboard. */
let known: Bar[] = [];
export const shift = (by: 1 | -1): void => {
  const next = shifted(known, state.peek().from, state.peek().until, by);
  if (next) choose(next, true);
};

/** How many in the window, and how that differs from the time before it. */
function Said({ bars }: { bars: Bar[] }) {
  const say = words().explore;
  const { from, until } = state.value;
  const span = spanOf(from, until, bars);
  const total = (one: Span): number => bars.filter((bar) => bar.start >= one.from && bar.end <= one.until).reduce((all, bar) => all + sum(bar), 0);
  if (!span) return <span class="soft">{say.dragToFilter}</span>;
  const here = total(span);
  const earlier = { from: span.from - (span.until - span.from), until: span.from };
  const before = earlier.from >= (bars[0]?.start ?? Infinity) ? total(earlier) : null;
  const change = before ? (here - before) / before : null;
  const days = dateText({ begin: dayOf(span.from), end: dayOf(span.until - DAY_MS), date_precision: "day" }, language.value);
  return (
    <>
      <strong>{days}</strong> · {several(words().count.events, here)}
      {change !== null && (
        <span class="soft"> · {fill(say.thanBefore, { change: number(change, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 0 }) })}</span>
      )}
    </>
  );
}

/** When those who are selected take part, as the starts of bars. */
function useOwn(now: Investigation, all: TimelineAnswer | null): Set<number> {
  const { selected } = now;
  const ids = selected?.kind === "entity" ? [selected.id] : selected?.kind === "tie" ? [selected.a, selected.b] : [];
  const { value } = useLatest<TimelineAnswer>(all && ids.length > 0 ? histogramAddress({ ...withParties(now, ids), unit: all.unit }) : null);
  const busy = value && ids.length > 0 ? value.buckets.filter((bucket) => bucket.vague > 0 || bucket.counts.some((count) => count > 0)) : [];
  return new Set(busy.map((bucket) => time(bucket.start)));
}

export function Timeline({ tall = false }: { tall?: boolean }) {
  const now = state.value;
  const say = words().explore;
  const { value, problem } = useLatest<TimelineAnswer>(histogramAddress(now));
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [playing, setPlaying] = useState(false);
  const bars = value ? barsOf(value) : [];
  const own = useOwn(now, value);
  const [themed, lang] = [theme.value, language.value];
  known = bars;

  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current && width > 0) paint(canvas.current, bars, own, width, canvas.current.clientHeight);
  }, [value, [...own].join(), width, themed, lang, tall]);
  useEffect(() => {
    if (!playing) return;
    const tick = setInterval(() => {
      const { from, until } = state.peek();
      const next = shifted(known, from, until, 1);
      if (!next || (until !== null && next.until <= time(until) + DAY_MS)) setPlaying(false);
      else choose(next, false);
    }, PLAY_MS);
    return () => clearInterval(tick);
  }, [playing]);

  return (
    <section class={`timeline${tall ? " tall" : ""}`} aria-label={say.views.timeline}>
      <div class="timeline-head small">
        <button type="button" aria-pressed={playing} disabled={bars.length === 0} onClick={() => setPlaying(!playing)}>
          {playing ? say.pause : say.play}
        </button>
        <label class="inline">
          <span class="unseen">{say.unit}</span>
          <select value={now.unit ?? ""} onChange={(event) => change({ unit: (event.currentTarget.value || null) as Unit | null })}>
            <option value="">{value && now.unit === null ? fill(say.unitAuto, { unit: say.units[value.unit] }) : say.auto}</option>
            {UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {say.units[unit]}
              </option>
            ))}
          </select>
        </label>
        <span class="timeline-said" role="status">
          <Said bars={bars} />
        </span>
        {value && value.undated > 0 && <span class="soft">{fill(say.undated, { n: value.undated })}</span>}
        {value && value.outside > 0 && <span class="soft">{fill(say.farOff, { n: value.outside })}</span>}
        {own.size > 0 && <span class="soft">{say.markedBelow}</span>}
        <span class="grow" />
        {(now.from !== null || now.until !== null) && (
          <button type="button" onClick={() => change({ from: null, until: null })}>
            {say.allTime}
          </button>
        )}
      </div>
      {problem && <p class="small">{problem.title}</p>}
      <div class="timeline-box" ref={box}>
        <canvas ref={canvas} aria-hidden="true" />
        {bars.length > 0 && width > 0 && <Brush bars={bars} width={width} />}
        {value && bars.length === 0 && <p class="empty-view">{say.noDates}</p>}
      </div>
      {tall && (
        <QuadLegend class="graph-legend small">
          <li class="swatch vague">{say.vague}</li>
        </QuadLegend>
      )}
    </section>
  );
}
