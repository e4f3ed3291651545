// The heading of a page. It names the browser's tab and, after a navigation, takes the focus and the scroll position,
// so that a keyboard or a screen reader starts where the new page starts.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { arrival, place } from "../navigation";

export function Title({ text, children, class: style }: { text: string; children?: ComponentChildren; class?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { visit } = place.value;

  useEffect(() => {
    document.title = text === "" ? "Kabar" : `${text} – Kabar`;
  }, [text]);

  useLayoutEffect(() => {
    if (arrival.scroll !== null) window.scrollTo(0, arrival.scroll);
    if (arrival.focus) heading.current?.focus({ preventScroll: true });
    Object.assign(arrival, { focus: false, scroll: null });
  }, [visit]);

  return (
    <h1 ref={heading} tabIndex={-1} class={style}>
      {children ?? text}
    </h1>
  );
}
