// Asking: named questions with forms on one side, plain SPARQL on the other. What is asked stands in the address.
import { useAnswer } from "../api/answer";
import type { NamedQuery, QueryList } from "../api/shapes";
import { fill, words } from "../i18n";
import { Answered } from "../parts/answered";
import { Library } from "../parts/library";
import { NamedQuestion } from "../parts/named-question";
import { SparqlConsole } from "../parts/sparql-console";
import { Title } from "../parts/title";

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
