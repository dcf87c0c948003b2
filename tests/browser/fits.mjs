// Pages fit: on 320 pixels, with letters twice as large, with the letters still on their way. Nothing is cut off, nothing
// scrolls sideways but tables and matrices inside their own frame, nothing jumps, and what can be clicked is large enough.

import assert from "node:assert/strict";
import { WAYS, foundOn } from "./chromium.mjs";

const NARROW = { ...WAYS.desktop, viewport: { width: 320, height: 640 } };

export function fits(test, site) {
  test("nothing scrolls sideways at 320 pixels", () => each(site, NARROW, async (page) => tooWide(page)));

  test("nothing scrolls sideways with letters twice as large", () =>
    each(site, WAYS.desktop, async (page) => {
      await page.addStyleTag({ content: "html { font-size: 212.5% !important }" });
      return tooWide(page);
    }));

  test("nothing jumps while the letters come", async () => {
    for (const way of [WAYS.desktop, WAYS.phone]) {
      await each(site, way, jumps, async (page) => {
        await page.route(/\.woff2$/, async (route) => {
          await new Promise((later) => setTimeout(later, 250));
          await route.continue();
        });
      });
    }
  });

  test("pictures say how large they are", () =>
    each(site, WAYS.desktop, (page) =>
      page.evaluate(() => {
        const sized = (image) => image.hasAttribute("width") && image.hasAttribute("height");
        return [...document.images].filter((image) => !sized(image)).map((image) => image.outerHTML);
      })));
}

// Finds nothing on any kind of page.
async function each(site, way, find, prepare) {
  assert.deepEqual(await foundOn(site.browser, site.root, way, site.samples, find, prepare), []);
}

export function tooWide(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const scrolls = (element) => element.closest(".table, .scroll, pre, .vh, .skip");
    const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > room + 1 && !scrolls(element));
    return [`${document.documentElement.scrollWidth} wide, ${wide.slice(-1).map((element) => element.outerHTML.slice(0, 120))}`];
  });
}

// The web's own measure: up to 0.1 is called good; we ask for half of that, on a machine of any speed.
async function jumps(page) {
  await page.evaluate(() => document.fonts.ready);
  const shift = await page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; })).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 60);
  }));
  return shift > 0.05 ? [`a layout shift of ${shift.toFixed(3)}`] : [];
}
