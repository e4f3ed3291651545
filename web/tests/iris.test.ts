import { describe, expect, test } from "vitest";
import { entityOf, isOurs, pageOf, short } from "../src/iris";
import { geonamesLink, webLink, wikidataLink } from "../src/links";
import { idLike } from "../src/parts/parameter-field";

const BASE = "https://w3id.org/kabar/";

describe("IRIs", () => {
  test("our own things have pages", () => {
    expect(pageOf(`${BASE}id/IDN`)).toBe("/actor/IDN");
    expect(pageOf(`${BASE}id/ev-9f2c41aa00bb11cc`)).toBe("/event/ev-9f2c41aa00bb11cc");
    expect(pageOf(`${BASE}article/fbe5a5956e437734`)).toBe("/article/fbe5a5956e437734");
    expect(pageOf(`${BASE}article/fbe5a5956e437734#char=10-20`)).toBe("/article/fbe5a5956e437734?at=10-20");
    expect(pageOf(`${BASE}article/fbe5a5956e437734#body`)).toBe("/article/fbe5a5956e437734");
  });

  test("actors and places are told from everything else", () => {
    expect(entityOf(`${BASE}id/person-vladimir-putin`)).toBe("person-vladimir-putin");
    for (const iri of [`${BASE}id/ev-9f2c41aa00bb11cc`, `${BASE}id/rep-fbe5a595-1`, `${BASE}id/`, `${BASE}article/f`, "http://x/id/IDN"]) expect(entityOf(iri)).toBeNull();
  });

  test("inner nodes, terms and the rest of the web have none", () => {
    for (const iri of [`${BASE}id/rep-fbe5a595-1`, `${BASE}id/day-2024-06-18`, `${BASE}ontology#actor`, `${BASE}id/`, "http://www.wikidata.org/entity/Q1"]) {
      expect(pageOf(iri)).toBeNull();
    }
  });

  test("shortened by the longest fitting prefix", () => {
    expect(short(`${BASE}plover#CONSULT`)).toBe("pl:CONSULT");
    expect(short(`${BASE}id/IDN`)).toBe("r:IDN");
    expect(short("https://example.org/x")).toBe("https://example.org/x");
  });

  test("only clean IRIs of ours are put into a query for labels", () => {
    expect(isOurs(`${BASE}id/IDN`)).toBe(true);
    expect(isOurs(`${BASE}id/x> } DELETE`)).toBe(false);
    expect(isOurs("https://example.org/x")).toBe(false);
  });
});

describe("links that leave the server", () => {
  test("an article cannot smuggle in a script", () => {
    expect(webLink("https://example.org/a")).toBe("https://example.org/a");
    for (const address of ["javascript:alert(1)", "data:text/html,x", "/relative", "", null]) expect(webLink(address)).toBeNull();
  });

  test("ids, bare or as IRIs", () => {
    expect(wikidataLink("Q7747")).toBe("https://www.wikidata.org/wiki/Q7747");
    expect(wikidataLink("http://www.wikidata.org/entity/Q7747")).toBe("https://www.wikidata.org/wiki/Q7747");
    expect(wikidataLink("nothing")).toBeNull();
    expect(geonamesLink("https://sws.geonames.org/1642911/")).toBe("https://www.geonames.org/1642911/");
  });
});

test("a picked thing is written the way the parameter writes its example", () => {
  const hit = { id: "RUS", iri: `${BASE}id/RUS` };
  expect(idLike(hit, "PRK")).toBe("RUS");
  expect(idLike(hit, "r:PRK")).toBe("r:RUS");
  expect(idLike(hit, `${BASE}id/PRK`)).toBe(`${BASE}id/RUS`);
  expect(idLike(hit, null)).toBe("RUS");
});
