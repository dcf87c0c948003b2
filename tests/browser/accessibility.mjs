// axe-core on the pages of the demo, at most some of each kind in each folder, and on one of each in the other ways of
// reading (dark, phone, without script): no violation of WCAG 2.2 A and AA, nor of axe's best practices.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { WAYS, foundOn, opened } from "./chromium.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PIECES = readFileSync(new URL("pieces.html", import.meta.url), "utf8");
const TOOLS = new URL("../../themes/commons/assets/tools.css", import.meta.url).pathname;
const MOST = 8;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export function accessibility(test, site) {
  for (const [name, way] of Object.entries(WAYS).filter(([name]) => name !== "desktop")) {
    test(`axe finds nothing: every kind of page, ${name}`, async () => {
      await audited(site, way, site.samples);
    });
  }
  // The tools' pieces, as docs/content/reference/templates.md tells of them, in the frame of a real page.
  for (const [name, way] of [["desktop", WAYS.desktop], ["phone, dark", WAYS["phone, dark"]]]) {
    test(`axe finds nothing: the pieces for tools, ${name}`, async () => {
      const found = await opened(site.browser, way, async (page) => {
        await page.goto(site.root);
        await page.addStyleTag({ path: TOOLS });
        await page.evaluate((pieces) => { document.querySelector("main").innerHTML = pieces; }, PIECES);
        return audit(page);
      });
      assert.deepEqual(found, []);
    });
  }

  test("axe finds nothing: the pages of the demo", async () => {
    await audited(site, WAYS.desktop, site.all.filter((page) => page.kind !== "moved").filter(isOneOfFew()));
  });
}

// Whether a page is among the first of its kind and folder. A hundred works differ in their words alone.
function isOneOfFew() {
  const seen = new Map();
  return ({ kind, top }) => {
    const key = `${kind} ${top}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return seen.get(key) <= MOST;
  };
}

async function audited(site, way, pages) {
  // axe is a script itself: where the reader has none, only those of the site are kept away.
  const withAxe = { ...way, javaScriptEnabled: true };
  const found = await foundOn(site.browser, site.root, withAxe, pages, audit, async (page) => {
    if (way.javaScriptEnabled === false) await page.route(/\.js$/, (route) => route.abort());
  });
  assert.deepEqual(found, []);
}

export async function audit(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(" ")} ${node.any[0]?.message ?? ""}`));
}
