// A combobox that finds things by name while one types: the search of the header, and the picker of query parameters.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Hit, HitKind } from "../api/shapes";
import { fill, name, several, words } from "../i18n";
import { dateText } from "../dates";
import { language } from "../i18n";
import { useHits } from "../search";

interface Props {
  id: string;
  label: string;
  placeholder: string;
  /** A key that focuses the box from anywhere on the page. */
  shortcut?: string;
  /** What may be found; everything when absent. */
  kinds?: HitKind[];
  onChoose: (hit: Hit, way: Way) => void;
}

/** How it was chosen: plainly, to be added to what is there (Shift), or as the end of a path (Alt). */
export type Way = "plain" | "add" | "path";

const wayOf = (event: { shiftKey: boolean; altKey: boolean }): Way => (event.shiftKey ? "add" : event.altKey ? "path" : "plain");

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Focuses `box` on `key`, unless somebody is typing, and on Ctrl-K always. */
function useShortcut(key: string | undefined, box: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    if (key === undefined) return;
    const onKey = (event: KeyboardEvent): void => {
      const plain = event.key === key && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
      const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (!plain && !control) return;
      event.preventDefault();
      box.current?.focus();
      box.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [key]);
}

function HitNote({ hit }: { hit: Hit }) {
  const say = words();
  const own = name(hit.label, hit.id);
  const notes: ComponentChildren[] = [];
  if (hit.matched && hit.matched !== own) notes.push(fill(say.search.matches, { alias: hit.matched }));
  if (hit.date) notes.push(dateText({ begin: hit.date.slice(0, 10), end: null, date_precision: "day" }, language.value));
  return notes.length > 0 ? <span class="soft small">{notes.join(" · ")}</span> : null;
}

function Option({ hit, id, active, onChoose }: { hit: Hit; id: string; active: boolean; onChoose: (way: Way) => void }) {
  const counted = hit.type !== "event" && hit.type !== "article";
  return (
    <div id={id} role="option" aria-selected={active} class="hit" onMouseDown={(event) => event.preventDefault()} onClick={(event) => onChoose(wayOf(event))}>
      <span class="hit-name">{name(hit.label, hit.id)}</span> <HitNote hit={hit} />
      {counted && <span class="hit-count small soft">{several(words().count.events, hit.events)}</span>}
    </div>
  );
}

export function HitPicker({ id, label, placeholder, shortcut, kinds, onChoose }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = useHits(text, kinds);
  const say = words();
  useShortcut(shortcut, box);

  const { hits, groups } = found;
  const shown = open && text.trim() !== "" && found.state !== "idle";
  const optionId = (index: number): string => `${id}-hit-${index}`;

  const answered = found.state === "here" && found.query === text.trim();
  /** Enter was pressed before the answer came: the first hit is chosen as soon as it is there. */
  const hurried = useRef<Way | null>(null);

  useEffect(() => {
    if (active >= 0) document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const choose = (hit: Hit, way: Way): void => {
    setOpen(false);
    setText("");
    box.current?.blur();
    onChoose(hit, way);
  };

  useEffect(() => {
    setActive(-1);
    const [first] = hits;
    if (hurried.current && answered && first) choose(first, hurried.current);
    if (answered) hurried.current = null;
  }, [found.hits]);

  const move = (step: number): void => {
    setOpen(true);
    if (hits.length > 0) setActive((now) => (now < 0 && step < 0 ? hits.length - 1 : (now + step + hits.length) % hits.length));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && shown) {
      event.preventDefault();
      const hit = hits[active] ?? hits[0];
      if (answered && hit) choose(hit, wayOf(event));
      else hurried.current = answered ? null : wayOf(event);
    } else if (event.key === "Escape") {
      if (!shown) setText("");
      setOpen(false);
    }
  };

  return (
    <div class="picker" onFocusOut={() => setOpen(false)}>
      <svg class="picker-icon" viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
        <path d="M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm4 9.5L17.5 17.5" />
      </svg>
      <input
        ref={box}
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={shown && hits.length > 0}
        aria-controls={`${id}-hits`}
        aria-activedescendant={shown && active >= 0 ? optionId(active) : undefined}
        aria-keyshortcuts={shortcut}
        placeholder={placeholder}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
      <div class="picker-list" hidden={!shown}>
        <div id={`${id}-hits`} role="listbox" aria-label={say.search.hits} hidden={hits.length === 0}>
          {groups.map((group) => (
            <div key={group.kind} role="group" aria-labelledby={`${id}-${group.kind}`}>
              <div class="hit-group" id={`${id}-${group.kind}`} role="presentation">
                {say.kinds[group.kind]}
              </div>
              {group.hits.map(({ hit, index }) => (
                <Option key={hit.iri} hit={hit} id={optionId(index)} active={index === active} onChoose={(way) => choose(hit, way)} />
              ))}
            </div>
          ))}
        </div>
        {found.state === "here" && hits.length === 0 && <p class="picker-note">{fill(say.search.nothing, { query: found.query })}</p>}
        {found.problem && (
          <p class="picker-note">
            <strong>{found.problem.title}.</strong> {found.problem.hint || found.problem.detail}
          </p>
        )}
        {found.more && <p class="picker-note small soft">{fill(say.search.more, { ...found.more })}</p>}
      </div>
      <p class="unseen" role="status">
        {shown && found.state === "here" && hits.length > 0 ? several(say.search.count, hits.length) : ""}
      </p>
    </div>
  );
}
