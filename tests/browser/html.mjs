// The Nu HTML checker of the W3C on every page, where Java is there to run it: no error, no warning. What it gives as
// mere information (a slash in `<img … />`, as CommonMark writes it) is left out.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

export function html(test, site) {
  test("the Nu HTML checker finds nothing", async (t) => {
    const jar = await import("vnu-jar").then((found) => found.default, () => undefined);
    if (!jar || spawnSync("java", ["-version"]).status !== 0) return t.skip("needs Java and the package vnu-jar");
    const files = site.all.map((page) => page.file);
    const { stderr } = spawnSync("java", ["-Xss1m", "-jar", jar, "--format", "gnu", ...files], { encoding: "utf8", maxBuffer: 1 << 26 });
    const found = stderr.split("\n").filter((line) => line.trim() && !/: info: /.test(line));
    assert.deepEqual(found.slice(0, 20), []);
  });
}
