// Parts of the page that are fetched when they are needed.
import type { ComponentChildren, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asProblem, type Problem } from "./api/client";
import { ProblemCard, Waiting } from "./parts/answered";

/** A component that fetches itself. `meanwhile` stands in for it until it is there, and for good if it cannot come. */
export function lazy<P extends object>(
  fetch: () => Promise<FunctionComponent<P>>,
  meanwhile?: (properties: P) => ComponentChildren,
): FunctionComponent<P> {
  let known: FunctionComponent<P> | null = null;
  return function Lazy(properties: P) {
    const [Part, setPart] = useState<FunctionComponent<P> | null>(() => known);
    const [problem, setProblem] = useState<Problem | null>(null);
    useEffect(() => {
      if (known) return;
      fetch().then(
        (part) => {
          known = part;
          setPart(() => part);
        },
        (error: unknown) => setProblem(asProblem(error)),
      );
    }, []);
    if (Part) return <Part {...properties} />;
    if (meanwhile) return <>{meanwhile(properties)}</>;
    return problem ? <ProblemCard problem={problem} retry={() => location.reload()} alone /> : <Waiting />;
  };
}
