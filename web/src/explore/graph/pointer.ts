// Dragging, wheel, pinching, hovering, clicking; dragging a rectangle chooses all actors in it.
import { useEffect } from "preact/hooks";
import { expandBusiest } from "../actions";
import { change, state } from "../state";
import { zoom, type GraphRenderer, type Target } from "./renderer";
import { isActor, type Scene } from "./scene";
import { tipOf } from "./target";

export type Rectangle = [number, number, number, number];

interface Area {
  /** Whether dragging draws a rectangle; with the Shift key it always does. */
  choosing: boolean;
  setBox: (box: Rectangle | null) => void;
  onArea: (ids: string[]) => void;
}

/** The actors in a rectangle on the screen. */
function within(scene: Scene, renderer: GraphRenderer, [x1, y1, x2, y2]: Rectangle): string[] {
  const inside = (place: number): boolean => {
    const [x, y] = renderer.toScreen(place);
    return x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2);
  };
  return scene.nodes.flatMap((node, place) => (isActor(node.kind) && inside(place) ? [node.id] : []));
}

export function usePointer(
  canvas: { current: HTMLCanvasElement | null },
  renderer: { current: GraphRenderer | null },
  scene: Scene,
  choose: (target: Target) => void,
  setTip: (tip: { x: number; y: number; text: string } | null) => void,
  { choosing, setBox, onArea }: Area,
): void {
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const stop = new AbortController();
    const options = { signal: stop.signal };
    const pointers = new Map<number, [number, number]>();
    let grabbed: Target = { node: null, link: null };
    let moved = 0;
    let corner: [number, number] | null = null;

    const at = (event: PointerEvent | WheelEvent | MouseEvent): [number, number] => {
      const frame = element.getBoundingClientRect();
      return [event.clientX - frame.left, event.clientY - frame.top];
    };

    const down = (event: PointerEvent): void => {
      if (event.button !== 0 || !renderer.current) return;
      element.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, at(event));
      moved = 0;
      corner = event.shiftKey || choosing ? at(event) : null;
      grabbed = corner ? { node: null, link: null } : renderer.current.at(...at(event));
    };

    const move = (event: PointerEvent): void => {
      const view = renderer.current;
      if (!view) return;
      const [x, y] = at(event);
      const before = pointers.get(event.pointerId);
      if (!before) {
        const under = view.at(x, y);
        view.hover(under);
        element.style.cursor = choosing ? "crosshair" : under.node !== null || under.link !== null ? "pointer" : "grab";
        setTip(tipOf(scene, under, x, y));
        return;
      }
      const [dx, dy] = [x - before[0], y - before[1]];
      moved += Math.abs(dx) + Math.abs(dy);
      if (corner) {
        setBox([...corner, x, y]);
        pointers.set(event.pointerId, [x, y]);
        return;
      }
      if (pointers.size === 2) {
        const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
        if (other) {
          const ratio = Math.hypot(x - other[0], y - other[1]) / Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1]));
          zoom(view, ratio);
        }
      } else if (grabbed.node !== null && moved > 4) {
        const node = scene.nodes[grabbed.node];
        if (node) [node.x, node.y] = view.toWorld(x, y);
        view.setScene(scene);
      } else if (moved > 4) {
        view.camera = { ...view.camera, x: view.camera.x - dx / view.camera.scale, y: view.camera.y - dy / view.camera.scale };
        view.redraw();
      }
      if (moved > 4) setTip(null);
      pointers.set(event.pointerId, [x, y]);
    };

    const up = (event: PointerEvent): void => {
      if (!pointers.delete(event.pointerId)) return;
      const node = grabbed.node === null ? undefined : scene.nodes[grabbed.node];
      if (corner) {
        setBox(null);
        if (moved > 4 && renderer.current) onArea(within(scene, renderer.current, [...corner, ...at(event)]));
        corner = null;
      } else if (moved <= 4) choose(grabbed);
      else if (node && isActor(node.kind)) change({ pinned: { ...state.peek().pinned, [node.id]: [node.x, node.y] } });
    };

    const wheel = (event: WheelEvent): void => {
      const view = renderer.current;
      if (!view) return;
      event.preventDefault();
      const [x, y] = at(event);
      const [wx, wy] = view.toWorld(x, y);
      zoom(view, Math.exp(-event.deltaY * 0.0015));
      const [ax, ay] = view.toWorld(x, y);
      view.camera = { ...view.camera, x: view.camera.x + wx - ax, y: view.camera.y + wy - ay };
      view.redraw();
    };

    const twice = (event: MouseEvent): void => {
      const under = renderer.current?.at(...at(event));
      const node = under?.node === null || under?.node === undefined ? undefined : scene.nodes[under.node];
      if (node && isActor(node.kind)) void expandBusiest(node.id);
    };

    element.addEventListener("pointerdown", down, options);
    element.addEventListener("pointermove", move, options);
    element.addEventListener("pointerup", up, options);
    element.addEventListener("pointercancel", up, options);
    element.addEventListener("pointerleave", () => (setTip(null), renderer.current?.hover({ node: null, link: null })), options);
    element.addEventListener("wheel", wheel, { ...options, passive: false });
    element.addEventListener("dblclick", twice, options);
    return () => stop.abort();
  }, [scene, choosing]);
}
