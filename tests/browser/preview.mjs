// The preview: an edit is taken over where the reader is, style sheets are swapped, and what is wrong is shown on the page
// that it is of. `talkoo watch` runs on a copy of the repository, and files are edited there. Nothing relies on how long
// anything takes: what is expected is waited for.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { audit } from "./accessibility.mjs";
import { WAYS, opened } from "./chromium.mjs";

const HERE = fileURLToPath(new URL("../../", import.meta.url));
const TALKOO = join(HERE, "target/debug/talkoo");
const SHEET = "themes/mine/assets/prose.css";

export function preview(test, site) {
  const watched = (name, check, way = WAYS.desktop) => test(`preview: ${name}`, async () => {
    const repository = new Repository();
    const watch = await start(repository.root);
    try {
      await opened(site.browser, way, (page) => check(page, repository, watch.address, watch));
    } finally {
      await watch.stop();
      repository.remove();
    }
  });
  const { path } = site.samples.find((page) => page.kind === "page" && page.top === "pilots");
  const file = `content/${path.replace(/\/$/, "")}.md`;

  watched("an edit is taken over in place, and nothing of the reader's is lost", async (page, repository, address) => {
    await ready(page, address + path);
    await page.evaluate(() => {
      document.documentElement.classList.add("js");
      globalThis.stays = true;
      scrollTo(0, 700);
      document.querySelector(".toc a:nth-of-type(1)").focus({ preventScroll: true });
    });
    const before = await page.evaluate(() => [scrollY, document.activeElement.href]);
    repository.edit(file, (text) => text.replace(/^title = ".*"$/m, 'title = "Said otherwise"') + "\n## A new heading\n\nNew words.\n");
    await page.locator("main", { hasText: "New words." }).waitFor();
    await page.waitForFunction(() => document.title.startsWith("Said otherwise"));
    const after = await page.evaluate(() => [scrollY, document.activeElement.href]);
    assert.deepEqual(after, before);
    // It is served folded; beside the text it was unfolded.
    assert.ok(await page.locator(".toc details").evaluate((details) => details.open));
    assert.ok(await page.evaluate(() => globalThis.stays && document.documentElement.classList.contains("js")), "it was loaded anew");
    // The theme's script knows of the heading that is new.
    await page.evaluate(() => {
      const { top } = document.getElementById("a-new-heading").getBoundingClientRect();
      scrollBy({ top: top - innerHeight / 3 + 2, behavior: "instant" });
    });
    await page.locator('.toc a[aria-current][href="#a-new-heading"]').waitFor();
  });

  watched("a style sheet is swapped, and the page is never bare", async (page, repository, address) => {
    await ready(page, address + path);
    await page.evaluate(() => { globalThis.stays = true; scrollTo(0, 700); });
    const sheets = await page.evaluate(() => document.querySelectorAll("link[rel=stylesheet]").length);
    appendFileSync(join(repository.root, SHEET), "\nmain { outline: 3px solid rgb(1, 2, 3) }\n");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("main")).outlineColor === "rgb(1, 2, 3)");
    await page.waitForFunction((n) => document.querySelectorAll("link[rel=stylesheet]").length === n, sheets);
    assert.deepEqual(await page.evaluate(() => [globalThis.stays, scrollY]), [true, 700]);
  });

  watched("what a script has built out of a page is built anew", async (page, repository, address) => {
    await ready(page, `${address}pilots/`);
    await page.locator("[data-browse] input[type=checkbox]").first().waitFor({ state: "attached" });
    await page.evaluate(() => { globalThis.stays = true; });
    repository.edit(file, (text) => text.replace(/^title = ".*"$/m, 'title = "Said otherwise"'));
    await page.locator("[data-browse] .rows", { hasText: "Said otherwise" }).waitFor();
    await page.locator("[data-browse] input[type=checkbox]").first().waitFor({ state: "attached" });
    assert.equal(await page.evaluate(() => globalThis.stays), undefined);
  });

  watched("an error is shown above the last good page, and goes when it is mended", async (page, repository, address) => {
    await ready(page, address + path);
    const title = await page.title();
    const good = repository.read(file);
    const sheet = page.locator(".sheet");
    assert.ok(await sheet.isHidden());
    repository.write(file, good.replace(/^title = /m, "title is "));
    await sheet.filter({ hasText: "broken-toml" }).waitFor();
    assert.match(await sheet.locator(".place").first().innerText(), new RegExp(`^${file}:2:`));
    // The caret stands under what is meant.
    const [mark, caret] = await Promise.all(["mark", ".carets"].map((name) => sheet.locator(name).first().boundingBox()));
    assert.ok(mark.y < caret.y);
    assert.match(await sheet.locator(".carets").first().innerText(), /\^$/);
    assert.equal(await page.title(), title, "the page underneath stays");
    const { height } = await sheet.boundingBox();
    assert.ok(height <= 0.46 * page.viewportSize().height, `the page can be read beside it: ${height}`);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    // Another mistake is shown again; a mended one is gone.
    repository.write(file, good.replace(/^title = .*$/m, "title = 7"));
    await sheet.waitFor();
    repository.write(file, good);
    await sheet.waitFor({ state: "hidden" });
    await page.locator(".badge", { hasText: "0 problems" }).waitFor();
  });

  watched("a template that fails leaves the page", async (page, repository, address) => {
    await ready(page, address + path);
    const words = await page.locator("main").innerText();
    repository.write("themes/mine/templates/page.html", "{{ page.nothing.at_all }}");
    await page.locator(".sheet", { hasText: "themes/mine/templates/page.html" }).waitFor();
    assert.equal(await page.locator("main").innerText(), words);
    // Settings that can't be read are told everywhere.
    await page.keyboard.press("Escape");
    repository.edit("site.toml", (text) => `[${text}`);
    await page.locator(".sheet", { hasText: "site.toml can't be read" }).waitFor();
  });

  watched("the panel says what an edit changed, and where problems are", async (page, repository, address) => {
    await ready(page, address + path);
    repository.edit(file, (text) => `${text}\n[nowhere](nowhere.md)\n`);
    await page.locator("[role=status]", { hasText: /^This edit changed 1 page, \d+ files?$/ }).waitFor({ state: "attached" });
    await page.goto(address);
    const badge = page.locator(".badge", { hasText: "1 problem" });
    await badge.focus();
    await page.keyboard.press("Enter");
    const sheet = page.locator(".sheet");
    await sheet.filter({ hasText: "This edit changed 1 page" }).filter({ hasText: "In the repository: 1 error" }).waitFor();
    assert.deepEqual(await audit(page), []);
    await sheet.locator(".file a", { hasText: file }).click();
    await page.waitForURL(address + path);
    await sheet.filter({ hasText: "dead-link" }).waitFor();
  });

  watched("a page whose scripts must be its own site's is kept up to date too", async (page, repository, address) => {
    const strict = (words) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Strict</title>
      <meta http-equiv="Content-Security-Policy" content="default-src 'self'"><link rel="stylesheet" href="../own.css"></head>
      <body><p>${words}</p></body></html>`;
    repository.write("static/own.css", "p { color: rgb(1, 2, 3) }");
    repository.write("static/strict/index.html", strict("Words."));
    // A page that was served before its style sheet was seen is loaded again when that is.
    for (const at of ["own.css", "strict/"]) while (!(await page.goto(address + at)).ok());
    await page.locator(".badge", { hasText: "problem" }).waitFor();
    await page.evaluate(() => { globalThis.stays = true; });
    repository.write("static/strict/index.html", strict("Other words."));
    await page.locator("body > p", { hasText: "Other words." }).waitFor();
    repository.write("static/own.css", "p { color: rgb(4, 5, 6) }");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("p")).color === "rgb(4, 5, 6)");
    assert.ok(await page.evaluate(() => globalThis.stays));
  });

  watched("what was edited while the preview was stopped is taken over when it is back", async (page, repository, address, watch) => {
    await ready(page, address + path);
    await page.evaluate(() => { globalThis.stays = true; });
    await watch.stop();
    await page.locator(".gone .badge").waitFor();
    repository.edit(file, (text) => `${text}\nNew words.\n`);
    await watch.again();
    await page.locator("main", { hasText: "New words." }).waitFor();
    await page.locator(".corner:not(.gone) .badge").waitFor();
    assert.ok(await page.evaluate(() => globalThis.stays));
  });

  watched("the badge can be put away", async (page, repository, address) => {
    await ready(page, address + path);
    await page.locator(".badge").click();
    await page.locator(".quiet").click();
    await page.reload();
    await page.waitForFunction(() => document.querySelector("[data-talkoo-panel]").shadowRoot.querySelector("link").sheet);
    assert.ok(await page.locator(".badge").isHidden());
  }, WAYS.phone);
}

// A page whose panel has heard of what is wrong: from then on it hears of everything.
async function ready(page, address) {
  await page.goto(address);
  await page.locator(".badge", { hasText: "problem" }).waitFor();
}

// A copy of the repository, with a theme of its own.
class Repository {
  constructor() {
    this.root = mkdtempSync(join(tmpdir(), "talkoo-preview-"));
    for (const name of ["content", "static", "site.toml"]) cpSync(join(HERE, name), join(this.root, name), { recursive: true });
    this.write("themes/mine/theme.toml", 'name = "mine"\nextends = "commons"\n');
    this.write(SHEET, readFileSync(join(HERE, "themes/commons/assets/prose.css"), "utf8"));
    this.edit("site.toml", (text) => text.replace(/^theme .*$/m, 'theme = "mine"'));
  }

  read(path) {
    return readFileSync(join(this.root, path), "utf8");
  }

  // As an editor saves: into a file beside it, renamed into place.
  write(path, text) {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}~`, text);
    renameSync(`${file}~`, file);
  }

  edit(path, change) {
    this.write(path, change(this.read(path)));
  }

  remove() {
    rmSync(this.root, { recursive: true, force: true });
  }
}

// The program, when it listens.
async function start(root, port = 3700) {
  const program = spawn(TALKOO, ["--root", root, "watch", "--port", String(port)], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((end) => program.once("exit", end));
  const lines = createInterface({ input: program.stdout });
  const [, address] = await new Promise((said, failed) => {
    lines.once("line", (line) => said(line.match(/(http:\S+)/)));
    program.once("error", failed);
  });
  const stop = () => {
    program.kill("SIGINT");
    return ended;
  };
  return { address, stop, async again() { Object.assign(this, await start(root, new URL(address).port)); } };
}
