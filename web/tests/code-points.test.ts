import { describe, expect, test } from "vitest";
import { CodePoints } from "../src/text/code-points";

describe("text by code points", () => {
  test("plain text counts the same either way", () => {
    const text = new CodePoints("Putin mengunjungi Korea Utara");
    expect(text.length).toBe(29);
    expect(text.slice(18, 29)).toBe("Korea Utara");
  });

  test("an emoji is one code point and two units", () => {
    const text = new CodePoints("🎉 Jakarta");
    expect(text.length).toBe(9);
    expect(text.slice(2, 9)).toBe("Jakarta");
    expect(text.unit(2)).toBe(3);
  });

  test("flags, families and combining marks are cut where the server counts, between code points", () => {
    const text = new CodePoints("🇷🇺 👨‍👩‍👧 e\u0301 Rusia");
    // Two regional letters, a space, five points of a family, a space, e, its accent, a space, the name.
    expect(text.length).toBe(2 + 1 + 5 + 1 + 2 + 1 + 5);
    expect(text.slice(12, 17)).toBe("Rusia");
    expect(text.slice(0, 2)).toBe("🇷🇺");
  });

  test("every slice agrees with slicing an array of code points", () => {
    const raw = "a😀b𝔘c\n🎉🎉d—é";
    const text = new CodePoints(raw);
    const points = [...raw];
    for (let start = 0; start <= points.length; start += 1) {
      for (let end = start; end <= points.length; end += 1) {
        expect(text.slice(start, end)).toBe(points.slice(start, end).join(""));
      }
    }
  });

  test("offsets outside the text are moved to its ends", () => {
    const text = new CodePoints("ab😀");
    expect(text.slice(-5, 99)).toBe("ab😀");
    expect(text.slice(3, 3)).toBe("");
    expect(new CodePoints("").slice(0, 4)).toBe("");
  });
});
