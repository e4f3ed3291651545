// A source sentence with its words marked by the role they play in the event: colour, underline style and title.
import type { MarkKind, Report, Sentence } from "../api/shapes";
import { name, wordFor, words } from "../i18n";
import { CodePoints } from "../text/code-points";
import { MarkedText } from "./marked-text";

export const MARK_KINDS: MarkKind[] = ["actor", "trigger", "recipient", "place", "date"];

/** “recipient: North Korea”, or only the role when the words name nobody. */
function titleOf(mark: { kind: MarkKind; start: number; end: number }, report: Report): string {
  const role = wordFor(words().role, mark.kind);
  const played = report.roles.find((one) => one.start === mark.start && one.end === mark.end);
  return played ? `${role}: ${name(played.entity.label, played.entity.id)}` : role;
}

const strength = (kind: MarkKind): number => MARK_KINDS.indexOf(kind);

export function EvidenceSentence({ sentence, report }: { sentence: Sentence; report: Report }) {
  const text = new CodePoints(sentence.text);
  const marks = sentence.marks.map((mark) => ({
    ...mark,
    start: mark.start - sentence.start,
    end: mark.end - sentence.start,
    title: titleOf(mark, report),
  }));
  return (
    <MarkedText
      text={text}
      from={0}
      to={text.length}
      marks={marks}
      draw={(piece, segment) => {
        const kinds = segment.marks.map((mark) => mark.kind).sort((a, b) => strength(a) - strength(b));
        const title = [...new Set(segment.marks.map((mark) => mark.title))].join(" · ");
        return (
          <span class={`role role-${kinds[0]}`} title={title}>
            {piece}
          </span>
        );
      }}
    />
  );
}

export function RoleLegend() {
  const say = words();
  return (
    <ul class="legend" aria-label={say.event.legend}>
      {MARK_KINDS.map((kind) => (
        <li key={kind}>
          <span class={`role role-${kind}`}>{wordFor(say.role, kind)}</span>
        </li>
      ))}
    </ul>
  );
}
