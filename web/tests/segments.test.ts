import { describe, expect, test } from "vitest";
import { CodePoints } from "../src/text/code-points";
import { overlap, paragraphs } from "../src/text/paragraphs";
import { segments } from "../src/text/segments";

const mark = (name: string, start: number, end: number) => ({ name, start, end });
const shown = (from: number, to: number, marks: ReturnType<typeof mark>[]): string[] =>
  segments(from, to, marks).map((one) => `${one.start}-${one.end} ${one.marks.map(({ name }) => name).join("+")}`.trim());

describe("segments", () => {
  test("no marks, one piece", () => expect(shown(0, 10, [])).toEqual(["0-10"]));

  test("marks side by side", () =>
    expect(shown(0, 10, [mark("a", 0, 3), mark("b", 3, 5)])).toEqual(["0-3 a", "3-5 b", "5-10"]));

  test("a mark inside a mark: the longer first", () =>
    expect(shown(0, 10, [mark("in", 4, 6), mark("out", 2, 8)])).toEqual(["0-2", "2-4 out", "4-6 out+in", "6-8 out", "8-10"]));

  test("marks that cross", () =>
    expect(shown(0, 10, [mark("a", 1, 5), mark("b", 3, 8)])).toEqual(["0-1", "1-3 a", "3-5 b+a", "5-8 b", "8-10"]));

  test("two marks on the same words", () => expect(shown(0, 4, [mark("a", 0, 4), mark("b", 0, 4)])).toEqual(["0-4 a+b"]));

  test("marks that reach beyond the stretch, empty ones and ones elsewhere", () =>
    expect(shown(5, 10, [mark("a", 0, 7), mark("b", 9, 20), mark("none", 6, 6), mark("far", 20, 30)])).toEqual(["5-7 a", "7-9", "9-10 b"]));

  test("the pieces put together are the text", () => {
    const text = new CodePoints("Di 🇰🇵 Pyongyang 🎉 ia disambut Kim");
    const marks = [mark("a", 3, 5), mark("b", 4, 15), mark("c", 10, 40), mark("d", 0, 1)];
    const whole = segments(0, text.length, marks).map(({ start, end }) => text.slice(start, end)).join("");
    expect(whole).toBe(text.text);
  });
});

describe("paragraphs", () => {
  test("lines with something on them, counted in code points", () => {
    const text = new CodePoints("Satu 😀.\n\n  \nDua.\nTiga 🇮🇩");
    const found = paragraphs(text);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(["Satu 😀.", "Dua.", "Tiga 🇮🇩"]);
  });

  test("an empty text has none", () => expect(paragraphs(new CodePoints(""))).toEqual([]));

  test("touching is not overlapping", () => {
    expect(overlap({ start: 0, end: 3 }, { start: 3, end: 5 })).toBe(false);
    expect(overlap({ start: 0, end: 4 }, { start: 3, end: 5 })).toBe(true);
  });
});
