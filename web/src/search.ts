// Search while typing: waits for a pause, drops answers that come too late, and groups the hits by kind.
import { useEffect, useState } from "preact/hooks";
import { asProblem, get, isAbort, type Problem } from "./api/client";
import type { Hit, HitKind, SearchAnswer, Truncated } from "./api/shapes";
import { search } from "./routes";

export const KIND_ORDER: HitKind[] = ["person", "country", "organization", "group", "place", "type", "event", "article"];

/** Those who can act. */
export const ACTOR_KINDS: HitKind[] = ["person", "country", "organization", "group"];

export interface HitGroup {
  kind: HitKind;
  /** Each hit with its place in the whole list, counted over all groups. */
  hits: { hit: Hit; index: number }[];
}

export interface Found {
  state: "idle" | "waiting" | "here" | "failed";
  query: string;
  /** In the order of the groups, which is the order the arrow keys walk. */
  hits: Hit[];
  groups: HitGroup[];
  more: Truncated | null;
  problem: Problem | null;
}

const PAUSE_MS = 150;
const LIMIT = 20;
const nothing: Found = { state: "idle", query: "", hits: [], groups: [], more: null, problem: null };

/** The kind of the best hit comes first, so that what was most likely meant stands at the top. */
export function grouped(hits: Hit[]): HitGroup[] {
  const best = hits[0]?.type;
  const order = best ? [best, ...KIND_ORDER.filter((kind) => kind !== best)] : KIND_ORDER;
  let index = 0;
  return order
    .map((kind) => ({ kind, hits: hits.filter((hit) => hit.type === kind) }))
    .filter((group) => group.hits.length > 0)
    .map((group) => ({ kind: group.kind, hits: group.hits.map((hit) => ({ hit, index: index++ })) }));
}

function found(query: string, answer: SearchAnswer): Found {
  const groups = grouped(answer.hits);
  const hits = groups.flatMap((group) => group.hits.map((one) => one.hit));
  const { truncated } = answer;
  const more = truncated && truncated.total > truncated.shown ? truncated : null;
  return { state: "here", query, hits, groups, more, problem: null };
}

export function useHits(text: string, kinds: HitKind[] = []): Found {
  const [state, setState] = useState<Found>(nothing);
  const query = text.trim();
  const type = kinds.join(",");

  useEffect(() => {
    if (query === "") {
      setState(nothing);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      get<SearchAnswer>(`/api/search${search({ q: query, type, limit: LIMIT })}`, stop.signal).then(
        (answer) => setState(found(query, answer)),
        (error: unknown) => {
          if (!isAbort(error)) setState({ ...nothing, state: "failed", query, problem: asProblem(error) });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query, type]);

  return state;
}
