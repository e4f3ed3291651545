// What an answer can be drawn as, told by its columns: places with coordinates as a map, dates as a timeline, a word and a number
// as bars, three columns of things, or two things and a number, as a graph. A line `#defaultView:Map` in the query decides.
import type { SparqlAnswer, Term } from "../api/shapes";

export const RESULT_VIEWS = ["table", "graph", "map", "timeline", "chart"] as const;
export type ResultView = (typeof RESULT_VIEWS)[number];

type Row = Record<string, Term | undefined>;

const NUMBER = /#(integer|decimal|double|float|int|long)$/;
const DATE = /#(date|dateTime|gYear|gYearMonth)$/;
const datatype = (term: Term | undefined): string => (term && "datatype" in term ? (term.datatype ?? "") : "");

export interface Shape {
  lat?: string;
  lon?: string;
  wkt?: string;
  date?: string;
  number?: string;
  word?: string;
  /** Columns of source, what is between, and target. */
  triple?: [string, string, string];
  /** Whether nothing but a graph was asked for. */
  isGraph?: boolean;
}

const first = (rows: Row[], column: string): Term | undefined => rows.find((row) => row[column])?.[column];

export function shapeOf(answer: SparqlAnswer): Shape {
  const columns = answer.head.vars ?? [];
  const rows = answer.results?.bindings ?? [];
  const find = (test: (term: Term | undefined, name: string) => boolean): string | undefined => columns.find((name) => test(first(rows, name), name));
  const called = (pattern: RegExp): string | undefined => find((term, name) => pattern.test(name) && NUMBER.test(datatype(term)));
  const [a, b, c] = columns;
  const uris = columns.filter((name) => first(rows, name)?.type === "uri");
  const shape: Shape = {};
  const put = (key: Exclude<keyof Shape, "triple" | "isGraph">, value: string | undefined): void => {
    if (value !== undefined) shape[key] = value;
  };
  put("lat", called(/^lat(itude)?$/i));
  put("lon", called(/^(lon|lng|long|longitude)$/i));
  put("wkt", find((term) => /^\s*POINT/i.test(term?.value ?? "")));
  put("date", find((term) => DATE.test(datatype(term))));
  const numeric = columns.filter((name) => NUMBER.test(datatype(first(rows, name))));
  if (columns.length === 2 && numeric.length === 1) {
    put("number", numeric[0]);
    put("word", columns.find((name) => name !== numeric[0]));
  }
  const [count, [from, to]] = [numeric[0], uris];
  if (uris.length === 2 && from && to && count) shape.triple = [from, count, to];
  else if (columns.length === 3 && a && b && c && uris.includes(a) && uris.includes(b)) shape.triple = [a, b, c];
  if (shape.triple && columns.length === 3) shape.isGraph = true;
  return shape;
}

/** The views that make sense, the table always among them. */
export function viewsOf(shape: Shape): ResultView[] {
  const fits: Record<ResultView, boolean> = {
    table: true,
    graph: shape.triple !== undefined,
    map: shape.wkt !== undefined || (shape.lat !== undefined && shape.lon !== undefined),
    timeline: shape.date !== undefined,
    chart: shape.number !== undefined && shape.word !== undefined,
  };
  return RESULT_VIEWS.filter((view) => fits[view]);
}

export function chosenView(query: string, views: ResultView[], isGraph = false): ResultView {
  const asked = /^\s*#\s*defaultView:\s*(\w+)/im.exec(query)?.[1]?.toLowerCase();
  const named = views.find((view) => view === asked);
  if (named) return named;
  return views.find((view) => view === "chart" || view === "map") ?? (isGraph ? "graph" : "table");
}

/** Longitude and latitude of a row. */
export function pointOf(shape: Shape, row: Row): [number, number] | null {
  if (shape.lat && shape.lon) {
    const [lat, lon] = [row[shape.lat], row[shape.lon]].map((term) => Number(term?.value ?? NaN));
    return lat !== undefined && lon !== undefined && Number.isFinite(lat) && Number.isFinite(lon) ? [lon, lat] : null;
  }
  const found = /POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)/i.exec((shape.wkt && row[shape.wkt]?.value) ?? "");
  return found ? [Number(found[1]), Number(found[2])] : null;
}

/** The triples of N-Triples text, as rows of three. */
export function triplesOf(text: string): Row[] {
  const term = (token: string): Term => {
    if (token.startsWith("<")) return { type: "uri", value: token.slice(1, -1) };
    if (token.startsWith("_:")) return { type: "bnode", value: token.slice(2) };
    const [, value = ""] = /^"((?:[^"\\]|\\.)*)"/.exec(token) ?? [];
    return { type: "literal", value: value.replace(/\\u([0-9A-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\\(.)/g, "$1") };
  };
  return [...text.matchAll(/^(<[^>]*>|_:\S+)\s+(<[^>]*>)\s+(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"\S*)\s*\.\s*$/gm)].map(([, s = "", p = "", o = ""]) => ({
    subject: term(s),
    predicate: term(p),
    object: term(o),
  }));
}
