// A knowledge engineer at the editor of queries, and somebody who brings articles.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { assertAccessible, assertFits, base, reader } from "./reader.mjs";

const run = promisify(execFile);

async function editor(page) {
  await page.goto("/query");
  const field = page.locator(".cm-content");
  await field.waitFor();
  await field.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  return field;
}

test("an engineer: completion, a mistake and its fix, a graph, and the same bytes from a program", async () => {
  const { page, leave } = await reader();
  const field = await editor(page);
  await page.keyboard.type("SELECT ?event WHERE { ?event a sem:Ev");
  const offered = page.locator(".cm-tooltip-autocomplete li").filter({ hasText: "sem:Event" }).first();
  await offered.waitFor();
  assert.match(await offered.innerText(), /[\d,]+/, "with how often it occurs");
  await offered.click();
  await page.waitForFunction(() => document.querySelector(".cm-content").textContent.startsWith("PREFIX sem:"));

  await editor(page);
  await page.keyboard.insertText("CONSTRUCT { ?a kb:actor ?b } WHERE { ?e kb:actor ?a ; kb:recipient ?b } LIMIT 30");
  await page.locator(".cm-lintRange-error").first().waitFor();
  await page.locator(".cm-lintRange-error").first().hover();
  await page.getByRole("button", { name: /Insert PREFIX kb:/ }).click();
  await page.waitForFunction(() => document.querySelectorAll(".cm-lintRange-error").length === 0);
  await field.click();
  await page.keyboard.press("Control+Enter");
  await page.locator("canvas.result-canvas").waitFor();

  await editor(page);
  await page.keyboard.insertText("PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>\nSELECT ?type (COUNT(?event) AS ?events) WHERE { GRAPH ?g { ?event sem:eventType ?type } } GROUP BY ?type ORDER BY ?type");
  await page.getByRole("button", { name: "Run" }).click();
  await page.locator("ol.bars li").first().waitFor();
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  await page.getByText("The same from a program").click();
  const command = await page.locator(".snippets pre").innerText();
  assert.ok(command.startsWith("curl "));
  const { stdout } = await run("sh", ["-c", command]);
  assert.equal(stdout, (await readFile(await csv.path())).toString());

  const other = await reader();
  await other.page.goto(page.url());
  await other.page.locator("ol.bars li").first().waitFor();
  await assertAccessible(other.page, "the editor and bars");
  await other.leave();
  await leave();
});

test("a named question from a program gives the same bytes", async () => {
  const { page, leave } = await reader();
  await page.goto("/query/timeline-between?a=RUS&b=UKR");
  await page.locator("#results").waitFor();
  const link = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  await page.getByText("The same from a program").click();
  const { stdout } = await run("sh", ["-c", await page.locator(".snippets pre").innerText()]);
  assert.equal(stdout, await (await fetch(base + link)).text());
  await leave();
});

test("the view a question is made for, and its actors in the graph", async () => {
  const { page, leave } = await reader();
  await page.goto("/query/hostility-network");
  await page.locator("canvas.result-canvas").waitFor();
  await page.locator(".asked tbody tr").first().waitFor();
  await page.getByRole("link", { name: "Explore these actors" }).click();
  await page.waitForURL(/explore\?graph=/);
  await page.waitForFunction(() => Number(document.querySelector(".graph-box canvas")?.dataset.nodes) > 1);
  await leave();
});

test("a question from a form: who did what, how many, as SPARQL and in the graph", async () => {
  const { page, leave } = await reader();
  await page.goto("/query");
  await page.getByRole("link", { name: "Put a question together" }).click();
  await page.getByRole("combobox", { name: "Who", exact: true }).fill("Russia");
  await page.getByRole("option").filter({ hasText: "Russia" }).first().click();
  await page.getByRole("combobox", { name: "did what" }).selectOption("ACCUSE");
  await page.waitForURL(/did=ACCUSE/);
  const count = page.locator(".asked > p[role=status] strong");
  await count.waitFor();
  const many = Number((await count.innerText()).replace(/\D/g, ""));
  const rows = page.locator(".asked tbody tr");
  await rows.first().waitFor();
  assert.equal(await rows.count(), many, "each event is one row");
  await assertAccessible(page, "the form of a question");
  await page.getByRole("link", { name: "Show as SPARQL" }).click();
  await page.locator(".cm-content").waitFor();
  await page.locator("#results").waitFor();
  assert.match(await page.locator(".result-head [role=status]").innerText(), new RegExp(`^${many} rows? `));
  await page.goBack();
  await page.getByRole("link", { name: "Show in the graph" }).click();
  await page.locator(".explore-detail h2").filter({ hasText: "Russia" }).waitFor();
  await leave();
});

/** Articles in words of our own; three records are broken. */
function articles(good) {
  const lines = Array.from({ length: good }, (_, n) =>
    JSON.stringify({ id: `e2e-${n}`, title: `Kunjungan ke-${n}`, language: "id", date: "2031-05-06", publisher: "Warta Uji", text: `Presiden Prabowo Subianto bertemu Perdana Menteri Anwar Ibrahim di Jakarta, Selasa (6/5/2031). Ini berita nomor ${n}.` }),
  );
  return [...lines, "{broken", '"no object"', "[1,"].join("\n");
}

const figures = async () => (await (await fetch(`${base}/api/overview`)).json()).articles;

test("somebody who brings 200 articles, three of them broken, and takes them back", async () => {
  const { page, leave } = await reader();
  const before = await figures();
  await page.goto("/load");
  const file = { name: "e2e.jsonl", mimeType: "application/x-ndjson", buffer: Buffer.from(articles(197)) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Try out" }).click();
  await page.locator("details.preview").first().waitFor();
  await page.locator("details.preview summary").first().click();
  await page.locator(".preview-event").first().waitFor();
  assert.equal(await figures(), before, "trying out stores nothing");
  await assertAccessible(page, "what would be read");
  await page.getByRole("button", { name: "Load", exact: true }).click();
  const job = page.locator(".job").first();
  await page.waitForFunction(() => document.querySelector(".job")?.dataset.state === "done");
  assert.match(await job.innerText(), /197 read, 3 rejected/);
  assert.equal(await figures(), before + 197);
  const [rejects] = await Promise.all([page.waitForEvent("download"), job.getByRole("link", { name: "Download the rejected" }).click()]);
  const lines = (await readFile(await rejects.path())).toString().trim().split("\n");
  assert.equal(lines.length, 3);
  assert.ok(lines.every((line) => JSON.parse(line).reason.length > 0));
  await assertAccessible(page, "a load that is done");
  await job.getByRole("button", { name: "Undo this load" }).click();
  await page.waitForFunction(() => document.querySelector(".job")?.dataset.state === "undone");
  assert.equal(await figures(), before);
  await leave();
});

test("loading and asking fit a phone", async () => {
  const { page, leave } = await reader({ viewport: { width: 390, height: 800 } });
  await page.goto("/load");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await assertFits(page, "loading");
  await editor(page);
  await assertFits(page, "the editor");
  await page.goto("/ask?who=RUS");
  await page.locator(".asked tbody tr").first().waitFor();
  await assertFits(page, "the form of a question");
  await leave();
});
