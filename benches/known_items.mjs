// Known items: do readers find a page that they know? Makes queries from the pages of a built site and counts how often
// the page is among the first three results.
//
//   node benches/known_items.mjs <folder of the built site> [language] [number of queries of each kind]

import { readFileSync, readdirSync } from "node:fs";
import vm from "node:vm";

const [site, lang = "en", each = "200"] = process.argv.slice(2);
const run = (text, names) => vm.runInNewContext(text, names);
const engine = {};
run(readFileSync(new URL("../themes/commons/assets/index.js", import.meta.url), "utf8"), { globalThis: engine });

let [files, bytes] = [0, 0];
const loaded = new Map();
const load = async (name) => {
  if (!loaded.has(name)) {
    const text = readFileSync(`${site}/search/${name}.js`, "utf8");
    let data;
    run(text, { talkooSearch: (_, ...given) => { data = given; } });
    loaded.set(name, [data, text.length]);
  }
  const [data, length] = loaded.get(name);
  [files, bytes] = [files + 1, bytes + length];
  return data;
};
const index = await engine.talkooIndex.open(lang, load);
const { words } = engine.talkooIndex;

// The documents with a text, and in how many each word is.
const names = readdirSync(`${site}/search/${lang}`).filter((name) => name.startsWith("t-"));
const documents = [];
for (const name of names) for (const row of (await load(`${lang}/${name.replace(".js", "")}`))[0]) {
  const [url, title, parts] = row;
  documents.push({ url, title, parts, words: new Set(words([title, ...parts.map(([, , text]) => text)].join("\n"))) });
}
const counts = new Map();
for (const document of documents) for (const word of document.words) counts.set(word, (counts.get(word) ?? 0) + 1);

// The same numbers in each run (mulberry32).
let seed = 1;
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const rare = (document, n) => [...document.words].filter((word) => word.length > 4 && /^\p{L}+$/u.test(word))
  .sort((a, b) => counts.get(a) - counts.get(b) || (a < b ? -1 : 1)).slice(0, n);
const misspelt = (word) => {
  const at = 1 + Math.floor(random() * (word.length - 2));
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
};
const KINDS = {
  "two rare words": (document) => rare(document, 2).join(" "),
  "the title without endings": ({ title }) => title.toLowerCase().match(/[\p{L}\p{N}]+/gu).map((word) => word.length > 6 ? word.slice(0, -2) : word).join(" "),
  "another name of a term, and two rare words": (document) => {
    const names = document.parts.flatMap(([, , text]) => [...text.matchAll(/\(([^()]+)\)/g)].map(([, inner]) => inner));
    const others = names.flatMap((inner) => inner.split(", ")).filter((name) => /^[\p{L} -]+$/u.test(name));
    return others.length ? `${pick(others)} ${rare(document, 2).join(" ")}` : "";
  },
  "a rare word in plain letters, and another": (document) => {
    const typed = [document.title, ...document.parts.map(([, , text]) => text)].join(" ").match(/\p{L}{5,}/gu) ?? [];
    const accented = typed.filter((word) => /[^\x00-\x7f]/.test(word)).sort((a, b) => counts.get(words(a)[0]) - counts.get(words(b)[0]));
    return accented.length ? `${words(accented[0])[0]} ${rare(document, 1)[0]}` : "";
  },
  "two rare words, one misspelt": (document) => {
    const [a, b] = rare(document, 2);
    return b ? `${a} ${misspelt(b)}` : "";
  },
};

const from = documents.filter((document) => document.words.size > 40);
let [all, allFound] = [0, 0];
const costs = [];
for (const [kind, query] of Object.entries(KINDS)) {
  let [asked, found] = [0, 0];
  for (let tries = 0; asked < +each && tries < 20 * +each; tries++) {
    const document = pick(from);
    const text = query(document);
    if (!text) continue;
    asked++;
    [files, bytes] = [0, 0];
    const start = performance.now();
    const { hits } = await index.search(text);
    costs.push({ ms: performance.now() - start, files, bytes });
    const first = await Promise.all(hits.slice(0, 3).map(([hit]) => index.row(hit)));
    if (first.some(([url]) => url === document.url)) found++;
    else if (process.env.MISSES) console.log(`  ${text}: ${document.url} (${hits.length} found)`);
  }
  if (asked) console.log(`${kind}: ${found} of ${asked}`);
  [all, allFound] = [all + asked, allFound + found];
}
const median = (key) => costs.map((cost) => cost[key]).sort((a, b) => a - b)[Math.floor(costs.length / 2)];
console.log(`all: ${allFound} of ${all}, ${(100 * allFound / all).toFixed(1)} %`);
console.log(`median: ${median("files")} files, ${Math.round(median("bytes") / 1000)} kB uncompressed, ${median("ms").toFixed(1)} ms with them at hand`);
