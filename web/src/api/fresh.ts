// Whether what is shown is out of date. What this page changed itself, and every commit that anybody else made meanwhile, lets all
// questions on the screen be asked again; until the new answers are there the old ones stay.
import { signal } from "@preact/signals";
import { indexing } from "./client";

/** Counts the states of the store that this page knows of. */
export const version = signal(0);

const EVERY_MS = 5000;
const forgetters: (() => void)[] = [];
let commit: number | null = null;

/** Registers what keeps answers. */
export const onChange = (forget: () => void): void => void forgetters.push(forget);

/** Something was changed. */
export function refresh(): void {
  for (const forget of forgetters) forget();
  version.value += 1;
}

async function look(): Promise<void> {
  if (document.hidden) return;
  try {
    const response = await fetch("/health", { headers: { accept: "application/json" } });
    if (!response.ok) return;
    const report = (await response.json()) as { commit?: number; indexing?: number | null };
    indexing.value = report.indexing ?? null;
    const now = report.commit ?? null;
    if (commit !== null && now !== commit) refresh();
    commit = now;
  } catch {
    // A server that is away will be noticed by the next question.
  }
}

/** Looks now and then, and when the reader comes back to this page. */
export function watchForChanges(): void {
  void look();
  setInterval(() => void look(), EVERY_MS);
  document.addEventListener("visibilitychange", () => void look());
}
