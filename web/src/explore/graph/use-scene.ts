// From the network to the scene on the screen: who stays keeps its place, who comes is drawn beside those it is tied to at once,
// and the layout settles afterwards.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { language } from "../../i18n";
import { plain, sentence } from "../../sentence";
import type { Network, Row } from "../shapes";
import type { Investigation, Lens } from "../state";
import { inColumns } from "./columns";
import type { Camera } from "./draw";
import { layOut, seatNew, settle } from "./layout";
import type { GraphRenderer } from "./renderer";
import { sceneOf, type Scene } from "./scene";

const told = (row: Row): string => plain(sentence({ ...row, modes: [] }, language.value));

/** Share of the nodes that must be on the screen already, so that the picture is not laid out from scratch. */
const MOST_STAY = 1 / 3;

interface Before {
  lens: Lens;
  ids: string;
  /** Whether it was laid out with all its lines. */
  settled: boolean;
}

/** `arriving`: the lines among those who just came are not known yet. */
export function useScene(network: Network | null, { lens, pinned }: Investigation, renderer: { current: GraphRenderer | null }, arriving: boolean): Scene {
  const [scene, setScene] = useState<Scene>({ nodes: [], links: [] });
  const before = useRef<Before | null>(null);
  const places = useRef(new Map<string, { x: number; y: number }>());
  const settling = useRef<() => void>(() => undefined);
  const lang = language.value;
  const pins = JSON.stringify(pinned);

  useLayoutEffect(() => {
    if (!network) return;
    settling.current();
    const next = sceneOf(network, lens, told);
    const was = before.current;
    const stay = was?.lens === lens ? next.nodes.filter((node) => places.current.has(node.id)).length : 0;
    const anew = stay === 0 || (stay < next.nodes.length * MOST_STAY && !arriving);
    for (const node of next.nodes) {
      const [pin, place] = [pinned[node.id], anew ? undefined : places.current.get(node.id)];
      if (place) Object.assign(node, place);
      if (pin) Object.assign(node, { x: pin[0], y: pin[1], pinned: true });
    }
    const ids = next.nodes.map((node) => node.id).sort().join();
    const same = !anew && was?.settled === true && was.ids === ids;
    before.current = { lens, ids, settled: !arriving };
    const keep = (): void => void (places.current = new Map(next.nodes.map(({ id, x, y }) => [id, { x, y }])));
    const show = (): void => {
      keep();
      setScene(next);
      renderer.current?.setScene(next);
      if (!same) renderer.current?.fit();
    };
    let camera: Camera | undefined;
    const moved = (over: boolean): void => {
      if (over) keep();
      renderer.current?.setScene(next);
      // Whoever looks closer meanwhile keeps their view.
      if (camera === undefined || camera === renderer.current?.camera) renderer.current?.fit();
      camera = renderer.current?.camera;
    };
    if (lens === "sources") {
      inColumns(next);
      show();
    } else if (anew) layOut(next, show);
    else {
      seatNew(next);
      show();
      if (!same && !arriving) settling.current = settle(next, moved);
    }
  }, [network, lens, lang, pins]);
  return scene;
}
