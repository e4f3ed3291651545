// Where events come from, in the panel of details: an outlet, an agency with those who took its text over, an article.
import { useAnswer } from "../api/answer";
import type { Article } from "../api/shapes";
import { published } from "../dates";
import { language, name, several, words } from "../i18n";
import { Answered } from "../parts/answered";
import { headline, source } from "../parts/article-card";
import { TypeChip } from "../parts/type-chip";
import { to } from "../routes";
import { tellings } from "./actions";
import { Events } from "./detail-events";
import { publisherAddress } from "./questions";
import { select, state, toggle } from "./state";

const FEW = 8;

export function PublisherDetail({ id }: { id: string }) {
  return (
    <>
      <p class="kicker">{words().explore.sourceKinds.publisher}</p>
      <h2>{id}</h2>
      <div class="detail-actions">
        <button type="button" aria-pressed={state.value.publisher.includes(id)} onClick={() => toggle("publisher", id)}>
          {words().explore.onlyThis}
        </button>
      </div>
      <Events address={publisherAddress(state.value, id, FEW)} />
    </>
  );
}

/** Articles that rest on one agency are one witness, however many outlets print them. */
export function AgencyDetail({ id }: { id: string }) {
  const say = words().explore;
  const articles = tellings.value.filter((article) => article.agency === id);
  return (
    <>
      <p class="kicker">{say.sourceKinds.agency}</p>
      <h2>{id}</h2>
      <p class="small">{say.oneWitness}</p>
      <h3>{several(say.articlesDrawn, articles.length)}</h3>
      <ul class="plain detail-events">
        {articles.map((article) => (
          <li key={article.id}>
            <button type="button" class="link" lang={article.language ?? undefined} onClick={() => select({ kind: "article", id: article.id })}>
              {headline(article)}
            </button>{" "}
            <span class="soft small">{source(article)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function ArticleDetail({ id }: { id: string }) {
  const say = words();
  const answer = useAnswer<Article>(`/api/articles/${encodeURIComponent(id)}`);
  return (
    <Answered answer={answer} titled>
      {(article) => (
        <>
          <p class="kicker">{say.explore.sourceKinds.article}</p>
          <h2 lang={article.language ?? undefined}>{headline(article)}</h2>
          <p class="small soft">{[source(article), article.published && published(article.published, language.value)].filter(Boolean).join(" · ")}</p>
          <div class="detail-actions">
            <a class="button" href={to.article(article.id)}>
              {say.explore.openPage}
            </a>
          </div>
          <h3>{several(say.count.events, article.events.length)}</h3>
          <ul class="plain detail-events">
            {article.events.map((event) => (
              <li key={`${event.id} ${event.start}`}>
                <TypeChip type={event.type} />{" "}
                <button type="button" class="link" onClick={() => select({ kind: "event", id: event.id })}>
                  {name(event.label, event.id)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Answered>
  );
}
