// What is on the screen as files for other programs: events come from the server, all that fit; the graph is written here as it is
// drawn. Beside each goes a note that says how it was made, so that it can be cited.
import { get } from "../api/client";
import { language } from "../i18n";
import { save } from "../save";
import { shown } from "./actions";
import type { SceneNode } from "./graph/scene";
import { palette, type Palette } from "./palette";
import { eventsQuery } from "../sparql/events-query";
import { exportAddress } from "./questions";
import { state, wantedOf, type View } from "./state";

export const FORMATS = ["png", "svg", "csv", "json", "graphml", "gexf", "turtle"] as const;
export type ExportFormat = (typeof FORMATS)[number];

const DRAWN = { png: "image/png", svg: "image/svg+xml", graphml: "application/xml", gexf: "application/xml" };

const isDrawn = (format: ExportFormat): format is keyof typeof DRAWN => format in DRAWN;

/** What can be made of a view: map and timeline are pictures only, the table is none. */
export const formatsOf = (view: View): ExportFormat[] =>
  FORMATS.filter((format) => !isDrawn(format) || view === "graph" || (format === "png" && view !== "table"));

/** Rows of the query that stands in the note. */
const MOST_ROWS = 100_000;

/** How a file was made: what the server says of the events, the query that finds them, and what of them is drawn. */
function note(file: string, about: object, format: ExportFormat): string {
  const scene = isDrawn(format) && state.peek().view === "graph" ? shown.peek()?.scene : undefined;
  const graph = scene ? { nodes: scene.nodes.length, links: scene.links.length } : {};
  const query = eventsQuery(wantedOf(state.peek()), MOST_ROWS, language.peek());
  return JSON.stringify({ file, page: location.href, ...about, query, ...graph }, null, 2);
}

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

/** The canvas of the map or the timeline as it stands on the screen. */
function copied(): Promise<Blob> {
  const from = document.querySelector<HTMLCanvasElement>(".explore-view canvas");
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [from?.width ?? 1, from?.height ?? 1];
  const context = canvas.getContext("2d");
  if (context) {
    context.fillStyle = palette().paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (from) context.drawImage(from, 0, 0);
  }
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png"));
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

const NAME = "kabar";

const ENDINGS: Partial<Record<ExportFormat, string>> = { turtle: "ttl" };

/** A file that the server writes while it is being sent, so that it may be longer than this page could hold. */
function fetched(format: ExportFormat): void {
  const link = document.createElement("a");
  link.href = exportAddress(state.peek(), format, language.peek());
  link.download = "";
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

async function drawn(format: keyof typeof DRAWN): Promise<Blob> {
  if (state.peek().view !== "graph") return copied();
  const svg = shown.peek()?.svg(document.title) ?? "";
  if (format === "png") return picture(svg);
  const body = { svg: () => svg, graphml: async () => (await import("./graphml")).graphml(await model()), gexf };
  return new Blob([await body[format]()], { type: DRAWN[format] });
}


export async function exportAs(format: ExportFormat): Promise<void> {
  const file = `${NAME}.${ENDINGS[format] ?? format}`;
  if (isDrawn(format)) save(file, await drawn(format));
  else fetched(format);
  // Browsers take the second of two downloads in one moment for an accident.
  const pause = new Promise((resolve) => setTimeout(resolve, 400));
  const about = await get<object>(exportAddress(state.peek(), "about", language.peek()));
  await pause;
  save(`${file}.about.json`, new Blob([note(file, about, format)], { type: "application/json" }));
}
