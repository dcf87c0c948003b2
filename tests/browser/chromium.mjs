// Starts the browser that `run` found, and opens pages in the ways that readers have.

import { chromium } from "playwright-core";

export async function start() {
  // Inside a container there is no sandbox to be had; the only pages it opens are our own.
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
}

const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

// How people read.
export const WAYS = {
  desktop: { ...DESKTOP, colorScheme: "light" },
  dark: { ...DESKTOP, colorScheme: "dark" },
  phone: { ...PHONE, colorScheme: "light" },
  "phone, dark": { ...PHONE, colorScheme: "dark" },
  "no script": { ...DESKTOP, javaScriptEnabled: false },
};

// As many as there are cores, usually.
const WINDOWS = 2;

// A page in one of these ways; `use` gets it, and afterwards it is closed.
export async function opened(browser, way, use) {
  const context = await browser.newContext({ ...way, reducedMotion: "reduce" });
  try {
    context.setDefaultTimeout(20_000);
    return await use(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

// What `find` finds on pages below a root, in some windows at once; each window is given to `prepare` first.
export async function foundOn(browser, root, way, pages, find, prepare = async () => {}) {
  const left = pages.values();
  const found = [];
  const window = () => opened(browser, way, async (page) => {
    await prepare(page);
    // The windows share one list, so that none waits for the others.
    for (const { path } of left) {
      await page.goto(root + path);
      for (const what of await find(page)) found.push(`${path || "home"}: ${what}`);
    }
  });
  await Promise.all(Array.from({ length: WINDOWS }, window));
  return found;
}
