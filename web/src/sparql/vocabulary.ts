// The words of this store, for completing what somebody writes.
import { get } from "../api/client";
import type { Label } from "../api/shapes";

export interface Term {
  name: string;
  iri: string;
  label: Label;
  count: number;
}

export interface Vocabulary {
  prefixes: { prefix: string; iri: string }[];
  classes: Term[];
  properties: Term[];
  sampled: boolean;
}

let known: Promise<Vocabulary> | null = null;

/** Asked for once; after a failure it is asked for again. */
export function vocabulary(): Promise<Vocabulary> {
  known ??= get<Vocabulary>("/api/complete").catch((error: unknown) => {
    known = null;
    throw error;
  });
  return known;
}

export const KEYWORDS = ["SELECT", "CONSTRUCT", "ASK", "DESCRIBE", "WHERE", "FILTER", "OPTIONAL", "UNION", "GRAPH", "VALUES", "BIND", "MINUS", "DISTINCT", "COUNT", "SAMPLE", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "OFFSET", "FILTER NOT EXISTS", "PREFIX", "LANG", "STR", "CONTAINS", "REGEX", "YEAR", "MONTH"];

/** What may stand at the end of `before`. */
export function wanted(before: string): "prefix" | "class" | "term" {
  if (/\bPREFIX\s+[\w-]*$/i.test(before)) return "prefix";
  return /(?:\sa|rdf:type)\s+[\w:-]*$/.test(before) ? "class" : "term";
}

/** The line that declares the prefix of a term, unless the query has it. */
export function missingPrefix(query: string, name: string, prefixes: Vocabulary["prefixes"]): string {
  const prefix = /^([\w-]*):/.exec(name)?.[1];
  if (prefix === undefined || new RegExp(`PREFIX\\s+${prefix}:`, "i").test(query)) return "";
  const found = prefixes.find((one) => one.prefix === prefix);
  return found ? `PREFIX ${prefix}: <${found.iri}>\n` : "";
}
