// Where reports of one event differ: the versions side by side, each with the articles that tell it.
import type { Disagreement } from "../api/shapes";
import { dateText } from "../dates";
import { language, wordFor, words } from "../i18n";
import { to } from "../routes";
import { headline, source } from "./article-card";

const DAYS = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:\/|–|\.\.|-)\s*(\d{4}-\d{2}-\d{2}))?$/;

/** Days and spans of days are written for people; everything else stays as it came. */
function readable(value: string): string {
  const found = DAYS.exec(value);
  if (!found) return value;
  return dateText({ begin: found[1] ?? null, end: found[2] ?? null, date_precision: "day" }, language.value);
}

export function Disagreements({ list }: { list: Disagreement[] }) {
  const say = words();
  return (
    <section class="differs" aria-labelledby="differs">
      <h2 id="differs">{say.event.disagreements}</h2>
      <p class="soft">{say.event.disagreementsLead}</p>
      {list.map((one) => (
        <div key={one.on}>
          <h3>{wordFor(say.differs, one.on)}</h3>
          <div class="versions">
            {one.values.map((version) => (
              <div key={version.value} class="version">
                <p class="version-value">{readable(version.value)}</p>
                <ul class="plain small">
                  {version.articles.map((article) => (
                    <li key={article.id}>
                      <a href={to.article(article.id)} lang={article.language ?? undefined}>
                        {headline(article)}
                      </a>{" "}
                      <span class="soft">{source(article)}</span>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
