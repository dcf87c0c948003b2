// Nobody is followed: no request leaves the site, nothing is stored in the reader's browser, no script fails.

import assert from "node:assert/strict";
import { WAYS, foundOn } from "./chromium.mjs";

export function privacy(test, site) {
  test("no request to anybody else, no cookie, no storage, no error", async () => {
    const [others, errors] = [[], []];
    const kept = await foundOn(site.browser, site.root, WAYS.desktop, site.samples, async (page) => {
      await page.waitForLoadState("networkidle");
      const names = await page.evaluate(async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map((base) => base.name)]);
      return [...names, ...(await page.context().cookies()).map((cookie) => cookie.name)];
    }, async (page) => {
      page.on("request", (request) => {
        if (!request.url().startsWith(site.root) && !request.url().startsWith("data:")) others.push(request.url());
      });
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().includes("404")) errors.push(message.text());
      });
    });
    assert.deepEqual({ kept, others, errors }, { kept: [], others: [], errors: [] });
  });
}
