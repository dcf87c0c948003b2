// Nobody is followed: no request leaves the site, nothing is stored in the reader's browser, no script fails.

import assert from "node:assert/strict";
import { WAYS, opened } from "./chromium.mjs";

export function privacy(test, site) {
  test("no request to anybody else, no cookie, no storage, no error", async () => {
    await opened(site.browser, WAYS.desktop, async (page, context) => {
      const others = [];
      const errors = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(site.root) && !request.url().startsWith("data:")) others.push(request.url());
      });
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().includes("404")) errors.push(message.text());
      });
      for (const { path } of site.samples) {
        await page.goto(site.root + path, { waitUntil: "networkidle" });
        const kept = await page.evaluate(async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map((base) => base.name)]);
        assert.deepEqual(kept, [], `${path} stores something`);
      }
      assert.deepEqual(others, []);
      assert.deepEqual(errors, []);
      assert.deepEqual(await context.cookies(), []);
    });
  });
}
