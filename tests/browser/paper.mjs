// On paper: every pilot is a dossier of two to four pages, with the addresses of its links, its references and the line
// that the funder asks for, and without menus.

import assert from "node:assert/strict";
import { WAYS, foundOn, opened } from "./chromium.mjs";

export function paper(test, site) {
  const pilots = site.all.filter((page) => page.kind === "page" && page.top === "pilots");

  test("a pilot prints on two to four pages", async () => {
    const wrong = await foundOn(site.browser, site.root, WAYS.desktop, pilots, async (page) => {
      const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
      const count = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
      return count < 2 || count > 4 ? [`${count} pages`] : [];
    });
    assert.deepEqual(wrong, []);
  });

  test("paper has addresses, references and funding, and no menu", async () => {
    await opened(site.browser, { ...WAYS.dark }, async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const { path } of pilots.slice(0, 3)) {
        await page.goto(site.root + path);
        for (const hidden of [".menu", ".toc", ".crumbs", ".foot"]) assert.equal(await page.locator(hidden).filter({ visible: true }).count(), 0, hidden);
        const link = page.locator("main .sources a[href^=http]").first();
        const shown = await link.evaluate((a) => getComputedStyle(a, "::after").content);
        assert.ok(shown.includes(await link.getAttribute("href")), shown);
        assert.ok(await page.locator(".sources").first().isVisible());
        assert.ok(await page.locator(".funding").first().isVisible());
        const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        assert.equal(ground, "rgb(255, 255, 255)", "paper is white, whatever the screen's scheme");
      }
    });
  });
}
