// The classes and properties of the store with how often they occur; a click puts one into the query.
import { useState } from "preact/hooks";
import { asProblem, type Problem } from "../api/client";
import { name, number, words } from "../i18n";
import { vocabulary, type Term, type Vocabulary } from "../sparql/vocabulary";
import { ProblemCard } from "./answered";

const insert = (term: string): void => void import("../sparql/code-editor").then((editor) => editor.insert(term));

function Terms({ title, terms }: { title: string; terms: Term[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul class="plain terms">
        {terms.map((term) => (
          <li key={term.iri}>
            <button type="button" class="link" title={term.iri} onClick={() => insert(term.name)}>
              {term.name}
            </button>{" "}
            <span class="soft small">{name(term.label) === term.name ? "" : name(term.label)}</span>
            <span class="small term-count">{number(term.count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function VocabularyPanel() {
  const say = words().query;
  const [known, setKnown] = useState<Vocabulary | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const open = (): void => void vocabulary().then(setKnown, (error: unknown) => setProblem(asProblem(error)));
  return (
    <details class="vocabulary" onToggle={(event) => event.currentTarget.open && open()}>
      <summary>{say.vocabulary}</summary>
      {problem && <ProblemCard problem={problem} />}
      {known && (
        <div class="pair">
          <Terms title={say.classes} terms={known.classes} />
          <Terms title={say.properties} terms={known.properties} />
        </div>
      )}
    </details>
  );
}
