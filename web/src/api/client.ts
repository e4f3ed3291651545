// Asks the server and turns whatever goes wrong into one Problem that can be shown to people.
import { signal } from "@preact/signals";
import { fill, words } from "../i18n";
import type { ProblemDocument } from "./shapes";

export class Problem extends Error {
  readonly title: string;
  readonly detail: string;
  readonly hint: string;
  readonly status: number | null;
  /** How many hundredths of the events are indexed, where the rest is what the answer waits for. */
  readonly indexing: number | null;

  constructor(title: string, detail: string, hint: string, status: number | null, indexing: number | null = null) {
    super(detail ? `${title}: ${detail}` : title);
    this.title = title;
    this.detail = detail;
    this.hint = hint;
    this.status = status;
    this.indexing = indexing;
  }
}

function unreachable(): Problem {
  const { problem } = words();
  const detail = fill(problem.unreachableDetail, { host: location.host });
  return new Problem(problem.unreachable, detail, problem.unreachableHint, null);
}

/** Reads problem JSON; an answer that is none still gives its status and its first words. */
async function refusal(response: Response): Promise<Problem> {
  const text = await response.text();
  const title = words().problem.title;
  try {
    const found = JSON.parse(text) as ProblemDocument;
    return new Problem(found.title ?? title, found.detail ?? "", found.hint ?? "", found.status ?? response.status, found.indexing ?? null);
  } catch {
    return new Problem(title, text.slice(0, 500), "", response.status);
  }
}

/** Sends a request; throws a Problem, or the browser's AbortError when the caller gave up. */
export async function send(address: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

export async function json<T>(response: Response): Promise<T> {
  const text = await response.text();
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Problem(words().problem.notJson, text.slice(0, 200), "", response.status);
  }
}

/** How many hundredths of the events the server has indexed, while it cannot answer yet. */
export const indexing = signal<number | null>(null);

const AGAIN_MS = 1500;

/** Asks again as long as the server is still indexing. */
export async function patiently<T>(ask: () => Promise<T>, stop?: AbortSignal): Promise<T> {
  for (;;) {
    try {
      const answer = await ask();
      indexing.value = null;
      return answer;
    } catch (error) {
      if (!(error instanceof Problem) || error.indexing === null || stop?.aborted) throw error;
      indexing.value = error.indexing;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

export async function get<T>(address: string, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { headers: { accept: "application/json" } };
  if (signal) init.signal = signal;
  return patiently(async () => json<T>(await send(address, init)), signal);
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(words().problem.title, String(error), "", null);
