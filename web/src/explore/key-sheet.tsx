// The list of keys.
import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n";

/** In the order of the words that tell what they do. */
const KEYS = ["/", "Shift-Enter", "Alt-Enter", "g m t b", "← → ↑ ↓", "Enter", "e", "h", "p", "x", "[ ]", "Ctrl-Z Ctrl-Y", "Esc", "?"];

export function KeySheet({ onClose }: { onClose: () => void }) {
  const say = words().explore.keys;
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} class="sheet" aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title">{say.title}</h2>
      <dl class="key-list">
        {say.list.map((deed, place) => (
          <div key={deed}>
            <dt>
              <kbd>{KEYS[place]}</kbd>
            </dt>
            <dd>{deed}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => box.current?.close()}>
        {say.close}
      </button>
    </dialog>
  );
}
