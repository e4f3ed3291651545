// Tells an event as one sentence: who did what to whom, where, when. Parts, not a string, so that names can be links.
import type { EntityRef, EventSummary } from "./api/shapes";
import { datePhrase, type Dated } from "./dates";
import type { Deed } from "./i18n/deeds.en";
import { fill, locale, name, number, wordsIn, type Language } from "./i18n";

export type RolePart = "actor" | "recipient" | "place";

export type Part = { kind: "text"; text: string } | { kind: "date"; text: string } | { kind: RolePart; text: string; ref: EntityRef };

export interface Told extends Dated {
  type: string;
  modes?: string[];
  actors: EntityRef[];
  recipients: EntityRef[];
  places: EntityRef[];
}

const NAMES_SHOWN = 4;

/** The wording for the first mode that has one, else for the type. */
function deedOf(told: Told, language: Language): Deed | null {
  const deeds: Record<string, Deed> = wordsIn(language).did;
  const codes = [...(told.modes ?? []).map((mode) => `${told.type}/${mode}`), told.type];
  for (const code of codes) {
    const deed = deeds[code];
    if (deed) return deed;
  }
  return null;
}

/** “A, B and C”, with at most four names and the number of the others. */
function list(refs: EntityRef[], kind: RolePart, language: Language): Part[] {
  const shown = refs.length > NAMES_SHOWN ? refs.slice(0, NAMES_SHOWN - 1) : refs;
  const names = shown.map((ref) => name(ref.label, ref.id, language));
  const rest = refs.length - shown.length;
  if (rest > 0) names.push(fill(wordsIn(language).count.others.other, { n: number(rest) }));
  let next = 0;
  return new Intl.ListFormat(locale(language), { type: "conjunction" }).formatToParts(names).map((part): Part => {
    const ref = part.type === "element" ? shown[next++] : undefined;
    return ref ? { kind, text: part.value, ref } : { kind: "text", text: part.value };
  });
}

/** Replaces each `{X}` of a pattern by parts. */
function expand(pattern: string, values: Record<string, Part[]>): Part[] {
  return pattern
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== "")
    .flatMap((piece): Part[] => values[piece.slice(1, -1)] ?? [{ kind: "text", text: piece }]);
}

function subject(told: Told, language: Language): Part[] {
  if (told.actors.length > 0) return list(told.actors, "actor", language);
  return [{ kind: "text", text: wordsIn(language).event.somebody }];
}

function core(told: Told, language: Language): Part[] {
  const deed = deedOf(told, language);
  const recipients = list(told.recipients, "recipient", language);
  if (!deed) return [...subject(told, language), { kind: "text", text: ` · ${told.type} ` }, ...recipients];
  const pattern = told.recipients.length > 0 ? deed.with : deed.alone;
  return expand(pattern, { A: subject(told, language), R: recipients });
}

/** “ in Pyongyang”; a country that already stands in the sentence is not named twice. */
function where(told: Told, language: Language): Part[] {
  const named = new Set([...told.actors, ...told.recipients].map((ref) => ref.id));
  const places = told.places.filter((place) => !named.has(place.id));
  if (places.length === 0) return [];
  return [{ kind: "text", text: " " }, ...expand(wordsIn(language).event.where, { places: list(places, "place", language) })];
}

export function sentence(told: Told, language: Language, options: { dated: boolean } = { dated: true }): Part[] {
  const when = options.dated ? datePhrase(told, language) : "";
  const date: Part[] = when ? [{ kind: "text", text: " " }, { kind: "date", text: when }] : [];
  return capitalised(joined([...core(told, language), ...where(told, language), ...date]), language);
}

function capitalised(parts: Part[], language: Language): Part[] {
  const [first, ...rest] = parts;
  if (!first) return parts;
  const [letter = "", ...letters] = first.text;
  return [{ ...first, text: letter.toLocaleUpperCase(locale(language)) + letters.join("") }, ...rest];
}

/** One line for a list: the server's own wording in this language when it has one, else the sentence made here. */
export const line = (event: EventSummary, language: Language): string =>
  event.label[language] || plain(sentence(event, language, { dated: false }));

export const plain = (parts: Part[]): string => parts.map((part) => part.text).join("");

/** Neighbouring plain pieces become one. */
function joined(parts: Part[]): Part[] {
  return parts.reduce<Part[]>((kept, part) => {
    const last = kept.at(-1);
    if (part.kind === "text" && last?.kind === "text") last.text += part.text;
    else kept.push({ ...part });
    return kept;
  }, []);
}
