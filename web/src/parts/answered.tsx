// Shows an answer of the server, or that it is awaited, or what went wrong.
import type { ComponentChildren } from "preact";
import type { Answer } from "../api/answer";
import type { Problem } from "../api/client";
import { fill, words } from "../i18n";
import { to } from "../routes";
import { Title } from "./title";

export function Waiting() {
  return (
    <p class="waiting" role="status">
      {words().loading}
    </p>
  );
}

interface ProblemProps {
  problem: Problem;
  retry?: (() => void) | undefined;
  /** Whether this is all there is to see: its title is then the title of the page. */
  alone?: boolean;
}

export function ProblemCard({ problem, retry, alone = false }: ProblemProps) {
  const { problem: say, retry: again } = words();
  return (
    <section class="problem" role="alert">
      {alone ? <Title text={problem.title} /> : <h2>{problem.title}</h2>}
      {problem.detail && <p class="detail">{problem.detail}</p>}
      {problem.hint && (
        <p>
          <strong>{say.hint}:</strong> {problem.hint}
        </p>
      )}
      {problem.status !== null && <p class="soft small">{fill(say.status, { status: String(problem.status) })}</p>}
      {retry && (
        <button type="button" onClick={retry}>
          {again}
        </button>
      )}
    </section>
  );
}

/** What a link led to is gone, or never was here. */
function NotHere({ problem, retry }: ProblemProps) {
  const say = words();
  return (
    <section class="narrow" role="alert">
      <Title text={say.problem.notHere} />
      <p>{say.problem.notHereNote}</p>
      <p class="ways">
        <a class="button" href={to.overview}>
          {say.overview.title}
        </a>
        <button type="button" onClick={retry}>
          {say.retry}
        </button>
      </p>
      <p class="soft small">
        <code>{problem.detail}</code>
      </p>
    </section>
  );
}

interface Props<T> {
  answer: Answer<T>;
  /** Whether the page has its title already. */
  titled?: boolean;
  children: (value: T) => ComponentChildren;
}

export function Answered<T>({ answer, titled = false, children }: Props<T>) {
  if (answer.state === "waiting") return <Waiting />;
  if (answer.state === "failed" && answer.problem.status === 404 && !titled) return <NotHere problem={answer.problem} retry={answer.retry} />;
  if (answer.state === "failed") return <ProblemCard problem={answer.problem} retry={answer.retry} alone={!titled} />;
  return <>{children(answer.value)}</>;
}
