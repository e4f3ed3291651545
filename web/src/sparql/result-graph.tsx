// An answer of three columns as a graph.
import { useEffect, useRef } from "preact/hooks";
import type { Label, Term } from "../api/shapes";
import { layOut } from "../explore/graph/layout";
import { CanvasRenderer } from "../explore/graph/renderer";
import type { Scene, SceneNode } from "../explore/graph/scene";
import { palette } from "../explore/palette";
import { name, words } from "../i18n";
import { pageOf, short } from "../iris";
import { go } from "../navigation";
import { theme } from "../settings";

type Row = Record<string, Term | undefined>;

const MOST = 400;

function sceneOf(rows: Row[], [s, p, o]: [string, string, string], labels: Map<string, Label>): Scene {
  const nodes = new Map<string, SceneNode>();
  const order: string[] = [];
  const place = (term: Term | undefined): number => {
    const id = term?.value ?? "";
    if (!nodes.has(id)) {
      const label = term?.type === "uri" ? name(labels.get(id)) || short(id) : id;
      nodes.set(id, { id, kind: term?.type === "uri" ? "country" : "organization", label, events: 1, radius: 7, quad: null, x: NaN, y: NaN, pinned: false });
      order.push(id);
    }
    return order.indexOf(id);
  };
  const links = rows.slice(0, MOST).map((row) => ({
    source: place(row[s]),
    target: place(row[o]),
    events: Number(row[p]?.value) || 1,
    quad: null,
    forward: true,
    backward: false,
    types: { [short(row[p]?.value ?? "")]: 1 },
  }));
  return { nodes: order.flatMap((id) => nodes.get(id) ?? []), links: links.filter(({ source, target }) => source !== target) };
}

export function ResultGraph({ rows, columns, labels }: { rows: Row[]; columns: [string, string, string]; labels: Map<string, Label> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const renderer = useRef<CanvasRenderer | null>(null);
  const themed = theme.value;
  useEffect(() => {
    if (!canvas.current) return;
    const made = new CanvasRenderer(canvas.current, palette());
    renderer.current = made;
    made.resize(canvas.current.clientWidth, canvas.current.clientHeight);
    const scene = sceneOf(rows, columns, labels);
    layOut(scene, () => {
      made.setScene(scene);
      made.fit();
    });
    const open = (event: MouseEvent): void => {
      const { node } = made.at(event.offsetX, event.offsetY);
      const page = node === null ? null : pageOf(scene.nodes[node]?.id ?? "");
      if (page) go(page);
    };
    const element = canvas.current;
    element.addEventListener("click", open);
    return () => {
      element.removeEventListener("click", open);
      made.close();
    };
  }, [rows, labels, themed]);
  return <canvas ref={canvas} class="result-canvas" role="img" aria-label={words().query.views.graph} />;
}
