// The JSON the server sends, as it is written down in its API. One interface per answer; nothing is computed here.

export interface Label {
  en: string | null;
  id: string | null;
}

export type EntityKind = "person" | "organization" | "country" | "group" | "place";
export type HitKind = EntityKind | "event" | "article" | "type";

export interface EntityRef {
  id: string;
  iri: string;
  type: EntityKind;
  label: Label;
  country: string | null;
}

export interface PlaceRef extends EntityRef {
  lat: number | null;
  lon: number | null;
}

export interface Hit {
  id: string;
  iri: string;
  type: HitKind;
  label: Label;
  matched: string | null;
  events: number;
  date: string | null;
}

export interface Truncated {
  shown: number;
  total: number;
}

export interface TypeCount {
  type: string;
  count: number;
}

export interface EventSummary {
  id: string;
  iri: string;
  type: string;
  label: Label;
  begin: string | null;
  end: string | null;
  date_precision: string | null;
  factuality: string;
  report_count: number;
  independent_sources: number;
  actors: EntityRef[];
  recipients: EntityRef[];
  places: EntityRef[];
}

export interface Overview {
  articles: number;
  events: number;
  actors: number;
  places: number;
  languages: { code: string; count: number }[];
  first_date: string | null;
  last_date: string | null;
  top_actors: Hit[];
  event_types: TypeCount[];
  latest_events: EventSummary[];
  publishers: { label: string; count: number }[];
}

export interface SearchAnswer {
  query: string;
  hits: Hit[];
  truncated: Truncated | null;
}

export interface Labelled {
  id: string;
  label: Label;
}

export interface Office {
  post: Label;
  of: Labelled | null;
  from: string | null;
  until: string | null;
}

export interface Entity {
  id: string;
  iri: string;
  type: EntityKind;
  label: Label;
  aliases: string[];
  country: Labelled | null;
  sector: string | null;
  wikidata: string | null;
  geonames: string | null;
  lat: number | null;
  lon: number | null;
  offices: Office[];
  counterparts: { id: string; label: Label; type: EntityKind; count: number }[];
  event_types: TypeCount[];
  places: { id: string; label: Label; count: number }[];
  events: EventSummary[];
  truncated: Truncated | null;
}

export interface ArticleRef {
  id: string;
  iri: string;
  headline: string | null;
  published: string | null;
  publisher: string | null;
  agency: string | null;
  language: string | null;
}

export interface Coded {
  code: string;
  label: Label;
}

export type MarkKind = "actor" | "recipient" | "place" | "date" | "trigger";

/** Offsets everywhere are Unicode code points into the article's text, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

export interface SentenceMark extends Span {
  kind: MarkKind;
}

export interface Sentence extends Span {
  text: string;
  marks: SentenceMark[];
}

export interface Report {
  iri: string;
  article: ArticleRef;
  begin: string | null;
  end: string | null;
  date_precision: string | null;
  time: { text: string; anchor: string | null; rule: string | null } | null;
  factuality: string;
  confidence: number | null;
  rule: string | null;
  roles: { role: string; entity: EntityRef; office: Label | null; start: number | null; end: number | null }[];
  sentences: Sentence[];
}

export interface Disagreement {
  on: string;
  values: { value: string; articles: ArticleRef[] }[];
}

/** What somebody decided about an event. */
export interface Judgement {
  id: string;
  verdict: string | null;
  by: string | null;
  at: string | null;
  why: string | null;
}

export interface EventDetail {
  id: string;
  iri: string;
  type: { code: string; label: Label; quad: number; score: number | null };
  modes: Coded[];
  contexts: Coded[];
  label: Label;
  actors: EntityRef[];
  recipients: EntityRef[];
  places: PlaceRef[];
  begin: string | null;
  end: string | null;
  date_precision: string | null;
  factuality: string;
  attributed_to: EntityRef | null;
  confidence: number | null;
  report_count: number;
  independent_sources: number;
  merged_because: string[];
  reports: Report[];
  disagreements: Disagreement[];
  /** Absent from a server that takes no decisions. */
  judgements?: Judgement[];
}

export interface ArticleMention extends Span {
  kind: EntityKind | "demonym";
  entity: EntityRef | null;
}

export interface ArticleEvent extends Span {
  id: string;
  label: Label;
  type: string;
}

export interface Article extends ArticleRef {
  editor: string | null;
  url: string | null;
  text: string;
  mentions: ArticleMention[];
  dates: (Span & { begin: string | null; end_date: string | null })[];
  events: ArticleEvent[];
}

export interface ArticleList {
  articles: ArticleRef[];
  truncated: Truncated | null;
}

export interface QueryParameter {
  name: string;
  kind: string;
  required: boolean;
  default: string | null;
  example: string | null;
  label: Label;
}

export interface NamedQuery {
  name: string;
  title: Label;
  description: Label;
  parameters: QueryParameter[];
  default_view: string | null;
}

export interface QueryList {
  queries: NamedQuery[];
}

export interface ProblemDocument {
  status?: number;
  title?: string;
  detail?: string;
  hint?: string;
  indexing?: number;
}

/** One cell of a SPARQL JSON result. */
export type Term =
  | { type: "uri"; value: string }
  | { type: "bnode"; value: string }
  | { type: "literal" | "typed-literal"; value: string; "xml:lang"?: string; datatype?: string };

export interface SparqlAnswer {
  head: { vars?: string[]; link?: string[] };
  results?: { bindings: Record<string, Term | undefined>[] };
  boolean?: boolean;
}
