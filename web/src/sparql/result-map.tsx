// An answer with coordinates as a map.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Term } from "../api/shapes";
import { countries, type Countries } from "../explore/map/countries";
import { paint, WORLD } from "../explore/map/map-view";
import { palette } from "../explore/palette";
import type { Dot, GeoPage } from "../explore/shapes";
import { words } from "../i18n";
import { theme } from "../settings";
import { pointOf, type Shape } from "./shape";

type Row = Record<string, Term | undefined>;

function pageOf(rows: Row[], shape: Shape): GeoPage {
  const dots = new Map<string, Dot>();
  for (const row of rows) {
    const point = pointOf(shape, row);
    if (!point) continue;
    const text = Object.values(row).find((term) => term?.type === "literal" && !("datatype" in term && term.datatype))?.value ?? "";
    const key = point.join();
    const dot = dots.get(key) ?? { id: key, iri: key, type: "place", label: { en: text, id: text }, country: null, lon: point[0], lat: point[1], events: 0, types: {} };
    dots.set(key, { ...dot, events: dot.events + 1 });
  }
  const list = [...dots.values()].sort((a, b) => b.events - a.events);
  return { dots: list, truncated: { shown: list.length, total: list.length }, countries: [], placed: rows.length, events: rows.length };
}

export function ResultMap({ rows, shape }: { rows: Row[]; shape: Shape }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shapes, setShapes] = useState<Countries | null>(null);
  const themed = theme.value;
  useEffect(() => void countries(setShapes), []);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, shapes, pageOf(rows, shape), WORLD, false, palette());
  }, [rows, shapes, themed]);
  return <canvas ref={canvas} class="result-canvas" role="img" aria-label={words().query.views.map} />;
}
