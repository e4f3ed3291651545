// Addresses outside this server. They are offered as links and never fetched; only http and https are ever linked.

export const wikidataLink = (id: string): string | null => {
  const found = /Q\d+$/.exec(id);
  return found ? `https://www.wikidata.org/wiki/${found[0]}` : null;
};

export const geonamesLink = (id: string): string | null => {
  const found = /\d+/.exec(id);
  return found ? `https://www.geonames.org/${found[0]}/` : null;
};

/** The address itself when it is a web address, else null: an article must not smuggle in a script. */
export function webLink(address: string | null): string | null {
  try {
    const { protocol } = new URL(address ?? "");
    return protocol === "http:" || protocol === "https:" ? address : null;
  } catch {
    return null;
  }
}
