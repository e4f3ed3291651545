// A sentence whose names are links, underlined in the style of the role each plays.
import { to } from "../routes";
import type { Part } from "../sentence";
import { wordFor, words } from "../i18n";

export function Told({ parts }: { parts: Part[] }) {
  const { role } = words();
  return (
    <>
      {parts.map((part, index) => {
        if (part.kind === "text") return part.text;
        const title = wordFor(role, part.kind);
        if (part.kind === "date") {
          return (
            <span key={index} class="role role-date" title={title}>
              {part.text}
            </span>
          );
        }
        return (
          <a key={index} class={`role role-${part.kind}`} title={title} href={to.entity(part.ref.id)}>
            {part.text}
          </a>
        );
      })}
    </>
  );
}
