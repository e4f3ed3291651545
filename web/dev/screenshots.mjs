// Takes a picture of every page in both themes and languages, on a desk and on a phone, into the folder given; pages may be named.
//   KABAR_URL=http://127.0.0.1:7979 node dev/screenshots.mjs FOLDER [PAGE…]
// With `few` instead of pages it takes those that stand in the docs: each page once, themes and languages in turn.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "../e2e/browser.mjs";

const base = process.env.KABAR_URL ?? "http://127.0.0.1:7979";
const [folder = "screenshots", ...only] = process.argv.slice(2);
const few = only[0] === "few";

const ask = async (path) => (await fetch(base + path)).json();
const [told] = (await ask("/api/events?sort=reports&limit=1")).events;
const [article] = (await ask("/api/articles?limit=1")).articles;
const [busiest, second] = (await ask("/api/network?lens=countries&limit=2")).nodes;
const query = "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>\nSELECT ?type (COUNT(DISTINCT ?event) AS ?events) WHERE {\n  ?event a sem:Event ; sem:eventType ?type\n}\nGROUP BY ?type\nORDER BY DESC(?events)\n";

/** Each page with what must stand on it before the picture is taken. */
const PAGES = {
  overview: ["/", ".figures"],
  graph: [`/explore?sel=entity:${busiest.id}`, ".ties li"],
  countries: [`/explore?lens=countries&n=20&sel=tie:${busiest.id}~${second.id}`, ".explore-detail h2"],
  events: ["/explore?lens=events&n=20", ".graph-legend"],
  map: ["/explore?view=map", ".graph-legend, canvas[data-shapes]:not([data-shapes='0'])"],
  timeline: [`/explore?view=timeline&unit=month&sel=event:${told.id}`, ".evidence blockquote"],
  table: ["/explore?view=table", ".table-view tbody tr"],
  actor: [`/actor/${busiest.id}`, "ol.events"],
  event: [`/event/${told.id}`, ".evidence"],
  article: [`/article/${article.id}`, "main h1"],
  articles: ["/articles", "main h1"],
  question: ["/query/timeline-between?a=RUS&b=PRK", "#results"],
  sparql: [`/query?q=${encodeURIComponent(query)}`, "ol.bars"],
  load: ["/load", "main h1"],
  missing: ["/actor/nobody", "[role=alert]"],
};
const SIZES = { desk: { width: 1400, height: 900 }, phone: { width: 390, height: 844 } };
const LOOKS = ["light", "dark"].flatMap((theme) => ["en", "id"].map((lang) => [theme, lang]));

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();

async function picture(name, size, theme, lang) {
  const [path, sign] = PAGES[name];
  const page = await browser.newPage({ viewport: SIZES[size], colorScheme: theme });
  const url = new URL(path, base);
  url.searchParams.set("lang", lang);
  await page.goto(url.href);
  await page.locator(sign).first().waitFor();
  await page.waitForTimeout(700);
  const file = few ? `${name}.png` : `${name}-${size}-${theme}-${lang}.png`;
  await page.screenshot({ path: join(folder, file), fullPage: size === "phone" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) console.log(`${name} ${size} ${lang}: ${wide} px too wide`);
  await page.close();
}

for (const [place, name] of Object.keys(PAGES).entries()) {
  if (only.length > 0 && !few && !only.includes(name)) continue;
  if (few) await picture(name, "desk", ...LOOKS[place % LOOKS.length]);
  else for (const size of Object.keys(SIZES)) for (const look of LOOKS) await picture(name, size, ...look);
}
await browser.close();
