// The graph: who has to do with whom. Pointer and keyboard do the same; what is focused is also said in a sentence.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fill, language, number, several, wordFor, words } from "../../i18n";
import { plain, sentence } from "../../sentence";
import { theme } from "../../settings";
import { ProblemCard } from "../../parts/answered";
import { to } from "../../routes";
import { expandBusiest, hide, hideOthers, pathDrawn, pinAll, publishScene, startPath, tellings, visible } from "../actions";
import { useLatest } from "../latest";
import { palette } from "../palette";
import { networkAddress } from "../questions";
import type { Network, Row } from "../shapes";
import { change, filtered, LENSES, LIMITS, select, state, type Investigation, type Lens, type Selection } from "../state";
import { inColumns } from "./columns";
import { layOut } from "./layout";
import { CanvasRenderer, type GraphRenderer, type Target } from "./renderer";
import { isActor, nameOf, neighboursOf, sceneOf, type Scene } from "./scene";

const told = (row: Row): string => plain(sentence({ ...row, modes: [] }, language.value));

/** Which node or line of the scene is selected. */
function targetOf(scene: Scene, selected: Selection | null): Target {
  const place = (id: string): number => scene.nodes.findIndex((node) => node.id === id);
  if (!selected) return { node: null, link: null };
  if ("id" in selected) {
    const node = scene.nodes.findIndex(({ id, kind }) => nameOf(id) === selected.id && (selected.kind === "entity" || kind === selected.kind));
    return { node: node < 0 ? null : node, link: null };
  }
  const [a, b] = [place(selected.a), place(selected.b)];
  const link = scene.links.findIndex(({ source, target }) => (source === a && target === b) || (source === b && target === a));
  return { node: null, link: link < 0 ? null : link };
}

function selectionOf(scene: Scene, target: Target, lens: Lens): Selection | null {
  const node = target.node === null ? undefined : scene.nodes[target.node];
  if (node) return isActor(node.kind) ? { kind: "entity", id: node.id } : { kind: node.kind as "event" | "publisher" | "agency" | "article", id: nameOf(node.id) };
  const link = target.link === null ? undefined : scene.links[target.link];
  if (!link) return null;
  const [from, to] = [scene.nodes[link.source], scene.nodes[link.target]];
  if (!from || !to) return null;
  if (lens === "events") return { kind: "event", id: from.kind === "event" ? from.id : to.id };
  if (lens === "sources") return { kind: "article", id: from.kind === "article" ? from.id : to.id };
  return { kind: "tie", a: from.id, b: to.id };
}

/** “Indonesia, country, 412 events, 38 neighbours.” */
export function spoken(scene: Scene, place: number): string {
  const node = scene.nodes[place];
  if (!node) return "";
  const say = words();
  const kind = wordFor({ ...say.kind, ...say.explore.sourceKinds }, node.kind);
  const ties = several(say.explore.neighbours, neighboursOf(scene, place).length);
  return node.kind === "event" ? `${node.label}.` : `${node.label}, ${kind}, ${several(say.count.events, node.events)}, ${ties}.`;
}

/** The nearest node in a direction, those that are tied first. */
function towards(scene: Scene, renderer: GraphRenderer, place: number, dx: number, dy: number): number | null {
  const [x, y] = renderer.toScreen(place);
  const near = new Set(neighboursOf(scene, place));
  let best: number | null = null;
  let least = Infinity;
  scene.nodes.forEach((_, other) => {
    const [ox, oy] = renderer.toScreen(other);
    const along = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy - (oy - y) * dx);
    if (other === place || along <= 2) return;
    const cost = (along + 2 * aside) * (near.has(other) ? 0.4 : 1);
    if (cost < least) [best, least] = [other, cost];
  });
  return best;
}

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Under the lens of sources no actor is drawn, but it is of those that would be. */
const drawnActors = (scene: Scene, network: Network | null): string[] =>
  scene.nodes.some((node) => !isActor(node.kind)) && network ? network.nodes.map((node) => node.id) : scene.nodes.filter((node) => isActor(node.kind)).map((node) => node.id);

function useScene(network: Network | null, lens: Lens, pinned: Investigation["pinned"], renderer: { current: GraphRenderer | null }): Scene {
  const [scene, setScene] = useState<Scene>({ nodes: [], links: [] });
  const last = useRef<{ lens: Lens; ids: string } | null>(null);
  const places = useRef(new Map<string, { x: number; y: number }>());
  const lang = language.value;
  const pins = JSON.stringify(pinned);

  useLayoutEffect(() => {
    if (!network) return;
    const next = sceneOf(network, lens, told);
    const other = last.current?.lens !== lens;
    const kept = other ? 0 : next.nodes.filter((node) => places.current.has(node.id)).length;
    const fresh = kept < next.nodes.length / 3;
    for (const node of next.nodes) {
      const pin = pinned[node.id];
      const was = fresh ? undefined : places.current.get(node.id);
      if (was) [node.x, node.y] = [was.x, was.y];
      if (pin) Object.assign(node, { x: pin[0], y: pin[1], pinned: true });
    }
    const ids = next.nodes.map((node) => node.id).sort().join();
    const same = !fresh && last.current?.ids === ids && next.nodes.every((node) => !Number.isNaN(node.x));
    const ready = (): void => {
      places.current = new Map(next.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
      setScene(next);
      renderer.current?.setScene(next);
      if (!same) renderer.current?.fit();
    };
    last.current = { lens, ids };
    if (lens === "sources") {
      inColumns(next);
      ready();
    } else if (same) ready();
    else layOut(next, ready);
  }, [network, lens, lang, pins]);
  return scene;
}

interface ToolbarProps {
  network: Network | null;
  choosing: boolean;
  /** Nothing where no actors are drawn. */
  onChoosing: ((choosing: boolean) => void) | null;
}

function Toolbar({ network, choosing, onChoosing }: ToolbarProps) {
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
function Nothing() {
  const say = words();
  if (filtered(state.value) || state.value.graph !== null) return <p class="empty-view">{say.explore.nothingFits}</p>;
  return (
    <p class="empty-view">
      {say.empty.title}. <a href={to.load}>{say.empty.own}</a>
    </p>
  );
}

function Zoom({ renderer }: { renderer: { current: GraphRenderer | null } }) {
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

function zoom(renderer: GraphRenderer | null, by: number): void {
  if (!renderer) return;
  renderer.camera = { ...renderer.camera, scale: Math.max(0.03, Math.min(8, renderer.camera.scale * by)) };
  renderer.redraw();
}

function Legend({ lens }: { lens: Lens }) {
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

export function GraphView() {
  const now = state.value;
  const say = words().explore;
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const renderer = useRef<GraphRenderer | null>(null);
  const { value: network, problem, stale } = useLatest<Network>(networkAddress(now));
  const scene = useScene(network, now.lens, now.pinned, renderer);
  const [tip, setTip] = useState<{ x: number; y: number; text: string } | null>(null);
  const [said, setSaid] = useState("");
  const theming = theme.value;
  const path = pathDrawn.value;

  useLayoutEffect(() => {
    if (!canvas.current || !box.current) return;
    const made = new CanvasRenderer(canvas.current, palette());
    renderer.current = made;
    made.setScene(scene);
    let known = 0;
    const watch = new ResizeObserver(([entry]) => {
      if (!entry) return;
      made.resize(entry.contentRect.width, entry.contentRect.height);
      if (known === 0 || Math.abs(known - entry.contentRect.width) > 80) made.fit();
      known = entry.contentRect.width;
    });
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.close();
      renderer.current = null;
    };
  }, []);

  useLayoutEffect(() => renderer.current?.setScene(scene), [scene]);
  useEffect(() => renderer.current?.setPalette(palette()), [theming]);
  useEffect(() => {
    visible.value = drawnActors(scene, network);
    tellings.value = network?.articles ?? [];
    publishScene({ scene, svg: (title) => renderer.current?.svg(title) ?? "" });
    const along = now.selected?.kind === "path" ? path : [];
    renderer.current?.choose(targetOf(scene, now.selected), scene.nodes.flatMap((node, place) => (along.includes(node.id) ? [place] : [])));
  }, [scene, now.selected && JSON.stringify(now.selected), path]);

  const chosen = targetOf(scene, now.selected).node;
  const choose = (target: Target): void => {
    select(selectionOf(scene, target, now.lens));
    if (target.node !== null) setSaid(spoken(scene, target.node));
  };
  const [choosing, setChoosing] = useState(false);
  const [area, setArea] = useState<Rectangle | null>(null);
  const [chosenIds, setChosenIds] = useState<string[]>([]);
  const onArea = (ids: string[]): void => {
    setChoosing(false);
    setChosenIds(ids);
  };
  usePointer(canvas, renderer, scene, choose, setTip, { choosing, setBox: setArea, onArea });

  const onKeyDown = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrow && renderer.current && scene.nodes.length > 0) {
      const next = chosen === null ? 0 : towards(scene, renderer.current, chosen, ...arrow);
      if (next !== null) choose({ node: next, link: null });
    } else if (event.key === "+" || event.key === "-") zoom(renderer.current, event.key === "+" ? 1.3 : 1 / 1.3);
    else if (event.key === "0") renderer.current?.fit();
    else if (event.key === "Enter") document.getElementById("detail")?.focus();
    else return;
    event.preventDefault();
  };

  return (
    <div class="view-body">
      <Toolbar network={network} choosing={choosing} onChoosing={now.lens === "sources" ? null : setChoosing} />
      {problem && <ProblemCard problem={problem} />}
      <div class={`graph-box${stale ? " stale" : ""}`} ref={box}>
        <canvas
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label={say.graphLabel}
          aria-describedby="graph-keys"
          data-nodes={scene.nodes.length}
          data-links={scene.links.length}
          onKeyDown={onKeyDown}
        />
        <Zoom renderer={renderer} />
        {area && (
          <div
            class="box-select"
            style={{ left: `${Math.min(area[0], area[2])}px`, top: `${Math.min(area[1], area[3])}px`, width: `${Math.abs(area[2] - area[0])}px`, height: `${Math.abs(area[3] - area[1])}px` }}
          />
        )}
        {chosenIds.length > 0 && <Together ids={chosenIds} onDone={() => setChosenIds([])} />}
        {network && network.nodes.length === 0 && <Nothing />}
        {tip && (
          <div class="tip" style={{ left: `${tip.x}px`, top: `${tip.y}px` }} aria-hidden="true">
            {tip.text}
          </div>
        )}
      </div>
      <Legend lens={now.lens} />
      <p class="unseen" id="graph-keys">
        {say.graphKeys}
      </p>
      <p class="unseen" role="status">
        {said}
      </p>
    </div>
  );
}

type Box = { current: HTMLCanvasElement | null };

/** Dragging, wheel, pinching, hovering, clicking. */
function usePointer(
  canvas: Box,
  renderer: { current: GraphRenderer | null },
  scene: Scene,
  choose: (target: Target) => void,
  setTip: (tip: { x: number; y: number; text: string } | null) => void,
  { choosing, setBox, onArea }: Area,
): void {
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const stop = new AbortController();
    const options = { signal: stop.signal };
    const pointers = new Map<number, [number, number]>();
    let grabbed: Target = { node: null, link: null };
    let moved = 0;
    let corner: [number, number] | null = null;

    const at = (event: PointerEvent | WheelEvent | MouseEvent): [number, number] => {
      const frame = element.getBoundingClientRect();
      return [event.clientX - frame.left, event.clientY - frame.top];
    };

    const down = (event: PointerEvent): void => {
      if (event.button !== 0 || !renderer.current) return;
      element.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, at(event));
      moved = 0;
      corner = event.shiftKey || choosing ? at(event) : null;
      grabbed = corner ? { node: null, link: null } : renderer.current.at(...at(event));
    };

    const move = (event: PointerEvent): void => {
      const view = renderer.current;
      if (!view) return;
      const [x, y] = at(event);
      const before = pointers.get(event.pointerId);
      if (!before) {
        const under = view.at(x, y);
        view.hover(under);
        element.style.cursor = choosing ? "crosshair" : under.node !== null || under.link !== null ? "pointer" : "grab";
        setTip(tipOf(scene, under, x, y));
        return;
      }
      const [dx, dy] = [x - before[0], y - before[1]];
      moved += Math.abs(dx) + Math.abs(dy);
      if (corner) {
        setBox([...corner, x, y]);
        pointers.set(event.pointerId, [x, y]);
        return;
      }
      if (pointers.size === 2) {
        const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
        if (other) {
          const ratio = Math.hypot(x - other[0], y - other[1]) / Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1]));
          zoom(view, ratio);
        }
      } else if (grabbed.node !== null && moved > 4) {
        const node = scene.nodes[grabbed.node];
        if (node) [node.x, node.y] = view.toWorld(x, y);
        view.setScene(scene);
      } else if (moved > 4) {
        view.camera = { ...view.camera, x: view.camera.x - dx / view.camera.scale, y: view.camera.y - dy / view.camera.scale };
        view.redraw();
      }
      if (moved > 4) setTip(null);
      pointers.set(event.pointerId, [x, y]);
    };

    const up = (event: PointerEvent): void => {
      if (!pointers.delete(event.pointerId)) return;
      const node = grabbed.node === null ? undefined : scene.nodes[grabbed.node];
      if (corner) {
        setBox(null);
        if (moved > 4 && renderer.current) onArea(within(scene, renderer.current, [...corner, ...at(event)]));
        corner = null;
      } else if (moved <= 4) choose(grabbed);
      else if (node && isActor(node.kind)) change({ pinned: { ...state.peek().pinned, [node.id]: [node.x, node.y] } });
    };

    const wheel = (event: WheelEvent): void => {
      const view = renderer.current;
      if (!view) return;
      event.preventDefault();
      const [x, y] = at(event);
      const [wx, wy] = view.toWorld(x, y);
      zoom(view, Math.exp(-event.deltaY * 0.0015));
      const [ax, ay] = view.toWorld(x, y);
      view.camera = { ...view.camera, x: view.camera.x + wx - ax, y: view.camera.y + wy - ay };
      view.redraw();
    };

    const twice = (event: MouseEvent): void => {
      const under = renderer.current?.at(...at(event));
      const node = under?.node === null || under?.node === undefined ? undefined : scene.nodes[under.node];
      if (node && isActor(node.kind)) void expandBusiest(node.id);
    };

    element.addEventListener("pointerdown", down, options);
    element.addEventListener("pointermove", move, options);
    element.addEventListener("pointerup", up, options);
    element.addEventListener("pointercancel", up, options);
    element.addEventListener("pointerleave", () => (setTip(null), renderer.current?.hover({ node: null, link: null })), options);
    element.addEventListener("wheel", wheel, { ...options, passive: false });
    element.addEventListener("dblclick", twice, options);
    return () => stop.abort();
  }, [scene, choosing]);
}

type Rectangle = [number, number, number, number];

interface Area {
  /** Whether dragging draws a rectangle; with the Shift key it always does. */
  choosing: boolean;
  setBox: (box: Rectangle | null) => void;
  onArea: (ids: string[]) => void;
}

/** The actors in a rectangle on the screen. */
function within(scene: Scene, renderer: GraphRenderer, [x1, y1, x2, y2]: Rectangle): string[] {
  const inside = (place: number): boolean => {
    const [x, y] = renderer.toScreen(place);
    return x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2);
  };
  return scene.nodes.flatMap((node, place) => (isActor(node.kind) && inside(place) ? [node.id] : []));
}

/** What can be done to all that were chosen together. */
function Together({ ids, onDone }: { ids: string[]; onDone: () => void }) {
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

function tipOf(scene: Scene, { node, link }: Target, x: number, y: number): { x: number; y: number; text: string } | null {
  const found = node === null ? undefined : scene.nodes[node];
  if (found) return { x, y, text: spoken(scene, node ?? 0) };
  const line = link === null ? undefined : scene.links[link];
  if (!line) return null;
  const ends = [line.source, line.target].map((place) => scene.nodes[place]?.label ?? "");
  const types = Object.entries(line.types).sort(([, a], [, b]) => b - a);
  const kinds = types.slice(0, 3).map(([type, count]) => `${wordFor(words().type, type)} ×${number(count)}`);
  return { x, y, text: [ends.join(" – "), several(words().count.events, line.events), ...kinds].join(" · ") };
}

/** For the keys of the page: what happens to the chosen entity. */
export function onChosen(key: string): boolean {
  const { selected } = state.peek();
  if (selected?.kind !== "entity") return false;
  if (key === "e") void expandBusiest(selected.id);
  else if (key === "h") hide([selected.id]);
  else if (key === "p") startPath(selected.id);
  else return false;
  return true;
}
