// The JSON of the linked views, as the server writes it.
import type { ArticleRef, EntityRef, PlaceRef, Truncated } from "../api/shapes";

export interface Row {
  id: string;
  type: string;
  begin: string | null;
  end: string | null;
  date_precision: string | null;
  factuality: string | null;
  confidence: number | null;
  report_count: number;
  independent_sources: number;
  actors: EntityRef[];
  recipients: EntityRef[];
  places: EntityRef[];
  publishers: string[];
}

export interface CountedNode extends EntityRef {
  events: number;
}

export interface Arrow {
  source: string;
  target: string;
  directed: boolean;
  events: number;
  types: Record<string, number>;
}

/** An article with those events of the graph that it tells of. */
export interface Telling extends ArticleRef {
  events: string[];
}

export interface Network {
  nodes: CountedNode[];
  arrows: Arrow[];
  events: Row[];
  articles: Telling[];
  truncated: Truncated;
  arrows_truncated: Truncated;
  events_truncated: Truncated;
}

export interface Sum {
  value: string;
  count: number;
}

export interface Facets {
  truncated: Truncated;
  first: string | null;
  last: string | null;
  types: Sum[];
  actors: CountedNode[];
  actors_total: number;
  countries: CountedNode[];
  kinds: Sum[];
  places: CountedNode[];
  publishers: Sum[];
  factualities: Sum[];
  confidences: number[];
}

export interface Bucket {
  start: string;
  counts: number[];
  vague: number;
}

export interface TimelineAnswer {
  unit: "day" | "week" | "month" | "year";
  types: string[];
  buckets: Bucket[];
  end: string | null;
  undated: number;
  outside: number;
}

export interface Dot extends PlaceRef {
  events: number;
  types: Record<string, number>;
}

export interface GeoPage {
  dots: Dot[];
  truncated: Truncated;
  countries: CountedNode[];
  placed: number;
  events: number;
}

export interface Listing {
  events: Row[];
  truncated: Truncated;
}

export type Direction = "out" | "in" | "with";

export interface Relation {
  type: string;
  direction: Direction;
  events: number;
  neighbours: number;
}

export interface Relations {
  relations: Relation[];
  neighbours: number;
  events: number;
}

export interface Neighbours {
  neighbours: CountedNode[];
  truncated: Truncated;
}

export interface Step {
  source: string;
  target: string;
  arrows: Arrow[];
  events: number;
  latest: Row[];
}

export interface Path {
  nodes: CountedNode[];
  steps: Step[];
  weakest: number;
}

export interface Paths {
  paths: Path[];
  more: boolean;
}
