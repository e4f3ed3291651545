import { describe, expect, test } from "vitest";
import type { EventSummary, Hit, NamedQuery } from "../src/api/shapes";
import { foldedColumns, heading, plainColumns } from "../src/columns";
import { filtered, newestFirst } from "../src/event-filter";
import { asked, exampleValues, missing, runnable, sent, toBeginWith } from "../src/questions";
import { grouped } from "../src/search";

const hit = (id: string, type: Hit["type"]): Hit => ({ id, iri: id, type, label: { en: id, id }, matched: null, events: 0, date: null });

describe("hits in groups", () => {
  test("the kind of the best hit first; numbers run through all groups", () => {
    const groups = grouped([hit("Putin", "person"), hit("visit", "event"), hit("Putin 2", "person"), hit("Russia", "country")]);
    expect(groups.map(({ kind, hits }) => [kind, hits.map((one) => one.index)])).toEqual([
      ["person", [0, 1]],
      ["country", [2]],
      ["event", [3]],
    ]);
    expect(grouped([hit("x", "article"), hit("y", "person")])[0]?.kind).toBe("article");
  });

  test("nothing", () => expect(grouped([])).toEqual([]));
});

describe("filtering events", () => {
  const event = (id: string, type: string, begin: string | null) => ({ id, type, begin, label: { en: id, id } }) as EventSummary;
  const events = [event("Putin visits Hanoi", "CONSULT", "2024-06-20"), event("USA criticises Russia", "ACCUSE", null), event("Putin calls Kim", "CONSULT", "2024-06-21")];
  const told = (one: EventSummary): string => one.label.en ?? "";
  const ids = (type: string, text: string): string[] => filtered(events, type, text, told).map(({ id }) => id);

  test("by kind, by words in any order and case", () => {
    expect(ids("", "")).toHaveLength(3);
    expect(ids("ACCUSE", "")).toEqual(["USA criticises Russia"]);
    expect(ids("", "hanoi PUTIN")).toEqual(["Putin visits Hanoi"]);
    expect(ids("CONSULT", "russia")).toEqual([]);
  });

  test("newest first, undated last", () =>
    expect([...events].sort(newestFirst).map(({ begin }) => begin)).toEqual(["2024-06-21", "2024-06-20", null]));
});

describe("questions", () => {
  const parameter = (name: string, required: boolean, example: string | null, preset: string | null = null, kind = "text") => ({
    name,
    kind,
    required,
    default: preset,
    example,
    label: { en: name, id: name },
  });
  const query = (name: string, ...parameters: NamedQuery["parameters"]): NamedQuery => ({
    name,
    title: { en: name, id: name },
    description: { en: "", id: "" },
    parameters,
    default_view: null,
  });

  test("can be asked at once when examples and defaults are enough", () => {
    expect(runnable(query("q"))).toBe(true);
    expect(runnable(query("q", parameter("a", true, "RUS"), parameter("b", false, null)))).toBe(true);
    expect(runnable(query("q", parameter("a", true, null)))).toBe(false);
    expect(runnable(query("q", parameter("a", true, null, "RUS")))).toBe(true);
  });

  test("an event of another world is no example", () =>
    expect(runnable(query("q", parameter("event", true, "ev-1a00000000000001", null, "event")))).toBe(false));

  test("examples fill in what must be given and nothing else", () =>
    expect(exampleValues(query("q", parameter("a", true, "RUS"), parameter("until", false, "2024-12-31")))).toEqual({ a: "RUS" }));

  test("what is still to fill in", () => {
    const two = query("q", parameter("a", true, "RUS"), parameter("b", true, null));
    expect(missing(two, {})).toEqual(["a", "b"]);
    expect(missing(two, { a: "IDN", b: "" })).toEqual(["b"]);
  });

  test("the language of names is the reader's: sent, not asked", () => {
    const named = query("q", parameter("a", true, "RUS"), parameter("lang", false, "id", "en"));
    expect(asked(named).map(({ name }) => name)).toEqual(["a"]);
    expect(sent(named, { a: "IDN" }, "id")).toEqual({ a: "IDN", lang: "id" });
    expect(sent(query("q"), {}, "id")).toEqual({});
  });

  test("good first questions first, others make up the number", () => {
    const all = ["aaa", "places", "bbb", "timeline-between"].map((name) => query(name));
    expect(toBeginWith(all, 3).map(({ name }) => name)).toEqual(["timeline-between", "places", "aaa"]);
  });
});

describe("columns of a table for people", () => {
  test("names fold into the things they name", () => {
    const columns = foldedColumns(["begin", "event", "label", "type", "typeLabel", "score"], []);
    expect(columns).toEqual([{ name: "begin" }, { name: "event", named: "label" }, { name: "type", named: "typeLabel" }, { name: "score" }]);
  });

  test("what the reader asked for is not repeated", () =>
    expect(foldedColumns(["event", "a", "from", "lang"], ["a", "lang"]).map(({ name }) => name)).toEqual(["event", "from"]));

  test("a passage folds into its article", () =>
    expect(foldedColumns(["article", "headline", "start", "stop", "sentence"], [])).toEqual([
      { name: "article", named: "headline", passage: { start: "start", stop: "stop" } },
      { name: "sentence" },
    ]));

  test("what names nothing stays", () => {
    expect(foldedColumns(["label", "start", "placeLabel"], []).map(({ name }) => name)).toEqual(["label", "start", "placeLabel"]);
    expect(plainColumns(["event", "label"])).toEqual([{ name: "event" }, { name: "label" }]);
  });

  test("headings", () => {
    expect(heading("eventType")).toBe("event type");
    expect(heading("publisher1")).toBe("publisher1");
  });
});
