// The events somebody asks for, by facets or by the form of a question, written as SPARQL: what the server works out from its index is
// found by this query too.
import { prologue } from "../iris";

/** Whom, what, where and when; lists are of local ids, codes and names. */
export interface Wanted {
  /** Each of these acts, suffers, takes part, or is taken part for. */
  actor: string[];
  recipient: string[];
  party: string[];
  country: string[];
  /** Any of these will do. */
  type: string[];
  kind: string[];
  place: string[];
  publisher: string[];
  factuality: string[];
  confidence: number | null;
  from: string | null;
  until: string | null;
  /** West, south, east and north, degrees. */
  box: string | null;
}

export const ANYTHING: Wanted = {
  actor: [],
  recipient: [],
  party: [],
  country: [],
  type: [],
  kind: [],
  place: [],
  publisher: [],
  factuality: [],
  confidence: null,
  from: null,
  until: null,
  box: null,
};

const CLASSES: Record<string, string> = {
  person: "schema:Person",
  organization: "schema:Organization",
  country: "schema:Country",
  group: "kb:Group",
  place: "geo:Feature",
};

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&").replace(/\s/g, " ")}"`;

/** A local id as a prefixed name, or as a whole IRI where it holds what such a name may not. */
const thing = (id: string): string => (/^\w[\w-]*$/.test(id) ? `r:${id}` : `<https://w3id.org/kabar/id/${encodeURIComponent(id)}>`);
const code = (prefix: string, word: string): string => `${prefix}:${word.replace(/[^\w-]/g, "")}`;
const oneOf = (variable: string, terms: string[]): string => `  VALUES ?${variable} { ${terms.join(" ")} }`;

const SIDES = "kb:actor|kb:recipient";

function kinds(wanted: string[]): string[] {
  const each = wanted.flatMap((kind) => [
    `{ ?side kb:kind ${quoted(kind)} }`,
    ...(CLASSES[kind] ? [`{ ?side a ${CLASSES[kind]} FILTER NOT EXISTS { ?side kb:kind ?known } }`] : []),
  ]);
  return wanted.length === 0 ? [] : [`  FILTER EXISTS { ?event ${SIDES} ?side . ${each.join(" UNION ")} }`];
}

function when({ from, until }: Wanted): string[] {
  if (from === null && until === null) return [];
  return [
    "  ?event sem:hasBeginTimeStamp ?begin",
    "  OPTIONAL { ?event sem:hasEndTimeStamp ?last }",
    ...(from ? [`  FILTER(COALESCE(?last, ?begin) >= "${from}"^^xsd:date)`] : []),
    ...(until ? [`  FILTER(?begin <= "${until}"^^xsd:date)`] : []),
  ];
}

function area(box: string | null): string[] {
  const edges = (box ?? "").split(",").map(Number);
  const [west = NaN, south = NaN, east = NaN, north = NaN] = edges;
  if (edges.length !== 4 || edges.some(Number.isNaN)) return [];
  const across = west <= east ? `?lon >= ${west} && ?lon <= ${east}` : `(?lon >= ${west} || ?lon <= ${east})`;
  return [
    "  FILTER EXISTS {",
    "    ?event sem:hasPlace/geo:hasGeometry/geo:asWKT ?wkt",
    '    BIND(STRBEFORE(STRAFTER(STR(?wkt), "("), ")") AS ?point)',
    '    BIND(xsd:decimal(STRBEFORE(?point, " ")) AS ?lon) BIND(xsd:decimal(STRAFTER(?point, " ")) AS ?lat)',
    `    FILTER(${across} && ?lat >= ${south} && ?lat <= ${north})`,
    "  }",
  ];
}

/** What must hold of `?event`, one condition a line. */
function conditions(wanted: Wanted): string[] {
  const each = (ids: string[], path: string): string[] => ids.map((id) => `  ?event ${path} ${thing(id)} .`);
  return [
    "  ?event kb:reportCount ?reports ; sem:eventType ?type .",
    ...each(wanted.actor, "kb:actor"),
    ...each(wanted.recipient, "kb:recipient"),
    ...each(wanted.party, SIDES),
    ...each(wanted.country, `${SIDES}|kb:actorCountry|kb:recipientCountry`),
    ...(wanted.type.length > 0 ? [oneOf("type", wanted.type.map((word) => code("pl", word)))] : []),
    ...(wanted.place.length > 0 ? [`  FILTER EXISTS { ?event sem:hasPlace ?place ${oneOf("place", wanted.place.map(thing)).trim()} }`] : []),
    ...(wanted.factuality.length > 0 ? [`  ?event kb:factuality ?told .`, oneOf("told", wanted.factuality.map((word) => code("kb", word.charAt(0).toUpperCase() + word.slice(1))))] : []),
    ...(wanted.confidence !== null ? [`  ?event kb:confidence ?confidence FILTER(?confidence >= ${wanted.confidence})`] : []),
    ...(wanted.publisher.length > 0
      ? [`  FILTER EXISTS { ?report kb:reportOf ?event ; gaf:denotedBy/nif:referenceContext/kb:ofArticle/schema:publisher/rdfs:label ?outlet FILTER(STR(?outlet) IN (${wanted.publisher.map(quoted).join(", ")})) }`]
      : []),
    ...kinds(wanted.kind),
    ...when(wanted),
    ...area(wanted.box),
  ];
}

/** Only the prefixes that are used. */
function withPrefixes(body: string): string {
  const used = ["kb", "pl", "r", "sem", "gaf", "nif", "geo", "schema", "rdfs", "xsd"].filter((prefix) => new RegExp(`(^|[^\\w"<])${prefix}:`).test(body));
  return `${prologue(used)}\n\n${body}`;
}

/** The latest `most` of them, with what can be said in a row. */
export function eventsQuery(wanted: Wanted, most: number, lang: string): string {
  const dated = wanted.from !== null || wanted.until !== null;
  return withPrefixes(
    [
      "SELECT DISTINCT ?begin ?end ?event ?label ?type ?sources WHERE {",
      ...conditions(wanted),
      ...(dated ? [] : ["  OPTIONAL { ?event sem:hasBeginTimeStamp ?begin }"]),
      "  OPTIONAL { ?event sem:hasEndTimeStamp ?end }",
      `  OPTIONAL { ?event rdfs:label ?label FILTER(LANG(?label) IN ("${lang}", "")) }`,
      "  OPTIONAL { ?event kb:independentSources ?sources }",
      "}",
      "ORDER BY DESC(?begin) ?event",
      `LIMIT ${most}`,
      "",
    ].join("\n"),
  );
}

/** How many they are. */
export const countQuery = (wanted: Wanted): string =>
  withPrefixes(["SELECT (COUNT(DISTINCT ?event) AS ?events) WHERE {", ...conditions(wanted), "}", ""].join("\n"));
