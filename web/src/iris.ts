// IRIs as people read them: our own become pages, the rest is shortened by its prefix.
import type { Span } from "./api/shapes";
import { to } from "./routes";

const BASE = "https://w3id.org/kabar/";

const PREFIXES: [string, string][] = [
  ["kb", `${BASE}ontology#`],
  ["pl", `${BASE}plover#`],
  ["r", `${BASE}id/`],
  ["g", `${BASE}graph/`],
  ["art", `${BASE}article/`],
  ["sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"],
  ["gaf", "http://groundedannotationframework.org/gaf#"],
  ["prov", "http://www.w3.org/ns/prov#"],
  ["time", "http://www.w3.org/2006/time#"],
  ["geo", "http://www.opengis.net/ont/geosparql#"],
  ["org", "http://www.w3.org/ns/org#"],
  ["nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"],
  ["schema", "http://schema.org/"],
  ["dct", "http://purl.org/dc/terms/"],
  ["skos", "http://www.w3.org/2004/02/skos/core#"],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
  ["rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"],
  ["owl", "http://www.w3.org/2002/07/owl#"],
  ["xsd", "http://www.w3.org/2001/XMLSchema#"],
  ["wd", "http://www.wikidata.org/entity/"],
  ["gn", "https://sws.geonames.org/"],
];

export function short(iri: string): string {
  const found = PREFIXES.find(([, start]) => iri.startsWith(start));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

/** The prefix lines a new query starts with. */
export const prologue = (names: string[]): string =>
  PREFIXES.filter(([name]) => names.includes(name))
    .map(([name, start]) => `PREFIX ${name}: <${start}>`)
    .join("\n");

/** Local ids the server makes for things that have no page of their own. */
const INNER = /^(rep|part|time|quote|note|post|ten|geo|run|day)-/;

/** The page about an IRI, an article opened at a passage; null when we have none. */
export function pageOf(iri: string, passage: Span | null = null): string | null {
  if (iri.startsWith(`${BASE}article/`)) {
    const [id, fragment] = iri.slice(`${BASE}article/`.length).split("#");
    return id ? to.article(id, passage ?? chars(fragment)) : null;
  }
  const event = /^ev-\w+$/.exec(iri.startsWith(`${BASE}id/`) ? iri.slice(`${BASE}id/`.length) : "");
  if (event) return to.event(event[0]);
  const entity = entityOf(iri);
  return entity && to.entity(entity);
}

/** The local id of an actor or place; null of anything else. */
export function entityOf(iri: string): string | null {
  const id = iri.startsWith(`${BASE}id/`) ? iri.slice(`${BASE}id/`.length) : "";
  return id === "" || id.startsWith("ev-") || INNER.test(id) ? null : id;
}

function chars(fragment: string | undefined): Span | undefined {
  const found = /^char=(\d+)-(\d+)$/.exec(fragment ?? "");
  return found ? { start: Number(found[1]), end: Number(found[2]) } : undefined;
}

/** Whether an IRI is one of ours, so that a label for it may be in the store. */
export const isOurs = (iri: string): boolean => iri.startsWith(BASE) && /^[^\s<>"{}|\\^`]+$/.test(iri);
