// Takes a picture of every page: on a desk in both themes and languages, on a phone in one of each; pages may be named.
//   KABAR_URL=http://127.0.0.1:7979 node dev/screenshots.mjs FOLDER [PAGE…]
// Beside them it writes the page of the docs that shows them all. What is wider than its window is said.
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openBrowser } from "../e2e/browser.mjs";

const base = process.env.KABAR_URL ?? "http://127.0.0.1:7979";
const [folder = "screenshots", ...only] = process.argv.slice(2);
const QUALITY = 45;
const TALLEST = 1900;

const ask = async (path) => (await fetch(base + path)).json();
const [told] = (await ask("/api/events?sort=reports&limit=1")).events;
const { reports } = await ask(`/api/events/${told.id}`);
const article = reports[0].article;
const [busiest, second] = (await ask("/api/network?lens=countries&limit=2")).nodes;
const query = "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>\nSELECT ?type (COUNT(DISTINCT ?event) AS ?events) WHERE {\n  ?event a sem:Event ; sem:eventType ?type\n}\nGROUP BY ?type\nORDER BY DESC(?events)\n";
const own = [
  '{"id":"1","title":"Prabowo tiba di Kuala Lumpur","publisher":"Warta Contoh","language":"id","published":"2026-05-06","text":"Presiden Prabowo Subianto bertemu Perdana Menteri Anwar Ibrahim di Kuala Lumpur, Rabu (6/5/2026)."}',
  "{not an article",
].join("\n");

async function load(page) {
  await page.locator("input[type=file]").setInputFiles({ name: "articles.jsonl", mimeType: "application/x-ndjson", buffer: Buffer.from(own) });
  await page.locator(".load button").filter({ hasText: /Try out|Coba/ }).click();
  await page.locator("details.preview").first().waitFor();
  await page.locator("details.preview summary").first().click();
}

/** Each page: what it is, its address, what must stand on it before the picture is taken, and what is done to it first. */
const PAGES = {
  overview: ["The first page", "/", ".figures"],
  graph: ["Who has to do with whom", `/explore?sel=entity:${busiest.id}`, ".ties li"],
  countries: ["A tie, with the sentences behind it", `/explore?lens=countries&n=20&sel=tie:${busiest.id}~${second.id}`, ".evidence blockquote"],
  events: ["The events between actors", "/explore?lens=events&n=12", ".graph-legend"],
  sources: ["Agencies and outlets, their articles, the events", `/explore?lens=sources&n=12&sel=event:${told.id}`, ".evidence blockquote"],
  path: ["Paths between two", "/explore?sel=path:IDN~UKR", "li.path"],
  map: ["The map", "/explore?view=map", "canvas[data-shapes]:not([data-shapes='0'])"],
  timeline: ["The timeline", `/explore?view=timeline&unit=month&sel=event:${told.id}`, ".evidence blockquote"],
  table: ["The table", "/explore?view=table", ".table-view tbody tr"],
  actor: ["An actor", `/actor/${busiest.id}`, "ol.events"],
  event: ["An event with its evidence", `/event/${told.id}`, ".evidence"],
  article: ["An article with all that was read", `/article/${article.id}`, "main h1"],
  articles: ["The articles", "/articles", "main h1"],
  ask: ["A question put together", "/ask?who=RUS&did=ACCUSE", "#results"],
  question: ["A question with its form", "/query/timeline-between?a=RUS&b=PRK", "#results"],
  sparql: ["A query of one's own", `/query?q=${encodeURIComponent(query)}`, "ol.bars", (page) => page.locator(".cm-content").waitFor()],
  load: ["Loading, tried out first", "/load", "main h1", load],
  missing: ["What is not there", "/actor/nobody", "[role=alert]"],
};
const DESK = { width: 1360, height: 850 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
  { name: "en-light", lang: "en", theme: "light", size: DESK, title: "English, light" },
  { name: "en-dark", lang: "en", theme: "dark", size: DESK, title: "English, dark" },
  { name: "id-light", lang: "id", theme: "light", size: DESK, title: "Indonesian, light" },
  { name: "id-dark", lang: "id", theme: "dark", size: DESK, title: "Indonesian, dark" },
  { name: "phone-en-dark", lang: "en", theme: "dark", size: PHONE, title: "phone" },
  { name: "phone-id-light", lang: "id", theme: "light", size: PHONE, title: "phone, Indonesian" },
];

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();

async function picture(name, { name: look, lang, theme, size }) {
  const [, path, sign, act] = PAGES[name];
  const context = await browser.newContext({ viewport: size, colorScheme: theme, reducedMotion: "reduce" });
  const page = await context.newPage();
  const url = new URL(path, base);
  url.searchParams.set("lang", lang);
  await page.goto(url.href);
  await page.locator(sign).first().waitFor();
  await page.waitForFunction(() => document.querySelector(".graph-box canvas[data-nodes]")?.dataset.nodes !== "0");
  if (act) await act(page);
  await page.waitForTimeout(700);
  const { wide, tall } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth - innerWidth, tall: document.documentElement.scrollHeight }));
  if (wide > 0) console.log(`${name} ${look}: ${wide} px too wide`);
  if (size === PHONE) {
    await page.setViewportSize({ width: size.width, height: Math.min(TALLEST, Math.max(size.height, tall)) });
    await page.waitForTimeout(500);
  }
  const session = await context.newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  writeFileSync(join(folder, `${name}-${look}.webp`), Buffer.from(data, "base64"));
  await context.close();
}

const named = Object.keys(PAGES).filter((name) => only.length === 0 || only.includes(name));
for (const name of named) for (const look of LOOKS) await picture(name, look);
await browser.close();

/** The page of the docs: the first picture large, the others as links. */
const part = ([name, [title]]) => {
  const file = (look) => `${basename(folder)}/${name}-${look.name}.webp`;
  const others = LOOKS.slice(1).map((look) => `[${look.title}](${file(look)})`);
  return `## ${title}\n\n![${title}](${file(LOOKS[0])})\n\n${others.join(" · ")}\n`;
};
if (only.length === 0) {
  const lead = "# What it looks like\n\nEvery page on the bundled sample. `make screenshots` takes these pictures anew and writes this list.\n";
  writeFileSync(`${folder}.md`, [lead, ...Object.entries(PAGES).map(part)].join("\n"));
}
