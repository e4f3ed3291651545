// Where the nodes go: forces that push all apart and pull together what is tied. The same graph gives the same picture.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";

export interface Laid {
  /** x and y of each node, NaN where it has none yet; x and y are kept for those that are fixed. */
  positions: Float64Array;
  fixed: Uint8Array;
  radii: Float64Array;
  /** Source, target and events of each link. */
  links: Float64Array;
}

/** Rounds for a graph to which something was added: most of it has its place. */
const MORE = 80;

/** More nodes get fewer rounds: a rough picture soon is better than a fine one late. */
const rounds = (nodes: number): number => (nodes < 300 ? 260 : nodes < 1000 ? 140 : nodes < 2500 ? 80 : 50);

interface Body extends SimulationNodeDatum {
  radius: number;
}

const TURN = Math.PI * (3 - Math.sqrt(5));

/** Gives new nodes a place: around one they are tied to, the first nearest; else outside all that have one. */
export function seat({ positions, links }: Laid): void {
  const has = (place: number): boolean => !Number.isNaN(positions[2 * place] ?? NaN);
  const put = (place: number, [x, y]: [number, number], away: number, turn: number): void => {
    positions[2 * place] = x + away * Math.cos(turn);
    positions[2 * place + 1] = y + away * Math.sin(turn);
  };
  const around = new Map<number, number>();
  for (let link = 0; link < links.length; link += 3) {
    for (const [from, to] of [[links[link] ?? 0, links[link + 1] ?? 0], [links[link + 1] ?? 0, links[link] ?? 0]] as const) {
      if (has(from) || !has(to)) continue;
      const order = around.get(to) ?? 0;
      around.set(to, order + 1);
      put(from, [positions[2 * to] ?? 0, positions[2 * to + 1] ?? 0], 50 + 24 * Math.sqrt(order), order * TURN);
    }
  }
  const count = positions.length / 2;
  const far = Math.max(0, ...Array.from({ length: count }, (_, place) => (has(place) ? Math.hypot(positions[2 * place] ?? 0, positions[2 * place + 1] ?? 0) : 0)));
  for (let place = 0; place < count; place++) if (!has(place)) put(place, [0, 0], far + 40, place * TURN);
}

function bodies({ positions, fixed, radii }: Laid): Body[] {
  return Array.from(radii, (radius, place): Body => {
    const [x, y] = [positions[2 * place] ?? NaN, positions[2 * place + 1] ?? NaN];
    const body: Body = { radius };
    if (!Number.isNaN(x)) Object.assign(body, { x, y });
    if (fixed[place]) Object.assign(body, { fx: x, fy: y });
    return body;
  });
}

export function lay(laid: Laid): Float64Array {
  const count = laid.radii.length;
  const fresh = laid.positions.every((value) => Number.isNaN(value));
  if (!fresh) seat(laid);
  const all = bodies(laid);
  const links = Array.from({ length: laid.links.length / 3 }, (_, link) => ({
    source: laid.links[3 * link] ?? 0,
    target: laid.links[3 * link + 1] ?? 0,
    events: laid.links[3 * link + 2] ?? 1,
  }));
  const push = -Math.max(90, Math.min(700, 14_000 / Math.sqrt(count * 10)));
  const simulation = forceSimulation(all)
    .force("push", forceManyBody<Body>().strength(push).theta(count > 800 ? 1.2 : 0.9).distanceMax(900))
    .force("pull", forceLink<Body, (typeof links)[number]>(links).distance((link) => 70 + 50 / Math.sqrt(link.events)))
    .force("x", forceX<Body>().strength(0.07))
    .force("y", forceY<Body>().strength(0.13))
    .force("room", forceCollide<Body>((body) => body.radius + 7))
    .stop();
  if (!fresh) simulation.alpha(0.4);
  simulation.tick(fresh ? rounds(count) : Math.min(MORE, rounds(count)));
  const result = new Float64Array(2 * count);
  all.forEach((body, place) => {
    result[2 * place] = body.x ?? 0;
    result[2 * place + 1] = body.y ?? 0;
  });
  return result;
}
