// The editor of queries: colours, completion from this store's own words, and what the server's parser says of each line.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { linter, lintKeymap, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get, json, send } from "../api/client";
import type { SearchAnswer } from "../api/shapes";
import { fill, language, name, number, several, words } from "../i18n";
import type { EditorProps } from "../parts/sparql-editor";
import { KEYWORDS, missingPrefix, vocabulary, wanted, type Term } from "./vocabulary";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--trigger)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--actor)" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--place)" },
  { tag: [tags.url, tags.link], color: "var(--link)" },
  { tag: [tags.namespace, tags.propertyName, tags.typeName], color: "var(--recipient)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

const dress = EditorView.theme({
  "&": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--soft)", borderRadius: "var(--radius)", fontSize: "0.9rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-content": { fontFamily: "var(--mono)", minHeight: "15rem", caretColor: "var(--ink)" },
  ".cm-scroller": { maxHeight: "60vh" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--sunk) 60%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--link) 30%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--soft)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.75" },
  ".cm-tooltip-lint": { maxWidth: "min(36rem, 90vw)" },
  ".cm-diagnostic": { borderLeftColor: "var(--quad-4)" },
  ".cm-diagnosticAction": { background: "var(--accent)", color: "var(--on-accent)" },
});

/** Puts a term in and, where its prefix is not declared, the line that does. */
function apply(text: string) {
  return (view: EditorView, _: Completion, from: number, to: number): void => {
    void vocabulary().then(({ prefixes }) => {
      const line = missingPrefix(view.state.doc.toString(), text, prefixes);
      const changes = [{ from, to, insert: text }, ...(line ? [{ from: 0, insert: line }] : [])];
      view.dispatch({ changes, selection: { anchor: from + text.length + line.length } });
    });
  };
}

const option = (term: Term, type: string, boost: number): Completion => ({
  label: term.name,
  type,
  detail: `${name(term.label)} · ${number(term.count)}`,
  boost,
  apply: apply(term.name),
});

/** Things of the store by name, once three letters are written after `r:`. */
async function things(sought: string): Promise<Completion[]> {
  const { hits } = await get<SearchAnswer>(`/api/search?limit=12&q=${encodeURIComponent(sought.replace(/-/g, " "))}`);
  return hits
    .filter((hit) => hit.type !== "article" && /^[\w-]+$/.test(hit.id))
    .map((hit) => ({ label: `r:${hit.id}`, displayLabel: name(hit.label, hit.id), type: "constant", detail: several(words().count.events, hit.events), apply: apply(`r:${hit.id}`) }));
}

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\w:-]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const before = context.state.doc.sliceString(Math.max(0, word.to - 200), word.to);
  if (/[?$]$/.test(context.state.doc.sliceString(word.from - 1, word.from))) return null;
  const { prefixes, classes, properties } = await vocabulary();
  const sought = /^r:([\w-]{3,})$/.exec(word.text)?.[1];
  if (sought) return { from: word.from, options: await things(sought), filter: false };
  switch (wanted(before)) {
    case "prefix":
      return { from: word.from, options: prefixes.map(({ prefix, iri }) => ({ label: `${prefix}: <${iri}>`, type: "namespace" })) };
    case "class":
      return { from: word.from, options: classes.map((term) => option(term, "class", 0)), validFor: /^[\w:-]*$/ };
    case "term":
      return {
        from: word.from,
        options: [...properties.map((term) => option(term, "property", 1)), ...classes.map((term) => option(term, "class", 0)), ...KEYWORDS.map((label): Completion => ({ label, type: "keyword", boost: -1 }))],
        validFor: /^[\w:-]*$/,
      };
  }
}

interface Verdict {
  ok: boolean;
  line: number | null;
  column: number | null;
  problem: string | null;
  hint: string | null;
}

async function check(view: EditorView): Promise<Diagnostic[]> {
  const text = view.state.doc.toString();
  if (text.trim() === "") return [];
  const response = await send("/api/sparql/check", { method: "POST", headers: { "content-type": "text/plain" }, body: text });
  const { ok, line, column, problem, hint } = await json<Verdict>(response);
  if (ok || view.state.doc.toString() !== text) return [];
  const at = view.state.doc.line(Math.min(line ?? 1, view.state.doc.lines));
  const from = Math.min(at.to, at.from + Math.max(0, (column ?? 1) - 1));
  const rest = /^[\w:<>?$-]+/.exec(view.state.doc.sliceString(from, at.to))?.[0].length ?? 1;
  const fix = /`(PREFIX [^`]+)`/.exec(hint ?? "")?.[1];
  const actions = fix ? [{ name: fill(words().query.insert, { text: fix.replace(/\s*<.*/, "") }), apply: (editor: EditorView) => editor.dispatch({ changes: { from: 0, insert: `${fix}\n` } }) }] : [];
  return [{ from, to: Math.min(at.to, from + rest), severity: "error", message: [problem, hint].filter(Boolean).join(". "), actions }];
}

let open: EditorView | null = null;

/** Puts a term where the cursor is, with its prefix declared. */
export function insert(term: string): void {
  if (!open) return;
  const { from, to } = open.state.selection.main;
  apply(`${term} `)(open, { label: term }, from, to);
  open.focus();
}

export function CodeEditor({ value, onChange, onRun }: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  /** Texts that were typed here and may still come back, later than they are true. */
  const typed = useRef(new Set<string>());
  /** Whoever wrote in the plain field that stood here before goes on writing. */
  const [writing] = useState(() => document.activeElement?.matches("textarea.editor") ?? false);
  const hooks = useRef({ onChange, onRun });
  hooks.current = { onChange, onRun };
  const spoken = language.value;

  useLayoutEffect(() => {
    if (!box.current) return;
    const editor = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          closeBrackets(),
          sparql(),
          syntaxHighlighting(colours),
          dress,
          autocompletion({ override: [complete], icons: false }),
          linter(check, { delay: 500 }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": words().query.editor, spellcheck: "false" }),
          keymap.of([{ key: "Mod-Enter", run: () => (hooks.current.onRun(), true) }, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            typed.current.add(text);
            hooks.current.onChange(text);
          }),
        ],
      }),
    });
    view.current = editor;
    open = editor;
    if (writing) {
      editor.dispatch({ selection: { anchor: editor.state.doc.length } });
      editor.focus();
    }
    return () => {
      open = null;
      editor.destroy();
    };
  }, [spoken]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    if (editor.state.doc.toString() === value) typed.current.clear();
    else if (!typed.current.has(value)) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div class="code-editor" ref={box} />;
}
