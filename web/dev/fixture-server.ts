// Answers /api and /sparql from the fixture world while one works on the page without a server (npm run dev:fixtures).
// Never part of the build. A cookie `fixtures=empty` shows an empty store, `fixtures=broken` a server in trouble.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connect, Plugin } from "vite";
import type { ProblemDocument } from "../src/api/shapes.ts";
import { articles } from "./fixtures/articles.ts";
import { entities } from "./fixtures/entities.ts";
import { events } from "./fixtures/events.ts";
import { csv, labels, namedTable, queries, table } from "./fixtures/queries.ts";
import { articleList, emptyOverview, entity, find, overview } from "./fixtures/world.ts";

interface Reply {
  status: number;
  type: string;
  body: string;
}

const json = (value: unknown, type = "application/json", status = 200): Reply => ({ status, type, body: JSON.stringify(value) });

const problem = (status: number, title: string, detail: string, hint: string): Reply =>
  json({ status, title, detail, hint } satisfies ProblemDocument, "application/problem+json", status);

const missing = (what: string, id: string): Reply =>
  problem(404, "Not found", `there is no ${what} \`${id}\``, "search for it by name, or go back to the overview");

const RESULTS = "application/sparql-results+json";

function sparql(query: string, accept: string): Reply {
  if (query.includes("SELECT ?thing ?label")) return json(labels(query), RESULTS);
  if (/\bASK\b/i.test(query)) return json({ head: {}, boolean: true }, RESULTS);
  if (/\bCONSTRUCT\b/i.test(query)) return { status: 200, type: "text/turtle", body: "@prefix r: <https://w3id.org/kabar/id/> .\nr:RUS r:met r:PRK .\n" };
  if (!/\bSELECT\b/i.test(query)) {
    return problem(400, "The query does not parse", "line 1, column 1: expected SELECT, ASK, CONSTRUCT or DESCRIBE\n  1 | " + query.slice(0, 60) + "\n    | ^", "start the query with SELECT");
  }
  return accept.includes("csv") ? { status: 200, type: "text/csv", body: csv(table()) } : json(table(), RESULTS);
}

function named(name: string, search: URLSearchParams): Reply {
  if (!queries.some((query) => query.name === name)) return missing("query", name);
  const answer = namedTable(search.get("lang") === "id" ? "id" : "en");
  return search.get("format") === "csv" ? { status: 200, type: "text/csv", body: csv(answer) } : json(answer, RESULTS);
}

function things(kind: string, id: string, search: URLSearchParams): Reply {
  if (kind === "entities") return entities.has(id) ? json(entity(id)) : missing("entity", id);
  if (kind === "events") return events.has(id) ? json(events.get(id)) : missing("event", id);
  if (kind === "articles") return articles.has(id) ? json(articles.get(id)) : missing("article", id);
  return kind === "queries" ? named(id, search) : missing("address", kind);
}

function api(url: URL, empty: boolean): Reply {
  const [, kind = "", id] = url.pathname.split("/").filter((step) => step !== "").map(decodeURIComponent);
  const search = url.searchParams;
  if (id !== undefined) return things(kind, id, search);
  if (kind === "overview") return json(empty ? emptyOverview : overview());
  if (kind === "search") return json(find(search.get("q") ?? "", (search.get("type") ?? "").split(",").filter((type) => type !== ""), Number(search.get("limit") ?? 20)));
  if (kind === "articles") return json(articleList(Number(search.get("limit") ?? 50), search.get("after")));
  return kind === "queries" ? json({ queries }) : missing("address", url.pathname);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function answer(request: IncomingMessage, url: URL): Promise<Reply> {
  const cookie = request.headers.cookie ?? "";
  if (cookie.includes("fixtures=broken")) return problem(503, "The store is busy", "a load holds the store since 12 s", "wait a moment and try again");
  if (url.pathname === "/sparql") return sparql(await bodyOf(request), request.headers.accept ?? "");
  return api(url, cookie.includes("fixtures=empty"));
}

const CSP =
  "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'";

function serve(strict: boolean): Connect.NextHandleFunction {
  return (request: IncomingMessage, response: ServerResponse, next) => {
    const url = new URL(request.url ?? "/", "http://fixtures");
    if (strict) response.setHeader("content-security-policy", CSP);
    if (!url.pathname.startsWith("/api/") && url.pathname !== "/sparql") return next();
    answer(request, url).then((reply) => {
      response.writeHead(reply.status, { "content-type": reply.type });
      response.end(reply.body);
    }, next);
  };
}

export function fixtureServer(): Plugin {
  return {
    name: "fixture-server",
    configureServer: (server) => void server.middlewares.use(serve(false)),
    configurePreviewServer: (server) => void server.middlewares.use(serve(true)),
  };
}
