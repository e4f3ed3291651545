// Names and values, one under the other: what is known about the thing a page is about. Rows without a value are left out.
import type { ComponentChildren } from "preact";

export interface Fact {
  name: string;
  value: ComponentChildren;
}

const isEmpty = (value: ComponentChildren): boolean =>
  value === null || value === undefined || value === false || value === "" || (Array.isArray(value) && value.length === 0);

export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl class="facts">
      {facts
        .filter((fact) => !isEmpty(fact.value))
        .map((fact) => (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
    </dl>
  );
}
