// What the reader chose for themselves, kept in this browser: language and theme. `?lang=` in an address wins once and is kept.
import { computed, signal } from "@preact/signals";
import { isLanguage, language, type Language } from "./i18n";

export type Theme = "light" | "dark";

const chosenTheme = signal<Theme | null>(null);
const systemTheme = signal<Theme>("light");

export const theme = computed<Theme>(() => chosenTheme.value ?? systemTheme.value);

function stored(key: string): string | null {
  try {
    return localStorage.getItem(`kabar.${key}`);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(`kabar.${key}`, value);
  } catch {
    // Storage may be switched off: the choice then lasts for this visit.
  }
}

export function chooseLanguage(wanted: Language): void {
  language.value = wanted;
  document.documentElement.lang = wanted;
  store("language", wanted);
}

export function chooseTheme(wanted: Theme): void {
  chosenTheme.value = wanted;
  document.documentElement.dataset["theme"] = wanted;
  store("theme", wanted);
}

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  if (isLanguage(asked)) return asked;
  const kept = stored("language");
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}

export function startSettings(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => void (systemTheme.value = dark.matches ? "dark" : "light");
  follow();
  dark.addEventListener("change", follow);
  const kept = stored("theme");
  if (kept === "light" || kept === "dark") chooseTheme(kept);
  const first = firstLanguage();
  language.value = first;
  document.documentElement.lang = first;
  if (new URLSearchParams(location.search).has("lang")) store("language", first);
}
