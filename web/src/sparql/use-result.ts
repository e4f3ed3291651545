// Runs a query whenever it changes, and can be stopped.
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, isAbort } from "../api/client";
import { ask, outcomeOf, RESULTS } from "../api/sparql";
import type { Result } from "../parts/result-view";

/** Tables and triples alike: the server picks what fits the form of the query. */
const ANYTHING = `${RESULTS}, application/n-triples;q=0.9`;

/** Asks nothing while the query is empty; another `run` asks the same again. */
export function useResult(query: string, run = 0): [Result, () => void] {
  const stopper = useRef<AbortController | null>(null);
  const [result, setResult] = useState<Result>({ state: "idle" });
  useEffect(() => {
    if (query.trim() === "") {
      setResult({ state: "idle" });
      return;
    }
    const stop = new AbortController();
    stopper.current = stop;
    const began = performance.now();
    setResult({ state: "waiting" });
    ask(query, ANYTHING, stop.signal)
      .then(outcomeOf)
      .then(
        (outcome) => setResult({ state: "here", outcome, ms: performance.now() - began }),
        (error: unknown) => {
          if (!isAbort(error)) setResult({ state: "failed", problem: asProblem(error) });
        },
      );
    return () => stop.abort();
  }, [query, run]);
  const cancel = (): void => {
    stopper.current?.abort();
    setResult({ state: "idle" });
  };
  return [result, cancel];
}
