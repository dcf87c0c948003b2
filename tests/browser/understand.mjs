// What readers want to understand: a page in order of need, a barrier and what was done about it, a matrix as gap maps
// are read, one way of citing. Clicks are counted from the home page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { WAYS, opened } from "./chromium.mjs";

const PILOT = "pilots/ee-social-hackathon/";

export function understand(test, site) {
  test("a barrier, and how pilots met it, at most two clicks away", () => opened(site.browser, WAYS.desktop, async (page) => {
    const clicks = await toBarrier(page, site);
    assert.ok(clicks <= 2, `${clicks} clicks`);
    const answered = page.locator("#_overcome .members > li").first();
    assert.ok(await answered.locator(".responses .response").first().isVisible());
    assert.ok(await answered.locator(".results").isVisible());
    // What this pilot did stands before what others say of the barrier.
    const order = await page.locator("main h2").allInnerTexts();
    assert.ok(order.indexOf("What was done about it") < order.indexOf("Pilots"), order.join(", "));
  }));

  test("a term becomes a dossier with at most four clicks", () => opened(site.browser, WAYS.desktop, async (page) => {
    let clicks = await toBarrier(page, site);
    await page.locator('a[href*="as=dossier"]').click();
    clicks += 1;
    await page.locator(".dossier article").first().waitFor();
    assert.ok(await page.locator(".dossier > article").count() >= 3);
    assert.equal(await page.locator(".dossier .sources").count(), 1);
    assert.ok(clicks <= 4, `${clicks} clicks`);
  }));

  test("a pilot is told in order of need, and what is asked first is on the first screen", () => opened(site.browser, WAYS.desktop, async (page) => {
    await page.goto(site.root + PILOT);
    const tops = await page.evaluate(() => [".short", ".prose", "#_field-evidence", ".iceberg .base", "#_field-afterlife", "#_field-partners", "#_field-sources"].map((part) => document.querySelector(part).getBoundingClientRect().top));
    assert.deepEqual(tops, [...tops].sort((a, b) => a - b));
    const box = await page.locator(".short").boundingBox();
    assert.ok(box.y + box.height < 900, "the box is within the first screen");
    // Before there was an order, the page was 10,998 pixels long.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height <= 10_998 * 2 / 3, `${height} pixels`);
  }));

  test("mentions fold by kind, and leave out what the page has shown", () => opened(site.browser, WAYS.desktop, async (page) => {
    await page.goto(site.root + PILOT);
    const groups = await page.locator("#_mentions details").evaluateAll((all) => all.map((details) => ({
      count: Number(details.querySelector(".n").textContent), entries: details.querySelectorAll(".rows > li").length, open: details.open,
    })));
    assert.ok(groups.length >= 2);
    for (const { count, entries, open } of groups) assert.ok(count === entries && count > 0 && !open);
    const idle = await page.evaluate(() => {
      const shown = new Set([...document.querySelectorAll(".text h3 a, #_related h3 a")].map((link) => link.href));
      return [...document.querySelectorAll("#_mentions .rows > li")].filter((entry) => shown.has(entry.querySelector("h4 a").href) && !entry.querySelector("blockquote")).length;
    });
    assert.equal(idle, 0);
  }));

  test("claims and lists are cited by the numbers of the text", () => opened(site.browser, WAYS.desktop, async (page) => {
    for (const { path } of site.all.filter((page) => page.kind === "page" && page.top === "pilots")) {
      await page.goto(site.root + path);
      const wrong = await page.evaluate(() => [...document.querySelectorAll(".claim-list a.cite, .records a.cite")].filter((cite) => document.getElementById(decodeURIComponent(cite.hash.slice(1)))?.value !== Number(cite.textContent)).map((cite) => cite.outerHTML));
      assert.deepEqual(wrong, [], path);
    }
    await page.goto(`${site.root}pilots/compare/?pick=ee-social-hackathon,fi-youth`);
    await page.locator(".abreast table").waitFor();
    assert.doesNotMatch(await page.locator(".abreast").innerText(), /n\.d\.|\[\d+\]/);
  }));

  test("no heading is there twice", () => {
    const twice = [];
    for (const { path, file, kind } of site.all.filter((page) => page.kind !== "moved")) {
      const main = readFileSync(file, "utf8").match(/<main[^]*<\/main>/)?.[0] ?? "";
      const all = [...main.matchAll(/<h2[^>]*>([^]*?)<\/h2>/g)].map(([, inside]) => inside.replace(/<a class="anchor"[^]*?<\/a>|<[^>]+>/g, "").trim());
      for (const text of all.filter((text, n) => all.indexOf(text) !== n)) twice.push(`${kind} ${path}: ${text}`);
    }
    assert.deepEqual(twice, []);
  });

  test("a matrix shows all its columns at 1280 pixels, and its words on focus", () => opened(site.browser, WAYS.desktop, async (page) => {
    for (const field of ["enablers", "barriers"]) {
      await page.goto(`${site.root}pilots/matrix/${field}/`);
      const region = page.locator(".scroll");
      assert.ok(await region.evaluate((region) => region.scrollWidth <= region.clientWidth), field);
      const cell = page.locator("tbody .glyph").first();
      await cell.focus();
      const words = await cell.locator(".words").boundingBox();
      assert.ok(words.width > 40 && words.height > 15, "the words of the cell can be read");
    }
  }));

  for (const way of ["desktop", "phone"]) {
    test(`what has the focus in a matrix is never under its heads: ${way}`, () => opened(site.browser, WAYS[way], async (page) => {
      await page.goto(`${site.root}pilots/matrix/enablers/`);
      const cells = page.locator("tbody a");
      // Backwards, so that the page scrolls up under the heads.
      await cells.last().focus();
      const all = await cells.count();
      for (let n = 1; n < all; n += 1) {
        await page.keyboard.press("Shift+Tab");
        const hidden = await page.evaluate(() => {
          const on = document.activeElement;
          const { left, top, width, height } = on.getBoundingClientRect();
          const seen = document.elementFromPoint(left + width / 2, top + height / 2);
          return on.contains(seen) || seen?.contains(on) ? "" : on.outerHTML;
        });
        assert.equal(hidden, "");
      }
    }));
  }
}

// Goes from the home page to a barrier that a pilot did something about, and counts the clicks.
async function toBarrier(page, site) {
  await page.goto(site.root);
  let clicks = 0;
  const term = page.locator('main a[href*="barriers/upkeep-gap/"]').first();
  if (await term.count() === 0) {
    await page.locator('a[href$="barriers/"]').first().click();
    clicks += 1;
  }
  await term.click();
  await page.waitForURL(/upkeep-gap/);
  return clicks + 1;
}
