import { describe, expect, test } from "vitest";
import { datePhrase, dateText, published } from "../src/dates";

const dated = (begin: string | null, end: string | null, date_precision: string | null) => ({ begin, end, date_precision });

describe("dates as exact as the fact", () => {
  test.each([
    [dated("2024-06-18", "2024-06-18", "day"), "18 June 2024", "18 Juni 2024"],
    [dated("2024-06-18", "2024-06-20", "kb:Day"), "18–20 June 2024", "18–20 Juni 2024"],
    [dated("2024-05-01", "2024-05-31", "month"), "May 2024", "Mei 2024"],
    [dated("2024-05-01", "2024-06-30", "month"), "May–June 2024", "Mei–Juni 2024"],
    [dated("2023-01-01", "2023-12-31", "Year"), "2023", "2023"],
    [dated("2024-06-17", "2024-06-23", "week"), "week of 17 June 2024", "pekan 17 Juni 2024"],
    [dated("2024-06-22", "2024-06-22", "publication_date"), "reported 22 June 2024", "diberitakan 22 Juni 2024"],
    [dated(null, "2024-06-22", "day"), "22 June 2024", "22 Juni 2024"],
    [dated(null, null, null), "undated", "tanpa tanggal"],
    [dated("about 1950", null, "day"), "about 1950", "about 1950"],
  ])("%o", (value, english, indonesian) => {
    expect(dateText(value, "en")).toBe(english);
    expect(dateText(value, "id")).toBe(indonesian);
  });

  test.each([
    [dated("2024-06-18", null, "day"), "on 18 June 2024"],
    [dated("2024-05-01", "2024-05-31", "month"), "in May 2024"],
    [dated("2024-06-11", "2024-06-18", "window"), "between 11 June 2024 and 18 June 2024"],
    [dated("2024-06-22", "2024-06-22", "PublicationDate"), "reported on 22 June 2024"],
    [dated(null, null, null), ""],
  ])("in a sentence: %o", (value, phrase) => expect(datePhrase(value, "en")).toBe(phrase));
});

describe("when an article came out", () => {
  test.each([
    ["2024-06-22T11:42:00+07:00", "22 June 2024, 11:42 UTC+07:00"],
    ["2024-06-19T18:05:00Z", "19 June 2024, 18:05 UTC"],
    ["2024-06-19T18:05:00.123Z", "19 June 2024, 18:05 UTC"],
    ["2024-06-19T18:05", "19 June 2024, 18:05"],
    ["2024-05-12", "12 May 2024"],
    ["2024-12-31T23:30:00-05:00", "31 December 2024, 23:30 UTC-05:00"],
  ])("%s is told by its own clock", (value, told) => expect(published(value, "en")).toBe(told));
});
