// Words, numbers and names in the reader's language. The language is a signal: whoever calls `say` redraws when it changes.
import { signal } from "@preact/signals";
import type { Label } from "./api/shapes";
import { en, type Dictionary } from "./i18n/en";
import { id } from "./i18n/id";
import type { Plural } from "./i18n/plural";

export type Language = "en" | "id";

const dictionaries: Record<Language, Dictionary> = { en, id };
const locales: Record<Language, string> = { en: "en-GB", id: "id-ID" };

export const language = signal<Language>("en");

export const isLanguage = (value: unknown): value is Language => value === "en" || value === "id";
export const words = (): Dictionary => dictionaries[language.value];
export const wordsIn = (wanted: Language): Dictionary => dictionaries[wanted];
export const locale = (wanted: Language = language.value): string => locales[wanted];

export type Values = Record<string, string | number>;

/** Puts values into a pattern; numbers are written the way the language writes them. */
export function fill(pattern: string, values: Values = {}): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? number(value) : value;
  });
}

/** The form of a plural that fits `n`, with `{n}` filled in. */
export function several(forms: Plural, n: number): string {
  const form = new Intl.PluralRules(locale()).select(n);
  return fill(form === "one" ? (forms.one ?? forms.other) : forms.other, { n });
}

export const number = (value: number, options?: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(locale(), options).format(value);

export const percent = (value: number): string => number(value, { style: "percent" });

/** A name in the wanted language, else in the other one, else `fallback`. */
export function name(label: Label | null | undefined, fallback = "", wanted: Language = language.value): string {
  if (!label) return fallback;
  const other: Language = wanted === "en" ? "id" : "en";
  return label[wanted] || label[other] || fallback;
}

/** “Indonesian” for `id`; the code itself when nobody knows it. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** A word of a closed list in the reader's language; the server's own word when the list does not have it. */
export function wordFor(list: Record<string, unknown>, code: string | null | undefined): string {
  const found = code === null || code === undefined ? undefined : list[code];
  return typeof found === "string" ? found : (code ?? "");
}

/** `kb:PublicationDate`, `PublicationDate` and `publication_date` all name the same thing. */
export const bareCode = (code: string | null | undefined): string =>
  (code ?? "").replace(/^.*[#:/]/, "").toLowerCase().replace(/[^a-z]/g, "");
