// What is on the screen as files for other programs. Beside each goes a note that says how it was made, so that it can be cited.
import { get } from "../api/client";
import { ask } from "../api/sparql";
import { csv, save } from "../save";
import { shown } from "./actions";
import type { SceneNode } from "./graph/scene";
import { palette, type Palette } from "./palette";
import { eventsAddress } from "./questions";
import type { Listing, Row } from "./shapes";
import { filterOf, state } from "./state";
import { cells, heads } from "./table-view";

export const FORMATS = ["png", "svg", "csv", "json", "graphml", "gexf", "turtle"] as const;
export type ExportFormat = (typeof FORMATS)[number];

/** Formats that draw or describe the graph, and so need it on the screen. */
export const needsGraph = (format: ExportFormat): boolean => ["png", "svg", "graphml", "gexf"].includes(format);

export const MOST_EVENTS = 10_000;
const PAGE = 1000;
/** Events that one query can name. */
const AT_ONCE = 60;

async function events(): Promise<{ rows: Row[]; total: number }> {
  const rows: Row[] = [];
  for (;;) {
    const page = await get<Listing>(`${eventsAddress(state.peek(), PAGE)}&after=${rows.length}`);
    rows.push(...page.events);
    if (page.events.length === 0 || rows.length >= Math.min(MOST_EVENTS, page.truncated.total)) return { rows, total: page.truncated.total };
  }
}

/** How a file was made. */
function note(file: string, rows: { rows: Row[]; total: number } | null): string {
  const publishers = new Set(rows?.rows.flatMap((row) => row.publishers) ?? []);
  const filter = Object.fromEntries(Object.entries(filterOf(state.peek())).filter(([, value]) => value !== null && value !== ""));
  const counts = rows ? { events: rows.rows.length, events_that_fit: rows.total } : {};
  const scene = shown.peek()?.scene;
  const graph = scene ? { nodes: scene.nodes.length, links: scene.links.length } : {};
  return JSON.stringify({ file, made: new Date().toISOString(), address: location.href, query: `${location.origin}${eventsAddress(state.peek(), PAGE)}`, filter, ...counts, ...graph, sources: [...publishers].sort() }, null, 2);
}

const text = (name: string, body: string, type: string): void => save(name, new Blob([body], { type }));

function picture(svg: string): Promise<Blob> {
  const SCALE = 2;
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width * SCALE, image.height * SCALE];
      const context = canvas.getContext("2d");
      context?.scale(SCALE, SCALE);
      context?.drawImage(image, 0, 0);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png");
    };
    image.onerror = () => reject(new Error("svg"));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}

const channels = (colour: string): { r: number; g: number; b: number } => {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return colour.startsWith("color(") ? { r: Math.round(r * 255), g: Math.round(g * 255), b: Math.round(b * 255) } : { r, g, b };
};

const colourOf = (colours: Palette, node: SceneNode): string =>
  node.kind === "event" ? (node.quad ? colours.quads[node.quad] : colours.soft) : colours.kinds[node.kind];

/** The graph in the model of graphology, whose writers other programs read. */
async function model() {
  const { DirectedGraph } = await import("graphology");
  const scene = shown.peek()?.scene ?? { nodes: [], links: [] };
  const colours = palette();
  const graph = new DirectedGraph();
  for (const node of scene.nodes) {
    graph.addNode(node.id, { label: node.label, kind: node.kind, events: node.events, x: node.x, y: -node.y, size: node.radius, color: colourOf(colours, node) });
  }
  for (const link of scene.links) {
    const [source, target] = [scene.nodes[link.source]?.id, scene.nodes[link.target]?.id];
    if (source === undefined || target === undefined) continue;
    const turned = link.backward && !link.forward;
    const mutual = link.forward === link.backward;
    const types = Object.entries(link.types).map(([type, count]) => `${type}:${count}`).join(" ");
    const color = link.quad ? colours.quads[link.quad] : colours.line;
    const [from, to] = turned ? [target, source] : [source, target];
    graph.mergeDirectedEdge(from, to, { weight: link.events, types, mutual, color });
  }
  return graph;
}

export async function gexf(): Promise<string> {
  const { write } = await import("graphology-gexf/browser");
  return write(await model(), {
    formatNode: (_, { label, x, y, size, color, ...attributes }) => ({ label, attributes, viz: { x, y, size, color: channels(color) } }),
    formatEdge: (_, { weight, color, ...attributes }) => ({ weight, attributes, viz: { color: channels(color) } }),
    version: "1.2",
  });
}

/** The facts of these events as the store has them. */
async function turtle(rows: Row[]): Promise<string> {
  const parts: string[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const iris = rows.slice(at, at + AT_ONCE).map((row) => `<https://w3id.org/kabar/id/${row.id}>`);
    const response = await ask(`CONSTRUCT { ?event ?property ?value } WHERE { VALUES ?event { ${iris.join(" ")} } ?event ?property ?value }`, "text/turtle");
    const part = await response.text();
    parts.push(at === 0 ? part : part.replace(/^@prefix .*\n/gm, ""));
  }
  return parts.join("\n");
}

const NAME = "kabar";

export async function exportAs(format: ExportFormat): Promise<void> {
  const file = `${NAME}.${format === "turtle" ? "ttl" : format}`;
  const title = document.title;
  const svg = (): string => shown.peek()?.svg(title) ?? "";
  let rows: { rows: Row[]; total: number } | null = null;
  if (format === "png") save(file, await picture(svg()));
  else if (format === "svg") text(file, svg(), "image/svg+xml");
  else if (format === "graphml") text(file, (await import("./graphml")).graphml(await model()), "application/xml");
  else if (format === "gexf") text(file, await gexf(), "application/xml");
  else {
    rows = await events();
    if (format === "csv") text(file, csv([heads(), ...rows.rows.map(cells)]), "text/csv");
    if (format === "turtle") text(file, await turtle(rows.rows), "text/turtle");
    if (format === "json") text(file, JSON.stringify({ events: rows.rows, graph: shown.peek()?.scene ?? null }, null, 1), "application/json");
  }
  rows ??= await events();
  text(`${file}.about.json`, note(file, rows), "application/json");
}

