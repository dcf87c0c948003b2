// All checks of the built demo in a real browser. `run` builds the demo, finds a browser and starts this:
//   node all.mjs <folder of the built demo> [<folder of the same, built with --portable>]

import { after, before, test as plain } from "node:test";
import { accessibility } from "./accessibility.mjs";
import { budgets } from "./budgets.mjs";
import { start } from "./chromium.mjs";
import { citations } from "./citations.mjs";
import { disk } from "./disk.mjs";
import { fits } from "./fits.mjs";
import { html } from "./html.mjs";
import { paper } from "./paper.mjs";
import { policy } from "./policy.mjs";
import { preview } from "./preview.mjs";
import { privacy } from "./privacy.mjs";
import { pages, samples, serve } from "./site.mjs";
import { stress } from "./stress.mjs";
import { take } from "./take.mjs";
import { tools } from "./tools.mjs";
import { understand } from "./understand.mjs";
import { walks } from "./walks.mjs";

const folder = process.argv[2];
const site = { folder, disk: process.argv[3], all: pages(folder) };
site.samples = samples(site.all);

before(async () => {
  site.browser = await start();
  Object.assign(site, await serve(folder));
});
after(async () => {
  await site.browser.close();
  site.close();
});

// What takes longer than this hangs.
const test = (name, check) => plain(name, { timeout: 900_000 }, check);

for (const group of [walks, disk, tools, fits, accessibility, paper, privacy, policy, budgets, html, citations, take, understand, stress, preview]) group(test, site);
