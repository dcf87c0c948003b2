// Taking pages along: citing, comparing and printing them, from a server and from a disk, by keyboard, with the clicks
// counted that readers need.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { WAYS, opened } from "./chromium.mjs";

const TABLE = ".abreast table";

export function take(test, site) {
  test("a citation is copied with one click", () => opened(site.browser, WAYS.desktop, async (page, context) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${site.root}pilots/ee-social-hackathon/`);
    await page.locator("#_cite button").click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /Social hackathon in Võru county.*https:\/\/example\.org\/pilots\/ee-social-hackathon\//);
    assert.equal(await page.locator("#_cite [role=status]").textContent(), "Copied");
  }));

  for (const [where, root] of [["a server", () => site.root], ["a disk", () => `${pathToFileURL(site.folder)}/`]]) {
    test(`three pilots are compared from ${where} with four clicks, and become a dossier with one more`, () => opened(site.browser, WAYS.desktop, async (page) => {
      const at = (path) => root() + path + (where === "a disk" ? "index.html" : "");
      await page.goto(at("pilots/"));
      const boxes = page.locator(".card .picker input");
      for (const n of [0, 2, 4]) await boxes.nth(n).click();
      if (where === "a disk") await page.goto(`${root()}pilots/compare/index.html${new URL(page.url()).search}`);
      else await page.locator(".pick a").click();
      await page.locator(TABLE).waitFor();
      assert.equal(await page.locator(`${TABLE} thead th`).count(), 3);
      assert.match(page.url(), /\?pick=[a-z0-9-]+,[a-z0-9-]+,[a-z0-9-]+$/);
      await sound(page);
      await page.getByRole("button", { name: "Dossier" }).click();
      await page.locator(".dossier article").first().waitFor();
      assert.equal(await page.locator(".dossier > article").count(), 3);
      assert.equal(await page.locator(".dossier > article h1").count(), 0);
      assert.equal(await page.locator(".dossier .sources").count(), 1);
      assert.ok(await page.locator(".dossier .funding").count() > 0);
      const dead = await page.evaluate(() => [...document.querySelectorAll('.dossier a[href^="#"]')].filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.hash));
      assert.deepEqual(dead, []);
      await sound(page);
    }));
  }

  test("pages are picked by keyboard, announced, and taken along by links", () => opened(site.browser, WAYS.desktop, async (page) => {
    await page.goto(`${site.root}pilots/ee-social-hackathon/`);
    await page.locator(".head .picker input").focus();
    await page.keyboard.press("Space");
    assert.equal(await page.locator(".pick [role=status]").textContent(), "My selection (1)");
    await page.locator(".crumbs a", { hasText: "Pilots" }).click();
    await page.waitForURL(/pilots\/\?pick=ee-social-hackathon$/);
    assert.equal(await page.locator(".picker input:checked").count(), 1);
    await page.locator(".pick button").click();
    assert.doesNotMatch(page.url(), /pick/);
  }));

  test("a page that is gone leaves the selection, and the focus stays among the columns", () => opened(site.browser, WAYS.desktop, async (page) => {
    await page.goto(`${site.root}pilots/compare/?pick=ee-social-hackathon,gone,fi-youth,ee-social-hackathon`);
    await page.locator(TABLE).waitFor();
    await page.waitForURL(/\?pick=ee-social-hackathon,fi-youth$/);
    const remove = page.locator(`${TABLE} thead button`);
    await page.waitForFunction(() => document.querySelectorAll(".abreast thead button").length === 2);
    await remove.first().press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".abreast thead button").length === 1);
    await page.waitForFunction(() => document.activeElement.matches(".abreast thead button"));
    await remove.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches(".pick a"));
  }));

  test("filters keep the selection", () => opened(site.browser, WAYS.desktop, async (page) => {
    await page.goto(`${site.root}pilots/?pick=fi-youth`);
    await page.locator(".facet summary").first().click();
    const filter = page.locator(".facet input").first();
    await filter.check();
    await page.waitForURL(/\?.+&pick=fi-youth$/);
    await filter.uncheck();
    await page.waitForURL(/\/\?pick=fi-youth$/);
  }));

  test("without a script pilots with a term in common stand side by side", () => opened(site.browser, WAYS["no script"], async (page) => {
    await page.goto(`${site.root}pilots/compare/`);
    await page.getByRole("link", { name: "Denmark" }).click();
    assert.equal(await page.locator(`${TABLE} thead th`).count(), 5);
    assert.ok(await page.locator(`${TABLE} tbody th[scope=rowgroup]`).count() >= 2);
  }));
}

// No id is there twice, and nothing was asked for in vain.
async function sound(page) {
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((element) => element.id));
  assert.deepEqual(ids.filter((id, n) => ids.indexOf(id) !== n), []);
}
