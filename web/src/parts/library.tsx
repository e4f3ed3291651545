// What can be asked: a question of one's own from a form, the named ones, plain SPARQL.
import type { NamedQuery } from "../api/shapes";
import { name as nameOf, words } from "../i18n";
import { to } from "../routes";

/** Where the named questions stand beside the question; on a phone they stand before it and fold away once one is chosen. */
const WIDE = "(min-width: 48rem)";

export function Library({ queries, chosen, building = false }: { queries: NamedQuery[]; chosen: string | null; building?: boolean }) {
  const say = words().query;
  return (
    <nav class="questions" aria-label={say.questions}>
      <a class="first" href={to.ask} aria-current={building ? "page" : undefined}>
        {words().ask.title}
      </a>
      <details open={(chosen === null && !building) || matchMedia(WIDE).matches}>
        <summary>
          <h2>{say.questions}</h2>
        </summary>
        <ul class="plain">
          {queries.map((query) => (
            <li key={query.name}>
              <a href={to.query(query.name)} aria-current={query.name === chosen ? "page" : undefined}>
                {nameOf(query.title, query.name)}
              </a>
            </li>
          ))}
        </ul>
      </details>
      <h2>{say.sparql}</h2>
      <a href={to.query()} aria-current={chosen === null && !building ? "page" : undefined}>
        {words().overview.ownQuestion}
      </a>
    </nav>
  );
}
