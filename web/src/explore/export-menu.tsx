// The menu of exports: the same in every view.
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, type Problem } from "../api/client";
import { words } from "../i18n";
import { ProblemCard } from "../parts/answered";
import { exportAs, formatsOf, type ExportFormat } from "./exports";
import { state } from "./state";

export function ExportMenu({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const say = words().explore;
  const [busy, setBusy] = useState<ExportFormat | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { view } = state.value;

  useEffect(() => {
    if (!open) return;
    box.current?.querySelector("button")?.focus();
    const away = (event: Event): void => {
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !box.current?.parentElement?.contains(event.target as Node)) onOpen(false);
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("keydown", away);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("keydown", away);
    };
  }, [open]);

  const run = (format: ExportFormat): void => {
    setBusy(format);
    setProblem(null);
    exportAs(format)
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(null));
  };

  return (
    <div class="menu">
      <button type="button" aria-haspopup="true" aria-expanded={open} aria-keyshortcuts="x" onClick={() => onOpen(!open)}>
        {say.export} ▾
      </button>
      {open && (
        <div class="menu-list" ref={box} role="group" aria-label={say.export}>
          {formatsOf(view).map((format) => (
            <button key={format} type="button" disabled={busy !== null} onClick={() => run(format)}>
              {say.exports[format]}
            </button>
          ))}
          <p class="small soft">{say.exports.about}</p>
          {problem && <ProblemCard problem={problem} />}
        </div>
      )}
    </div>
  );
}
