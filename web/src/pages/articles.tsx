// The list of all articles, a page at a time.
import { useAnswer } from "../api/answer";
import type { ArticleList, ArticleRef } from "../api/shapes";
import { fill, languageName, words } from "../i18n";
import { Answered } from "../parts/answered";
import { headline, source } from "../parts/article-card";
import { Title } from "../parts/title";
import { search, to } from "../routes";

const PAGE = 50;

function Line({ article }: { article: ArticleRef }) {
  return (
    <li>
      <a class="headline" href={to.article(article.id)} lang={article.headline && article.language ? article.language : undefined}>
        {headline(article)}
      </a>
      <span class="soft small">
        {[source(article), article.language && languageName(article.language)].filter(Boolean).join(" · ")}
      </span>
    </li>
  );
}

function List({ list, after }: { list: ArticleList; after: string | null }) {
  const say = words().articles;
  const last = list.articles.at(-1);
  const total = list.truncated?.total ?? list.articles.length;
  const more = list.truncated !== null && list.articles.length === PAGE;
  if (list.articles.length === 0 && after === null) return <p>{say.none}</p>;
  return (
    <>
      <p class="soft small">{fill(say.shown, { shown: list.articles.length, total })}</p>
      <ol class="articles">
        {list.articles.map((article) => (
          <Line key={article.id} article={article} />
        ))}
      </ol>
      <p class="paging">
        {after !== null && <a href={to.articles}>{say.first}</a>}
        {more && last && (
          <a href={to.articlesAfter(last.id)} rel="next">
            {say.next}
          </a>
        )}
      </p>
    </>
  );
}

export function ArticlesPage({ after }: { after: string | null }) {
  const say = words().articles;
  const answer = useAnswer<ArticleList>(`/api/articles${search({ limit: PAGE, after })}`);
  return (
    <div class="reading-width">
      <Title text={say.title} />
      <p class="lead-small">{say.lead}</p>
      <Answered answer={answer} titled>{(list) => <List list={list} after={after} />}</Answered>
    </div>
  );
}
