// The site on a disk, as `build --portable` makes it: from the home page to a pilot by country, theme, enabler and search,
// without a server, and but for the search without a script.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { WAYS, opened } from "./chromium.mjs";

export function disk(test, site) {
  if (!site.disk) return;
  const home = String(pathToFileURL(join(site.disk, "index.html")));

  for (const [kind, way, term] of [["countries", "no script", "dk"], ["themes", "no script", "employment"], ["themes", "desktop", "employment"]]) {
    test(`on a disk from home to a pilot: by ${kind}, ${way}`, () => onDisk(site, WAYS[way], async (page) => {
      await page.goto(home);
      await page.locator(`.way[data-kind="${kind}"] ul a[href*="/${term}"]`).first().click();
      await page.waitForURL(new RegExp(`/${kind}/[\\w-]+/index.html$`));
      await toPilot(page);
    }));
  }

  test("on a disk from home to a pilot: by enabler", () => onDisk(site, WAYS["no script"], async (page) => {
    await page.goto(home);
    await page.locator(`nav a[href$="enablers/index.html"]`).first().click();
    await page.waitForURL(/\/enablers\/index.html$/);
    await page.locator(`main a[href*="enablers/trust-over-time/"]`).first().click();
    await page.waitForURL(/\/enablers\/trust-over-time\/index.html$/);
    await toPilot(page);
  }));

  test("on a disk from home to a pilot: by search", () => onDisk(site, WAYS.desktop, async (page) => {
    await page.goto(home);
    await page.locator(".search-box input").first().fill("hackathon");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\/index.html\?q=hackathon$/);
    await page.locator(`.hit .card-title a[href*="pilots/"]`).first().click();
    await page.waitForURL(/\/pilots\/[\w-]+\/index.html/);
    assert.ok(await page.locator("h1").isVisible());
  }));

  test("on a disk a list with filters leads to pilots", () => onDisk(site, WAYS.desktop, async (page) => {
    await page.goto(String(pathToFileURL(join(site.disk, "pilots/index.html"))));
    await page.locator(`[data-facet="country"] summary`).first().click();
    await page.locator(`[data-facet="country"] input`).first().check();
    await toPilot(page);
  }));
}

async function toPilot(page) {
  await page.locator(`main h3 a[href*="pilots/"]`).first().click();
  await page.waitForURL(/\/pilots\/[\w-]+\/index.html$/);
  assert.ok(await page.locator("h1").isVisible());
}

// Opens a page; all that it loads must be there.
function onDisk(site, way, use) {
  return opened(site.browser, way, async (page) => {
    const missing = [];
    page.on("requestfailed", (request) => missing.push(`${request.url()} ${request.failure()?.errorText}`));
    await use(page);
    // Chromium takes no fonts from a disk: letters are those of the reader's system then.
    assert.deepEqual(missing.filter((one) => !one.endsWith("net::ERR_ABORTED") && !one.includes(".woff2 ")), []);
  });
}
