// One field of a named query's form. Dates and numbers get the browser's own inputs; things get a text field for their id
// with a picker beside it that finds the id by name.
import type { Hit, HitKind, QueryParameter } from "../api/shapes";
import { EVENT_TYPES } from "../event-types";
import { bareCode, fill, name, words } from "../i18n";
import { HitPicker } from "./hit-picker";
import { typeName } from "./type-chip";

const THINGS: Record<string, HitKind[]> = {
  entity: ["person", "country", "organization", "group", "place"],
  event: ["event"],
};

/** The id of a hit, written the way the example of the parameter writes ids. */
export function idLike(hit: Pick<Hit, "id" | "iri">, example: string | null): string {
  if (example && /^https?:/.test(example)) return hit.iri;
  const prefix = /^[a-z]+:/.exec(example ?? "");
  return prefix ? `${prefix[0]}${hit.id}` : hit.id;
}

function TypeSelect({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  return (
    <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{words().all}</option>
      {EVENT_TYPES.map((code) => (
        <option key={code} value={code}>
          {typeName(code)}
        </option>
      ))}
    </select>
  );
}

interface Props {
  parameter: QueryParameter;
  value: string;
  onChange: (value: string) => void;
}

export function ParameterField({ parameter, value, onChange }: Props) {
  const say = words();
  const kind = bareCode(parameter.kind);
  const kinds = THINGS[kind];
  const id = `parameter-${parameter.name}`;
  const label = name(parameter.label, parameter.name);
  const hint = parameter.example && kind !== "eventtype" ? fill(say.query.example, { example: parameter.example }) : "";
  const input = {
    id,
    name: parameter.name,
    required: parameter.required && !parameter.default,
    value,
    placeholder: parameter.default ?? "",
    "aria-describedby": hint ? `${id}-hint` : undefined,
    onInput: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>
        <span>
          {label} {parameter.required && <span class="soft small">({say.query.required})</span>}
        </span>
      </label>
      {kind === "date" && <input type="date" {...input} />}
      {kind === "number" && <input type="number" step="any" {...input} />}
      {kind === "eventtype" && <TypeSelect id={id} value={value} onChange={onChange} />}
      {!["date", "number", "eventtype"].includes(kind) && <input type="text" {...input} />}
      {kinds && (
        <HitPicker
          id={`${id}-picker`}
          label={`${label}: ${say.query.findByName}`}
          placeholder={say.query.findByName}
          kinds={kinds}
          onChoose={(hit) => onChange(idLike(hit, parameter.example))}
        />
      )}
      {hint && (
        <span id={`${id}-hint`} class="soft small">
          {hint}
        </span>
      )}
    </div>
  );
}
