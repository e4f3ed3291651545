// The way a reader takes through the page, in a real browser against a running server that holds articles about Putin.
//   KABAR_URL=http://127.0.0.1:7979 npm run e2e
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertAccessible, assertFits, base, reader, squeezed } from "./reader.mjs";

async function overview(page) {
  await page.goto("/");
  await page.locator(".figures").waitFor();
}

/** Finds the first person called Putin with the keyboard alone. */
async function toActor(page) {
  await page.keyboard.press("/");
  await page.keyboard.type("Putin");
  const option = page.getByRole("option").filter({ hasText: "Putin" }).first();
  await option.waitFor();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.getByRole("combobox").first().getAttribute("aria-expanded"), "true");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/actor/**");
  await page.getByRole("heading", { level: 1, name: /Putin/ }).waitFor();
}

async function toEvent(page) {
  await page.locator("ol.events a").first().click();
  await page.waitForURL("**/event/**");
  await page.locator(".evidence blockquote").first().waitFor();
}

/** Opens the first source sentence in its article; gives the words of the sentence. */
async function toArticle(page) {
  const words = squeezed(await page.locator(".evidence blockquote").first().innerText());
  await page.getByRole("link", { name: "Open in article" }).first().click();
  await page.waitForURL(/\/article\/[^?]+\?at=\d+-\d+$/);
  await page.locator("mark.at").first().waitFor();
  return words;
}

test("the overview says what is in here", async () => {
  const { page, leave } = await reader();
  await overview(page);
  const figures = await page.locator(".figures dd").allInnerTexts();
  for (const figure of figures.slice(0, 4)) assert.match(figure, /^[1-9][\d,]*$/);
  assert.ok((await page.locator("ol.events > li").count()) > 0, "latest events");
  assert.ok((await page.locator("ol.bars > li").count()) > 1, "bars of actors and types");
  const questions = page.locator("ol.questions a");
  await questions.first().waitFor();
  assert.equal(await questions.count(), 5, "five questions to start with");
  await leave();
});

test("from a name to the sentence it was read from", async () => {
  const { page, leave } = await reader();
  await overview(page);
  await toActor(page);
  assert.ok((await page.locator("ol.events > li").count()) > 0, "the actor has events");
  await toEvent(page);
  assert.ok((await page.locator(".evidence blockquote .role").count()) > 0, "words of the sentence are marked");
  const words = await toArticle(page);
  const marked = squeezed((await page.locator("mark.at").allInnerTexts()).join(" "));
  assert.equal(marked, words, "the sentence of the event is the one highlighted");
  const box = await page.locator("mark.at").first().boundingBox();
  assert.ok(box && box.y >= 0 && box.y < 900, "and it is on the screen");
  await leave();
});

test("the permalink of a passage shows the same passage to somebody else", async () => {
  const one = await reader();
  await overview(one.page);
  await toActor(one.page);
  await toEvent(one.page);
  await toArticle(one.page);
  const address = one.page.url();
  const marked = await one.page.locator("mark.at").allInnerTexts();
  await one.leave();

  const other = await reader();
  await other.page.goto(address);
  await other.page.locator("mark.at").first().waitFor();
  assert.deepEqual(await other.page.locator("mark.at").allInnerTexts(), marked);
  await other.leave();
});

test("arrow keys step through the events of an article, Back returns where one was", async () => {
  const { page, leave } = await reader();
  await overview(page);
  await toActor(page);
  await toEvent(page);
  const event = page.url();
  await toArticle(page);
  const stops = new Set(await page.locator(".margin-step").evaluateAll((links) => links.map((link) => link.search)));
  const before = page.url();
  await page.keyboard.press("ArrowRight");
  if (stops.size > 1) assert.notEqual(page.url(), before, "another passage");
  await page.keyboard.press("ArrowLeft");
  assert.equal(page.url(), before, "and back");
  await page.goBack();
  await page.waitForURL(event);
  await page.locator(".evidence").first().waitFor();
  await leave();
});

test("Back and a reload return to where one had scrolled", async () => {
  const { page, leave } = await reader({ viewport: { width: 390, height: 600 } });
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  await overview(page);
  await page.locator("ol.events a").nth(2).scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollBy(0, 60));
  const left = await scrolled();
  assert.ok(left > 0, "the overview is taller than the window");
  await page.locator("ol.events a").nth(2).click();
  await page.waitForURL("**/event/**");
  await page.locator(".evidence").first().waitFor();
  assert.equal(await scrolled(), 0, "a new page begins at its top");
  await page.goBack();
  await page.locator(".figures").waitFor();
  assert.equal(await scrolled(), left);
  await page.reload();
  await page.locator(".figures").waitFor();
  assert.equal(await scrolled(), left);
  await leave();
});

test("English and Indonesian, light and dark, are kept", async () => {
  const { page, leave } = await reader();
  await overview(page);
  await page.getByRole("button", { name: /^ID/ }).click();
  await page.getByRole("link", { name: "Jelajahi", exact: true }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "id");
  await page.getByRole("button", { name: "Beralih ke tema gelap" }).click();
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.reload();
  await page.getByRole("link", { name: "Jelajahi", exact: true }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "id");
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), dark);
  await page.getByRole("button", { name: /^EN/ }).click();
  await page.getByRole("link", { name: "Explore", exact: true }).waitFor();
  await leave();
});

test("a named question gives a table, and the table can be taken away", async () => {
  const { page, leave } = await reader();
  await overview(page);
  await page.locator("ol.questions a").first().click();
  await page.waitForURL("**/query/**");
  await page.locator("#results").waitFor();
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
  assert.match(csv.suggestedFilename(), /\.csv$/);
  assert.ok(readFileSync(await csv.path(), "utf8").length > 0);
  await leave();
});

test("SPARQL runs with Ctrl-Enter; its answer has names and links", async () => {
  const { page, leave } = await reader();
  await page.goto("/query");
  const editor = page.getByRole("textbox", { name: "SPARQL query" });
  // The plain field makes way for the editor; a key between the two would go to neither.
  await page.locator(".cm-content").waitFor();
  await editor.press("Control+Enter");
  await page.locator("table tbody tr").first().waitFor();
  await page.waitForURL(/\?q=/);
  await page.locator('td a[href^="/event/"]').first().waitFor();
  await editor.fill("ASK { ?s ?p ?o }");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Yes", { exact: true }).waitFor();
  await leave();
});

test("what goes wrong is told to people, with a way on", async () => {
  const { page, leave } = await reader();
  await page.goto("/query");
  await page.locator(".cm-content").waitFor();
  await page.getByRole("textbox", { name: "SPARQL query" }).fill("SELEKT nothing");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("alert").waitFor();
  await page.goto("/actor/nobody-of-this-name");
  await page.getByRole("alert").waitFor();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await page.goto("/no/such/page");
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  await leave({ errorsAllowed: true });
});

test("the focus follows a navigation, and the skip link leads to the content", async () => {
  const { page, leave } = await reader();
  await overview(page);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  await page.getByRole("link", { name: "Articles", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Articles" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
  assert.match(await page.title(), /^Articles/);
  await leave();
});

for (const colorScheme of ["light", "dark"]) {
  test(`every page is accessible (${colorScheme})`, async () => {
    const { page, leave } = await reader({ colorScheme });
    await overview(page);
    await page.locator("ol.questions a, ol.questions + p").first().waitFor();
    await assertAccessible(page, "the overview");
    await page.keyboard.press("/");
    await page.keyboard.type("Putin");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await assertAccessible(page, "the open search");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/actor/**");
    await page.locator("ol.events").waitFor();
    await assertAccessible(page, "an actor");
    await toEvent(page);
    await assertAccessible(page, "an event");
    await toArticle(page);
    await assertAccessible(page, "an article");
    await page.goto("/articles");
    await page.locator("ol.articles").waitFor();
    await assertAccessible(page, "the articles");
    await page.goto("/query");
    await page.locator(".cm-content").waitFor();
    await page.getByRole("button", { name: "Run" }).click();
    await page.locator("table").waitFor();
    await assertAccessible(page, "a query and its table");
    await page.goto("/");
    await page.locator("ol.questions a").first().click();
    await page.locator("#results").waitFor();
    await assertAccessible(page, "a named question");
    await page.goto("/ask?who=RUS&did=ASSAULT");
    await page.locator("#results").waitFor();
    await assertAccessible(page, "a question from a form");
    await page.goto("/load");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await assertAccessible(page, "loading");
    await page.goto("/no/such/page");
    await assertAccessible(page, "what is not there");
    await leave();
  });
}

// 390: a phone. 640: a laptop of 1280 at 200 % zoom. 320: the same at 400 %.
for (const width of [390, 640, 320]) {
  test(`nothing is cut off at ${width} px`, async () => {
    const { page, leave } = await reader({ viewport: { width, height: 800 } });
    const fits = (where) => assertFits(page, where);
    await overview(page);
    await fits("the overview");
    await toActor(page);
    await fits("an actor");
    await toEvent(page);
    await fits("an event");
    await toArticle(page);
    await fits("an article");
    for (const address of ["/articles", "/query"]) {
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await fits(address);
    }
    await leave();
  });
}
