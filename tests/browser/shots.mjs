// Takes the pictures of docs/ anew: node tests/browser/shots.mjs <folder of the built demo>

import { fileURLToPath } from "node:url";
import { WAYS, opened, start } from "./chromium.mjs";
import { serve } from "./site.mjs";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const WIDE = { ...WAYS.desktop, viewport: { width: 1200, height: 800 } };
const SHOTS = [
  { name: "home", path: "", way: WIDE },
  { name: "pilot", path: "pilots/ee-social-hackathon/", way: WIDE, at: ".head" },
  { name: "evidence", path: "pilots/ee-social-hackathon/", way: WIDE, at: "#_field-evidence" },
  { name: "enabler", path: "enablers/meeting-place/", way: WIDE },
  { name: "explore", path: "pilots/?country=dk&country=ee", way: WIDE },
  { name: "matrix", path: "pilots/matrix/barriers/", way: WIDE, at: ".matrix-key" },
  { name: "phone", path: "pilots/ee-social-hackathon/", way: WAYS["phone, dark"], at: ".short" },
];

const site = await serve(process.argv[2]);
const browser = await start();
for (const { name, path, way, at } of SHOTS) {
  await opened(browser, way, async (page) => {
    await page.goto(site.root + path);
    await page.evaluate(() => document.fonts.ready);
    if (at) await page.locator(at).first().evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 24));
    await page.screenshot({ path: `${DOCS}${name}.png` });
  });
}
await browser.close();
site.close();
