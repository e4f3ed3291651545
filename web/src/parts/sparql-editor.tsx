// Where SPARQL is written: a plain text field until the editor has come, and for good where it cannot come.
import { lazy } from "../lazy";
import { words } from "../i18n";

export interface EditorProps {
  value: string;
  onChange: (value: string) => void;
  onRun: () => void;
}

function PlainEditor({ value, onChange, onRun }: EditorProps) {
  return (
    <textarea
      class="editor"
      aria-label={words().query.editor}
      spellcheck={false}
      autocapitalize="off"
      autocomplete="off"
      rows={14}
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onRun();
      }}
    />
  );
}

export const SparqlEditor = lazy(
  () => import("../sparql/code-editor").then((part) => part.CodeEditor),
  (properties: EditorProps) => <PlainEditor {...properties} />,
);
