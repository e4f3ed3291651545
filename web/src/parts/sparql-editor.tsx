// Where SPARQL is written. A plain text field for now: whatever edits text, runs on Ctrl-Enter and keeps to these three
// properties can take its place without anything else changing.
import { words } from "../i18n";

interface Props {
  value: string;
  onChange: (value: string) => void;
  onRun: () => void;
}

export function SparqlEditor({ value, onChange, onRun }: Props) {
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
