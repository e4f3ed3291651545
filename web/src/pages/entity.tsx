// Everything about one actor or place: its names, what it is, with whom and how it acts, and its events by date.
import { useMemo } from "preact/hooks";
import { useAnswer } from "../api/answer";
import type { Entity, EventSummary, Label, Office } from "../api/shapes";
import { coordinates } from "../coordinates";
import { day } from "../dates";
import { filtered, newestFirst } from "../event-filter";
import { quadOf } from "../event-types";
import { fill, language, name, wordFor, words } from "../i18n";
import { geonamesLink, wikidataLink } from "../links";
import { go, parameters, place } from "../navigation";
import { Answered } from "../parts/answered";
import { Bars } from "../parts/bars";
import { EventList } from "../parts/event-list";
import { Facts, type Fact } from "../parts/facts";
import { Outside } from "../parts/outside";
import { QuadLegend, typeName } from "../parts/type-chip";
import { addressOf, read } from "../explore/state";
import { SmallTimeline } from "../parts/small-timeline";
import { Title } from "../parts/title";
import { search, to } from "../routes";
import { line, plain, sentence } from "../sentence";

function tenure(office: Office): string {
  const say = words().entity;
  const from = office.from && day(office.from, language.value);
  const until = office.until && day(office.until, language.value);
  if (from && until) return fill(say.fromUntil, { from, until });
  if (from) return fill(say.since, { from });
  return until ? fill(say.until, { until }) : "";
}

function Offices({ offices }: { offices: Office[] }) {
  return (
    <ul class="plain">
      {offices.map((office, index) => (
        <li key={index}>
          {name(office.post)}
          {office.of && !name(office.post).includes(name(office.of.label)) && (
            <>
              {", "}
              <a href={to.entity(office.of.id)}>{name(office.of.label, office.of.id)}</a>
            </>
          )}{" "}
          <span class="soft">{tenure(office)}</span>
        </li>
      ))}
    </ul>
  );
}

function Names({ label }: { label: Label }) {
  const say = words().entity.name;
  const known = (["en", "id"] as const).filter((lang) => label[lang]);
  return (
    <ul class="plain">
      {known.map((lang) => (
        <li key={lang}>
          <span lang={lang}>{label[lang]}</span> <span class="soft small">{say[lang]}</span>
        </li>
      ))}
    </ul>
  );
}

/** Counterparts that are drawn with it. */
const AROUND = 15;

/** `GOV` of `GOV`, `pl:sector-GOV` or the full IRI. */
const sectorCode = (sector: string | null): string => (sector ?? "").replace(/^.*[#:/]/, "").replace(/^sector-/, "");

function facts(entity: Entity): Fact[] {
  const say = words().entity;
  const { country, wikidata, geonames } = entity;
  return [
    { name: say.kind, value: wordFor(words().kind, entity.type) },
    { name: say.country, value: country && country.id !== entity.id && <a href={to.entity(country.id)}>{name(country.label, country.id)}</a> },
    { name: say.names, value: (entity.label.en || entity.label.id) && <Names label={entity.label} /> },
    { name: say.aliases, value: entity.aliases.join(" · ") },
    { name: say.sector, value: sectorCode(entity.sector) },
    { name: say.offices, value: entity.offices.length > 0 && <Offices offices={entity.offices} /> },
    { name: say.coordinates, value: coordinates(entity.lat, entity.lon) },
    { name: say.wikidata, value: wikidata && <Outside href={wikidataLink(wikidata)}>{wikidata.replace(/^.*\//, "")}</Outside> },
    { name: say.geonames, value: geonames && <Outside href={geonamesLink(geonames)}>{geonames.replace(/^\D*(\d+)\D*$/, "$1")}</Outside> },
    { name: say.iri, value: <code class="iri">{entity.iri}</code> },
  ];
}

function Filter({ types, type, text }: { types: string[]; type: string; text: string }) {
  const say = words().entity;
  const set = (values: { type?: string; text?: string }): void =>
    go(place.value.path + search({ type, text, ...values }), { replace: true });
  return (
    <form class="filter" role="search" aria-label={say.events} onSubmit={(event) => event.preventDefault()}>
      <label>
        {say.filterType}
        <select value={type} onChange={(event) => set({ type: event.currentTarget.value })}>
          <option value="">{words().all}</option>
          {types.map((code) => (
            <option key={code} value={code}>
              {typeName(code)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say.filterText}
        <input type="text" value={text} placeholder={say.filterPlaceholder} onInput={(event) => set({ text: event.currentTarget.value })} />
      </label>
      {(type !== "" || text !== "") && (
        <button type="button" onClick={() => set({ type: "", text: "" })}>
          {say.clear}
        </button>
      )}
    </form>
  );
}

function Events({ entity }: { entity: Entity }) {
  const say = words().entity;
  const type = parameters.value.get("type") ?? "";
  const text = parameters.value.get("text") ?? "";
  const events = useMemo(() => [...entity.events].sort(newestFirst), [entity]);
  const told = (event: EventSummary): string => `${line(event, language.value)} ${plain(sentence(event, language.value))}`;
  const shown = filtered(events, type, text, told);
  const types = [...new Set(events.map((event) => event.type))].sort((a, b) => typeName(a).localeCompare(typeName(b)));
  const { truncated } = entity;
  if (events.length === 0) return <p class="soft">{say.noEvents}</p>;
  return (
    <>
      <Filter types={types} type={type} text={text} />
      <p class="soft small" role="status">
        {fill(say.filtered, { shown: shown.length, total: events.length })}
      </p>
      {truncated && truncated.total > truncated.shown && <p class="note">{fill(say.truncated, { ...truncated })}</p>}
      {shown.length > 0 ? <EventList events={shown} label={say.events} /> : <p>{say.noMatch}</p>}
    </>
  );
}

function Sides({ entity }: { entity: Entity }) {
  const say = words();
  const counterparts = entity.counterparts.map((one) => ({
    key: one.id,
    label: <a href={to.entity(one.id)}>{name(one.label, one.id)}</a>,
    count: one.count,
  }));
  const types = entity.event_types.map(({ type, count }) => ({ key: type, label: typeName(type), count, quad: quadOf(type) }));
  const places = entity.places.map((one) => ({ key: one.id, label: <a href={to.entity(one.id)}>{name(one.label, one.id)}</a>, count: one.count }));
  return (
    <div class="side-column rest">
      {types.length > 0 && (
        <section aria-labelledby="types">
          <h2 id="types">{say.entity.eventTypes}</h2>
          <Bars bars={types} label={say.entity.eventTypes} />
          <QuadLegend />
        </section>
      )}
      {counterparts.length > 0 && (
        <section aria-labelledby="counterparts">
          <h2 id="counterparts">{say.entity.counterparts}</h2>
          <Bars bars={counterparts} label={say.entity.counterparts} />
        </section>
      )}
      {places.length > 0 && (
        <section aria-labelledby="places">
          <h2 id="places">{say.entity.places}</h2>
          <Bars bars={places} label={say.entity.places} />
        </section>
      )}
    </div>
  );
}

/** It and those it has most to do with. */
function inGraph(entity: Entity): string {
  const graph = [entity.id, ...entity.counterparts.slice(0, AROUND).map((one) => one.id)];
  return addressOf({ ...read(new URLSearchParams()), graph, selected: { kind: "entity", id: entity.id } });
}

function Known({ entity }: { entity: Entity }) {
  const say = words();
  const title = name(entity.label, entity.id);
  const about = [wordFor(say.kind, entity.type), entity.country && entity.country.id !== entity.id ? name(entity.country.label) : ""];
  return (
    <>
      <p class="kicker">{about.filter((one) => one !== "").join(" · ")}</p>
      <Title text={title} />
      <p class="ways">
        <a class="button" href={inGraph(entity)}>
          {say.entity.inGraph}
        </a>
      </p>
      <div class="columns about">
        <section class="known" aria-label={say.entity.names}>
          <Facts facts={facts(entity)} />
        </section>
        <section class="main-column" aria-labelledby="events">
          <h2 id="events">{say.entity.events}</h2>
          <SmallTimeline address={`/api/histogram${search({ [entity.type === "place" ? "place" : "actor"]: entity.id })}`} label={say.entity.events} />
          <Events entity={entity} />
        </section>
        <Sides entity={entity} />
      </div>
    </>
  );
}

export function EntityPage({ id }: { id: string }) {
  const answer = useAnswer<Entity>(`/api/entities/${encodeURIComponent(id)}`);
  return <Answered answer={answer}>{(entity) => <Known entity={entity} />}</Answered>;
}
