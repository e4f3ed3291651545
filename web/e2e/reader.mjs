// Readers for the browser tests: each has a fresh profile, and what goes wrong in it fails the test.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { openBrowser } from "./browser.mjs";

export const base = process.env.KABAR_URL;
if (!base) throw new Error("KABAR_URL must name the running server, for example http://127.0.0.1:7979");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

/** A fresh reader: own storage, English, and a record of everything that went wrong. */
export async function reader(options = {}, opened = browser) {
  const context = await opened.newContext({ baseURL: base, locale: "en-GB", viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const wrong = [];
  const offHost = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.host !== new URL(base).host) offHost.push(request.url());
  });
  const leave = async ({ errorsAllowed = false } = {}) => {
    await context.close();
    assert.deepEqual(offHost, [], "no request leaves the host");
    if (!errorsAllowed) assert.deepEqual(wrong, [], "no error on the console");
  };
  return { page, context, leave };
}

export const squeezed = (text) => text.replace(/\s+/g, " ").trim();

export async function assertAccessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  assert.deepEqual(told, [], `accessibility of ${where}`);
}

export async function assertFits(page, where) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
}
