import { describe, expect, test } from "vitest";
import { ANYTHING, countQuery, eventsQuery } from "../src/sparql/events-query";

describe("the query behind a filter", () => {
  test("says what is asked and declares what it uses", () => {
    const query = eventsQuery({ ...ANYTHING, actor: ["RUS"], recipient: ["person-x"], type: ["ACCUSE"], from: "2024-01-01" }, 20, "id");
    for (const part of ["?event kb:actor r:RUS .", "?event kb:recipient r:person-x .", "VALUES ?type { pl:ACCUSE }", '"2024-01-01"^^xsd:date', '("id", "")', "LIMIT 20"]) expect(query).toContain(part);
    const declared = [...query.matchAll(/^PREFIX (\w+):/gm)].map(([, prefix]) => prefix);
    expect(declared).toEqual(["kb", "pl", "r", "sem", "rdfs", "xsd"]);
  });

  test("what stands in an address cannot end a string or a name", () => {
    const query = countQuery({ ...ANYTHING, publisher: ['a" } DROP ALL #\\'], party: ["x> } #"], type: ["A } #"], kind: ['p"'] });
    expect(query).toContain('"a\\" } DROP ALL #\\\\"');
    expect(query).toContain("<https://w3id.org/kabar/id/x%3E%20%7D%20%23>");
    expect(query).toContain("VALUES ?type { pl:A }");
    expect(query).toContain('"p\\""');
  });

  test("a box goes round the back of the world; one that is none asks nothing", () => {
    expect(countQuery({ ...ANYTHING, box: "170,-10,-170,10" })).toContain("(?lon >= 170 || ?lon <= -170)");
    expect(countQuery({ ...ANYTHING, box: "1,2,x" })).not.toContain("?lon");
  });
});
