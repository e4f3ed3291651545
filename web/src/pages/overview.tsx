// The first page: what is in here, who is in it, what happened last, and what one could ask. With an empty store, how to fill it.
import { useAnswer } from "../api/answer";
import { indexing } from "../api/client";
import type { Overview } from "../api/shapes";
import { dateText } from "../dates";
import { quadOf } from "../event-types";
import { language, languageName, name, number, words } from "../i18n";
import { Answered } from "../parts/answered";
import { Bars } from "../parts/bars";
import { EventList } from "../parts/event-list";
import { QuestionList } from "../parts/question-list";
import { QuadLegend, typeName } from "../parts/type-chip";
import { Title } from "../parts/title";
import { to } from "../routes";

const PUBLISHERS = 8;

function Figure({ name: label, count, address }: { name: string; count: number; address?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{address ? <a href={address}>{number(count)}</a> : number(count)}</dd>
    </div>
  );
}

function Figures({ overview }: { overview: Overview }) {
  const say = words().overview;
  const period = dateText({ begin: overview.first_date, end: overview.last_date, date_precision: "day" }, language.value);
  return (
    <section aria-labelledby="in-here">
      <h2 id="in-here" class="unseen">
        {say.inHere}
      </h2>
      <dl class="figures">
        <Figure name={say.articles} count={overview.articles} address={to.articles} />
        <Figure name={say.events} count={overview.events} />
        <Figure name={say.actors} count={overview.actors} />
        <Figure name={say.places} count={overview.places} />
        {overview.first_date && (
          <div class="wide">
            <dt>{say.period}</dt>
            <dd>{period}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Questions() {
  return (
    <>
      <QuestionList />
      <p class="more">
        <a href={to.ask}>{words().ask.title}</a>
      </p>
      <p class="more">
        <a href={to.query()}>{words().overview.ownQuestion}</a>
      </p>
    </>
  );
}

function Actors({ overview }: { overview: Overview }) {
  const say = words();
  const bars = overview.top_actors.map((actor) => ({
    key: actor.id,
    label: <a href={to.hit(actor)}>{name(actor.label, actor.id)}</a>,
    note: say.kind[actor.type],
    count: actor.events,
  }));
  return bars.length > 0 ? <Bars bars={bars} label={say.overview.topActors} /> : <p class="soft">{say.overview.nothingYet}</p>;
}

function EventTypes({ overview }: { overview: Overview }) {
  const say = words().overview;
  const bars = overview.event_types.map(({ type, count }) => ({ key: type, label: typeName(type), count, quad: quadOf(type) }));
  if (bars.length === 0) return <p class="soft">{say.nothingYet}</p>;
  return (
    <>
      <Bars bars={bars} label={say.eventTypes} />
      <QuadLegend />
    </>
  );
}

/** Where the articles come from. */
function Origins({ overview }: { overview: Overview }) {
  const say = words().overview;
  const languages = overview.languages.map(({ code, count }) => ({ key: code, label: languageName(code), count }));
  const publishers = overview.publishers.slice(0, PUBLISHERS).map(({ label, count }) => ({ key: label, label, count }));
  return (
    <div class="pair">
      {languages.length > 0 && (
        <section aria-labelledby="languages">
          <h2 id="languages">{say.languages}</h2>
          <Bars bars={languages} label={say.languages} />
        </section>
      )}
      {publishers.length > 0 && (
        <section aria-labelledby="publishers">
          <h2 id="publishers">{say.publishers}</h2>
          <Bars bars={publishers} label={say.publishers} />
        </section>
      )}
    </div>
  );
}

function Full({ overview }: { overview: Overview }) {
  const say = words().overview;
  return (
    <>
      <Title text="" class="lead">
        {words().tagline}
      </Title>
      <Figures overview={overview} />
      <p class="ways">
        <a class="button" href={to.explore}>
          {say.exploreAll}
        </a>
        <a class="button" href={to.load}>
          {say.ownArticles}
        </a>
      </p>
      <div class="columns">
        <div class="main-column">
          <section aria-labelledby="latest">
            <h2 id="latest">{say.latest}</h2>
            {overview.latest_events.length > 0 ? <EventList events={overview.latest_events} label={say.latest} /> : <p class="soft">{say.notDated}</p>}
            <p class="more">
              <a href={to.articles}>{say.allArticles}</a>
            </p>
          </section>
          <Origins overview={overview} />
        </div>
        <div class="side-column">
          <section aria-labelledby="questions">
            <h2 id="questions">{say.questions}</h2>
            <Questions />
          </section>
          <section aria-labelledby="top-actors">
            <h2 id="top-actors">
              {say.topActors} <small>{say.topActorsNote}</small>
            </h2>
            <Actors overview={overview} />
          </section>
          <section aria-labelledby="event-types">
            <h2 id="event-types">{say.eventTypes}</h2>
            <EventTypes overview={overview} />
          </section>
        </div>
      </div>
    </>
  );
}

function Empty() {
  const say = words().empty;
  return (
    <div class="narrow">
      <Title text={say.title} />
      <p class="lead-small">{say.lead}</p>
      <h2>{say.own}</h2>
      <p class="ways">
        <a class="button" href={to.load}>
          {words().load.title}
        </a>
      </p>
      <pre tabIndex={0}>kabar load --location DIR FILE…</pre>
      <p class="soft">{say.ownNote}</p>
      <h2>{say.demo}</h2>
      <pre tabIndex={0}>make demo</pre>
      <p>{say.then}</p>
      <button type="button" onClick={() => location.reload()}>
        {say.reload}
      </button>
    </div>
  );
}

/** What answers while a large store is being indexed for the first time. */
function Meanwhile() {
  const say = words();
  return (
    <div class="narrow">
      <Title text="" class="lead">
        {say.tagline}
      </Title>
      <p>{say.overview.meanwhile}</p>
      <p class="ways">
        <a class="button" href={to.articles}>
          {say.overview.allArticles}
        </a>
        <a class="button" href={to.load}>
          {say.overview.ownArticles}
        </a>
      </p>
      <h2>{say.overview.questions}</h2>
      <Questions />
    </div>
  );
}

export function OverviewPage() {
  const answer = useAnswer<Overview>("/api/overview");
  if (answer.state === "waiting" && indexing.value !== null) return <Meanwhile />;
  return (
    <Answered answer={answer}>
      {(overview) => (overview.articles === 0 && overview.events === 0 ? <Empty /> : <Full overview={overview} />)}
    </Answered>
  );
}
