// What is selected, told in words: an actor with its ties, a tie with its events, an event with its sentences, paths.
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import type { Entity, Overview } from "../api/shapes";
import { fill, name, number, several, words } from "../i18n";
import { Answered, ProblemCard } from "../parts/answered";
import { HitPicker } from "../parts/hit-picker";
import { QuestionList } from "../parts/question-list";
import { typeName, TypeChip } from "../parts/type-chip";
import { to } from "../routes";
import { ACTOR_KINDS } from "../search";
import { addAll, collapse, expand, expandBusiest, hide, hideOthers, outcome, PAGE, pathDrawn, pathFrom, pin, startPath, visible } from "./actions";
import { EventDetailPanel, EventItem, Events } from "./detail-events";
import { AgencyDetail, ArticleDetail, PublisherDetail } from "./detail-sources";
import { useLatest } from "./latest";
import { betweenAddress, pathsAddress, relationsAddress } from "./questions";
import type { Path, Paths, Relation, Relations } from "./shapes";
import { select, state, toggle } from "./state";

const FEW = 8;

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
  useEffect(() => {
    pathDrawn.value = value?.paths[0]?.nodes.map((node) => node.id) ?? [];
  }, [value]);
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
  return (
    <>
      <h2>{say.explore.startHere}</h2>
      <ul class="plain hints">
        {say.explore.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
      <h3>{say.overview.questions}</h3>
      <QuestionList />
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

function Chosen() {
  const { selected } = state.value;
  switch (selected?.kind) {
    case "entity":
      return <ActorDetail id={selected.id} key={selected.id} />;
    case "event":
      return <EventDetailPanel id={selected.id} key={selected.id} />;
    case "publisher":
      return <PublisherDetail id={selected.id} key={selected.id} />;
    case "agency":
      return <AgencyDetail id={selected.id} key={selected.id} />;
    case "article":
      return <ArticleDetail id={selected.id} key={selected.id} />;
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
