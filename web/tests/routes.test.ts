import { describe, expect, test } from "vitest";
import { routeOf, search, spanOf, to } from "../src/routes";

describe("addresses", () => {
  test.each([
    ["/", { page: "overview" }],
    ["/actor/person-vladimir-putin", { page: "entity", id: "person-vladimir-putin" }],
    ["/event/ev-9f2c41aa00bb11cc", { page: "event", id: "ev-9f2c41aa00bb11cc" }],
    ["/article/fbe5a5956e437734", { page: "article", id: "fbe5a5956e437734" }],
    ["/articles", { page: "articles" }],
    ["/articles/", { page: "articles" }],
    ["/query", { page: "query", name: null }],
    ["/query/timeline", { page: "query", name: "timeline" }],
    ["/actor", { page: "nowhere", path: "/actor" }],
    ["/actor/a/b", { page: "nowhere", path: "/actor/a/b" }],
    ["/api/overview", { page: "nowhere", path: "/api/overview" }],
    ["/sparql", { page: "nowhere", path: "/sparql" }],
    ["/actor/%", { page: "entity", id: "%" }],
  ])("%s", (path, route) => expect(routeOf(path)).toEqual(route));

  test("an address that is written is read back, whatever the id", () => {
    for (const id of ["IDN", "gn-1642911", "person-sri-mulyani", "a b/c?d#e", "…"]) {
      expect(routeOf(to.entity(id))).toEqual({ page: "entity", id });
      expect(routeOf(to.event(id))).toEqual({ page: "event", id });
      expect(routeOf(to.query(id))).toEqual({ page: "query", name: id });
    }
  });

  test("a passage of an article", () => {
    const address = to.article("fbe5a5956e437734", { start: 4756, end: 4823 });
    expect(address).toBe("/article/fbe5a5956e437734?at=4756-4823");
    expect(spanOf("4756-4823")).toEqual({ start: 4756, end: 4823 });
  });

  test.each([null, "", "12", "5-5", "9-3", "a-b", "-1-4", "1-2-3", "1.5-2", "99999999999-99999999999999"])("%s is no passage", (value) =>
    expect(spanOf(value)).toBeNull(),
  );

  test("what is empty stays out of the address", () => {
    expect(search({ type: "", text: null, after: undefined })).toBe("");
    expect(search({ q: "a&b=c", limit: 20 })).toBe("?q=a%26b%3Dc&limit=20");
  });

  test("hits lead to the page of their kind", () => {
    expect(to.hit({ id: "IDN", type: "country" })).toBe("/actor/IDN");
    expect(to.hit({ id: "gn-1", type: "place" })).toBe("/actor/gn-1");
    expect(to.hit({ id: "ev-1", type: "event" })).toBe("/event/ev-1");
    expect(to.hit({ id: "ab12", type: "article" })).toBe("/article/ab12");
  });
});
