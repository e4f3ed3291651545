// How sure the machine is: a bar, the figure and a word.
import { percent, words } from "../i18n";

const HIGH = 0.8;
const MEDIUM = 0.5;

export function Confidence({ value }: { value: number }) {
  const say = words();
  const word = value >= HIGH ? say.confidenceWord.high : value >= MEDIUM ? say.confidenceWord.medium : say.confidenceWord.low;
  return (
    <span class="confidence" title={say.event.confidenceNote}>
      <span class="meter" aria-hidden="true">
        <span style={{ width: `${Math.round(100 * Math.min(Math.max(value, 0), 1))}%` }} />
      </span>
      {percent(value)} <span class="soft small">{word}</span>
    </span>
  );
}
