// The quad class of each PLOVER event type: 1 and 2 cooperation (words, deeds), 3 and 4 conflict (words, deeds).
// It chooses colours only; names come from the dictionaries, scores from the server.

export type Quad = 1 | 2 | 3 | 4;

const QUADS: Record<string, Quad> = {
  AGREE: 1,
  CONSULT: 1,
  SUPPORT: 1,
  CONCEDE: 1,
  COOPERATE: 2,
  AID: 2,
  RETREAT: 2,
  REQUEST: 3,
  ACCUSE: 3,
  REJECT: 3,
  THREATEN: 3,
  PROTEST: 4,
  SANCTION: 4,
  MOBILIZE: 4,
  COERCE: 4,
  ASSAULT: 4,
};

export const EVENT_TYPES = Object.keys(QUADS);

/** Null for a type this page does not know: it is then drawn in a neutral colour. */
export const quadOf = (type: string): Quad | null => QUADS[type] ?? null;
