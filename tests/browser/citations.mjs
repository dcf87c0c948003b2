// Citations: citation-js reads every .bib, .ris and .json of the demo to the same records, and a page is filed by Zotero
// as what it is.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Cite from "citation-js";

export function citations(test, site) {
  test("the citations of a page are the same in all forms", (t) => {
    let records = 0;
    for (const folder of folders(site.folder)) {
      const [bib, ris, json] = ["bib", "ris", "json"].map((form) => read(join(folder, `cite.${form}`)));
      assert.ok(json.length > 0, folder);
      assert.deepEqual(bib, json, `${folder}: BibLaTeX`);
      assert.deepEqual(ris, json, `${folder}: RIS`);
      records += json.length;
    }
    t.diagnostic(`${records} records`);
  });

  test("Zotero files a page as what it is cited as, and a work as that work", () => {
    const cited = site.all.filter((page) => existsSync(page.file.replace(/index\.html$/, "cite.json")));
    const entries = cited.filter((page) => page.kind === "page");
    assert.ok(entries.length > 50);
    for (const page of entries) {
      const [record] = JSON.parse(readFileSync(page.file.replace(/index\.html$/, "cite.json"), "utf8"));
      const filed = filedAs(readFileSync(page.file, "utf8"));
      if (page.path.startsWith("publications/")) assert.equal(filed.by, "COinS", page.path);
      else assert.deepEqual(filed, { by: "DC.type", type: record.type }, page.path);
    }
    for (const page of site.all.filter((page) => ["collection", "term", "search", "home"].includes(page.kind))) {
      assert.deepEqual(filedAs(readFileSync(page.file, "utf8")), { by: "default", type: "webpage" }, page.path);
    }
  });
}

function folders(folder) {
  const inside = readdirSync(folder, { withFileTypes: true });
  const below = inside.filter((entry) => entry.isDirectory()).flatMap((entry) => folders(join(folder, entry.name)));
  return inside.some((entry) => entry.name === "cite.bib") ? [folder, ...below] : below;
}

// What the three forms have in common. RIS knows fewer types, and no form of the three has the same place for the whole
// that a web page belongs to.
function read(file) {
  return new Cite(readFileSync(file, "utf8")).data.map((item) => ({
    id: item.id,
    title: item.title,
    // Only BibLaTeX says that there are others, and RIS has no comma in the name of an organisation.
    author: (item.author ?? []).map((name) => [name.given, name["non-dropping-particle"], name.family ?? name.literal].filter(Boolean).join(" ")).filter((name) => name !== "others").map((name) => name.replaceAll(", ", " – ")),
    year: item.issued?.["date-parts"]?.[0]?.[0],
    day: item.issued?.["date-parts"]?.[0]?.join("-"),
    url: item.URL,
    doi: item.DOI,
    language: item.language,
    abstract: item.abstract,
    volume: item.volume,
    issue: item.issue,
    page: item.page?.replace("--", "-"),
  }));
}

// The order in which Zotero looks: COinS before the embedded metadata, and in these a Highwire tag that names a kind,
// then a firm og:type, then DC.type; a lone citation_title makes a journal article.
function filedAs(html) {
  const meta = (name) => html.match(new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`))?.[1];
  if (html.includes('class="Z3988"')) return { by: "COinS" };
  for (const name of ["citation_journal_title", "citation_conference_title", "citation_technical_report_institution", "citation_dissertation_institution"]) {
    if (meta(name)) return { by: name };
  }
  if (["book", "video.other"].includes(meta("og:type"))) return { by: "og:type" };
  if (meta("DC.type")) return { by: "DC.type", type: meta("DC.type") };
  if (meta("citation_title")) return { by: "citation_title" };
  return { by: "default", type: "webpage" };
}
