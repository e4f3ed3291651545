// The text of an article, paragraph by paragraph, with the events of each paragraph in the margin beside it.
import { useMemo } from "preact/hooks";
import type { Article, ArticleEvent, EntityKind, EntityRef, Span } from "../api/shapes";
import { dateText } from "../dates";
import { language, name, wordFor, words } from "../i18n";
import { to } from "../routes";
import { CodePoints } from "../text/code-points";
import { overlap, paragraphs } from "../text/paragraphs";
import type { Segment } from "../text/segments";
import { MarkedText } from "./marked-text";
import { TypeChip } from "./type-chip";

type NameMark = Span & ({ kind: EntityKind | "demonym"; entity: EntityRef | null } | { kind: "date"; title: string });
type EventMark = Span & { kind: "event"; step: number };
type Mark = NameMark | EventMark;

const KINDS = ["person", "organization", "country", "group", "place", "demonym", "date"] as const;

function marksOf(article: Article, events: ArticleEvent[]): Mark[] {
  const names: Mark[] = article.mentions.map(({ start, end, kind, entity }) => ({ start, end, kind, entity }));
  const dates: Mark[] = article.dates.map(({ start, end, begin, end_date }) => ({
    start,
    end,
    kind: "date",
    title: dateText({ begin, end: end_date, date_precision: "day" }, language.value),
  }));
  const steps: Mark[] = events.map(({ start, end }, step) => ({ start, end, kind: "event", step: step + 1 }));
  return [...names, ...dates, ...steps];
}

function Piece({ text, segment }: { text: string; segment: Segment<Mark> }) {
  const begun = segment.marks.flatMap((mark) => (mark.kind === "event" && mark.start === segment.start ? [mark.step] : []));
  const inner = segment.marks.findLast((mark): mark is NameMark => mark.kind !== "event");
  const number = begun.length > 0 ? <span class="step-number" data-step={begun.join(" ")} aria-hidden="true" /> : null;
  if (!inner) {
    return (
      <>
        {number}
        {text}
      </>
    );
  }
  return (
    <>
      {number}
      <Marked text={text} mark={inner} />
    </>
  );
}

function Marked({ text, mark }: { text: string; mark: NameMark }) {
  const kind = wordFor(words().kind, mark.kind);
  if (mark.kind === "date") {
    return (
      <span class="mention mention-date" title={`${kind}: ${mark.title}`}>
        {text}
      </span>
    );
  }
  if (!mark.entity) {
    return (
      <span class={`mention mention-${mark.kind}`} title={kind}>
        {text}
      </span>
    );
  }
  return (
    <a class={`mention mention-${mark.kind}`} title={`${kind}: ${name(mark.entity.label, mark.entity.id)}`} href={to.entity(mark.entity.id)}>
      {text}
    </a>
  );
}

/** Up to three stretches of a paragraph: before the passage one came for, the passage, and after. */
function stretches(paragraph: Span, at: Span | null): (Span & { here: boolean })[] {
  if (!at || !overlap(paragraph, at)) return [{ ...paragraph, here: false }];
  const start = Math.max(paragraph.start, at.start);
  const end = Math.min(paragraph.end, at.end);
  return [
    { start: paragraph.start, end: start, here: false },
    { start, end, here: true },
    { start: end, end: paragraph.end, here: false },
  ].filter((stretch) => stretch.start < stretch.end);
}

/** The paragraph an event begins in: the last one that begins no later than it does. */
const blockOf = (blocks: Span[], event: Span): number =>
  Math.max(0, blocks.findLastIndex((block) => block.start <= event.start));

function Margin({ article, events, all, at }: { article: Article; events: ArticleEvent[]; all: ArticleEvent[]; at: Span | null }) {
  if (events.length === 0) return null;
  return (
    <ol class="margin" aria-label={words().article.eventsHere}>
      {events.map((event) => {
        const here = at !== null && event.start === at.start && event.end === at.end;
        return (
          <li key={`${event.id}-${event.start}`} class={here ? "here" : undefined} value={all.indexOf(event) + 1}>
            <a href={to.article(article.id, event)} class="margin-step" aria-label={`${all.indexOf(event) + 1}`} aria-current={here ? "true" : undefined}>
              {all.indexOf(event) + 1}
            </a>
            <span>
              <a href={to.event(event.id)}>{name(event.label, event.id)}</a> <TypeChip type={event.type} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

export function ArticleText({ article, events, at }: { article: Article; events: ArticleEvent[]; at: Span | null }) {
  const text = useMemo(() => new CodePoints(article.text), [article]);
  const blocks = useMemo(() => paragraphs(text), [text]);
  const marks = useMemo(() => marksOf(article, events), [article, events, language.value]);
  const firstHere = blocks.findIndex((block) => at !== null && overlap(block, at));

  return (
    <section class="article-text" aria-label={words().article.text}>
      {blocks.map((block, index) => (
        <div class="row" key={block.start}>
          <p lang={article.language ?? undefined}>
            {stretches(block, at).map((stretch) => {
              const pieces = (
                <MarkedText
                  text={text}
                  from={stretch.start}
                  to={stretch.end}
                  marks={marks}
                  draw={(piece, segment) => <Piece text={piece} segment={segment} />}
                />
              );
              if (!stretch.here) return pieces;
              return (
                <mark class="at" key="at" id={index === firstHere ? "at" : undefined} title={words().article.quoted}>
                  {pieces}
                </mark>
              );
            })}
          </p>
          <Margin article={article} events={events.filter((event) => blockOf(blocks, event) === index)} all={events} at={at} />
        </div>
      ))}
    </section>
  );
}

export function MentionLegend() {
  const say = words();
  return (
    <ul class="legend" aria-label={say.event.legend}>
      {KINDS.map((kind) => (
        <li key={kind}>
          <span class={`mention mention-${kind}`}>{wordFor(say.kind, kind)}</span>
        </li>
      ))}
    </ul>
  );
}
