// A link that leaves this server, marked as such; plain text when the address is no web address.
import type { ComponentChildren } from "preact";

export function Outside({ href, children }: { href: string | null; children: ComponentChildren }) {
  if (href === null) return <span>{children}</span>;
  return (
    <a class="outside" href={href} rel="noreferrer noopener">
      {children}
    </a>
  );
}
