// The head of every page: the name, the search, the three places to go, language and theme.
import type { Hit } from "../api/shapes";
import { addAll, focusOn } from "../explore/actions";
import { change, select, state } from "../explore/state";
import { language, words, type Language } from "../i18n";
import { go, route } from "../navigation";
import { to } from "../routes";
import { chooseLanguage, chooseTheme, theme } from "../settings";
import { HitPicker, type Way } from "./hit-picker";

/** While one explores, what is found is shown in the graph; elsewhere its page is opened. */
function chosen(hit: Hit, way: Way): void {
  const entity = hit.type !== "event" && hit.type !== "article" && hit.type !== "type";
  if (route.value.page !== "explore") return go(to.hit(hit));
  const { selected } = state.peek();
  if (entity && way === "path" && selected?.kind === "entity" && selected.id !== hit.id) select({ kind: "path", a: selected.id, b: hit.id });
  else if (entity && way === "add") addAll([hit.id]);
  else if (entity) focusOn(hit.id);
  else if (hit.type === "event") select({ kind: "event", id: hit.id });
  else if (hit.type === "type") change({ type: [hit.id] });
  else go(to.hit(hit));
}

function Navigation() {
  const say = words().nav;
  const { page } = route.value;
  const links: [string, string, boolean][] = [
    [to.overview, say.overview, page === "overview" || page === "entity" || page === "event"],
    [to.explore, say.explore, page === "explore"],
    [to.query(), say.query, page === "query" || page === "ask"],
    [to.articles, say.articles, page === "articles" || page === "article"],
    [to.load, say.load, page === "load"],
  ];
  return (
    <nav aria-label={say.label}>
      {links.map(([address, text, here]) => (
        <a key={address} href={address} aria-current={here ? "page" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}

function LanguageButton({ code, label }: { code: Language; label: string }) {
  return (
    <button type="button" lang={code} title={label} aria-label={`${code.toUpperCase()}, ${label}`} aria-pressed={language.value === code} onClick={() => chooseLanguage(code)}>
      {code.toUpperCase()}
    </button>
  );
}

function Settings() {
  const say = words().settings;
  const dark = theme.value === "dark";
  return (
    <div class="settings" role="group" aria-label={say.label}>
      <LanguageButton code="en" label={say.english} />
      <LanguageButton code="id" label={say.indonesian} />
      <button type="button" class="theme" aria-label={dark ? say.toLight : say.toDark} title={dark ? say.toLight : say.toDark} onClick={() => chooseTheme(dark ? "light" : "dark")}>
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          {dark ? (
            <path d="M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-5v2.4M10 16.6V19M1 10h2.4M16.6 10H19M3.6 3.6l1.7 1.7M14.7 14.7l1.7 1.7M3.6 16.4l1.7-1.7M14.7 5.3l1.7-1.7" />
          ) : (
            <path d="M16.5 12.3A7 7 0 0 1 7.7 3.5a7 7 0 1 0 8.8 8.8Z" />
          )}
        </svg>
      </button>
    </div>
  );
}

export function Header() {
  const say = words();
  return (
    <header class="head">
      <div class="head-inner">
        <a class="brand" href={to.overview} aria-label={say.home}>
          Kabar
        </a>
        <div class="head-search" role="search">
          <HitPicker
            id="search"
            label={say.search.label}
            placeholder={say.search.placeholder}
            shortcut="/"
            onChoose={chosen}
          />
        </div>
        <Navigation />
        <Settings />
      </div>
    </header>
  );
}
