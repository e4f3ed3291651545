// What people come for: a journalist, an analyst and a political scientist at the page that explores, with and without a mouse.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DirectedGraph } from "graphology";
import { parse as parseGexf } from "graphology-gexf";
import { parse as parseGraphml } from "graphology-graphml";
import { openBrowser } from "./browser.mjs";
import { assertAccessible, assertFits, base, reader } from "./reader.mjs";

const graph = (page) => page.locator(".graph-box canvas");
const detail = (page) => page.locator(".explore-detail");
const nodes = async (page) => Number(await graph(page).getAttribute("data-nodes"));

/** Waits until the graph has nodes and, where `other` is given, another number of them. */
async function drawn(page, other = 0) {
  await page.waitForFunction((before) => Number(document.querySelector(".graph-box canvas")?.dataset.nodes ?? 0) > 0 && Number(document.querySelector(".graph-box canvas").dataset.nodes) !== before, other);
  return nodes(page);
}

async function open(page, address = "/explore") {
  await page.goto(address);
  return drawn(page);
}

async function downloaded(page, label) {
  await page.getByRole("button", { name: /^Export/ }).click();
  const files = [];
  const collect = (download) => files.push(download);
  page.on("download", collect);
  await page.getByRole("button", { name: label }).click();
  for (let tries = 0; files.length < 2 && tries < 100; tries++) await page.waitForTimeout(100);
  page.off("download", collect);
  await page.keyboard.press("Escape");
  assert.equal(files.length, 2, `${label} comes with its note`);
  const isNote = (file) => Number(file.suggestedFilename().endsWith(".about.json"));
  files.sort((a, b) => isNote(a) - isNote(b));
  const [body, about] = await Promise.all(files.map(async (file) => readFile(await file.path())));
  return { body, about: JSON.parse(about.toString()) };
}

/** Keeps files for the test that opens them with another library. */
async function forOthers(files) {
  const folder = process.env.KABAR_EXPORTS;
  if (folder) for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

/** Finds somebody, adds those it is tied to, reads the sentence behind an event. */
async function fromNameToSentence(page) {
  const before = await open(page);
  await page.keyboard.press("/");
  await page.keyboard.type("Putin");
  await page.getByRole("option").filter({ hasText: "Putin" }).first().waitFor();
  await page.keyboard.press("Enter");
  await detail(page).getByRole("heading", { level: 2, name: /Putin/ }).waitFor();
  await page.locator(".ties button").first().click();
  await page.waitForURL(/graph=/);
  await page.getByRole("status").filter({ hasText: /added|drawn already/ }).waitFor();
  assert.ok((await nodes(page)) >= before, "nobody is lost");
  await detail(page).locator(".detail-event button.link").first().click();
  await page.waitForURL(/sel=event/);
  await detail(page).locator(".evidence blockquote .role").first().waitFor();
}

test("a journalist: name, ties, event, sentence, article, and the same view for somebody else", async () => {
  const { page, leave } = await reader();
  await fromNameToSentence(page);
  const address = page.url();
  const [heading, count] = [await detail(page).locator("h2").innerText(), await nodes(page)];
  await detail(page).locator(".evidence figcaption a").first().click();
  await page.locator("mark.at").first().waitFor();
  await leave();

  const other = await reader();
  await other.page.goto(address);
  await drawn(other.page);
  await detail(other.page).locator("h2").waitFor();
  assert.equal(await detail(other.page).locator("h2").innerText(), heading);
  assert.equal(await nodes(other.page), count);
  await other.leave();
});

test("a click on a node and on a line; undo and redo", async () => {
  const { page, leave } = await reader();
  await open(page, "/explore?graph=RUS");
  await graph(page).click();
  await page.waitForURL(/sel=entity%3ARUS/);
  await open(page, "/explore?graph=RUS,UKR");
  await graph(page).click();
  await page.waitForURL(/sel=tie/);
  await detail(page).locator(".evidence blockquote").first().waitFor();
  await page.goto("/explore?graph=RUS,UKR,USA&sel=entity:USA");
  await drawn(page);
  await page.getByRole("button", { name: "Hide", exact: true }).click();
  assert.equal(await drawn(page, 3), 2);
  await page.keyboard.press("Control+z");
  assert.equal(await drawn(page, 2), 3);
  await page.keyboard.press("Control+y");
  assert.equal(await drawn(page, 3), 2);
  await leave();
});

test("what is sought is added to the graph, or is the end of a path", async () => {
  const { page, leave } = await reader();
  await open(page, "/explore?graph=RUS&sel=entity:RUS");
  const seek = async (name, keys) => {
    await page.keyboard.press("/");
    await page.keyboard.type(name);
    await page.getByRole("option").filter({ hasText: name }).first().waitFor();
    await page.keyboard.press(keys);
  };
  await seek("Ukraine", "Shift+Enter");
  assert.equal(await drawn(page, 1), 2);
  assert.match(page.url(), /sel=entity%3ARUS/, "what was selected still is");
  await seek("China", "Alt+Enter");
  await page.waitForURL(/sel=path%3ARUS/);
  await detail(page).locator("li.path").first().waitFor();
  await leave();
});

test("an analyst: a path with its evidence, a picture and a table of it", async () => {
  const { page, leave } = await reader();
  await open(page, "/explore?sel=entity:IDN");
  await page.getByRole("button", { name: "Path to…" }).click();
  const box = page.getByRole("combobox", { name: "A path to whom?" });
  await box.fill("China");
  await page.getByRole("option").filter({ hasText: "China" }).first().click();
  await page.waitForURL(/sel=path/);
  await detail(page).locator("li.path").first().waitFor();
  await detail(page).locator(".steps details summary").first().click();
  await detail(page).locator(".evidence blockquote").first().waitFor();
  await page.getByRole("button", { name: "Add all to graph" }).click();
  await page.waitForURL(/graph=/);
  const png = await downloaded(page, /^Picture/);
  assert.equal(png.body.subarray(1, 4).toString(), "PNG");
  assert.ok(Object.keys(png.about.sources).length > 0, "the note names its sources");
  const csv = await downloaded(page, /^Events as a table/);
  assert.equal(csv.body.toString().trim().split("\r\n").length - 1, csv.about.events);
  assert.ok(csv.about.address.includes("/api/export?") && csv.about.commit > 0, "the note says what was asked, and of which state");
  assert.match(csv.about.query, /^PREFIX [\s\S]*SELECT /, "and the query that finds the same");
  const turtle = await downloaded(page, /Turtle/);
  assert.match(turtle.body.toString(), /^@prefix[\s\S]*a sem:Event/);
  const facts = JSON.parse((await downloaded(page, /JSON/)).body.toString());
  assert.equal(facts.events.length, csv.about.events);
  await leave();
});

test("a political scientist: a window of time narrows every view; the graph opens elsewhere", async () => {
  const { page, leave } = await reader();
  await open(page, "/explore?unit=year");
  const counts = await graph(page).evaluate((canvas) => ({ nodes: Number(canvas.dataset.nodes), links: Number(canvas.dataset.links) }));
  const graphmlText = (await downloaded(page, /GraphML/)).body.toString();
  const graphml = parseGraphml(DirectedGraph, graphmlText);
  assert.deepEqual({ nodes: graphml.order, links: graphml.size }, counts);
  const gexfText = (await downloaded(page, /GEXF/)).body.toString();
  const gexf = parseGexf(DirectedGraph, gexfText);
  assert.deepEqual({ nodes: gexf.order, links: gexf.size }, counts);
  assert.ok(gexf.nodes().every((node) => gexf.hasNodeAttribute(node, "x") && gexf.hasNodeAttribute(node, "color")));
  await forOthers({ "kabar.graphml": graphmlText, "kabar.gexf": gexfText, "drawn.json": JSON.stringify(counts) });
  const all = Number((await page.locator(".facets-sum strong").innerText()).replace(/\D/g, ""));
  const bars = page.locator(".brush");
  await bars.waitFor();
  const frame = await bars.boundingBox();
  await page.mouse.move(frame.x + frame.width - 3, frame.y + 20);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.97, frame.y + 20, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/from=/);
  await page.waitForFunction((before) => Number(document.querySelector(".facets-sum strong").textContent.replace(/\D/g, "")) < before, all);
  const dragged = new URL(page.url()).searchParams.get("until");
  await page.keyboard.press("[");
  await page.waitForFunction((until) => new URL(location.href).searchParams.get("until") !== until, dragged);
  const slider = page.getByRole("slider", { name: "First day of the window" });
  await slider.focus();
  const begin = new URL(page.url()).searchParams.get("from");
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction((from) => new URL(location.href).searchParams.get("from") !== from, begin);
  const svg = await downloaded(page, /^Drawing/);
  assert.match(svg.body.toString(), /^<svg[\s\S]*<circle[\s\S]*<\/svg>$/);
  await leave();
});

test("the map, its box, the table and the facets show the same events", async () => {
  const { page, leave } = await reader();
  await page.goto("/explore?view=map");
  await page.waitForFunction(() => Number(document.querySelector(".graph-box canvas")?.dataset.shapes) > 100 && Number(document.querySelector(".graph-box canvas").dataset.places) > 1);
  await page.getByRole("button", { name: "Choose an area" }).click();
  const frame = await graph(page).boundingBox();
  await page.mouse.move(frame.x + frame.width * 0.7, frame.y + frame.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.95, frame.y + frame.height * 0.8, { steps: 3 });
  await page.mouse.up();
  await page.waitForURL(/box=/);
  const picture = await downloaded(page, /^Picture/);
  assert.equal(picture.body.subarray(1, 4).toString(), "PNG");
  assert.ok(picture.about.query.includes("?lon >="), "the note has the query with the box");
  await page.keyboard.press("b");
  await page.locator(".table-view tbody tr").first().waitFor();
  await page.locator(".choice").filter({ hasText: "talks and visits" }).locator("input").check();
  await page.waitForURL(/type=CONSULT/);
  await page.waitForFunction(() => [...document.querySelectorAll(".table-view .chip")].every((chip) => chip.textContent === "talks and visits"));
  const rows = await page.locator(".table-view tbody tr").count();
  assert.equal(await page.locator(".facets-sum strong").innerText(), String(rows));
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.waitForFunction((few) => document.querySelectorAll(".table-view tbody tr").length > few, rows);
  await leave();
});

test("the query behind a view finds the same events", async () => {
  const { page, leave } = await reader();
  const [outlet] = (await (await fetch(`${base}/api/facets`)).json()).publishers;
  const filters = ["actor=RUS,UKR", "country=RUS&type=ACCUSE,ASSAULT", "kind=person&factuality=asserted", "from=2022-03-01&until=2022-12-31", `confidence=0.8&publisher=${encodeURIComponent(outlet.value)}`, "box=95,-11,141,6", "place=UKR"];
  for (const filter of filters) {
    await page.goto(`/explore?view=table&${filter}`);
    await page.locator(".facets-sum strong").waitFor();
    const link = await page.getByRole("link", { name: "SPARQL", exact: true }).getAttribute("href");
    const query = new URL(link, base).searchParams.get("q").replace(/^SELECT .*$/m, "SELECT (COUNT(DISTINCT ?event) AS ?n) WHERE {").replace(/^ORDER BY[\s\S]*$/m, "");
    const { results } = await (await fetch(`${base}/sparql`, { method: "POST", headers: { "content-type": "application/sparql-query", accept: "application/sparql-results+json" }, body: query })).json();
    const { truncated } = await (await fetch(`${base}/api/facets?${filter}`)).json();
    assert.ok(truncated.shown > 0, `${filter} finds something`);
    assert.equal(Number(results.bindings[0].n.value), truncated.shown, filter);
  }
  await leave();
});

test("several actors chosen by a rectangle are kept, hidden or pinned together", async () => {
  const { page, leave } = await reader();
  const before = await open(page);
  await page.getByRole("button", { name: "Choose several" }).click();
  const frame = await graph(page).boundingBox();
  await page.mouse.move(frame.x + 4, frame.y + 4);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height - 4, { steps: 3 });
  await page.mouse.up();
  const chosen = Number((await page.locator(".together [role=status]").innerText()).replace(/\D/g, ""));
  assert.ok(chosen > 0 && chosen < before);
  await page.locator(".together").getByRole("button", { name: "Hide others" }).click();
  assert.equal(await drawn(page, before), chosen);
  await page.keyboard.press("Control+z");
  assert.equal(await drawn(page, chosen), before);
  await leave();
});

test("where it comes from: agencies and outlets, articles, events", async () => {
  const { page, leave } = await reader();
  const [told] = (await (await fetch(`${base}/api/events?sort=reports&limit=1`)).json()).events;
  const { reports } = await (await fetch(`${base}/api/events/${told.id}`)).json();
  await open(page, `/explore?lens=sources&sel=article:${reports[0].article.id}`);
  await detail(page).getByRole("heading", { level: 2 }).waitFor();
  assert.ok((await detail(page).locator(".detail-events button.link").count()) > 0, "the article lists its events");
  await assertAccessible(page, "the sources");
  await detail(page).locator(".detail-events button.link").first().click();
  await page.waitForURL(/sel=event/);
  await detail(page).locator(".evidence blockquote").first().waitFor();
  await leave();
});

test("without 3D interfaces all of it works", async () => {
  const plain = await openBrowser(["--disable-3d-apis"]);
  const { page, leave } = await reader({}, plain);
  await fromNameToSentence(page);
  await leave();
  await plain.close();
});

test("with the keyboard alone, and told in sentences", async () => {
  const { page, leave } = await reader({ reducedMotion: "reduce" });
  await open(page);
  await graph(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/sel=entity/);
  const said = page.locator(".view-body p[role=status].unseen");
  assert.match(await said.innerText(), /^.+, (country|person|organization|group), [\d,]+ events?, \d+ neighbours? drawn\.$/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("e");
  await page.waitForURL(/graph=/);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "detail");
  await page.locator(".detail-event button.link").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/sel=event/);
  await detail(page).locator(".evidence figcaption a").first().focus();
  await page.keyboard.press("Enter");
  await page.locator("mark.at").first().waitFor();
  await page.goBack();
  await drawn(page);
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  for (const [key, view] of [["m", "map"], ["t", "timeline"], ["b", "table"], ["g", "graph"]]) {
    await page.keyboard.press(key);
    await page.locator(`.explore[data-view=${view}]`).waitFor();
  }
  await leave();
});

for (const theme of ["light", "dark"]) {
  test(`every view is accessible, in ${theme}`, async () => {
    const { page, leave } = await reader({ colorScheme: theme });
    for (const view of ["graph", "map", "timeline", "table"]) {
      await page.goto(`/explore?view=${view}&sel=entity:RUS`);
      await detail(page).locator(".ties li").first().waitFor();
      await page.locator(".facet").first().waitFor();
      await assertAccessible(page, `the ${view}`);
    }
    await page.goto("/explore?sel=path:IDN~CHN&from=2023-01-01");
    await detail(page).locator("li.path").first().waitFor();
    await assertAccessible(page, "paths and a window of time");
    await leave();
  });
}

for (const width of [390, 640, 560, 320]) {
  test(`nothing is cut off at ${width} px, in Indonesian`, async () => {
    const { page, leave } = await reader({ viewport: { width, height: 800 }, locale: "id-ID" });
    for (const view of ["graph", "map", "timeline", "table"]) {
      await page.goto(`/explore?view=${view}&sel=entity:IDN`);
      await page.locator(".ties li").first().waitFor();
      await assertFits(page, view);
    }
    await leave();
  });
}
