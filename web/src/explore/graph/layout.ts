// Lays out a scene: a small one at once, a large one in a worker. Nodes that were there keep their place as far as they can.
import { lay, type Laid } from "./forces";
import type { Scene } from "./scene";

/** Nodes that are laid out in less time than a worker takes to start. */
const AT_ONCE = 80;

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

let worker: Worker | null = null;
let turns = 0;

/** Calls `ready` once the nodes have their places, unless a later layout was asked for meanwhile. */
export function layOut(scene: Scene, ready: () => void): void {
  turns += 1;
  const turn = turns;
  const laid = toLay(scene);
  if (scene.nodes.length <= AT_ONCE) {
    put(scene, lay(laid));
    ready();
    return;
  }
  worker ??= new Worker(new URL("./forces.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = (event: MessageEvent<{ turn: number; positions: Float64Array }>): void => {
    if (event.data.turn !== turn || turn !== turns) return;
    put(scene, event.data.positions);
    ready();
  };
  worker.postMessage({ turn, laid });
}
