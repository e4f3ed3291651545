// A page's question to the server: waiting, here, or failed with a way to try again. Recent answers are kept for a minute,
// so that going back paints at once and the scroll position can be restored.
import { useEffect, useState } from "preact/hooks";
import { asProblem, get, isAbort, type Problem } from "./client";
import { onChange, version } from "./fresh";

export type Answer<T> =
  | { state: "waiting" }
  | { state: "here"; value: T }
  | { state: "failed"; problem: Problem; retry: () => void };

interface Kept {
  value: unknown;
  at: number;
}

const FRESH_MS = 60_000;
const KEPT = 40;
const recent = new Map<string, Kept>();

function recall<T>(address: string): T | undefined {
  const kept = recent.get(address);
  if (!kept || performance.now() - kept.at > FRESH_MS) return undefined;
  return kept.value as T;
}

function keep(address: string, value: unknown): void {
  recent.delete(address);
  recent.set(address, { value, at: performance.now() });
  const oldest = recent.keys().next().value;
  if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
}

onChange(() => recent.clear());

interface State<T> {
  address: string;
  value?: T;
  problem?: Problem;
}

/** Asks for `address` whenever it changes. */
export function useAnswer<T>(address: string): Answer<T> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<State<T>>({ address: "" });

  useEffect(() => {
    const kept = recall<T>(address);
    if (kept !== undefined) {
      setState({ address, value: kept });
      return;
    }
    const stop = new AbortController();
    get<T>(address, stop.signal).then(
      (value) => {
        keep(address, value);
        setState({ address, value });
      },
      (error: unknown) => {
        if (!isAbort(error)) setState({ address, problem: asProblem(error) });
      },
    );
    return () => stop.abort();
  }, [address, attempt, version.value]);

  if (state.address === address && state.problem) {
    const retry = (): void => {
      setState({ address: "" });
      setAttempt((n) => n + 1);
    };
    return { state: "failed", problem: state.problem, retry };
  }
  const value = state.address === address && state.value !== undefined ? state.value : recall<T>(address);
  return value === undefined ? { state: "waiting" } : { state: "here", value };
}
