// Measures what somebody at the page waits for, against a server with many events (see facts.rs): typing a name, expanding a
// node, moving the window of time until every view is redrawn, the first screen, and drawing large graphs without a GPU.
//   KABAR_URL=http://127.0.0.1:7979 node tools/bench/page.mjs
import { openBrowser } from "../../web/e2e/browser.mjs";

const base = process.env.KABAR_URL ?? "http://127.0.0.1:7979";
const ROUNDS = Number(process.env.ROUNDS ?? 40);

const quantile = (times, share) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];
const told = (name, times, limit) => {
  const [median, late] = [quantile(times, 0.5), quantile(times, 0.95)];
  console.log(`${name.padEnd(44)} median ${median.toFixed(0).padStart(5)} ms   p95 ${late.toFixed(0).padStart(5)} ms   limit ${limit} ms   ${late <= limit ? "ok" : "TOO SLOW"}`);
};

async function timed(address) {
  const began = performance.now();
  const response = await fetch(base + address);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return performance.now() - began;
}

async function answers(name, addresses, limit) {
  const times = [];
  for (const address of addresses) times.push(await timed(address));
  told(name, times, limit);
}

const facets = await (await fetch(`${base}/api/facets`)).json();
console.log(`${facets.truncated.total} events, ${facets.actors_total} actors\n`);

const names = facets.actors.map((actor) => actor.label.en);
const typed = names.flatMap((name) => [2, 3, 4, name.length].map((length) => `/api/search?q=${encodeURIComponent(name.slice(0, length))}`)).slice(0, 2 * ROUNDS);
await answers("search while typing, server", typed, 60);
const ids = facets.actors.map((actor) => actor.id);
await answers("ties of an actor with counts, server", ids.map((id) => `/api/relations/${id}`), 100);
await answers("a page of neighbours, server", ids.map((id) => `/api/neighbours/${id}?limit=25`), 100);
const windows = Array.from({ length: ROUNDS }, (_, n) => `from=20${19 + (n % 6)}-0${1 + (n % 9)}-01&until=20${19 + (n % 6)}-0${1 + (n % 9)}-28`);
for (const view of ["facets", "histogram", "network", "geo", "events"]) await answers(`${view} in a window, server`, windows.map((window) => `/api/${view}?${window}`), 100);
await answers("paths between two, server", ids.slice(1, 15).map((id) => `/api/paths?a=${ids[0]}&b=${id}`), 1000);

const browser = await openBrowser();
const fresh = async () => browser.newPage({ viewport: { width: 1400, height: 900 } });

const firsts = [];
for (let round = 0; round < 5; round++) {
  const page = await fresh();
  const began = performance.now();
  await page.goto(`${base}/explore`);
  await page.waitForFunction(() => document.querySelector(".graph-box canvas")?.dataset.frameMs && Number(document.querySelector(".graph-box canvas").dataset.nodes) > 0);
  firsts.push(performance.now() - began);
  await page.close();
}
told("first screen of the graph, browser", firsts, 1000);

const page = await fresh();
await page.goto(`${base}/explore?unit=month&view=graph`);
await page.locator(".brush").waitFor();
const [expansions, completions] = [[], []];
for (const id of ids.slice(0, 15)) {
  await page.goto(`${base}/explore?sel=entity:${id}&graph=${id}`);
  const add = page.locator(".ties button").first();
  await add.waitFor();
  const { drawn, whole } = await page.evaluate(async () => {
    const canvas = document.querySelector(".graph-box canvas");
    const until = async (changed) => {
      while (!changed() && performance.now() - began < 5000) await new Promise(requestAnimationFrame);
      return performance.now() - began;
    };
    const nodes = canvas.dataset.drawn;
    const began = performance.now();
    document.querySelector(".ties button").click();
    const drawn = await until(() => canvas.dataset.drawn !== nodes);
    const links = canvas.dataset.drawnLinks;
    return { drawn, whole: await until(() => canvas.dataset.drawnLinks !== links) };
  });
  expansions.push(drawn);
  completions.push(whole);
}
told("expansion until those who are new are drawn", expansions, 100);
told("expansion until all lines among them are, too", completions, 200);

await page.goto(`${base}/explore?unit=month&from=2020-01-01&until=2020-03-31`);
await page.locator(".brush").waitFor();
await page.waitForTimeout(1500);
const moves = [];
for (let round = 0; round < ROUNDS; round++) {
  const slider = page.getByRole("slider").nth(1);
  await slider.focus();
  moves.push(
    await page.evaluate(async () => {
      const sum = document.querySelector(".facets-sum strong");
      const before = sum.textContent;
      const began = performance.now();
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
      while ((sum.textContent === before || document.querySelector(".stale")) && performance.now() - began < 3000) await new Promise(requestAnimationFrame);
      return performance.now() - began;
    }),
  );
}
told("moving the window until all is redrawn", moves, 200);

for (const [nodes, limit] of [
  [2000, 40],
  [5000, 100],
]) {
  await page.goto(`${base}/explore?n=${nodes}`);
  await page.waitForFunction((many) => Number(document.querySelector(".graph-box canvas")?.dataset.nodes) >= many * 0.9, nodes, { timeout: 120_000 });
  const box = await page.locator(".graph-box canvas").boundingBox();
  const frames = [];
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  for (let step = 0; step < ROUNDS; step++) {
    await page.mouse.move(box.x + 20 + 6 * step, box.y + 20 + 3 * step);
    await page.waitForTimeout(40);
    frames.push(Number(await page.locator(".graph-box canvas").getAttribute("data-frame-ms")));
  }
  await page.mouse.up();
  const links = await page.locator(".graph-box canvas").getAttribute("data-links");
  told(`a frame of ${nodes} nodes, ${links} links`, frames, limit);
}
await browser.close();
