// The graph: who has to do with whom. Pointer and keyboard do the same; what is focused is also said in a sentence.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import { words } from "../../i18n";
import { ProblemCard } from "../../parts/answered";
import { theme } from "../../settings";
import { arrivals, expandBusiest, hide, pathDrawn, publishScene, startPath, tellings, visible } from "../actions";
import { useLatest } from "../latest";
import { palette } from "../palette";
import { networkAddress } from "../questions";
import type { Network } from "../shapes";
import { select, state, type Investigation } from "../state";
import { withArrivals } from "./arrivals";
import { Legend, Nothing, Together, Toolbar, Zoom } from "./graph-tools";
import { usePointer, type Rectangle } from "./pointer";
import { CanvasRenderer, zoom, type GraphRenderer, type Target } from "./renderer";
import { isActor, type Scene } from "./scene";
import { selectionOf, spoken, targetOf, towards } from "./target";
import { useScene } from "./use-scene";

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Under the lens of sources no actor is drawn, but it is of those that would be. */
const drawnActors = (scene: Scene, network: Network | null): string[] =>
  scene.nodes.some((node) => !isActor(node.kind)) && network ? network.nodes.map((node) => node.id) : scene.nodes.filter((node) => isActor(node.kind)).map((node) => node.id);

/** The network of the state; until it is there the one before, with those who were just asked for. */
function useNetwork(now: Investigation): { network: Network | null; problem: Problem | null; stale: boolean; arriving: boolean } {
  const address = networkAddress(now);
  const { value, problem, stale } = useLatest<Network>(address);
  const fresh = arrivals.value;
  const arriving = stale && now.lens === "actors" && fresh?.address === address;
  const network = useMemo(() => (arriving && value && fresh ? withArrivals(value, fresh) : value), [value, arriving, fresh]);
  return { network, problem, stale: stale && !arriving, arriving };
}

export function GraphView() {
  const now = state.value;
  const say = words().explore;
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const renderer = useRef<GraphRenderer | null>(null);
  const { network, problem, stale, arriving } = useNetwork(now);
  const scene = useScene(network, now, renderer, arriving);
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
