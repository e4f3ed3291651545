import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { EVENT_TYPES, quadOf } from "../src/event-types";
import { bareCode, fill, language, name, number, several } from "../src/i18n";
import { en } from "../src/i18n/en";
import { id } from "../src/i18n/id";

afterEach(() => void (language.value = "en"));

/** Every word of a dictionary by its path; the forms of a plural count as one word. */
function leaves(value: unknown, path = ""): Map<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  if (value && typeof value === "object" && "other" in value) return new Map([[path, String(value.other)]]);
  return new Map(Object.entries(value ?? {}).flatMap(([key, inner]) => [...leaves(inner, `${path}.${key}`)]));
}

const blanks = (pattern: string): string[] => [...pattern.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();

describe("dictionaries", () => {
  const english = leaves(en);
  const indonesian = leaves(id);

  test("both say the same things", () => expect([...indonesian.keys()].sort()).toEqual([...english.keys()].sort()));

  test("nothing is left empty", () => {
    for (const [path, text] of [...english, ...indonesian]) expect(text.trim(), path).not.toBe("");
  });

  test("both have the same blanks to fill in", () => {
    for (const [path, text] of english) expect(blanks(indonesian.get(path) ?? ""), path).toEqual(blanks(text));
  });

  /** English has one word for what Indonesian has two for. */
  const TWO_SENSES = ["Bars", "from", "{A} withdrew from {R}"];

  test("what has one name in English has one in Indonesian", () => {
    const names = new Map<string, Set<string>>();
    for (const [path, text] of english) names.set(text, (names.get(text) ?? new Set()).add(indonesian.get(path) ?? ""));
    expect([...names].filter(([, own]) => own.size > 1).map(([text]) => text)).toEqual(TWO_SENSES);
  });

  test("Indonesian is not English left untranslated", () => {
    const same = [...english].filter(([path, text]) => /\w \w/.test(text.replace(/\{\w+\}/g, "")) && indonesian.get(path) === text);
    expect(same.map(([path]) => path)).toEqual([".settings.indonesian"]);
  });
});

describe("event types", () => {
  const scheme = readFileSync(new URL("../../ontology/turtle/event-types.ttl", import.meta.url), "utf8");
  const blocks = [...scheme.matchAll(/^pl:([A-Z]+) a kb:EventType[\s\S]*?\.\n\n/gm)];
  const told = blocks.map(([block, code = ""]) => ({
    code,
    quad: Number(/kb:quad (\d)/.exec(block)?.[1]),
    en: /rdfs:label "(.*?)"@en/.exec(block)?.[1],
    id: /rdfs:label .*?"([^"]*)"@id/.exec(block)?.[1],
  }));

  test("the page knows the types of the ontology, no more and no fewer", () =>
    expect([...EVENT_TYPES].sort()).toEqual(told.map(({ code }) => code).sort()));

  test("with their quad classes and their names", () => {
    for (const type of told) {
      expect(quadOf(type.code), type.code).toBe(type.quad);
      expect(en.type, type.code).toHaveProperty(type.code, type.en);
      expect(id.type, type.code).toHaveProperty(type.code, type.id);
    }
  });

  test("every type can be told as a sentence, with and without a recipient", () => {
    for (const type of EVENT_TYPES) expect(en.did).toHaveProperty(type);
    for (const deeds of [en.did, id.did]) {
      for (const [code, deed] of Object.entries(deeds)) {
        expect(blanks(deed.with), code).toEqual(["{A}", "{R}"]);
        expect(blanks(deed.alone), code).toEqual(["{A}"]);
      }
    }
  });
});

describe("words with values", () => {
  test("numbers are written the way the language writes them", () => {
    expect(number(11930)).toBe("11,930");
    language.value = "id";
    expect(number(11930)).toBe("11.930");
  });

  test("plurals", () => {
    expect(several(en.count.events, 1)).toBe("1 event");
    expect(several(en.count.events, 0)).toBe("0 events");
    language.value = "id";
    expect(several(id.count.events, 1200)).toBe("1.200 peristiwa");
  });

  test("a blank without a value stays visible", () => expect(fill("{a} of {b}", { a: "x" })).toBe("x of {b}"));

  test("a value is not read as a pattern", () => expect(fill("{a}{b}", { a: "{b}", b: "$&" })).toBe("{b}$&"));

  test("names fall back to the other language, then to the id", () => {
    expect(name({ en: null, id: "Rusia" })).toBe("Rusia");
    expect(name({ en: "", id: null }, "RUS")).toBe("RUS");
    expect(name(null, "RUS")).toBe("RUS");
  });

  test("codes are compared without their dress", () => {
    for (const code of ["kb:PublicationDate", "publication_date", "PublicationDate", "https://w3id.org/kabar/ontology#PublicationDate"]) {
      expect(bareCode(code)).toBe("publicationdate");
    }
    expect(bareCode(null)).toBe("");
  });
});
