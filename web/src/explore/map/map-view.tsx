// The map: where events happen, and which countries take part. Drawn here from files of this page, without tiles.
import { geoNaturalEarth1, geoPath, type GeoProjection } from "d3-geo";
import { scaleSqrt } from "d3-scale";
import { useEffect, useRef, useState } from "preact/hooks";
import { fill, name, number, several, words } from "../../i18n";
import { ProblemCard } from "../../parts/answered";
import { QuadLegend } from "../../parts/type-chip";
import { theme } from "../../settings";
import { useLatest } from "../latest";
import { palette, type Palette } from "../palette";
import { geoAddress } from "../questions";
import type { Dot, GeoPage } from "../shapes";
import { change, select, state } from "../state";
import { clusters, type Cluster } from "./clusters";
import { countries, type Countries } from "./countries";

interface Camera {
  scale: number;
  x: number;
  y: number;
}

export const WORLD: Camera = { scale: 1, x: 0, y: 0 };

function projectionOf(width: number, height: number, camera: Camera): GeoProjection {
  const projection = geoNaturalEarth1().fitExtent(
    [
      [8, 8],
      [width - 8, height - 8],
    ],
    { type: "Sphere" },
  );
  const [x, y] = projection.translate();
  const centre = [width / 2, height / 2] as const;
  return projection
    .scale(projection.scale() * camera.scale)
    .translate([(x - centre[0]) * camera.scale + centre[0] + camera.x, (y - centre[1]) * camera.scale + centre[1] + camera.y]);
}

interface Drawn {
  projection: GeoProjection;
  clusters: Cluster[];
}

function mixed(from: string, to: string, share: number): string {
  return `color-mix(in oklab, ${to} ${Math.round(share * 100)}%, ${from})`;
}

export function paint(canvas: HTMLCanvasElement, shapes: Countries | null, page: GeoPage | null, camera: Camera, shaded: boolean, colours: Palette): Drawn | null {
  const context = canvas.getContext("2d");
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (!context || width === 0) return null;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  const projection = projectionOf(width, height, camera);
  const path = geoPath(projection, context);
  const area = (shape: Parameters<typeof path>[0], colour: string): void => {
    context.beginPath();
    path(shape);
    context.fillStyle = colour;
    context.fill();
  };
  area({ type: "Sphere" }, colours.sea);
  const counts = new Map(page?.countries.map((country) => [country.id, country.events]) ?? []);
  const shade = scaleSqrt([0, Math.max(1, ...counts.values())], [0, 0.75]);
  for (const { iso3, shape } of shapes?.shapes ?? []) {
    const events = shaded && iso3 ? (counts.get(iso3) ?? 0) : 0;
    area(shape, events > 0 ? mixed(colours.land, colours.accent, 0.08 + shade(events)) : colours.land);
  }
  if (shapes) {
    context.beginPath();
    path(shapes.borders);
    context.strokeStyle = colours.border;
    context.lineWidth = 0.7;
    context.stroke();
  }
  const found = clusters(page?.dots ?? [], (dot) => (dot.lon === null || dot.lat === null ? null : projection([dot.lon, dot.lat])));
  dots(context, found, colours, width, height);
  return { projection, clusters: found };
}

function dots(context: CanvasRenderingContext2D, found: Cluster[], colours: Palette, width: number, height: number): void {
  context.textAlign = "center";
  for (const cluster of found) {
    if (cluster.x < -30 || cluster.y < -30 || cluster.x > width + 30 || cluster.y > height + 30) continue;
    context.beginPath();
    context.arc(cluster.x, cluster.y, cluster.radius, 0, 2 * Math.PI);
    context.globalAlpha = 0.85;
    context.fillStyle = cluster.quad ? colours.quads[cluster.quad] : colours.soft;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = colours.paper;
    context.lineWidth = 1.2;
    context.stroke();
  }
  const taken: [number, number, number][] = [];
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "top";
  for (const cluster of found.slice(0, 60)) {
    const first = cluster.dots[0];
    if (!first) continue;
    const text = name(first.label, first.id) + (cluster.dots.length > 1 ? ` +${cluster.dots.length - 1}` : "");
    const half = context.measureText(text).width / 2;
    const top = cluster.y + cluster.radius + 1;
    if (taken.some(([x, y, other]) => Math.abs(x - cluster.x) < half + other && Math.abs(y - top) < 15)) continue;
    taken.push([cluster.x, top, half + 4]);
    context.strokeStyle = colours.paper;
    context.lineWidth = 3;
    context.strokeText(text, cluster.x, top);
    context.fillStyle = colours.ink;
    context.fillText(text, cluster.x, top);
  }
}

type Box = [number, number, number, number];

/** West, south, east, north of a rectangle on the screen. */
function edges(projection: GeoProjection, [x1, y1, x2, y2]: Box): string | null {
  const corners = [
    [Math.min(x1, x2), Math.max(y1, y2)],
    [Math.max(x1, x2), Math.min(y1, y2)],
  ].map((corner) => projection.invert?.(corner as [number, number]));
  const [low, high] = corners;
  if (!low || !high || [...low, ...high].some(Number.isNaN)) return null;
  const within = (value: number, most: number): string => Math.max(-most, Math.min(most, value)).toFixed(2);
  return [within(low[0], 180), within(low[1], 90), within(high[0], 180), within(high[1], 90)].join(",");
}

function Tools({ page, choosing, onChoose, shaded, onShade }: { page: GeoPage | null; choosing: boolean; onChoose: (choosing: boolean) => void; shaded: boolean; onShade: (shaded: boolean) => void }) {
  const say = words().explore;
  return (
    <div class="view-tools">
      <button type="button" aria-pressed={choosing} onClick={() => onChoose(!choosing)}>
        {say.boxSelect}
      </button>
      {state.value.box !== null && (
        <button type="button" onClick={() => change({ box: null })}>
          {say.boxClear}
        </button>
      )}
      <label class="inline">
        <input type="checkbox" checked={shaded} onChange={(event) => onShade(event.currentTarget.checked)} /> <span>{say.shade}</span>
      </label>
      <span class="grow" />
      {choosing && <span class="small">{say.boxHint}</span>}
      {page && (
        <span class="small soft" role="status">
          {fill(say.placed, { placed: page.placed, events: page.events })} · {several(say.places, page.truncated.total)}
        </span>
      )}
    </div>
  );
}

/** The places of a cluster as a list to choose from. */
function PlaceList({ cluster, onClose }: { cluster: Cluster; onClose: () => void }) {
  const say = words();
  return (
    <div class="place-list" style={{ left: `${cluster.x}px`, top: `${cluster.y}px` }}>
      <ul class="plain">
        {cluster.dots.slice(0, 12).map((dot: Dot) => (
          <li key={dot.id}>
            <button
              type="button"
              class="link"
              onClick={() => {
                select({ kind: "entity", id: dot.id });
                onClose();
              }}
            >
              {name(dot.label, dot.id)}
            </button>{" "}
            <span class="soft small">{several(say.count.events, dot.events)}</span>{" "}
            <button
              type="button"
              class="link small"
              onClick={() => {
                change({ place: [dot.id] });
                onClose();
              }}
            >
              {say.explore.onlyThis}
            </button>
          </li>
        ))}
      </ul>
      {cluster.dots.length > 12 && <p class="small soft">{fill(say.showMore, { n: number(cluster.dots.length - 12) })}</p>}
      <button type="button" class="quiet" onClick={onClose}>
        {say.explore.keys.close}
      </button>
    </div>
  );
}

export function MapView() {
  const now = state.value;
  const say = words().explore;
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const [shapes, setShapes] = useState<Countries | null>(null);
  const [camera, setCamera] = useState(WORLD);
  const [size, setSize] = useState(0);
  const [choosing, setChoosing] = useState(false);
  const [shaded, setShaded] = useState(true);
  const [box, setBox] = useState<Box | null>(null);
  const [open, setOpen] = useState<Cluster | null>(null);
  const { value: page, problem, stale } = useLatest<GeoPage>(geoAddress(now));
  const themed = theme.value;

  useEffect(() => void countries(setShapes), []);
  useEffect(() => {
    if (!canvas.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setSize(entry.contentRect.width + entry.contentRect.height / 10_000));
    watch.observe(canvas.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current) drawn.current = paint(canvas.current, shapes, page, camera, shaded, palette());
  }, [shapes, page, camera, size, themed, shaded, say]);

  const zoom = (by: number, x = (canvas.current?.clientWidth ?? 0) / 2, y = (canvas.current?.clientHeight ?? 0) / 2): void => {
    setOpen(null);
    setCamera((old) => {
      const scale = Math.max(1, Math.min(60, old.scale * by));
      const ratio = scale / old.scale;
      const [cx, cy] = [(canvas.current?.clientWidth ?? 0) / 2, (canvas.current?.clientHeight ?? 0) / 2];
      return { scale, x: (x - cx) * (1 - ratio) + old.x * ratio, y: (y - cy) * (1 - ratio) + old.y * ratio };
    });
  };
  const pan = (dx: number, dy: number): void => {
    setOpen(null);
    setCamera((old) => ({ ...old, x: old.x + dx, y: old.y + dy }));
  };

  const drag = useRef<{ from: [number, number]; last: [number, number]; moved: boolean } | null>(null);
  const at = (event: PointerEvent | WheelEvent): [number, number] => {
    const frame = canvas.current?.getBoundingClientRect();
    return [event.clientX - (frame?.left ?? 0), event.clientY - (frame?.top ?? 0)];
  };
  const down = (event: PointerEvent): void => {
    canvas.current?.setPointerCapture(event.pointerId);
    drag.current = { from: at(event), last: at(event), moved: false };
  };
  const move = (event: PointerEvent): void => {
    if (!drag.current) return;
    const here = at(event);
    const { from, last } = drag.current;
    drag.current.moved ||= Math.hypot(here[0] - from[0], here[1] - from[1]) > 4;
    if (choosing) setBox([...from, ...here]);
    else if (drag.current.moved) pan(here[0] - last[0], here[1] - last[1]);
    drag.current.last = here;
  };
  const up = (event: PointerEvent): void => {
    const was = drag.current;
    drag.current = null;
    setBox(null);
    if (!was || !drawn.current) return;
    const here = at(event);
    if (choosing && was.moved) {
      setChoosing(false);
      const chosen = edges(drawn.current.projection, [...was.from, ...here]);
      if (chosen) change({ box: chosen });
    } else if (!was.moved) {
      const hit = drawn.current.clusters.find((cluster) => Math.hypot(cluster.x - here[0], cluster.y - here[1]) <= cluster.radius + 3);
      const only = hit?.dots.length === 1 ? hit.dots[0] : undefined;
      setOpen(only ? null : (hit ?? null));
      if (only) select({ kind: "entity", id: only.id });
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by: Record<string, [number, number]> = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    const step = by[event.key];
    if (step) pan(...step);
    else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.4 : 1 / 1.4);
    else if (event.key === "0") setCamera(WORLD);
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    const element = canvas.current;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * 0.0015), ...at(event));
    };
    element?.addEventListener("wheel", wheel, { passive: false });
    return () => element?.removeEventListener("wheel", wheel);
  }, []);

  return (
    <div class="view-body">
      <Tools page={page} choosing={choosing} onChoose={setChoosing} shaded={shaded} onShade={setShaded} />
      {problem && <ProblemCard problem={problem} />}
      <div class={`graph-box${stale ? " stale" : ""}`}>
        <canvas
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label={say.mapLabel}
          aria-describedby="map-keys"
          data-places={page?.truncated.total ?? ""}
          data-shapes={shapes?.shapes.length ?? 0}
          style={{ cursor: choosing ? "crosshair" : "grab" }}
          onPointerDown={down}
          onPointerMove={move}
          onPointerUp={up}
          onPointerCancel={() => (drag.current = null)}
          onKeyDown={onKeyDown}
        />
        {box && <div class="box-select" style={{ left: `${Math.min(box[0], box[2])}px`, top: `${Math.min(box[1], box[3])}px`, width: `${Math.abs(box[2] - box[0])}px`, height: `${Math.abs(box[3] - box[1])}px` }} />}
        {open && <PlaceList cluster={open} onClose={() => setOpen(null)} />}
        <div class="segments map-zoom" role="group" aria-label={say.zoom}>
          <button type="button" aria-label={say.zoomIn} onClick={() => zoom(1.4)}>
            +
          </button>
          <button type="button" aria-label={say.fit} onClick={() => setCamera(WORLD)}>
            ⤢
          </button>
          <button type="button" aria-label={say.zoomOut} onClick={() => zoom(1 / 1.4)}>
            −
          </button>
        </div>
      </div>
      <QuadLegend class="graph-legend small" />
      <p class="unseen" id="map-keys">
        {say.mapKeys}
      </p>
    </div>
  );
}
