// Readers on their way, with nothing but a keyboard: from the home page to a pilot by country, theme and group; and
// the question "what helps when officials resist?". At every step the focus can be seen.

import assert from "node:assert/strict";
import { WAYS, foundOn, opened } from "./chromium.mjs";

const STEPS = 200;

export function walks(test, site) {
  for (const kind of ["countries", "themes", "groups"]) {
    test(`by keyboard from home to a pilot: by ${kind}`, async () => {
      await opened(site.browser, WAYS.desktop, async (page) => {
        await page.goto(site.root);
        await follow(page, `.way[data-kind="${kind}"] ul li:nth-child(3) a`);
        assert.match(page.url(), new RegExp(`/${kind}/[\\w-]+/$`));
        await follow(page, `main h3 a[href*="pilots/"]`);
        assert.match(page.url(), /\/pilots\/[\w-]+\/$/);
        assert.ok(await page.locator("h1").isVisible());
      });
    });
  }

  test("what helps when officials resist? Three clicks from the home page", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      await page.goto(site.root);
      await follow(page, `.way[data-kind="barriers"] a[href*="professional-resistance"]`);
      // The term's page names what answers it, and each leads to what pilots did.
      await follow(page, `main a[href*="/enablers/"]`);
      assert.match(page.url(), /\/enablers\/[\w-]+\/$/);
      await follow(page, `main h3 a[href*="pilots/"]`);
      assert.match(page.url(), /\/pilots\/[\w-]+\/$/);
    });
  });

  test("the first key leads past the menu", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      await page.goto(site.root);
      await page.keyboard.press("Tab");
      const skip = page.locator(".skip");
      assert.ok(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0));
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
    });
  });

  test("contents follow the reader", async () => {
    await opened(site.browser, WAYS.desktop, async (page) => {
      await page.goto(site.root + withContents(site).path);
      const last = page.locator(".toc a").last();
      const target = (await last.getAttribute("href")).slice(1);
      await page.evaluate((id) => document.getElementById(id).scrollIntoView(), target);
      await page.locator(`.toc a[aria-current][href="#${target}"]`).waitFor({ timeout: 5000 });
      assert.equal(await page.locator(".toc a[aria-current]").count(), 1);
    });
  });

  test("without script every page says the same", async () => {
    const pages = site.samples.filter(({ kind }) => kind !== "not-found");
    const words = async (way) => {
      const said = await foundOn(site.browser, site.root, way, pages, async (page) => {
        await page.locator(".needs-script, .picker, [data-copy] button").evaluateAll((all) => all.forEach((one) => { one.style.display = "none"; }));
        // What only a script can do (filters, a search) is more than a page says; its words are there without.
        const tools = await page.locator('script[src*="/assets/"]:not([src*="/menu."], [src*="/reader."], [src*="/pick."], [src*="/take."])').count();
        const leads = (links) => links.filter((link) => link.checkVisibility()).length > 5;
        return [tools
          ? way.javaScriptEnabled !== false || await page.locator("main a[href]").evaluateAll(leads)
          : (await page.locator("main").innerText()).replace(/\s+/g, " ")];
      });
      return said.sort();
    };
    assert.deepEqual(await words(WAYS["no script"]), await words(WAYS.desktop));
  });
}

function withContents(site) {
  const pilots = site.samples.filter((page) => page.kind === "page" && page.top === "pilots");
  assert.ok(pilots.length > 0, "the demo has no pilot");
  return pilots[0];
}

// Goes to the first link that matches, key by key, and through it.
async function follow(page, selector) {
  for (let step = 0; step < STEPS; step += 1) {
    await page.keyboard.press("Tab");
    const { there, seen, what } = await page.evaluate((selector) => {
      const on = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(on);
      return { there: on.matches(selector), seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2, what: on.outerHTML.slice(0, 200) };
    }, selector);
    assert.ok(seen, `the focus can't be seen on ${what}`);
    if (there) {
      const from = page.url();
      return Promise.all([page.waitForURL((url) => url.href !== from), page.keyboard.press("Enter")]);
    }
  }
  assert.fail(`no key leads to ${selector} on ${page.url()}`);
}
