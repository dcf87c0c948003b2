// A site that asks much of a theme: titles of 150 letters, words of 63, Arabic, forty enablers on one pilot, tables of
// twelve columns, no summaries, empty vocabularies. Nothing scrolls sideways at 320 pixels, and axe finds nothing.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { audit } from "./accessibility.mjs";
import { WAYS, foundOn } from "./chromium.mjs";
import { tooWide } from "./fits.mjs";
import { pages, serve } from "./site.mjs";

const TALKOO = fileURLToPath(new URL("../../target/debug/talkoo", import.meta.url));
const WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
const TITLE = `${WORD} ${WORD} and what a village did with it`.padEnd(150, " more");
const ARABIC = "تجربة المشاركة في تصميم الخدمات العامة مع الناس الذين يستخدمونها";

export function stress(test, site) {
  const on = (name, way, find) => test(`stress: ${name}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "talkoo-stress-"));
    try {
      for (const [path, text] of Object.entries(repository())) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      execFileSync(TALKOO, ["build", "--out", "public"], { cwd: folder, stdio: "pipe" });
      const { root, close } = await serve(join(folder, "public"));
      const all = pages(join(folder, "public")).filter((page) => page.kind !== "moved");
      const found = await foundOn(site.browser, root, way, all, find);
      close();
      assert.deepEqual(found, []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  on("nothing scrolls sideways at 320 pixels", { ...WAYS.desktop, viewport: { width: 320, height: 640 } }, tooWide);
  on("axe finds nothing", WAYS.desktop, audit);
  on("axe finds nothing on a phone in the dark", WAYS["phone, dark"], audit);
}

function repository() {
  const numbers = Array.from({ length: 40 }, (_, n) => n + 1);
  const terms = numbers.map((n) => `[[term]]\nid = "e${n}"\nlabel = "${n % 3 ? `Enabler ${n} of many` : `${WORD} ${n}`}"\n`).join("");
  const claims = numbers.map((n) => `[[enablers]]\nterm = "e${n}"\nnote = "How ${n} showed itself, ${WORD}."\nsource = "w${n % 4}"\nstrength = ${n % 6}\n`).join("");
  const table = ["Head", "---", WORD, "12"].map((cell) => `|${` ${cell} |`.repeat(12)}`).join("\n");
  const works = [0, 1, 2, 3].map((n) => `@misc{w${n}, author={{${WORD}}}, title={${TITLE} ${n}}, url={https://example.org/${"long-".repeat(30)}${n}}}`).join("\n");
  return {
    "site.toml": `title = "${WORD}"
base_url = "https://example.org/"
language = "en"
languages = ["ar"]
theme = "commons"
authors = ["${WORD}"]
[vocabularies.countries]
[vocabularies.enablers]
label = "${WORD}"
[vocabularies.barriers]
[vocabularies.nothing]
[collections.pilots]
cite_as = "webpage"
explore = ["country", "enablers", "evidence.level"]
matrix = ["enablers", "barriers"]
map = ["country", "places"]
compare = ["country"]
[collections.pilots.in_short]
evidence = "Did it work, and how sure can anybody be of that?"
enablers = "${WORD}?"
[collections.pilots.groups]
base = "${WORD}"
[collections.pilots.fields]
country = { type = "term", vocabulary = "countries", card = true }
places = { type = "places" }
enablers = { type = "claims", vocabulary = "enablers", group = "base" }
barriers = { type = "claims", vocabulary = "barriers", response = "enablers", group = "base" }
nothing = { type = "terms", vocabulary = "nothing" }
evidence = { type = "records", fields = { outcome = { type = "text" }, level = { type = "strength" }, note = { type = "markdown" } } }
sources = { type = "cites" }
[collections.findings]
[rules]
missing-summary = "off"
`,
    "content/index.md": `+++\ntitle = "${TITLE}"\n+++\n\nSee [the long one](pilots/long.md), [the other](pilots/ar.ar.md), [a third](pilots/plain.md) and [a finding](findings/one.md).\n`,
    "content/enablers/terms.toml": terms,
    "content/barriers/terms.toml": `[[term]]\nid = "b"\nlabel = "${TITLE}"\ndefinition = "${WORD} ${WORD}"\n`,
    "content/nothing/terms.toml": "",
    "content/bibliography.bib": works,
    "content/pilots/long.md": `+++
title = "${TITLE}"
country = "DE"
places = [{ name = "${WORD}", lat = 52.5, lon = 13.4 }]
sources = ["w0", "w1"]
${claims}[[barriers]]
term = "b"
note = "${WORD}"
source = "w2"
response = { term = "e3", note = "${WORD}", source = "w3" }
[[evidence]]
outcome = "${WORD}"
level = 3
note = "${WORD} [@w1]."
+++

## ${WORD}

${WORD} [@w0].

${table}

\`\`\`text
${WORD} ${WORD} ${WORD}
\`\`\`

- [x] ${WORD}
- [ ] open

> [!NOTE]
> ${WORD}
`,
    "content/pilots/plain.md": `+++\ntitle = "Plain"\ncountry = "FI"\nbarriers = [{ term = "b", note = "y", source = "w0" }]\n+++\n\nSee [[barriers/b]] and [the long one](long.md).\n`,
    "content/pilots/ar.ar.md": `+++\ntitle = "${ARABIC}"\ncountry = "JO"\nenablers = [{ term = "e1", note = "${ARABIC}", source = "w1" }]\n+++\n\n## ${ARABIC}\n\n${`${ARABIC}. `.repeat(5)}[@w2]\n\n${table}\n`,
    "content/findings/one.md": `+++\ntitle = "${TITLE} again"\n+++\n\n${WORD} in [the long one](../pilots/long.md).\n`,
  };
}
