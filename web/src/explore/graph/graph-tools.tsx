// What stands around the drawn graph: which graph it is, how near, what its signs mean, and what can be done to several at once.
import { fill, number, several, words } from "../../i18n";
import { to } from "../../routes";
import { hide, hideOthers, pinAll } from "../actions";
import type { Network } from "../shapes";
import { change, filtered, LENSES, LIMITS, state, type Lens } from "../state";
import { zoom, type GraphRenderer } from "./renderer";

interface ToolbarProps {
  network: Network | null;
  choosing: boolean;
  /** Nothing where no actors are drawn. */
  onChoosing: ((choosing: boolean) => void) | null;
}

export function Toolbar({ network, choosing, onChoosing }: ToolbarProps) {
  const say = words().explore;
  const { lens, limit, graph } = state.value;
  return (
    <div class="view-tools">
      <div class="segments" role="group" aria-label={say.lens}>
        {LENSES.map((one) => (
          <button key={one} type="button" aria-pressed={lens === one} title={say.lensNotes[one]} onClick={() => change({ lens: one, selected: null })}>
            {say.lenses[one]}
          </button>
        ))}
      </div>
      {graph === null ? (
        <label class="inline">
          <span>{say.busiest}</span>
          <select value={limit} onChange={(event) => change({ limit: Number(event.currentTarget.value) })}>
            {[...new Set([...LIMITS, limit])].sort((a, b) => a - b).map((one) => (
              <option key={one} value={one}>
                {number(one)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <button type="button" onClick={() => change({ graph: null, pinned: {} })}>
          {say.startOver}
        </button>
      )}
      {onChoosing && (
        <button type="button" aria-pressed={choosing} title={say.chooseNote} onClick={() => onChoosing(!choosing)}>
          {say.choose}
        </button>
      )}
      <span class="grow" />
      {network && (
        <span class="small soft" role="status">
          {fill(lens === "countries" ? say.countriesShown : say.actorsShown, { shown: network.truncated.shown, total: network.truncated.total })}
          {network.events_truncated.total > network.events_truncated.shown && ` · ${fill(say.eventsShown, { ...network.events_truncated })}`}
          {network.arrows_truncated.total > network.arrows_truncated.shown && ` · ${fill(say.tiesShown, { ...network.arrows_truncated })}`}
        </span>
      )}
    </div>
  );
}

/** Why there is nothing to see: nothing fits, or nothing is there. */
export function Nothing() {
  const say = words();
  if (filtered(state.value) || state.value.graph !== null) return <p class="empty-view">{say.explore.nothingFits}</p>;
  return (
    <p class="empty-view">
      {say.empty.title}. <a href={to.load}>{say.empty.own}</a>
    </p>
  );
}

export function Zoom({ renderer }: { renderer: { current: GraphRenderer | null } }) {
  const say = words().explore;
  return (
    <div class="segments map-zoom" role="group" aria-label={say.zoom}>
      <button type="button" aria-label={say.zoomIn} title={say.zoomIn} onClick={() => zoom(renderer.current, 1.3)}>
        +
      </button>
      <button type="button" aria-label={say.fit} title={say.fit} onClick={() => renderer.current?.fit()}>
        ⤢
      </button>
      <button type="button" aria-label={say.zoomOut} title={say.zoomOut} onClick={() => zoom(renderer.current, 1 / 1.3)}>
        −
      </button>
    </div>
  );
}

export function Legend({ lens }: { lens: Lens }) {
  const say = words();
  const kinds = lens === "countries" ? (["country"] as const) : (["country", "person", "organization", "group"] as const);
  return (
    <ul class="graph-legend small" aria-label={say.quad.legend}>
      {lens !== "sources" && kinds.map((kind) => (
        <li key={kind} class={`kind-mark kind-${kind}`}>
          {say.kind[kind]}
        </li>
      ))}
      {lens === "sources" ? (
        (["agency", "publisher", "article"] as const).map((kind) => (
          <li key={kind} class={`kind-mark kind-${kind}`}>
            {say.explore.sourceKinds[kind]}
          </li>
        ))
      ) : (
        ([1, 2, 3, 4] as const).map((quad) => (
          <li key={quad} class={`swatch quad-${quad}`}>
            {say.quad[quad]}
          </li>
        ))
      )}
    </ul>
  );
}

/** What can be done to all that were chosen together. */
export function Together({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const say = words().explore;
  const then = (act: () => void) => (): void => {
    act();
    onDone();
  };
  return (
    <div class="together small" role="group" aria-label={say.together}>
      <span role="status">{several(say.actorsCount, ids.length)}</span>
      <button type="button" onClick={then(() => hideOthers(ids))}>
        {say.hideOthers}
      </button>
      <button type="button" onClick={then(() => hide(ids))}>
        {say.hide}
      </button>
      <button type="button" onClick={then(() => pinAll(ids))}>
        {say.pin}
      </button>
      <button type="button" class="quiet" onClick={onDone}>
        {say.keys.close}
      </button>
    </div>
  );
}
