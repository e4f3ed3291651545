import { describe, expect, test } from "vitest";
import type { SparqlAnswer, Term } from "../src/api/shapes";
import { counted } from "../src/sparql/result-bars";
import { chosenView, pointOf, shapeOf, triplesOf, viewsOf } from "../src/sparql/shape";
import { snippet } from "../src/sparql/snippets";
import { missingPrefix, wanted } from "../src/sparql/vocabulary";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const number = (value: string): Term => ({ type: "literal", value, datatype: `${XSD}decimal` });
const word = (value: string): Term => ({ type: "literal", value });
const thing = (value: string): Term => ({ type: "uri", value });
const answer = (row: Record<string, Term>): SparqlAnswer => ({ head: { vars: Object.keys(row) }, results: { bindings: [row] } });
const seen = (row: Record<string, Term>, query = "") => {
  const shape = shapeOf(answer(row));
  return chosenView(query, viewsOf(shape), shape.isGraph);
};

describe("the view that fits an answer", () => {
  test("by its columns", () => {
    expect(seen({ type: thing("x:a"), n: number("3") })).toBe("chart");
    expect(seen({ place: word("Jakarta"), lat: number("-6.2"), lon: number("106.8"), n: number("1") })).toBe("map");
    expect(seen({ place: word("Jakarta"), at: word("POINT(106.8 -6.2)"), more: word("") })).toBe("map");
    expect(seen({ s: thing("x:a"), p: thing("x:b"), o: thing("x:c") })).toBe("graph");
    expect(seen({ from: thing("x:a"), to: thing("x:b"), n: number("2") })).toBe("graph");
    expect(seen({ from: thing("x:a"), to: thing("x:b"), n: number("2"), more: word("") })).toBe("table");
    expect(seen({ from: thing("x:a"), to: thing("x:b"), n: number("2"), more: word("") }, "#defaultView:Graph")).toBe("graph");
    expect(seen({ event: thing("x:a"), day: { type: "literal", value: "2024-01-01", datatype: `${XSD}date` } })).toBe("table");
  });

  test("by what the query says, where that can be", () => {
    const row = { type: thing("x:a"), n: number("3") };
    expect(seen(row, "#defaultView:Table\nSELECT")).toBe("table");
    expect(seen(row, "# defaultView: Map\nSELECT")).toBe("chart");
  });

  test("points", () => {
    const row = { at: word("POINT(106.8 -6.2)") };
    expect(pointOf(shapeOf(answer(row)), row)).toEqual([106.8, -6.2]);
  });

  test("days are counted in units of which there are not too many", () => {
    expect(counted(["2024-01-02", "2024-01-01", "2024-01-02"])).toEqual([
      ["2024-01-01", 1],
      ["2024-01-02", 2],
    ]);
    expect(counted(["2024-01-01", "2024-01-03"]).map(([, count]) => count)).toEqual([1, 0, 1]);
    expect(counted(["2019-12-31", "2023-01-01"]).at(-1)).toEqual(["2023-01", 1]);
    const many = Array.from({ length: 400 }, (_, n) => new Date(86_400_000 * n).toISOString());
    expect(counted(many).map(([key]) => key).slice(0, 2)).toEqual(["1970-01", "1970-02"]);
  });
});

test("triples are read back", () => {
  const rows = triplesOf('<x:a> <x:b> <x:c> .\n_:b1 <x:b> "a \\"word\\" \\u00e9"@en .\nno triple\n');
  expect(rows.map((row) => row["object"]?.value)).toEqual(["x:c", 'a "word" é']);
  expect(rows[1]?.["subject"]?.type).toBe("bnode");
});

describe("completing", () => {
  test("what may stand where", () => {
    expect(wanted("PREFIX se")).toBe("prefix");
    expect(wanted("{ ?event a sem:Ev")).toBe("class");
    expect(wanted("{ ?event sem:ev")).toBe("term");
  });

  test("a prefix is declared once", () => {
    const prefixes = [{ prefix: "sem", iri: "http://sem/" }];
    expect(missingPrefix("SELECT *", "sem:Event", prefixes)).toBe("PREFIX sem: <http://sem/>\n");
    expect(missingPrefix("prefix sem: <http://sem/> SELECT *", "sem:Event", prefixes)).toBe("");
    expect(missingPrefix("", "<x:y>", prefixes)).toBe("");
  });
});

test("a query with quotation marks survives the shell", () => expect(snippet("curl", { query: "ASK { ?s ?p 'x' }" }, "http://h")).toContain(`'ASK { ?s ?p '\\''x'\\'' }'`));
