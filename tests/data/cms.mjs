// Saves every file that the CMS can edit as Sveltia CMS does (services/contents/file and draft/save of version 0.221): what is read is
// taken apart at its dots and put together again in the order of the fields, and smol-toml writes it. First it validates the settings
// with the schema of the package. `cms.mjs MODULES REPOSITORY` changes the files of the repository; `talkoo fmt` has to bring them
// back. Files in which a key has a dot are left alone: the CMS spoils them, and `talkoo cms` says so.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, repository] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "node_modules", "x.js"));
const load = (name) => import(require.resolve(name));
const { parse, stringify, TomlDate } = await load("smol-toml");
const { default: Ajv } = await load("ajv");
const yaml = await load("yaml");

const config = yaml.parse(readFileSync(join(repository, "static/admin/config.yml"), "utf8"));
const schema = JSON.parse(readFileSync(join(modules, "node_modules/@sveltia/cms/schema/sveltia-cms.json"), "utf8"));
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
if (!validate(config)) {
  console.log(validate.errors.slice(0, 10).map((error) => `- ${error.instancePath} ${error.message}`).join("\n"));
  process.exit(1);
}

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isEmpty = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);
const hasDots = (value) =>
  typeof value === "object" && value !== null && Object.entries(value).some(([key, inner]) => key.includes(".") || hasDots(inner));

// A value as the widget of its field writes it.
const saved = (value, field) => {
  if (isEmpty(value)) return undefined;
  if (field.widget === "list" || field.multiple) {
    const list = Array.isArray(value) ? value : field.fields ? [] : [value];
    return list.map((entry) => (field.fields ? (isTable(entry) ? table(entry, field.fields) : {}) : entry));
  }
  if (field.widget === "object") return isTable(value) ? table(value, field.fields) : undefined;
  if (field.widget === "datetime") {
    const date = new TomlDate(value);
    return date.isValid() ? date : undefined;
  }
  if (field.widget === "number" || typeof value === "boolean") return value;
  return Array.isArray(value) ? value[0] : isTable(value) ? undefined : String(value);
};

const table = (value, fields) => {
  const names = fields.map((field) => field.name);
  const known = fields.map((field) => [field.name, saved(value[field.name], field)]);
  const others = Object.keys(value).filter((key) => !names.includes(key)).sort();
  const all = [...known, ...others.map((key) => [key, value[key]])];
  return Object.fromEntries(all.filter(([, inner]) => inner !== undefined));
};

// Dates are texts until they are written.
const read = (text) => JSON.parse(JSON.stringify(parse(text)));

let count = 0;
const save = (path, fields) => {
  const text = readFileSync(path, "utf8").trim();
  const [, head, body] = path.endsWith(".toml") ? [, text, ""] : (text.match(/^\+\+\+\n([\s\S]*?)\n\+\+\+(?:\n([\s\S]*))?$/) ?? []);
  const data = head === undefined ? {} : read(head);
  if (hasDots(data)) return;
  const written = stringify(table(data, fields)).trim();
  const inner = body?.replace(/^\n/, "");
  // A page without keys is all text.
  const page = written ? `+++\n${written}\n+++\n${inner ? `\n${inner}\n` : ""}` : `${text}\n`;
  const whole = path.endsWith(".toml") ? `${written}\n` : page;
  writeFileSync(path, whole);
  count += 1;
};

for (const collection of config.collections) {
  for (const file of collection.files ?? []) save(join(repository, file.file), file.fields);
  if (!collection.folder) continue;
  const pages = readdirSync(join(repository, collection.folder), { recursive: Boolean(collection.nested) });
  for (const page of pages.filter((page) => page.endsWith(".md"))) {
    const isIndex = collection.index_file && /^index(\.[\w-]+)?\.md$/.test(page);
    save(join(repository, collection.folder, page), isIndex ? collection.index_file.fields : collection.fields);
  }
}
console.log(`${count} files saved as the CMS saves them, by settings with ${config.collections.length} collections`);
