// What is selected, told in words: an actor with its ties, a tie with its events, an event with its sentences, paths.
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import type { Entity, EventDetail, Overview, QueryList } from "../api/shapes";
import { dateText } from "../dates";
import { fill, language, name, number, several, wordFor, words } from "../i18n";
import { Answered, ProblemCard } from "../parts/answered";
import { headline, source } from "../parts/article-card";
import { EvidenceSentence } from "../parts/evidence-sentence";
import { HitPicker } from "../parts/hit-picker";
import { Told } from "../parts/told";
import { typeName, TypeChip } from "../parts/type-chip";
import { exampleValues, toBeginWith } from "../questions";
import { to } from "../routes";
import { ACTOR_KINDS } from "../search";
import { sentence } from "../sentence";
import { addAll, collapse, expand, expandBusiest, hide, hideOthers, outcome, PAGE, pathFrom, pin, startPath, visible } from "./actions";
import { useLatest } from "./latest";
import { betweenAddress, pathsAddress, publisherAddress, relationsAddress } from "./questions";
import type { Listing, Path, Paths, Relation, Relations, Row } from "./shapes";
import { change, select, state, toggle } from "./state";

const FEW = 8;

/** The sentences of an event, with what matters marked. */
function Sentences({ id }: { id: string }) {
  const answer = useAnswer<EventDetail>(`/api/events/${encodeURIComponent(id)}`);
  return (
    <Answered answer={answer} titled>
      {(event) => (
        <>
          {event.reports.map((report) => (
            <div key={report.iri}>
              {report.sentences.map((one) => (
                <figure class="evidence" key={one.start}>
                  <blockquote lang={report.article.language ?? undefined}>
                    <EvidenceSentence sentence={one} report={report} />
                  </blockquote>
                  <figcaption>
                    <a href={to.article(report.article.id, one)}>{headline(report.article)}</a> <span class="soft">{source(report.article)}</span>
                  </figcaption>
                </figure>
              ))}
            </div>
          ))}
          {event.disagreements.length > 0 && <p class="note">{words().event.disagreements}</p>}
        </>
      )}
    </Answered>
  );
}

function EventItem({ row, open = false }: { row: Row; open?: boolean }) {
  const [shown, setShown] = useState(open);
  return (
    <li class="detail-event">
      <p class="event-head">
        <span class="soft small">{dateText(row, language.value)}</span> <TypeChip type={row.type} />
      </p>
      <p>
        <button type="button" class="link" onClick={() => select({ kind: "event", id: row.id })}>
          <Told parts={sentence({ ...row, modes: [] }, language.value, { dated: false }).map((part) => ({ kind: "text" as const, text: part.text }))} />
        </button>
      </p>
      <details open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
        <summary class="small">{several(words().explore.sentences, row.report_count)}</summary>
        {shown && <Sentences id={row.id} />}
      </details>
    </li>
  );
}

function Events({ address, open = 0 }: { address: string; open?: number }) {
  const { value, problem } = useLatest<Listing>(address);
  if (problem) return <ProblemCard problem={problem} />;
  if (!value) return <p class="waiting">{words().loading}</p>;
  return (
    <>
      <ol class="plain detail-events">
        {value.events.map((row, place) => (
          <EventItem key={row.id} row={row} open={place < open} />
        ))}
      </ol>
      {value.truncated.total > value.truncated.shown && (
        <p class="small soft">
          {fill(words().explore.eventsShown, { ...value.truncated })}{" "}
          <button type="button" class="link" onClick={() => change({ view: "table" })}>
            {words().explore.allInTable}
          </button>
        </p>
      )}
    </>
  );
}

function TieRow({ id, relation }: { id: string; relation: Relation }) {
  const say = words().explore;
  const [after, setAfter] = useState(0);
  const left = relation.neighbours - after;
  return (
    <li>
      <span class="tie-name">
        <TypeChip type={relation.type} /> <span class="soft small">{say.directions[relation.direction]}</span>
      </span>
      <span class="small">{fill(say.tieCounts, { actors: several(say.actorsCount, relation.neighbours), events: several(words().count.events, relation.events) })}</span>
      <button
        type="button"
        disabled={left <= 0}
        aria-label={fill(say.addTie, { n: Math.min(PAGE, left), type: typeName(relation.type), direction: say.directions[relation.direction] })}
        onClick={() => {
          void expand(id, { type: relation.type, direction: relation.direction }, after);
          setAfter(after + PAGE);
        }}
      >
        + {number(Math.max(0, Math.min(PAGE, left)))}
      </button>
    </li>
  );
}

function Ties({ id }: { id: string }) {
  const say = words().explore;
  const { value, problem } = useLatest<Relations>(relationsAddress(state.value, id));
  const [all, setAll] = useState(false);
  if (problem) return <ProblemCard problem={problem} />;
  if (!value) return <p class="waiting">{words().loading}</p>;
  const shown = all ? value.relations : value.relations.slice(0, FEW);
  return (
    <section aria-labelledby="ties">
      <h3 id="ties">
        {say.ties} <small>{fill(say.tieCounts, { actors: several(say.actorsCount, value.neighbours), events: several(words().count.events, value.events) })}</small>
      </h3>
      <ul class="plain ties">
        {shown.map((relation) => (
          <TieRow key={`${relation.type} ${relation.direction} ${id}`} id={id} relation={relation} />
        ))}
      </ul>
      {value.relations.length > shown.length && (
        <button type="button" onClick={() => setAll(true)}>
          {fill(words().showMore, { n: value.relations.length - shown.length })}
        </button>
      )}
    </section>
  );
}

function PathPicker({ from }: { from: string }) {
  const say = words().explore;
  return (
    <div class="path-picker">
      <p class="small">{say.pathTo}</p>
      <HitPicker
        id="path-to"
        label={say.pathTo}
        placeholder={say.findActor}
        kinds={ACTOR_KINDS}
        onChoose={(hit) => {
          pathFrom.value = null;
          select({ kind: "path", a: from, b: hit.id });
        }}
      />
    </div>
  );
}

function ActorDetail({ id }: { id: string }) {
  const say = words().explore;
  const answer = useAnswer<Entity>(`/api/entities/${encodeURIComponent(id)}`);
  const { actor, pinned, graph } = state.value;
  const drawn = visible.value.includes(id);
  useEffect(() => {
    if (pathFrom.value === id) document.getElementById("path-to")?.focus();
  }, [pathFrom.value]);
  return (
    <Answered answer={answer} titled>
      {(entity) => (
        <>
          <p class="kicker">
            <span class={`kind-mark kind-${entity.type}`}>{words().kind[entity.type]}</span>
            {entity.country && <span>{name(entity.country.label, entity.country.id)}</span>}
          </p>
          <h2>{name(entity.label, entity.id)}</h2>
          <div class="detail-actions">
            <a class="button" href={to.entity(entity.id)}>
              {say.openPage}
            </a>
            <button type="button" aria-keyshortcuts="e" onClick={() => void expandBusiest(id)}>
              {say.expand}
            </button>
            <button type="button" aria-keyshortcuts="p" onClick={() => startPath(id)}>
              {say.path}
            </button>
            <button type="button" aria-pressed={actor.includes(id)} onClick={() => toggle("actor", id)}>
              {say.onlyThis}
            </button>
            {drawn ? (
              <>
                <button type="button" aria-keyshortcuts="h" onClick={() => hide([id])}>
                  {say.hide}
                </button>
                <button type="button" onClick={() => collapse(id)}>
                  {say.collapse}
                </button>
                <button type="button" onClick={() => hideOthers([id, ...entity.counterparts.map((one) => one.id)])}>
                  {say.hideOthers}
                </button>
                <button type="button" aria-pressed={pinned[id] !== undefined} onClick={() => pin(id)}>
                  {say.pin}
                </button>
              </>
            ) : (
              <button type="button" onClick={() => addAll([id])}>
                {say.addToGraph}
              </button>
            )}
          </div>
          {pathFrom.value === id && <PathPicker from={id} />}
          {outcome.value && graph && <Outcome />}
          <Ties id={id} key={`ties-${id}`} />
          <section aria-labelledby="of-actor">
            <h3 id="of-actor">{words().overview.latest}</h3>
            <Events address={betweenAddress({ ...state.value, lens: "actors" }, [id], FEW)} />
          </section>
        </>
      )}
    </Answered>
  );
}

function Outcome() {
  const say = words().explore;
  const done = outcome.value;
  if (!done) return null;
  if ("problem" in done) return <ProblemCard problem={done.problem} />;
  return (
    <p class="small soft" role="status">
      {done.added === 0 ? say.nothingAdded : fill(say.added, { n: done.added, total: done.total })}
    </p>
  );
}

function TieDetail({ a, b }: { a: string; b: string }) {
  return (
    <>
      <p class="kicker">{words().explore.tie}</p>
      <h2>
        <Name id={a} /> – <Name id={b} />
      </h2>
      <Events address={betweenAddress(state.value, [a, b], 20)} open={3} />
    </>
  );
}

function Name({ id }: { id: string }) {
  const answer = useAnswer<Entity>(`/api/entities/${encodeURIComponent(id)}`);
  return (
    <button type="button" class="link" onClick={() => select({ kind: "entity", id })}>
      {answer.state === "here" ? name(answer.value.label, id) : id}
    </button>
  );
}

function EventDetailPanel({ id }: { id: string }) {
  const answer = useAnswer<EventDetail>(`/api/events/${encodeURIComponent(id)}`);
  const say = words();
  return (
    <>
      <Answered answer={answer} titled>
        {(event) => (
          <>
            <p class="kicker">
              <TypeChip type={event.type.code} label={name(event.type.label, event.type.code)} />
            </p>
            <h2>
              <Told parts={sentence({ ...event, type: event.type.code, modes: event.modes.map((mode) => mode.code) }, language.value)} />
            </h2>
            <p class="small soft">
              {[
                dateText(event, language.value),
                wordFor(say.precision, (event.date_precision ?? "").replace("_", "")),
                wordFor(say.factuality, event.factuality),
                event.confidence === null ? "" : `${say.event.confidence} ${number(event.confidence, { style: "percent" })}`,
                several(say.count.independent, event.independent_sources),
              ]
                .filter((part) => part !== "")
                .join(" · ")}
            </p>
            <div class="detail-actions">
              <a class="button" href={to.event(event.id)}>
                {say.explore.openPage}
              </a>
              <button type="button" onClick={() => addAll([...event.actors, ...event.recipients].map((ref) => ref.id))}>
                {say.explore.addToGraph}
              </button>
            </div>
            <h3>{say.event.evidence}</h3>
          </>
        )}
      </Answered>
      <Sentences id={id} />
    </>
  );
}

function PathItem({ path, place }: { path: Path; place: number }) {
  const say = words();
  const names = path.nodes.map((node) => name(node.label, node.id));
  return (
    <li class="path">
      <h3>
        {place + 1}. {names.join(" – ")}
      </h3>
      <p class="small soft">
        {fill(say.explore.pathLength, { steps: several(say.explore.steps, path.steps.length), weakest: several(say.count.events, path.weakest) })}
      </p>
      <button type="button" onClick={() => addAll(path.nodes.map((node) => node.id))}>
        {say.explore.addToGraph}
      </button>
      <ol class="plain steps">
        {path.steps.map((step, at) => (
          <li key={at}>
            <p>
              <button type="button" class="link" onClick={() => select({ kind: "tie", a: step.source, b: step.target })}>
                {names[at]} – {names[at + 1]}
              </button>{" "}
              <span class="soft small">{several(say.count.events, step.events)}</span>
            </p>
            <ol class="plain detail-events">
              {step.latest.slice(0, 1).map((row) => (
                <EventItem key={row.id} row={row} />
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </li>
  );
}

function PathDetail({ a, b }: { a: string; b: string }) {
  const say = words().explore;
  const { value, problem } = useLatest<Paths>(pathsAddress(state.value, a, b));
  return (
    <>
      <p class="kicker">{say.paths}</p>
      <h2>
        <Name id={a} /> → <Name id={b} />
      </h2>
      {problem && <ProblemCard problem={problem} />}
      {!value && !problem && <p class="waiting">{words().loading}</p>}
      {value && value.paths.length === 0 && <p>{say.noPath}</p>}
      {value && value.paths.length > 0 && (
        <button type="button" class="primary" onClick={() => addAll(value.paths.flatMap((path) => path.nodes.map((node) => node.id)))}>
          {say.addAllPaths}
        </button>
      )}
      <ol class="plain">
        {value?.paths.map((path, place) => (
          <PathItem key={place} path={path} place={place} />
        ))}
      </ol>
      {value?.more && <p class="small soft">{say.morePaths}</p>}
    </>
  );
}

function Start() {
  const say = words();
  const overview = useAnswer<Overview>("/api/overview");
  const queries = useAnswer<QueryList>("/api/queries");
  const questions = queries.state === "here" ? toBeginWith(queries.value.queries, 5) : [];
  return (
    <>
      <h2>{say.explore.startHere}</h2>
      <ul class="plain hints">
        {say.explore.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
      <h3>{say.overview.questions}</h3>
      <ol class="questions">
        {questions.map((query) => (
          <li key={query.name}>
            <a href={to.query(query.name, exampleValues(query))}>{name(query.title, query.name)}</a>
          </li>
        ))}
      </ol>
      {overview.state === "here" && (
        <>
          <h3>{say.overview.inHere}</h3>
          <p class="small">
            {[
              `${number(overview.value.articles)} ${say.overview.articles.toLowerCase()}`,
              several(say.count.events, overview.value.events),
              `${number(overview.value.actors)} ${say.overview.actors.toLowerCase()}`,
              `${number(overview.value.places)} ${say.overview.places.toLowerCase()}`,
            ].join(" · ")}
          </p>
          <p class="small">
            <a href={to.load}>{say.overview.ownArticles}</a>
          </p>
        </>
      )}
    </>
  );
}

function PublisherDetail({ id }: { id: string }) {
  return (
    <>
      <p class="kicker">{words().explore.publisher}</p>
      <h2>{id}</h2>
      <div class="detail-actions">
        <button type="button" aria-pressed={state.value.publisher.includes(id)} onClick={() => toggle("publisher", id)}>
          {words().explore.onlyThis}
        </button>
      </div>
      <Events address={publisherAddress(state.value, id, FEW)} />
    </>
  );
}

function Chosen() {
  const { selected } = state.value;
  switch (selected?.kind) {
    case "entity":
      return <ActorDetail id={selected.id} key={selected.id} />;
    case "event":
      return <EventDetailPanel id={selected.id} key={selected.id} />;
    case "publisher":
      return <PublisherDetail id={selected.id} key={selected.id} />;
    case "tie":
      return <TieDetail a={selected.a} b={selected.b} key={`${selected.a} ${selected.b}`} />;
    case "path":
      return <PathDetail a={selected.a} b={selected.b} key={`${selected.a} ${selected.b}`} />;
    case undefined:
      return <Start />;
  }
}

export function Detail() {
  const say = words().explore;
  return (
    <>
      {state.value.selected && (
        <button type="button" class="quiet close" onClick={() => select(null)}>
          {say.close}
        </button>
      )}
      <Chosen />
    </>
  );
}
