// Under the Content-Security-Policy that `talkoo deploy-files` writes everything works: no page has an inline script or style, and
// what scripts add needs none.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { WAYS, foundOn, opened } from "./chromium.mjs";
import { serve } from "./site.mjs";

const TALKOO = fileURLToPath(new URL("../../target/debug/talkoo", import.meta.url));

export function policy(test, site) {
  test("under the policy of deploy-files nothing is stopped", () => small(async (headers) => {
    const strict = await serve(site.folder, headers);
    try {
      await opened(site.browser, WAYS.desktop, (page) => walk(page, strict.root, site));
    } finally {
      strict.close();
    }
  }));

  test("an old address with a number leads to its page, from the home page and from the one for unknown addresses", () => small(async (headers, folder) => {
    const strict = await serve(folder, headers);
    try {
      await opened(site.browser, WAYS.desktop, async (page) => {
        for (const old of ["?p=42", "index.php?p=7"]) {
          await page.goto(strict.root + old);
          await page.waitForURL(`${strict.root}a/`);
        }
        await page.goto(`${strict.root}?p=43`, { waitUntil: "networkidle" });
        assert.equal(page.url(), `${strict.root}?p=43`);
      });
    } finally {
      strict.close();
    }
  }));
}

// A small repository with the files for a host, built: `use` gets the headers and the folder of the site.
async function small(use) {
  const root = mkdtempSync(join(tmpdir(), "talkoo-"));
  try {
    mkdirSync(join(root, "content"));
    writeFileSync(join(root, "site.toml"), 'title = "T"\n');
    writeFileSync(join(root, "content/a.md"), '+++\ntitle = "A"\naliases = ["/?p=42", "/index.php?p=7"]\n+++\n');
    execFileSync(TALKOO, ["deploy-files", "netlify", "--root", root]);
    execFileSync(TALKOO, ["build", "--root", root]);
    const lines = readFileSync(join(root, "static/_headers"), "utf8").split("/assets/")[0].split("\n");
    const pairs = lines.filter((line) => line.startsWith("  ")).map((line) => line.trim().split(/: (.*)/s));
    const headers = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
    assert.match(headers["content-security-policy"], /script-src 'self'/);
    assert.doesNotMatch(headers["content-security-policy"], /unsafe/);
    await use(headers, join(root, "public"));
  } finally {
    rmSync(root, { recursive: true });
  }
}

// Puts what the policy stops on a page, and what else goes wrong there, into `stopped`.
async function watch(page, stopped) {
  await page.exposeFunction("talkooStopped", (what) => stopped.push(what));
  await page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => {
    globalThis.talkooStopped(`${location.href}: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  }));
  page.on("pageerror", (error) => stopped.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("404")) stopped.push(`${page.url()}: ${message.text()}`);
  });
}

async function walk(page, root, site) {
  const stopped = [];
  await watch(page, stopped);
  const other = [{ path: "no/such/page/" }, { path: "feed.xml" }, ...site.all.filter((one) => one.path.includes("/matrix/")).slice(0, 1)];
  const idle = (page) => page.waitForLoadState("networkidle").then(() => []);
  await foundOn(site.browser, root, WAYS.desktop, [...site.samples, ...other], idle, (page) => watch(page, stopped));
  // What only scripts do.
  await page.goto(`${root}search/?q=trust`);
  await page.locator(".hit").first().waitFor();
  await page.goto(`${root}pilots/`);
  await page.locator(".facet summary").first().click();
  await page.locator(".facet input").first().check();
  await page.waitForURL(/pilots\/\?/);
  await page.goto(`${root}pilots/compare/?pick=ee-social-hackathon,fi-youth`);
  await page.locator(".abreast table").waitFor();
  await page.getByRole("button", { name: "Dossier" }).click();
  await page.locator(".dossier article").nth(1).waitFor();
  await page.goto(`${root}piloy-9-youth-co-empowerment/?from=afar#_main`);
  await page.waitForURL(/pilots\/fi-youth\/\?from=afar#_main$/);
  assert.deepEqual(stopped, []);
  // The walk would have noticed.
  await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p>'));
  await page.waitForTimeout(0);
  assert.ok(stopped.length > 0, "the policy stops inline styles");
}
