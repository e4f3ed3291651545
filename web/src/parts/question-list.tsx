// The questions to start with, as links that need nothing filled in.
import { useAnswer } from "../api/answer";
import type { QueryList } from "../api/shapes";
import { name, words } from "../i18n";
import { exampleValues, toBeginWith } from "../questions";
import { to } from "../routes";
import { Waiting } from "./answered";

const QUESTIONS = 5;

export function QuestionList() {
  const answer = useAnswer<QueryList>("/api/queries");
  if (answer.state === "waiting") return <Waiting />;
  const questions = answer.state === "here" ? toBeginWith(answer.value.queries, QUESTIONS) : [];
  if (questions.length === 0) return <p class="soft">{words().overview.questionsNone}</p>;
  return (
    <ol class="questions">
      {questions.map((query) => (
        <li key={query.name}>
          <a href={to.query(query.name, exampleValues(query))}>{name(query.title, query.name)}</a>
        </li>
      ))}
    </ol>
  );
}
