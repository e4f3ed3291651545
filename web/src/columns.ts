// Which columns of a table people want to see: names fold into the things they name, positions into the link to a passage,
// and what the reader asked for is not repeated in every row.

export interface Column {
  name: string;
  /** The column that holds the name of what this one holds. */
  named?: string;
  /** The columns that hold the passage of the article this one holds. */
  passage?: { start: string; stop: string };
}

/** Every column as it came. */
export const plainColumns = (names: string[]): Column[] => names.map((name) => ({ name }));

/** The column that names what `name` holds, if there is one. */
function namedBy(name: string, names: string[]): string | undefined {
  const candidates: Record<string, string> = { event: "label", article: "headline" };
  const known = [`${name}Label`, candidates[name]];
  return known.find((one) => one !== undefined && names.includes(one));
}

export function foldedColumns(names: string[], known: string[]): Column[] {
  const rest = names.filter((name) => !known.includes(name));
  const passage = ["article", "start", "stop"].every((name) => rest.includes(name)) ? { start: "start", stop: "stop" } : undefined;
  const columns = rest.map((name): Column => {
    const named = namedBy(name, rest);
    return { name, ...(named ? { named } : {}), ...(name === "article" && passage ? { passage } : {}) };
  });
  const folded = new Set(columns.flatMap(({ named, passage: at }) => [named, at?.start, at?.stop]));
  return columns.filter(({ name }) => !folded.has(name));
}

/** `eventType` as “event type”. */
export const heading = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
