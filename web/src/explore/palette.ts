// The colours of the style sheet as a canvas understands them: what a theme says is worked out by the browser first.
import type { Quad } from "../event-types";
import type { NodeKind } from "./graph/scene";

export interface Palette {
  paper: string;
  ink: string;
  soft: string;
  line: string;
  faint: string;
  focus: string;
  accent: string;
  land: string;
  sea: string;
  border: string;
  kinds: Record<NodeKind, string>;
  quads: Record<Quad, string>;
}

/** Reads custom properties through an element that wears them. */
export function palette(): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return style.color;
  };
  const found: Palette = {
    paper: colour("card"),
    ink: colour("ink"),
    soft: colour("soft"),
    line: colour("edge"),
    faint: colour("faint"),
    focus: colour("focus"),
    accent: colour("accent"),
    land: colour("land"),
    sea: colour("sea"),
    border: colour("border"),
    kinds: {
      person: colour("kind-person"),
      organization: colour("kind-organization"),
      country: colour("kind-country"),
      group: colour("kind-group"),
      place: colour("kind-place"),
      publisher: colour("kind-publisher"),
      agency: colour("kind-agency"),
      article: colour("kind-article"),
      event: colour("soft"),
    },
    quads: { 1: colour("quad-1"), 2: colour("quad-2"), 3: colour("quad-3"), 4: colour("quad-4") },
  };
  probe.remove();
  return found;
}
