// The shapes of countries: coarse ones at once, finer ones when they have come. Both are files of this page; nothing is asked of
// anybody else.
import type { Feature, FeatureCollection, Geometry } from "geojson";
import codes from "i18n-iso-countries/codes.json";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import coarse from "world-atlas/countries-110m.json?url";
import fine from "world-atlas/countries-50m.json?url";

type World = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

export interface Countries {
  shapes: { iso3: string | null; shape: Feature<Geometry, { name: string }> }[];
  borders: Geometry;
}

/** The atlas numbers countries, the store names them by three letters. */
const ISO3 = new Map((codes as [string, string, string][]).map(([, iso3, number]) => [number, iso3]));
/** The atlas has no number for it. */
const UNNUMBERED: Record<string, string> = { Kosovo: "XKX" };

async function fetched(address: string): Promise<Countries> {
  const world = (await (await fetch(address)).json()) as World;
  const { countries } = world.objects;
  const found = feature(world, countries) as FeatureCollection<Geometry, { name: string }>;
  return {
    shapes: found.features.map((shape) => ({ iso3: ISO3.get(String(shape.id)) ?? UNNUMBERED[shape.properties.name] ?? null, shape })),
    borders: mesh(world, countries, (a, b) => a !== b),
  };
}

/** Calls `ready` with the coarse shapes and again with the fine ones. */
export async function countries(ready: (shapes: Countries) => void): Promise<void> {
  let best = 0;
  const offer = (rank: number) => (shapes: Countries) => {
    if (rank > best) {
      best = rank;
      ready(shapes);
    }
  };
  await Promise.all([fetched(coarse).then(offer(1)), fetched(fine).then(offer(2))]);
}
