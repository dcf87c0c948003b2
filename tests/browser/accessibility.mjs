// axe-core on a page of every kind, in every way of reading, and on every page of the demo once: no violation of
// WCAG 2.2 A and AA, nor of axe's best practices.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { WAYS, opened } from "./chromium.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export function accessibility(test, site) {
  for (const [name, way] of Object.entries(WAYS)) {
    test(`axe finds nothing: every kind of page, ${name}`, async () => {
      await audited(site, way, site.samples);
    });
  }
  test("axe finds nothing: every page of the demo", async () => {
    await audited(site, WAYS.desktop, site.all.filter((page) => page.kind !== "moved"));
  });
}

async function audited(site, way, pages) {
  const found = await opened(site.browser, way, async (page) => {
    const found = [];
    for (const { path } of pages) {
      await page.goto(site.root + path);
      for (const violation of await audit(page)) found.push(`${path || "home"}: ${violation}`);
    }
    return found;
  });
  assert.deepEqual(found, []);
}

async function audit(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(" ")} ${node.any[0]?.message ?? ""}`));
}
