// What scripts add: filters that combine, whose choice stands in the address, and a search with filters, whose hits show
// where the words stand. All of it with the keyboard alone.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { WAYS, opened } from "./chromium.mjs";

export function tools(test, site) {
  test("filters combine, and the address holds the choice", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      await page.goto(`${site.root}pilots/`);
      const all = await shown(page);
      await choose(page, "country", 0);
      const some = await shown(page);
      assert.ok(0 < some && some < all, `${some} of ${all}`);
      assert.match(await page.locator(".found").innerText(), new RegExp(`\\b${some}\\b`));
      await choose(page, "country", 1);
      const more = await shown(page);
      assert.ok(more >= some, "any of the words within a group");
      await choose(page, "themes", 0);
      const both = await shown(page);
      assert.ok(both <= more, "all groups together");
      const address = page.url();
      assert.match(address, /\?country=\w+&country=\w+&themes=[\w-]+$/);
      await page.goto("about:blank");
      await page.goto(address);
      assert.equal(await shown(page), both, "the address shows the same to whoever opens it");
    });
  });

  test("words and filters narrow a list together, with right counts, and in the address", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      await page.goto(`${site.root}pilots/explore/?country=dk`);
      await page.waitForURL(/pilots\/\?country=dk$/);
      await page.waitForFunction(() => /5/.test(document.querySelector(".found").textContent));
      await page.locator("#_q").fill("honey");
      await page.waitForURL(/\?q=honey&country=dk$/);
      await page.waitForFunction(() => document.querySelectorAll(".rows > li").length === 1);
      const told = await page.locator('[data-facet="country"] label', { hasText: "Denmark" }).locator(".n").innerText();
      assert.equal(told, "1");
      assert.match(await page.title(), /honey.*Denmark/);
      await page.getByRole("button", { name: "Clear all" }).click();
      await page.waitForFunction(() => document.querySelectorAll(".rows > li").length > 10);
      assert.ok(await page.evaluate(() => document.activeElement.matches(".found")), "the focus is not lost");
    });
  });

  test("a list in parts is filtered as a whole", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      await page.goto(pathToFileURL(`${site.folder}/publications/index.html`).href);
      const all = await shown(page);
      await choose(page, "type", 1);
      await page.waitForFunction((all) => document.querySelectorAll(".rows > li").length < all, all);
      const n = +(await page.locator('[data-facet="type"] label:has(:checked) .n').innerText());
      assert.match(await page.locator(".found").innerText(), new RegExp(`\\b${n}\\b`));
      assert.equal(await shown(page), Math.min(n, 20));
    });
  });

  test("on a phone the first entry is on the first screen, and filters open as a sheet", async () => {
    await opened(site.browser, { ...WAYS.phone, viewport: { width: 360, height: 740 } }, async (page) => {
      await page.goto(`${site.root}pilots/`);
      const title = await page.locator(".rows h3").first().boundingBox();
      assert.ok(title.y + title.height <= 740, `it ends at ${title.y + title.height}`);
      await page.locator(".filters > summary").click();
      await page.locator('dialog [data-facet="country"] summary').click();
      await page.locator('dialog [data-facet="country"] input').first().check();
      await page.getByRole("button", { name: "Show 5 pilots" }).click();
      assert.equal(await page.locator("dialog").isVisible(), false);
      assert.equal(await shown(page), 5);
    });
  });

  test("Escape closes the menu and the sheet of filters, and the focus returns", async () => {
    await opened(site.browser, WAYS.phone, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement.closest("summary")?.parentElement.className);
      await page.goto(`${site.root}pilots/`);
      await page.locator(".menu-more > summary").click();
      await page.locator(".menu-more a").first().focus();
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".menu-more").evaluate((menu) => menu.open), false);
      assert.match(await focused(), /menu-more/);
      await page.locator(".filters > summary").focus();
      await page.keyboard.press("Enter");
      await page.locator('dialog [data-facet="country"] summary').click();
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("dialog").isVisible(), false);
      assert.match(await focused(), /filters/);
    });
  });

  test("a matrix is filtered by the filters of the list, at the same address", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      const rows = page.locator("[data-matrix] tbody tr:visible");
      await page.goto(`${site.root}pilots/?country=dk`);
      await page.locator(".looks a").first().click();
      await page.waitForURL(/\/matrix\/enablers\/\?country=dk$/);
      await page.waitForFunction(() => /5/.test(document.querySelector(".found").textContent));
      assert.equal(await rows.count(), 5);
      await page.locator(".filters > summary").click();
      await page.locator('dialog [data-facet="country"] label', { hasText: "Estonia" }).click();
      await page.getByRole("button", { name: /^Show \d+ pilots$/ }).click();
      const more = await rows.count();
      assert.ok(more > 5);
      await page.locator("th button.sort").nth(1).click();
      assert.equal(await rows.count(), more, "sorting brings nothing back");
      await page.getByRole("button", { name: "Clear all" }).click();
      assert.equal(await rows.count(), 15);
      assert.match(page.url(), /enablers\/$/);
    });
  });

  test("results stand by kind, can be picked, and lead to pages from a disk", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      await page.goto(`${pathToFileURL(`${site.folder}/search/index.html`)}?q=older+people`);
      await page.locator(".hit mark").first().waitFor();
      const kinds = await page.locator(".hit-group > h2").allInnerTexts();
      assert.ok(kinds.length > 1 && new Set(kinds).size === kinds.length, `${kinds}`);
      await page.waitForFunction(() => !document.querySelector(".hit[aria-busy]"));
      const links = await page.locator(".hit .card-title a").evaluateAll((all) => all.map((link) => link.href));
      assert.deepEqual(links.filter((link) => !link.includes("/index.html")), []);
      assert.ok(await page.locator(".hit .picker input").count() > 0);
    });
  });

  test("nothing found: words and terms that are like it", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      await page.goto(`${site.root}search/?q=hckthnn`);
      await page.locator(".helps a").first().click();
      await page.locator(".hit mark").first().waitFor();
    });
  });

  test("the search finds words, narrows down by a filter, and shows where the words stand", async () => {
    await opened(site.browser, WAYS.phone, async (page) => {
      await page.goto(site.root);
      await page.locator(".search-box input").fill("litter");
      await page.keyboard.press("Enter");
      await page.locator(".hit").first().waitFor();
      assert.match(page.url(), /search\/\?q=litter$/);
      assert.match(await page.locator(".hit mark").first().innerText(), /litter/i);
      const all = await page.locator(".found").innerText();
      await page.locator(".filters > summary").click();
      await choose(page, "countries", 0, "data-filter");
      await page.waitForFunction((before) => document.querySelector(".found").textContent !== before, all);
      assert.match(page.url(), /\?q=litter&countries=/);
      const link = page.locator(".hit .card-title a").first();
      await link.focus();
      await Promise.all([page.waitForURL((url) => !url.pathname.includes("search")), page.keyboard.press("Enter")]);
      assert.ok(await page.locator("h1").isVisible());
    });
  });

  test("the search forgives: other names, plain letters, a slip, other forms of a word", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      for (const [typed, path] of [
        ["elderly", "pl-propolab"], ["wroclaw", "pl-propolab"], ["hackaton", "ee-social-hackathon"],
        ["Estonia", "ee-social-hackathon"], ["hackathons", "ee-social-hackathon"],
      ]) {
        await page.goto(`${site.root}search/?q=${typed}`);
        await page.locator(".hit mark").first().waitFor();
        await page.waitForFunction(() => !document.querySelector(".hit[aria-busy]"));
        const links = await page.locator(".hit .card-title a").evaluateAll((all) => all.map((link) => link.href));
        assert.ok(links.some((link) => link.includes(path)), `${typed}: ${links}`);
      }
    });
  });

  test("the search works from a disk, in Swedish, and with nothing found", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      const disk = pathToFileURL(`${site.folder}/search/index.html`);
      await page.goto(`${disk}?q=assistans&_lang=sv`);
      await page.locator(".hit[lang=sv] mark").first().waitFor();
      await page.goto(`${disk}?q=qqqqqqqq`);
      await page.waitForFunction(() => document.querySelector(".found").textContent);
      await page.locator(".elsewhere a").first().waitFor({ timeout: 1000 }); // There are other ways in, at once.
    });
  });

  test("a first search loads little", async () => {
    await opened(site.browser, WAYS.phone, async (page) => {
      let [files, bytes] = [0, 0];
      page.on("response", async (response) => {
        if (!/search\/.+\.js/.test(response.url())) return;
        [files, bytes] = [files + 1, bytes + (await response.body()).length];
      });
      await page.goto(`${site.root}search/?q=hackathon`);
      await page.locator(".hit mark").first().waitFor();
      assert.ok(files <= 8 && bytes < 300_000, `${files} files, ${bytes} bytes`);
    });
  });

  test("a matrix is sorted by a column", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      await page.goto(`${site.root}pilots/matrix/enablers/`);
      const rows = () => page.locator("[data-matrix] tbody tr th").allInnerTexts();
      const before = await rows();
      await page.locator("[data-by] .sort").nth(1).focus();
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("[aria-sort=ascending], [aria-sort=descending]").count(), 1);
      assert.notDeepEqual(await rows(), before);
      assert.deepEqual((await rows()).sort(), before.sort());
    });
  });
}

// Takes a value of a facet as the keyboard does.
async function choose(page, facet, n, name = "data-facet") {
  const group = page.locator(`[${name}="${facet}"]`);
  if (!await group.evaluate((details) => details.open)) {
    await group.locator("summary").focus();
    await page.keyboard.press("Enter");
  }
  await group.locator("input[type=checkbox]:enabled").nth(n).focus();
  await page.keyboard.press("Space");
}

function shown(page) {
  return page.locator("[data-browse] .rows > li").evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).length);
}
