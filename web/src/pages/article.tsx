// The article itself, with everything that was read from it: names and dates marked in the text, events in the margin beside
// their paragraph, and the passage one came for highlighted.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useAnswer } from "../api/answer";
import type { Article, ArticleEvent, Span } from "../api/shapes";
import { published } from "../dates";
import { fill, language, languageName, name, several, words } from "../i18n";
import { webLink } from "../links";
import { go } from "../navigation";
import { Answered } from "../parts/answered";
import { ArticleText, MentionLegend } from "../parts/article-text";
import { headline } from "../parts/article-card";
import { Facts } from "../parts/facts";
import { Outside } from "../parts/outside";
import { Title } from "../parts/title";
import { eventsInOrder, nextEvent, stepOf } from "../steps";
import { to } from "../routes";

function ArticleFacts({ article }: { article: Article }) {
  const say = words().article;
  const address = webLink(article.url);
  return (
    <Facts
      facts={[
        { name: say.publisher, value: article.publisher },
        { name: say.agency, value: article.agency },
        { name: say.published, value: article.published && published(article.published, language.value) },
        { name: say.editor, value: article.editor },
        { name: say.language, value: article.language && languageName(article.language) },
        { name: say.original, value: address && <Outside href={address}>{new URL(address).host}</Outside> },
      ]}
    />
  );
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

/** ← and → go to the event before and after. */
function useSteps(step: (by: 1 | -1) => void): void {
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || typing(event.target)) return;
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        event.preventDefault();
        latest.current(event.key === "ArrowRight" ? 1 : -1);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function Stepper({ events, at, step }: { events: ArticleEvent[]; at: Span | null; step: (by: 1 | -1) => void }) {
  const say = words().article;
  const now = stepOf(events, at);
  const event = now === null ? undefined : events[now];
  return (
    <div class="stepper">
      <button type="button" onClick={() => step(-1)} aria-label={say.previous} title={say.previous}>
        ←
      </button>
      <button type="button" onClick={() => step(1)} aria-label={say.next} title={say.next}>
        →
      </button>
      <span role="status">
        {now === null ? several(words().count.events, events.length) : fill(say.step, { n: now + 1, total: events.length })}
        {event && <span class="step-label">: {name(event.label, event.id)}</span>}
      </span>
      {!event && <span class="soft small keys">{say.keys}</span>}
    </div>
  );
}

function Read({ article, at }: { article: Article; at: Span | null }) {
  const say = words().article;
  const events = useMemo(() => eventsInOrder(article.events), [article]);
  const place = `${at?.start}-${at?.end}`;

  const step = (by: 1 | -1): void => {
    const event = nextEvent(events, at, by);
    if (event) go(to.article(article.id, event), { replace: true });
  };
  useSteps(step);
  useEffect(() => {
    if (at) document.getElementById("at")?.scrollIntoView({ block: "center" });
  }, [place, article]);

  return (
    <div class="article">
      <div lang={article.language ?? undefined}>
        <Title text={headline(article)} />
      </div>
      <ArticleFacts article={article} />
      {events.length > 0 ? <Stepper events={events} at={at} step={step} /> : <p class="soft">{say.noEvents}</p>}
      <MentionLegend />
      <ArticleText article={article} events={events} at={at} />
    </div>
  );
}

export function ArticlePage({ id, at }: { id: string; at: Span | null }) {
  const answer = useAnswer<Article>(`/api/articles/${encodeURIComponent(id)}`);
  return <Answered answer={answer}>{(article) => <Read article={article} at={at} />}</Answered>;
}
