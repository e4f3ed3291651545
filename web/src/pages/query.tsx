// Asking: named questions with forms on one side, plain SPARQL on the other. What is asked stands in the address.
import { useAnswer } from "../api/answer";
import type { NamedQuery, QueryList } from "../api/shapes";
import { fill, name as nameOf, words } from "../i18n";
import { Answered } from "../parts/answered";
import { NamedQuestion } from "../parts/named-question";
import { SparqlConsole } from "../parts/sparql-console";
import { Title } from "../parts/title";
import { to } from "../routes";

/** Where the named questions stand beside the question; on a phone they stand before it and fold away once one is chosen. */
const WIDE = "(min-width: 48rem)";

function Library({ queries, chosen }: { queries: NamedQuery[]; chosen: string | null }) {
  const say = words().query;
  return (
    <nav class="questions" aria-label={say.questions}>
      <details open={chosen === null || matchMedia(WIDE).matches}>
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
      <a href={to.query()} aria-current={chosen === null ? "page" : undefined}>
        {words().overview.ownQuestion}
      </a>
    </nav>
  );
}

function Chosen({ queries, name }: { queries: NamedQuery[]; name: string | null }) {
  const say = words().query;
  if (name === null) {
    return (
      <>
        <Title text={say.title} />
        <SparqlConsole />
      </>
    );
  }
  const query = queries.find((one) => one.name === name);
  if (query) return <NamedQuestion query={query} />;
  return (
    <>
      <Title text={say.title} />
      <p>{fill(say.noSuch, { name })}</p>
    </>
  );
}

export function QueryPage({ name }: { name: string | null }) {
  const answer = useAnswer<QueryList>("/api/queries");
  return (
    <div class="query">
      <Answered answer={answer}>
        {({ queries }) => (
          <>
            <Library queries={queries} chosen={name} />
            <div class="asked">
              <Chosen queries={queries} name={name} />
            </div>
          </>
        )}
      </Answered>
    </div>
  );
}
