// What pages weigh, compressed as a web server sends them: a pilot with its style sheets at most 60 kB, all scripts of a
// page at most 20 kB (the search index apart), those of the search at most 9 kB, the letters that every page loads at most 30 kB,
// a share image at most 100 kB.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1000;

export function budgets(test, site) {
  const assets = join(site.folder, "assets");
  const compressed = (file) => gzipSync(readFileSync(file)).length;

  test("a page with its style sheets weighs at most 60 kB", (t) => {
    const weighed = site.all
      .filter((page) => page.kind === "page")
      .map((page) => ({ path: page.path, bytes: compressed(page.file) + linked(site.folder, page.file, /<link rel="stylesheet" href="([^"]+)"/g).reduce((sum, file) => sum + compressed(file), 0) }))
      .sort((a, b) => b.bytes - a.bytes);
    t.diagnostic(`the heaviest page, ${weighed[0].path}: ${(weighed[0].bytes / KB).toFixed(1)} kB`);
    assert.ok(weighed[0].bytes <= 60 * KB);
  });

  test("the scripts of a page weigh at most 20 kB", (t) => {
    const sizes = site.samples.map((page) => linked(site.folder, page.file, /<script[^>]* src="([^"]+)"/g).reduce((sum, file) => sum + compressed(file), 0));
    t.diagnostic(`at most ${(Math.max(...sizes) / KB).toFixed(1)} kB`);
    assert.ok(Math.max(...sizes) <= 20 * KB);
  });

  test("the search weighs at most 9 kB", (t) => {
    const scripts = readdirSync(assets).filter((name) => /^(index|search)\..*js$/.test(name));
    const bytes = scripts.reduce((sum, name) => sum + compressed(join(assets, name)), 0);
    t.diagnostic(`${(bytes / KB).toFixed(1)} kB`);
    assert.equal(scripts.length, 2);
    assert.ok(bytes <= 9 * KB);
  });

  test("the letters weigh at most 30 kB a file", (t) => {
    const fonts = readdirSync(assets).filter((name) => name.endsWith(".woff2")).map((name) => ({ name, bytes: readFileSync(join(assets, name)).length }));
    t.diagnostic(fonts.map(({ name, bytes }) => `${name} ${(bytes / KB).toFixed(1)} kB`).join(", "));
    assert.deepEqual(fonts.filter(({ bytes }) => bytes > 30 * KB), []);
  });

  test("each page names a share image of 1200 by 630 pixels, at most 100 kB", () => {
    const named = new Set(site.all.flatMap(({ file }) => [...readFileSync(file, "utf8").matchAll(/og:image" content="https?:\/\/[^/]+\/([^"]+)/g)]).map(([, path]) => path));
    assert.ok(named.size > 10);
    for (const path of named) {
      const bytes = readFileSync(join(site.folder, path));
      assert.deepEqual([bytes.toString("latin1", 1, 4), bytes.readUInt32BE(16), bytes.readUInt32BE(20)], ["PNG", 1200, 630], path);
      assert.ok(bytes.length <= 100 * KB, path);
    }
  });
}

// The files that a page names. The 404 page names them from the root.
function linked(folder, file, pattern) {
  const files = [...readFileSync(file, "utf8").matchAll(pattern)];
  return files.map(([, href]) => href.startsWith("/") ? join(folder, href) : resolve(file, "..", href));
}
