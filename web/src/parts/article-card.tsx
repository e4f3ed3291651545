// An article as a line: its headline, and who brought it when.
import type { ArticleRef } from "../api/shapes";
import { published } from "../dates";
import { fill, language, words } from "../i18n";

export const headline = (article: ArticleRef): string => article.headline || words().event.unknownHeadline;

/** “Harian Contoh (after Anadolu), 22 June 2024, 11:42 UTC+07:00”. */
export function source(article: ArticleRef): string {
  const agency = article.agency ? fill(words().event.agency, { agency: article.agency }) : "";
  const publisher = article.publisher ?? "";
  const who = publisher && agency ? `${publisher} (${agency})` : publisher || agency;
  const when = article.published ? published(article.published, language.value) : "";
  return [who, when].filter((piece) => piece !== "").join(", ");
}
