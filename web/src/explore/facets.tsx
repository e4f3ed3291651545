// What can be narrowed, with how many events each choice would leave.
import type { ComponentChildren } from "preact";
import { fill, name, number, wordFor, words } from "../i18n";
import { quadOf } from "../event-types";
import { HitPicker } from "../parts/hit-picker";
import { typeName } from "../parts/type-chip";
import { ACTOR_KINDS } from "../search";
import { useLatest } from "./latest";
import { facetsAddress } from "./questions";
import type { CountedNode, Facets as Answer, Sum } from "./shapes";
import { change, filtered, NO_FILTER, state, toggle, type ListFacet } from "./state";

interface Choice {
  value: string;
  label: string;
  count: number;
  quad?: number | null;
}

function Choices({ facet, choices, most = 8 }: { facet: ListFacet; choices: Choice[]; most?: number }) {
  const chosen = state.value[facet];
  const missing = chosen.filter((value) => !choices.some((one) => one.value === value));
  const all = [...missing.map((value): Choice => ({ value, label: value, count: 0 })), ...choices];
  const shown = all.filter((choice, place) => place < most || chosen.includes(choice.value));
  const largest = Math.max(1, ...shown.map((choice) => choice.count));
  return (
    <ul class="plain choices">
      {shown.map((choice) => (
        <li key={choice.value}>
          <label class={`choice${choice.quad ? ` quad-${choice.quad}` : ""}`}>
            <input type="checkbox" checked={chosen.includes(choice.value)} onChange={() => toggle(facet, choice.value)} />
            <span class="choice-name">{choice.label}</span>
            <span class="choice-count">{number(choice.count)}</span>
            <span class="choice-bar" style={{ width: `${(100 * choice.count) / largest}%` }} aria-hidden="true" />
          </label>
        </li>
      ))}
    </ul>
  );
}

function Group({ title, open = false, chosen, children }: { title: string; open?: boolean; chosen: number; children: ComponentChildren }) {
  return (
    <details class="facet" open={open || chosen > 0}>
      <summary>
        <h3>{title}</h3>
        {chosen > 0 && <span class="badge">{chosen}</span>}
      </summary>
      {children}
    </details>
  );
}

const nodes = (list: CountedNode[]): Choice[] => list.map((node) => ({ value: node.id, label: name(node.label, node.id), count: node.events }));
const sums = (list: Sum[], label: (value: string) => string): Choice[] => list.map(({ value, count }) => ({ value, label: label(value), count }));

function Confidence({ steps }: { steps: number[] }) {
  const say = words().explore;
  const value = state.value.confidence;
  const above = (least: number): number => steps.slice(Math.round(least * 10)).reduce((a, b) => a + b, 0);
  return (
    <label class="field-inline">
      <span class="unseen">{say.facets.confidence}</span>
      <select value={value ?? ""} onChange={(event) => change({ confidence: Number(event.currentTarget.value) || null })}>
        <option value="">{say.anyConfidence}</option>
        {[0.5, 0.7, 0.8, 0.9].map((least) => (
          <option key={least} value={least}>
            {fill(say.atLeast, { percent: number(least, { style: "percent" }), count: above(least) })}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Facets() {
  const now = state.value;
  const say = words();
  const { value, problem } = useLatest<Answer>(facetsAddress(now));
  if (!value) return problem ? <p class="small">{problem.title}</p> : <p class="waiting">{say.loading}</p>;
  const title = say.explore.facets;
  return (
    <div class="facets-inner">
      <p class="facets-sum" role="status">
        <strong>{number(value.truncated.shown)}</strong> {fill(say.explore.ofEvents, { total: value.truncated.total })}
      </p>
      <button type="button" class="quiet" disabled={!filtered(now)} onClick={() => change(NO_FILTER)}>
        {say.explore.clearAll}
      </button>
      <Group title={title.type} open chosen={now.type.length}>
        <Choices facet="type" choices={sums(value.types, typeName).map((one) => ({ ...one, quad: quadOf(one.value) }))} most={16} />
      </Group>
      <Group title={title.actor} open chosen={now.actor.length}>
        <p class="small soft">{say.explore.allTakePart}</p>
        <Choices facet="actor" choices={nodes(value.actors)} />
        <HitPicker
          id="facet-actor"
          label={say.explore.findActor}
          placeholder={say.explore.findActor}
          kinds={ACTOR_KINDS}
          onChoose={(hit) => !now.actor.includes(hit.id) && toggle("actor", hit.id)}
        />
      </Group>
      <Group title={title.country} chosen={now.country.length}>
        <p class="small soft">{say.explore.countriesTakePart}</p>
        <Choices facet="country" choices={nodes(value.countries)} most={10} />
      </Group>
      <Group title={title.kind} chosen={now.kind.length}>
        <Choices facet="kind" choices={sums(value.kinds, (kind) => wordFor(say.kinds, kind))} />
      </Group>
      <Group title={title.place} chosen={now.place.length}>
        <Choices facet="place" choices={nodes(value.places)} most={10} />
      </Group>
      <Group title={title.publisher} chosen={now.publisher.length}>
        <Choices facet="publisher" choices={sums(value.publishers, (one) => one)} most={12} />
      </Group>
      <Group title={title.factuality} chosen={now.factuality.length}>
        <Choices facet="factuality" choices={sums(value.factualities, (one) => wordFor(say.factuality, one))} />
      </Group>
      <Group title={title.confidence} chosen={now.confidence === null ? 0 : 1}>
        <Confidence steps={value.confidences} />
      </Group>
    </div>
  );
}
