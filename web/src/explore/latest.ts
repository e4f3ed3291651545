// A question that follows the state: while its answer is awaited the last one stays on the screen, so that nothing flickers.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { asProblem, get, isAbort, json, patiently, send, type Problem } from "../api/client";
import { onChange, version } from "../api/fresh";

export interface Latest<T> {
  value: T | null;
  problem: Problem | null;
  /** Whether `value` answers an earlier question. */
  stale: boolean;
}

const KEPT = 30;
const LONGEST_ADDRESS = 6000;
const recent = new Map<string, unknown>();

function keep(address: string, value: unknown): void {
  recent.set(address, value);
  const oldest = recent.keys().next().value;
  if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
}

onChange(() => recent.clear());

/** Long lists of nodes do not fit an address: they go in the body. */
async function ask<T>(address: string, signal: AbortSignal): Promise<T> {
  if (address.length <= LONGEST_ADDRESS) return get<T>(address, signal);
  const url = new URL(address, location.href);
  const among = (url.searchParams.get("among") ?? "").split(",");
  url.searchParams.delete("among");
  const headers = { "content-type": "application/json", accept: "application/json" };
  return patiently(async () => json<T>(await send(url.pathname + url.search, { method: "POST", headers, body: JSON.stringify({ among }), signal })), signal);
}

const underWay = new Map<string, Promise<unknown>>();

/** Asks for what a view is about to ask for, so that it does not have to wait for the page to be drawn first. */
export function ahead(address: string): void {
  if (recent.has(address) || underWay.has(address)) return;
  const asked = ask(address, new AbortController().signal);
  underWay.set(address, asked);
  asked.then(
    (value) => keep(address, value),
    () => undefined, // the view that asks for it will tell
  ).finally(() => underWay.delete(address));
}

/** Asks for `address` whenever it changes; null asks nothing. */
export function useLatest<T>(address: string | null): Latest<T> {
  const [shown, setShown] = useState<{ address: string | null; value: T | null; problem: Problem | null }>({ address: null, value: null, problem: null });
  const last = useRef<T | null>(null);

  useLayoutEffect(() => {
    if (address === null) return;
    const kept = recent.get(address) as T | undefined;
    if (kept !== undefined) {
      last.current = kept;
      setShown({ address, value: kept, problem: null });
      return;
    }
    const stop = new AbortController();
    const asked = (underWay.get(address) as Promise<T> | undefined) ?? ask<T>(address, stop.signal);
    asked.then(
      (value) => {
        if (stop.signal.aborted) return;
        keep(address, value);
        last.current = value;
        setShown({ address, value, problem: null });
      },
      (error: unknown) => {
        if (!isAbort(error) && !stop.signal.aborted) setShown({ address, value: last.current, problem: asProblem(error) });
      },
    );
    return () => stop.abort();
  }, [address, version.value]);

  if (address === null) return { value: null, problem: null, stale: false };
  const kept = shown.address === address ? undefined : (recent.get(address) as T | undefined);
  if (kept !== undefined) return { value: kept, problem: null, stale: false };
  return { value: shown.value, problem: shown.address === address ? shown.problem : null, stale: shown.address !== address };
}
