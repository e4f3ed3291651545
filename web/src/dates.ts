// Dates for people, as exact as the fact is and never more: a month stays a month, a window stays a window.
import { bareCode, fill, locale, wordsIn, type Language } from "./i18n";

export interface Dated {
  begin: string | null;
  end: string | null;
  date_precision: string | null;
}

const UTC = "UTC";
const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric", timeZone: UTC };
const MONTH: Intl.DateTimeFormatOptions = { month: "long", year: "numeric", timeZone: UTC };
const YEAR: Intl.DateTimeFormatOptions = { year: "numeric", timeZone: UTC };

/** Midnight UTC of the calendar day a date or date-time names in its own zone. */
function midnight(value: string): Date | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  if (!found) return null;
  const date = new Date(`${found[0]}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

function range(begin: string, end: string | null, shape: Intl.DateTimeFormatOptions, language: Language): string {
  const format = new Intl.DateTimeFormat(locale(language), shape);
  const first = midnight(begin);
  const last = midnight(end ?? begin);
  if (!first || !last) return end && end !== begin ? `${begin} – ${end}` : begin;
  return last > first ? format.formatRange(first, last).replace(/\s*–\s*/, "–") : format.format(first);
}

/** One day, month and year spelled out. */
export const day = (value: string, language: Language): string => range(value, null, DAY, language);

/** “18–20 June 2024”, “June 2024”, “week of 17 June 2024”, without a preposition. */
export function dateText(dated: Dated, language: Language): string {
  const { when } = wordsIn(language);
  const { begin, end } = bounds(dated);
  if (!begin) return when.undated;
  switch (bareCode(dated.date_precision)) {
    case "month":
      return range(begin, end, MONTH, language);
    case "year":
      return range(begin, end, YEAR, language);
    case "week":
      return fill(when.plainWeek, { date: day(begin, language) });
    case "publicationdate":
    case "publication":
      return fill(when.plainReported, { date: day(begin, language) });
    default:
      return range(begin, end, DAY, language);
  }
}

/** The same with the preposition a sentence needs; empty when there is no date. */
export function datePhrase(dated: Dated, language: Language): string {
  const { when } = wordsIn(language);
  const { begin, end } = bounds(dated);
  if (!begin) return "";
  switch (bareCode(dated.date_precision)) {
    case "month":
    case "year":
      return fill(when.in, { date: dateText(dated, language) });
    case "week":
      return fill(when.week, { date: day(begin, language) });
    case "publicationdate":
    case "publication":
      return fill(when.reported, { date: day(begin, language) });
    case "window":
      if (end && end !== begin) return fill(when.between, { begin: day(begin, language), end: day(end, language) });
      return fill(when.on, { date: day(begin, language) });
    default:
      return fill(when.on, { date: range(begin, end, DAY, language) });
  }
}

function bounds(dated: Dated): { begin: string | null; end: string | null } {
  return { begin: dated.begin ?? dated.end, end: dated.end };
}

/** When an article came out: the clock of its own zone, with the zone named, never moved to the reader's. */
export function published(value: string, language: Language): string {
  const found = /T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(value);
  const date = day(value, language);
  if (!found) return date;
  const zone = found[2] === "Z" ? "UTC" : found[2] ? `UTC${found[2]}` : "";
  return `${date}, ${found[1]} ${zone}`.trim();
}
