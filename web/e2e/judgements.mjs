// An analyst who decides: right, wrong, the same as another, not one; each decision is seen at once and can be taken back.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccessible, base, reader } from "./reader.mjs";

const get = async (path) => (await fetch(base + path)).json();
const section = (page) => page.locator(".judgements");

after(async () => {
  for (const { id } of await get("/api/judgements")) await fetch(`${base}/api/judgements/${id}`, { method: "DELETE" });
});

async function open(page, event) {
  await page.goto(`/event/${event}`);
  await section(page).getByRole("button", { name: "Right" }).waitFor();
}

async function decide(page, verdict, more = async () => undefined) {
  await section(page).getByRole("button", { name: verdict, exact: true }).click();
  await more();
  await section(page).getByLabel("Your name").fill("Ana");
  await section(page).getByLabel(/^Why/).fill("read it again");
  await section(page).getByRole("button", { name: "Decide" }).click();
}

test("right, and taken back", async () => {
  const { page, leave } = await reader();
  const [event] = (await get("/api/events?sort=reports&limit=1")).events;
  await open(page, event.id);
  await section(page).getByRole("button", { name: "Right" }).click();
  await assertAccessible(page, "deciding about an event");
  await section(page).getByRole("button", { name: "Right" }).click();
  await decide(page, "Right");
  await section(page).getByText("Confirmed").waitFor();
  assert.match(await section(page).innerText(), /Ana[\s\S]*read it again/);
  await section(page).getByRole("button", { name: "Take back" }).click();
  await section(page).getByText("Confirmed").waitFor({ state: "detached" });
  await leave();
});

test("wrong: it goes out of all views, and comes back", async () => {
  const { page, leave } = await reader();
  const { events, truncated } = await get("/api/events?limit=400");
  const event = events.find((one) => one.report_count === 1);
  await open(page, event.id);
  await decide(page, "Wrong");
  await page.getByRole("heading", { name: "This event is out of all views" }).waitFor();
  assert.equal((await get("/api/events?limit=1")).truncated.total, truncated.total - 1);
  await page.getByRole("button", { name: "Take back" }).click();
  await page.locator(".evidence blockquote").first().waitFor();
  assert.equal((await get("/api/events?limit=1")).truncated.total, truncated.total);
  await leave({ errorsAllowed: true }); // the browser itself notes the 404 of what is gone
});

test("not one, then the same again", async () => {
  const { page, leave } = await reader();
  const total = async () => (await get("/api/events?limit=1")).truncated.total;
  const before = await total();
  const { events } = await get("/api/events?sort=reports&limit=1000");
  const [busiest] = events;
  // What is split off may be of another event instead; of this one there is no other that it could join.
  const sides = ({ actors }) => actors.map(({ id, country }) => country ?? id);
  const like = (one, other) => one.id !== other.id && one.type === other.type && sides(one).some((side) => sides(other).includes(side));
  const event = events.find((one) => one.report_count > 1 && !events.some((other) => like(one, other)));
  await open(page, event.id);
  await decide(page, "Not one", () => section(page).getByRole("checkbox").first().check());
  await section(page).getByText("Split").waitFor();
  assert.equal(await total(), before + 1, "two events of one");
  await section(page).getByRole("button", { name: "Take back" }).click();
  await section(page).getByText("Split").waitFor({ state: "detached" });
  assert.equal(await total(), before);

  const [one, other] = (await get(`/api/events?type=${busiest.type}&limit=400`)).events.filter(({ report_count }) => report_count === 1);
  const { label } = await get(`/api/events/${other.id}`);
  await open(page, one.id);
  await decide(page, "Same as…", async () => {
    await section(page).getByRole("combobox").fill(label.en);
    await page.getByRole("option").first().click();
    await section(page).locator(".note").waitFor();
  });
  await section(page).getByText("Merged", { exact: true }).waitFor();
  assert.equal(await total(), before - 1, "one event of two");
  await leave({ errorsAllowed: true });
});

test("what somebody else decided shows up without a reload", async () => {
  const { page, leave } = await reader();
  const [event] = (await get("/api/events?sort=reports&limit=1")).events;
  await open(page, event.id);
  await page.waitForTimeout(300);
  const body = JSON.stringify({ verdict: "confirm", of: [event.id], by: "Budi" });
  const made = await fetch(`${base}/api/judgements`, { method: "POST", headers: { "content-type": "application/json" }, body });
  assert.equal(made.status, 201);
  await section(page).getByText("Budi").waitFor({ timeout: 15_000 });
  await leave();
});
