// A graph as GraphML, which yEd, Gephi, Cytoscape and NetworkX read; graphology reads it too but does not write it.
import type { DirectedGraph } from "graphology";

type Attributes = Record<string, unknown>;

const escape = (value: unknown): string => String(value).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const typeOf = (value: unknown): string => (typeof value === "number" ? "double" : typeof value === "boolean" ? "boolean" : "string");

/** The names of all attributes with their types, as keys that the data refer to. */
function keys(of: "node" | "edge", all: Attributes[]): { names: Map<string, string>; text: string } {
  const types = new Map(all.flatMap((one) => Object.entries(one).map(([name, value]): [string, string] => [name, typeOf(value)])));
  const names = new Map([...types.keys()].map((name) => [name, `${of[0]}-${name}`]));
  const text = [...types].map(([name, type]) => `<key id="${names.get(name)}" for="${of}" attr.name="${escape(name)}" attr.type="${type}"/>`).join("\n");
  return { names, text };
}

const data = (names: Map<string, string>, attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => `<data key="${names.get(name)}">${escape(value)}</data>`)
    .join("");

export function graphml(graph: DirectedGraph): string {
  const nodes = graph.mapNodes((id, attributes) => ({ id, attributes: attributes as Attributes }));
  const edges = graph.mapEdges((id, attributes, source, target) => ({ id, source, target, attributes: attributes as Attributes }));
  const nodeKeys = keys("node", nodes.map((node) => node.attributes));
  const edgeKeys = keys("edge", edges.map((edge) => edge.attributes));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    nodeKeys.text,
    edgeKeys.text,
    '<graph edgedefault="directed">',
    ...nodes.map((node) => `<node id="${escape(node.id)}">${data(nodeKeys.names, node.attributes)}</node>`),
    ...edges.map((edge) => `<edge id="${escape(edge.id)}" source="${escape(edge.source)}" target="${escape(edge.target)}">${data(edgeKeys.names, edge.attributes)}</edge>`),
    "</graph>",
    "</graphml>",
  ].join("\n");
}
