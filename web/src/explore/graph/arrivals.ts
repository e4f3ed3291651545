// Neighbours that were just asked for are drawn around the one they are tied to at once; the lines among all of them follow when
// the server has counted those.
import type { Arrow, CountedNode, Network } from "../shapes";

export interface Arrivals {
  /** The question whose answer takes their place. */
  address: string;
  around: string;
  /** By which kind of tie they came; any when it does not say. */
  tie: { type?: string; direction?: string };
  nodes: CountedNode[];
}

/** The network with those who arrived, as far as it is known. */
export function withArrivals(network: Network, { around, tie, nodes }: Arrivals): Network {
  const known = new Set(network.nodes.map((node) => node.id));
  const fresh = nodes.filter((node) => !known.has(node.id));
  const arrow = ({ id, events }: CountedNode): Arrow => {
    const [source, target] = tie.direction === "in" ? [id, around] : [around, id];
    return { source, target, directed: tie.direction === "in" || tie.direction === "out", events, types: tie.type ? { [tie.type]: events } : {} };
  };
  return { ...network, nodes: [...network.nodes, ...fresh], arrows: [...network.arrows, ...fresh.map(arrow)] };
}
