// Writes tests/csl/expected/<style>.<lang>.txt with citeproc-js, the reference implementation of CSL: what
// our own references are held against. Run by hand when works or styles change:
//
//   npm install --no-save citeproc@2.4.63
//   STYLES_INTO=<folder> cargo test --lib styles_as_xml -- --ignored
//   node tests/csl/expected.mjs <folder>
//
// The styles and languages are those that come with hayagriva, so both see the same ones.

import { createRequire } from "node:module";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const CSL = createRequire(join(process.cwd(), "x.js"))("citeproc");
const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
const works = JSON.parse(readFileSync(join(here, "works.json"), "utf8"));
const byId = new Map(works.map((work) => [work.id, work]));

const read = (name) => readFileSync(join(folder, name), "utf8");
const sheet = (name) =>
  read(`${name}.csl`).replace("<style ", '<style xmlns="http://purl.org/net/xbiblio/csl" ');
const locale = (lang) =>
  read(`locales-${lang}.xml`)
    .replace("<style ", '<locale xmlns="http://purl.org/net/xbiblio/csl" ')
    .replace(/<\/style>\s*$/, "</locale>");

// hayagriva writes the default of cs:et-al in a way that CSL does not have.
const known = (xml) => xml.replaceAll(' term="et al"', "");

// Text only: how it looks is our own writer's affair.
const plain = (html) =>
  html
    .replace(/<div class="csl-left-margin">.*?<\/div>/gs, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&#38;|&amp;/g, "&")
    .replace(/&#60;|&lt;/g, "<")
    .replace(/&#62;|&gt;/g, ">")
    .replace(/\s+/g, " ")
    .trim();

const styles = ["apa", "chicago-author-date", "harvard-cite-them-right", "ieee", "nlm-citation-sequence"];
const languages = { en: "en-US", et: "et-EE", fi: "fi-FI" };

mkdirSync(join(here, "expected"), { recursive: true });
for (const style of styles) {
  for (const [lang, code] of Object.entries(languages)) {
    const lines = works.map((work) => {
      // Each work alone, as we format it.
      const system = { retrieveLocale: () => locale(code), retrieveItem: (id) => byId.get(id) };
      const engine = new CSL.Engine(system, known(sheet(style)), code, true);
      engine.updateItems([work.id]);
      const [, entries] = engine.makeBibliography();
      return `${work.id}: ${plain(entries.join(" "))}`;
    });
    writeFileSync(join(here, "expected", `${style}.${lang}.txt`), lines.join("\n") + "\n");
  }
}
