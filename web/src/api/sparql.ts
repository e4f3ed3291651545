// SPARQL over HTTP: tables, plain RDF, and the labels that make a table readable.
import { json, send } from "./client";
import type { Label, SparqlAnswer } from "./shapes";
import { isOurs } from "../iris";

export const RESULTS = "application/sparql-results+json";

/** A table or a yes/no, or the RDF a CONSTRUCT or DESCRIBE gives, as text. */
export type Outcome = { kind: "table"; answer: SparqlAnswer } | { kind: "rdf"; text: string };

export async function ask(query: string, accept: string, signal?: AbortSignal): Promise<Response> {
  const init: RequestInit = {
    method: "POST",
    headers: { "content-type": "application/sparql-query", accept },
    body: query,
  };
  if (signal) init.signal = signal;
  return send("/sparql", init);
}

export async function outcomeOf(response: Response): Promise<Outcome> {
  if ((response.headers.get("content-type") ?? "").includes("json")) {
    return { kind: "table", answer: await json<SparqlAnswer>(response) };
  }
  return { kind: "rdf", text: await response.text() };
}

const LABELLED_AT_ONCE = 300;
const known = new Map<string, Label>();

/** What carries the name of an IRI: a stretch of an article goes by the article's headline. */
export const labelled = (iri: string): string => (iri.includes("/article/") ? iri.replace(/#.*$/, "") : iri);

function oursIn(answer: SparqlAnswer): string[] {
  const found = new Set<string>();
  for (const row of answer.results?.bindings ?? []) {
    for (const term of Object.values(row)) if (term?.type === "uri" && isOurs(term.value)) found.add(labelled(term.value));
  }
  return [...found];
}

const labelQuery = (iris: string[]): string => `
SELECT ?thing ?label WHERE {
  VALUES ?thing { ${iris.map((iri) => `<${iri}>`).join(" ")} }
  ?thing <http://www.w3.org/2000/01/rdf-schema#label>|<http://schema.org/headline> ?label
}`;

/** Names for our own IRIs in a table, asked for once. Not having them is no failure: the short IRI is shown. */
export async function labelsFor(answer: SparqlAnswer, signal: AbortSignal): Promise<Map<string, Label>> {
  const unknown = oursIn(answer).filter((iri) => !known.has(iri)).slice(0, LABELLED_AT_ONCE);
  if (unknown.length > 0) {
    const reply = await json<SparqlAnswer>(await ask(labelQuery(unknown), RESULTS, signal));
    for (const row of reply.results?.bindings ?? []) learn(row["thing"]?.value, row["label"]);
  }
  return new Map(known);
}

function learn(iri: string | undefined, term: { value: string; "xml:lang"?: string } | { value: string } | undefined): void {
  if (iri === undefined || term === undefined) return;
  const label = known.get(iri) ?? { en: null, id: null };
  const lang = "xml:lang" in term ? (term["xml:lang"] ?? "") : "";
  if (lang.startsWith("id")) label.id = term.value;
  else if (lang.startsWith("en") || label.en === null) label.en = term.value;
  known.set(iri, label);
}
