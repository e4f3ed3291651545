// One event: the sentence it comes down to, what is known and how surely, and every report with the words it was read from.
import { useAnswer } from "../api/answer";
import type { Coded, EntityRef, EventDetail, PlaceRef, Report } from "../api/shapes";
import { coordinates } from "../coordinates";
import { dateText } from "../dates";
import { bareCode, fill, language, name, number, several, wordFor, words } from "../i18n";
import { Answered } from "../parts/answered";
import { headline } from "../parts/article-card";
import { Confidence } from "../parts/confidence";
import { Disagreements } from "../parts/disagreements";
import { Factuality } from "../parts/event-list";
import { RoleLegend } from "../parts/evidence-sentence";
import { Facts, type Fact } from "../parts/facts";
import { decided, Gone, Judgements } from "../parts/judgements";
import { ReportCard } from "../parts/report-card";
import { Told } from "../parts/told";
import { Title } from "../parts/title";
import { TypeChip } from "../parts/type-chip";
import { to } from "../routes";
import { plain, sentence, type Part } from "../sentence";

/** `visit` of `visit`, `pl:CONSULT-visit` or the full IRI. */
const bareMode = (mode: Coded, type: string): string => mode.code.replace(/^.*[:/#]/, "").replace(`${type}-`, "");

function told(event: EventDetail): Part[] {
  const type = event.type.code;
  return sentence({ ...event, type, modes: event.modes.map((mode) => bareMode(mode, type)) }, language.value);
}

function Names({ refs, role }: { refs: EntityRef[]; role: string }) {
  return (
    <ul class="plain">
      {refs.map((ref) => (
        <li key={ref.id}>
          <a class={`role role-${role}`} href={to.entity(ref.id)}>
            {name(ref.label, ref.id)}
          </a>
          {ref.country && ref.country !== ref.id && <span class="soft small"> {ref.country}</span>}
        </li>
      ))}
    </ul>
  );
}

function Places({ places }: { places: PlaceRef[] }) {
  return (
    <ul class="plain">
      {places.map((place) => (
        <li key={place.id}>
          <a class="role role-place" href={to.entity(place.id)}>
            {name(place.label, place.id)}
          </a>
          <span class="soft small"> {coordinates(place.lat, place.lon)}</span>
        </li>
      ))}
    </ul>
  );
}

function Status({ event }: { event: EventDetail }) {
  const say = words();
  const claimant = event.attributed_to;
  return (
    <>
      {wordFor(say.factuality, bareCode(event.factuality))}
      {claimant && (
        <>
          {" "}
          {fill(say.event.by, { who: "" })}
          <a href={to.entity(claimant.id)}>{name(claimant.label, claimant.id)}</a>
        </>
      )}
    </>
  );
}

function When({ event }: { event: EventDetail }) {
  const precision = wordFor(words().precision, bareCode(event.date_precision));
  return (
    <>
      <span class="role role-date">{dateText(event, language.value)}</span>
      {event.begin && precision && <span class="soft small"> ({precision})</span>}
    </>
  );
}

/** Who tells it: each agency with the outlets that took its text, and the outlets that wrote their own. */
function Tellers({ event }: { event: EventDetail }) {
  const say = words();
  const outlets = new Map<string, { agency: boolean; names: Set<string> }>();
  for (const { article } of event.reports) {
    const teller = article.agency ?? article.publisher;
    if (!teller) continue;
    const known = outlets.get(teller) ?? { agency: article.agency !== null, names: new Set() };
    if (article.publisher && article.publisher !== teller) known.names.add(article.publisher);
    outlets.set(teller, known);
  }
  return (
    <>
      {several(say.count.independent, event.independent_sources)} · {several(say.count.reports, event.report_count)}
      <ul class="plain small">
        {[...outlets].map(([teller, { agency, names }]) => (
          <li key={teller}>
            {teller}
            {agency && <span class="soft"> ({say.explore.sourceKinds.agency})</span>}
            {names.size > 0 && <span class="soft">: {[...names].join(", ")}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

const coded = (list: Coded[]): string => list.map((one) => name(one.label, one.code)).join(", ");

function facts(event: EventDetail): Fact[] {
  const say = words();
  const score = event.type.score;
  const signed = score === null ? "" : number(score, { signDisplay: "exceptZero" }).replace("-", "−");
  return [
    { name: say.event.who, value: event.actors.length > 0 && <Names refs={event.actors} role="actor" /> },
    { name: say.event.toWhom, value: event.recipients.length > 0 && <Names refs={event.recipients} role="recipient" /> },
    { name: say.event.place, value: event.places.length > 0 && <Places places={event.places} /> },
    { name: say.event.when, value: <When event={event} /> },
    { name: say.event.mode, value: coded(event.modes) },
    { name: say.event.context, value: coded(event.contexts) },
    { name: say.event.factuality, value: <Status event={event} /> },
    { name: say.event.confidence, value: event.confidence !== null && <Confidence value={event.confidence} /> },
    { name: say.event.sources, value: <Tellers event={event} /> },
    { name: say.event.score, value: signed && fill(say.event.scoreNote, { score: signed }) },
    { name: say.entity.iri, value: <code class="iri">{event.iri}</code> },
  ];
}

/** Reasons name reports by number; people know them by headline. */
function readable(reason: string, reports: Report[]): string {
  return reason.replace(/rep-[0-9a-f]+-\d+/g, (id) => {
    const report = reports.find((one) => one.iri.endsWith(`/${id}`));
    return report ? `“${headline(report.article)}”` : id;
  });
}

function Merged({ event }: { event: EventDetail }) {
  const reasons = event.merged_because.map((reason) => readable(reason, event.reports));
  if (reasons.length === 0) return null;
  return (
    <section aria-labelledby="merged">
      <h2 id="merged">{words().event.merged}</h2>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </section>
  );
}

function Evidence({ event }: { event: EventDetail }) {
  const say = words().event;
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">
        {say.evidence} <small>{several(words().count.reports, event.reports.length)}</small>
      </h2>
      <RoleLegend />
      {event.reports.map((report) => (
        <ReportCard key={report.iri} report={report} />
      ))}
    </section>
  );
}

function Known({ event }: { event: EventDetail }) {
  const parts = told(event);
  return (
    <>
      <p class="kicker">
        <TypeChip type={event.type.code} label={name(event.type.label, event.type.code)} /> <Factuality code={event.factuality} />
      </p>
      <Title text={plain(parts)} class="told">
        <Told parts={parts} />
      </Title>
      <div class="columns">
        <div class="main-column">
          {event.disagreements.length > 0 && <Disagreements list={event.disagreements} />}
          <Evidence event={event} />
        </div>
        <div class="side-column">
          <section aria-labelledby="facts">
            <h2 id="facts">{words().event.facts}</h2>
            <Facts facts={facts(event)} />
          </section>
          {event.judgements && <Judgements event={event} judgements={event.judgements} />}
          <Merged event={event} />
        </div>
      </div>
    </>
  );
}

export function EventPage({ id }: { id: string }) {
  const answer = useAnswer<EventDetail>(`/api/events/${encodeURIComponent(id)}`);
  const last = decided.value;
  if (answer.state === "failed" && answer.problem.status === 404 && last?.event === id) return <Gone event={id} judgement={last.judgement} />;
  return <Answered answer={answer}>{(event) => <Known event={event} />}</Answered>;
}
