import { DirectedGraph } from "graphology";
import { parse } from "graphology-graphml";
import { describe, expect, test } from "vitest";
import type { Network, TimelineAnswer } from "../src/explore/shapes";
import { withArrivals } from "../src/explore/graph/arrivals";
import { lay, seat } from "../src/explore/graph/forces";
import { inColumns } from "../src/explore/graph/columns";
import { leading, neighboursOf, sceneOf } from "../src/explore/graph/scene";
import { SvgSurface } from "../src/explore/graph/surface";
import { graphml } from "../src/explore/graphml";
import { clusters } from "../src/explore/map/clusters";
import { addressOf, filterOf, joined, read, readSelection, split, writeSelection } from "../src/explore/state";
import { barsOf, shifted } from "../src/explore/timeline";
import { csv } from "../src/save";

const at = (address: string) => read(new URL(address, "http://kabar.test").searchParams);

describe("an investigation stands in its address", () => {
  test.each([
    "/explore",
    "/explore?type=CONSULT%2CAID&actor=RUS&from=2024-01-01&until=2024-06-30",
    "/explore?publisher=%22Today%2C+Inc.%22%2CAntara&confidence=0.8&box=95%2C-11%2C141%2C6",
    "/explore?view=map&lens=events&n=200&unit=week&sort=reports&graph=RUS%2CPRK&pin=RUS%7E12%7E-30&sel=tie%3ARUS%7EPRK",
  ])("%s", (address) => expect(addressOf(at(address))).toBe(address));

  test("what nobody could have meant is left out", () => {
    const state = at("/explore?view=cake&n=-3&from=yesterday&confidence=9&sel=tie:RUS&unit=hour");
    expect(addressOf(state)).toBe("/explore");
    expect(state.limit).toBe(40);
  });

  test("an empty graph is not the busiest", () => {
    expect(at("/explore?graph=").graph).toEqual([]);
    expect(at("/explore").graph).toBeNull();
  });

  test("selections", () => {
    for (const text of ["entity:person-x", "event:ev-00", "publisher:A: B", "path:RUS~new-group-a"]) expect(writeSelection(readSelection(text))).toBe(text);
    expect(readSelection("entity:")).toBeNull();
  });

  test("lists with commas in their items", () => expect(split(joined(["a,b", "c"]))).toEqual(["a,b", "c"]));

  test("a filter without its window", () => expect(filterOf(at("/explore?from=2024-01-01&type=AID"), ["from", "until"])).toMatchObject({ type: "AID" }));
});

const entity = (id: string, events: number) => ({ id, iri: id, type: "country" as const, label: { en: id, id }, country: null, events });
const network: Network = {
  nodes: [entity("A", 9), entity("B", 4), entity("C", 1)],
  arrows: [
    { source: "A", target: "B", directed: true, events: 2, types: { ASSAULT: 2 } },
    { source: "B", target: "A", directed: true, events: 1, types: { CONSULT: 1 } },
    { source: "B", target: "elsewhere", directed: true, events: 1, types: { AID: 1 } },
  ],
  events: [],
  articles: [],
  truncated: { shown: 3, total: 3 },
  arrows_truncated: { shown: 3, total: 3 },
  events_truncated: { shown: 0, total: 0 },
};

describe("what is drawn", () => {
  test("both directions are one line, coloured by what there is most of", () => {
    const { links } = sceneOf(network, "actors", () => "");
    expect(links).toEqual([{ source: 0, target: 1, events: 3, quad: 4, forward: true, backward: true, types: { ASSAULT: 2, CONSULT: 1 } }]);
    expect(leading({ CONSULT: 1, ASSAULT: 1 })).toBe(4);
  });

  test("agencies and outlets, their articles, the events they tell of", () => {
    const article = { id: "a1", iri: "a1", headline: "Talks", published: null, publisher: "Gazette", agency: "Wire", language: "en", events: ["e1"] };
    const row = { id: "e1", type: "CONSULT", begin: null, end: null, date_precision: null, factuality: null, confidence: null, report_count: 2, independent_sources: 1, actors: [], recipients: [], places: [], publishers: [] };
    const copied = { ...article, id: "a2", publisher: "Courier" };
    const scene = sceneOf({ ...network, articles: [article, copied], events: [row] }, "sources", () => "they met");
    const at = (label: string): number => scene.nodes.findIndex((node) => node.label === label);
    expect(neighboursOf(scene, at("Wire"))).toHaveLength(2);
    expect(neighboursOf(scene, at("they met"))).toHaveLength(2);
    inColumns(scene);
    const x = (label: string): number => scene.nodes[at(label)]?.x ?? NaN;
    expect([x("Wire") < x("Gazette"), x("Gazette") < x("Talks"), x("Talks") < x("they met")]).toEqual([true, true, true]);
  });

  test("the same graph gives the same picture, and what is fixed stays", () => {
    const laid = () => ({ positions: Float64Array.from([5, 6, NaN, NaN, NaN, NaN]), fixed: Uint8Array.from([1, 0, 0]), radii: Float64Array.from([9, 9, 9]), links: Float64Array.from([0, 1, 3]) });
    const first = lay(laid());
    expect([...lay(laid())]).toEqual([...first]);
    expect([...first.slice(0, 2)]).toEqual([5, 6]);
    expect([...first].every(Number.isFinite)).toBe(true);
  });

  test("those who were just asked for stand around the one they are tied to, each once", () => {
    const [known] = network.nodes;
    if (!known) throw new Error("the network has nodes");
    const node = { ...known, id: "NEW", events: 4 };
    const more = withArrivals(network, { address: "", around: known.id, tie: { type: "AID", direction: "in" }, nodes: [node, known] });
    expect(more.nodes.map(({ id }) => id)).toEqual([...network.nodes.map(({ id }) => id), "NEW"]);
    expect(more.arrows.at(-1)).toEqual({ source: "NEW", target: known.id, directed: true, events: 4, types: { AID: 4 } });
    const laid = { positions: Float64Array.from([10, 20, NaN, NaN, NaN, NaN, NaN, NaN]), fixed: new Uint8Array(4), radii: new Float64Array(4), links: Float64Array.from([0, 1, 1, 2, 0, 1]) };
    seat(laid);
    const away = (place: number): number => Math.hypot((laid.positions[2 * place] ?? 0) - 10, (laid.positions[2 * place + 1] ?? 0) - 20);
    expect(away(1)).toBeLessThan(away(2));
    expect(laid.positions.every(Number.isFinite)).toBe(true);
  });

  test("names cannot break out of a drawing", () => {
    const surface = new SvgSurface();
    surface.label('<script>"&', 1, 2, 12, "black", "white", false);
    expect(surface.text(10, 10, "white", "<t>")).not.toMatch(/<script|<t>/);
  });

  test("GraphML is read by another library with the same counts", () => {
    const graph = new DirectedGraph();
    graph.addNode('a"<', { label: "A & B", events: 3 });
    graph.addNode("b", { label: "B", events: 1 });
    graph.mergeDirectedEdge('a"<', "b", { weight: 2, mutual: true });
    const again = parse(DirectedGraph, graphml(graph)) as DirectedGraph;
    expect([again.order, again.size]).toEqual([2, 1]);
    expect(again.getNodeAttributes('a"<')).toMatchObject({ label: "A & B", events: 3 });
  });

  test("places that would lie on each other become one", () => {
    const dot = (id: string, lon: number, events: number) => ({ id, iri: id, type: "place" as const, label: { en: id, id }, country: null, lat: 0, lon, events, types: { AID: events } });
    const found = clusters([dot("a", 1, 5), dot("b", 2, 1), dot("c", 500, 2)], (one) => [one.lon ?? 0, 0]);
    expect(found.map((cluster) => [cluster.dots.length, cluster.events, cluster.quad])).toEqual([
      [2, 6, 2],
      [1, 2, 2],
    ]);
  });
});

describe("time", () => {
  const answer: TimelineAnswer = {
    unit: "month",
    types: ["CONSULT", "ASSAULT"],
    buckets: ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"].map((start, n) => ({ start, counts: [n, 1], vague: 0 })),
    end: "2024-05-01",
    undated: 0,
    outside: 0,
  };
  const days = (span: { from: number; until: number } | null) => span && [span.from, span.until].map((one) => new Date(one).toISOString().slice(0, 10));

  test("bars are stacked by what kind of events they are", () => expect(barsOf(answer)[2]?.sums).toEqual([0, 2, 0, 0, 1]));

  test("a window keeps its length when it is shifted, and stops at the ends", () => {
    const bars = barsOf(answer);
    expect(days(shifted(bars, "2024-01-01", "2024-02-29", 1))).toEqual(["2024-02-01", "2024-04-01"]);
    expect(days(shifted(bars, "2024-03-01", "2024-04-30", 1))).toEqual(["2024-03-01", "2024-05-01"]);
    expect(days(shifted(bars, null, null, 1))).toEqual(["2024-01-01", "2024-02-01"]);
    expect(shifted([], null, null, 1)).toBeNull();
  });
});

test("fields of a table that need quotation marks get them", () => expect(csv([['a"b', "c,d", "e"]])).toBe('"a""b","c,d",e'));
