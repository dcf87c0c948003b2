// JSON-LD of a built site: every document's expands to statements with a context at hand, and each type has the properties that
// schema-dts knows it to have. `validate.mjs MODULES SITE…`; run after validate.py, which collects the properties.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, ...sites] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "node_modules", "x.js"));
const jsonld = require("jsonld");
const problems = [];

// The interfaces of schema-dts, each with what it extends and its own properties.
const types = new Map();
const declared = readFileSync(join(modules, "node_modules/schema-dts/dist/schema.d.ts"), "utf8");
for (const [, name, above, body] of declared.matchAll(/interface (\w+)(?: extends ([\w, <>"@:{}\n]+?))? \{([\s\S]*?)\n\}/g)) {
  const own = [...body.matchAll(/^\s+"?(\w+)"?\??:/gm)].map((match) => match[1]);
  const kind = body.match(/"@type": "(\w+)"/)?.[1];
  types.set(name, { above: (above ?? "").match(/\w+Base|\w+Leaf/g) ?? [], own });
  if (kind) types.set(`@${kind}`, { above: [name], own: [] });
}
const propertiesOf = (name) => {
  const type = types.get(name);
  return type ? [...type.own, ...type.above.flatMap(propertiesOf)] : [];
};
if (!propertiesOf("@Article").includes("headline")) throw new Error("schema-dts is not read as expected");

// Terms of schema.org without its context from the net: all are in its namespace, and these hold addresses.
const addresses = ["url", "sameAs", "item", "license", "image", "mainEntityOfPage", "contentUrl"];
const context = { "@vocab": "https://schema.org/", ...Object.fromEntries(addresses.map((name) => [name, { "@type": "@id" }])) };
const documentLoader = async (url) => {
  if (!/^https?:\/\/schema\.org\/?$/.test(url)) throw new Error(`nothing is loaded from ${url}`);
  return { contextUrl: null, documentUrl: url, document: { "@context": context } };
};

function* documents(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* documents(path);
    else if (entry.name.endsWith(".html")) yield path;
  }
}

for (const site of sites) {
  const used = JSON.parse(readFileSync(`${site.replace(/\/$/, "")}-properties.json`, "utf8"));
  for (const [type, names] of Object.entries(used)) {
    const known = propertiesOf(`@${type}`);
    if (!known.length) problems.push(`schema.org has no type ${type}`);
    for (const name of names.filter((name) => !known.includes(name))) problems.push(`${type} has no property ${name}`);
  }
  let count = 0;
  let statements = 0;
  for (const file of documents(site)) {
    const block = readFileSync(file, "utf8").match(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/);
    if (!block) continue;
    const expanded = await jsonld.toRDF(JSON.parse(block[1]), { documentLoader });
    count += 1;
    statements += expanded.length;
    if (expanded.length < 3) problems.push(`${file}: ${expanded.length} statements`);
  }
  console.log(`${site}: ${count} documents, ${statements} statements, ${Object.keys(used).length} types`);
  if (!count) problems.push(`${site}: no JSON-LD`);
}
for (const problem of problems.slice(0, 40)) console.log("-", problem);
process.exit(problems.length ? 1 : 0);
