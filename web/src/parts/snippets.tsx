// How to ask the same from a program.
import { useState } from "preact/hooks";
import { words } from "../i18n";
import { snippet, type Asked, type Snippet } from "../sparql/snippets";

const KINDS: [Snippet, string][] = [
  ["curl", "curl"],
  ["python", "Python"],
  ["r", "R"],
];

export function Snippets({ asked }: { asked: Asked }) {
  const say = words().query;
  const [kind, setKind] = useState<Snippet>("curl");
  const text = snippet(kind, asked, location.origin);
  return (
    <details class="snippets">
      <summary>{say.fromProgram}</summary>
      <div class="segments" role="group" aria-label={say.fromProgram}>
        {KINDS.map(([one, label]) => (
          <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
            {label}
          </button>
        ))}
      </div>
      <pre tabIndex={0}>{text}</pre>
      <button type="button" onClick={() => void navigator.clipboard.writeText(text)}>
        {say.copy}
      </button>
    </details>
  );
}
