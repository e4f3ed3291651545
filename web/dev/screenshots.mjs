// Takes a picture of every page in both themes and languages, on a desk and on a phone, into the folder given.
//   KABAR_URL=http://127.0.0.1:4173 node dev/screenshots.mjs FOLDER [PAGE…]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "../e2e/browser.mjs";

const base = process.env.KABAR_URL ?? "http://127.0.0.1:4173";
const [folder = "screenshots", ...only] = process.argv.slice(2);

const PAGES = {
  overview: "/",
  empty: "/#empty",
  broken: "/#broken",
  actor: "/actor/person-vladimir-putin",
  country: "/actor/RUS?type=CONSULT",
  event: "/event/ev-9f2c41aa00bb11cc",
  claimed: "/event/ev-eeee5555ffff6666",
  article: "/article/fbe5a5956e437734?at=60-127",
  articles: "/articles",
  query: "/query",
  asked: "/query/timeline-between?a=RUS&b=PRK",
  missing: "/actor/nobody",
};
const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
for (const [name, path] of Object.entries(PAGES)) {
  if (only.length > 0 && !only.includes(name)) continue;
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const theme of ["light", "dark"]) {
      for (const lang of ["en", "id"]) {
        const state = path.split("#")[1];
        const page = await browser.newPage({ viewport, colorScheme: theme });
        await page.context().addCookies([{ name: "fixtures", value: state ?? "full", url: base }]);
        const url = new URL(path, base);
        url.hash = "";
        url.searchParams.set("lang", lang);
        await page.goto(url.href);
        await page.locator("h1, [role=alert]").first().waitFor();
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(folder, `${name}-${size}-${theme}-${lang}.png`), fullPage: true });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) console.log(`${name} ${size} ${lang}: ${wide} px too wide`);
        await page.close();
      }
    }
  }
}
await browser.close();
