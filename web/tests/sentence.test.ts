import { describe, expect, test } from "vitest";
import type { EntityRef } from "../src/api/shapes";
import { line, plain, sentence, type Told } from "../src/sentence";

const ref = (id: string, en: string, indonesian = en): EntityRef => ({
  id,
  iri: `https://w3id.org/kabar/id/${id}`,
  type: "country",
  label: { en, id: indonesian },
  country: null,
});

const putin = ref("person-vladimir-putin", "Vladimir Putin");
const korea = ref("PRK", "North Korea", "Korea Utara");
const vietnam = ref("VNM", "Vietnam");
const pyongyang = ref("gn-1871859", "Pyongyang");

const visit: Told = {
  type: "CONSULT",
  modes: ["visit"],
  actors: [putin],
  recipients: [korea, vietnam],
  places: [korea],
  begin: "2024-06-18",
  end: "2024-06-20",
  date_precision: "day",
};

const said = (told: Told, language: "en" | "id"): string => plain(sentence(told, language));

describe("an event as a sentence", () => {
  test("who did what to whom, when; a place that is the recipient is not named twice", () => {
    expect(said(visit, "en")).toBe("Vladimir Putin visited North Korea and Vietnam on 18–20 June 2024");
    expect(said(visit, "id")).toBe("Vladimir Putin mengunjungi Korea Utara dan Vietnam pada 18–20 Juni 2024");
  });

  test("where", () => {
    const talks = { ...visit, modes: [], recipients: [], actors: [putin, korea], places: [pyongyang], end: null };
    expect(said(talks, "en")).toBe("Vladimir Putin and North Korea held talks in Pyongyang on 18 June 2024");
    expect(said(talks, "id")).toBe("Vladimir Putin dan Korea Utara berunding di Pyongyang pada 18 Juni 2024");
  });

  test("a mode without its own wording falls back to the type, an unknown type to its code", () => {
    expect(said({ ...visit, modes: ["unheard-of"] }, "en")).toContain("held talks with");
    expect(said({ ...visit, type: "DANCE", modes: [] }, "en")).toBe("Vladimir Putin · DANCE North Korea and Vietnam on 18–20 June 2024");
  });

  test("nobody named as actor, no date", () => {
    const unknown = { ...visit, type: "ASSAULT", modes: [], actors: [], begin: null, end: null };
    expect(said(unknown, "en")).toBe("Somebody attacked North Korea and Vietnam");
    expect(said(unknown, "id")).toBe("Seseorang menyerang Korea Utara dan Vietnam");
  });

  test("many names are cut short and counted", () => {
    const many = ["A", "B", "C", "D", "E", "F"].map((letter) => ref(letter, letter));
    expect(said({ ...visit, modes: [], actors: many, recipients: [], places: [], begin: null, end: null }, "en")).toBe(
      "A, B, C and 3 others held talks",
    );
    expect(said({ ...visit, modes: [], actors: many, recipients: [], places: [], begin: null, end: null }, "id")).toBe(
      "A, B, C, dan 3 lainnya berunding",
    );
  });

  test("it begins with a capital", () => {
    const fishers = ref("new-group", "nelayan Natuna");
    expect(said({ ...visit, type: "PROTEST", actors: [fishers], recipients: [], places: [], begin: null }, "id")).toMatch(/^Nelayan Natuna berunjuk rasa/);
  });

  test("names are parts with their roles, so that they can be links", () => {
    const parts = sentence(visit, "en");
    expect(parts.map((part) => part.kind)).toEqual(["actor", "text", "recipient", "text", "recipient", "text", "date"]);
    expect(parts.flatMap((part) => ("ref" in part ? [part.ref.id] : []))).toEqual(["person-vladimir-putin", "PRK", "VNM"]);
  });

  test("a name that looks like a blank stays a name", () => {
    const odd = ref("odd", "{R}");
    expect(said({ ...visit, actors: [odd], places: [], begin: null, end: null }, "en")).toBe("{R} visited North Korea and Vietnam");
  });
});

describe("a line of a list", () => {
  const event = {
    ...visit,
    id: "ev-1",
    iri: "",
    label: { en: "Vladimir Putin visits North Korea", id: null },
    date_precision: "day",
    factuality: "asserted",
    report_count: 1,
    independent_sources: 1,
  };

  test("the server's wording when it has one in this language", () => expect(line(event, "en")).toBe("Vladimir Putin visits North Korea"));
  test("else our own, without the date", () => expect(line(event, "id")).toBe("Vladimir Putin mengunjungi Korea Utara dan Vietnam"));
});
