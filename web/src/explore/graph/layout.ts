// Lays out what is drawn: small graphs at once, large ones in a worker so that the page stays alive.
import { lay, seat, type Laid } from "./forces";
import type { Scene } from "./scene";

/** Nodes that are laid out in less time than a worker takes to start. */
const AT_ONCE = 80;
/** How long nodes that are drawn already glide to their new places. */
const GLIDE_MS = 250;

function toLay(scene: Scene): Laid {
  return {
    positions: Float64Array.from(scene.nodes.flatMap((node) => [node.x, node.y])),
    fixed: Uint8Array.from(scene.nodes, (node) => Number(node.pinned)),
    radii: Float64Array.from(scene.nodes, (node) => node.radius),
    links: Float64Array.from(scene.links.flatMap((link) => [link.source, link.target, link.events])),
  };
}

function put(scene: Scene, positions: Float64Array): void {
  scene.nodes.forEach((node, place) => {
    node.x = positions[2 * place] ?? 0;
    node.y = positions[2 * place + 1] ?? 0;
  });
}

/** Puts new nodes beside those they are tied to, so that they can be drawn before anything is laid out. */
export function seatNew(scene: Scene): void {
  const laid = toLay(scene);
  seat(laid);
  put(scene, laid.positions);
}

let worker: Worker | null = null;
let turns = 0;

/** Calls `ready` with the places of the nodes, unless a later layout was asked for meanwhile. */
function places(scene: Scene, ready: (positions: Float64Array) => void): void {
  turns += 1;
  const turn = turns;
  const laid = toLay(scene);
  if (scene.nodes.length <= AT_ONCE) {
    ready(lay(laid));
    return;
  }
  worker ??= new Worker(new URL("./forces.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = (event: MessageEvent<{ turn: number; positions: Float64Array }>): void => {
    if (event.data.turn === turn && turn === turns) ready(event.data.positions);
  };
  worker.postMessage({ turn, laid });
}

/** Calls `ready` once the nodes have their places. */
export function layOut(scene: Scene, ready: () => void): void {
  places(scene, (positions) => {
    put(scene, positions);
    ready();
  });
}

/** Lays out what is on the screen already, after it was drawn, and lets it glide there. Gives what ends that: all is in its place then. */
export function settle(scene: Scene, moved: (over: boolean) => void): () => void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let goal: Float64Array | null = null;
  let stopped = false;
  const end = (): void => {
    if (stopped) return;
    stopped = true;
    if (!goal) return;
    put(scene, goal);
    moved(true);
  };
  const glide = (positions: Float64Array): void => {
    if (stopped) return;
    goal = positions;
    const [began, from] = [performance.now(), toLay(scene).positions];
    const step = (): void => {
      if (stopped) return;
      const share = (performance.now() - began) / GLIDE_MS;
      if (still || share >= 1) return end();
      const eased = 1 - (1 - share) ** 3;
      put(scene, from.map((was, at) => was + eased * ((positions[at] ?? 0) - was)));
      moved(false);
      requestAnimationFrame(step);
    };
    step();
  };
  requestAnimationFrame(() => setTimeout(() => !stopped && places(scene, glide)));
  return end;
}
