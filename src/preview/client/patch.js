// Patches the current page to match another document. What is the same is not touched, so scroll position,
// focus, unfolded parts and typed text are kept.

import { Idiomorph } from "./idiomorph.js";

// Attributes that readers change.
const READERS = new Set(["open", "value", "checked", "selected"]);
const SHEETS = "link[rel~=stylesheet]";

// Applies `page`. Returns false if that is not possible and the page must be reloaded.
export async function patch(page) {
  const [here, there] = [scripts(document), scripts(page)];
  const isSame = here.map(code).join("\n") === there.map(code).join("\n");
  // A script may have modified the page. Only its author knows whether it can handle a new one.
  if (!isSame || !here.every((script) => script.hasAttribute("data-patch"))) return false;
  const removeOld = await sheets(page);
  attributes(page.documentElement);
  head(page.head);
  Idiomorph.morph(document.body, page.body, {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    head: { style: "none" },
    callbacks: { beforeAttributeUpdated: (name) => !READERS.has(name) },
  });
  removeOld();
  document.dispatchEvent(new CustomEvent("talkoo:patched"));
  return true;
}

// Swaps style sheets, given pairs of the linked address and the new one.
export async function swap(pairs) {
  const links = [...document.querySelectorAll(SHEETS)];
  await Promise.all(pairs.flatMap(([old, address]) => links
    .filter((link) => path(link) === old)
    .map(async (link) => {
      const fresh = link.cloneNode();
      // A browser does not load the same address twice.
      fresh.href = old === address ? `${address}?${Date.now()}` : address;
      const loading = loaded(fresh);
      link.after(fresh);
      // Keep both until the new one has loaded, so that the page is never unstyled.
      (await loading ? link : fresh).remove();
    })));
}

const path = (link) => new URL(link.href).pathname;

const loaded = (link) => new Promise((resolve) => {
  link.addEventListener("load", () => resolve(true));
  link.addEventListener("error", () => resolve(false));
});

// All scripts except the preview's own. A script with data does not count.
const scripts = (page) => [...page.scripts].filter((script) =>
  !("talkoo" in script.dataset) && (!script.type || script.type === "module" || /(java|ecma)script/.test(script.type)));

const code = (script) => `${script.type} ${script.getAttribute("src") ?? script.textContent}`;

// Loads new style sheets and returns a function that removes the old ones after the patch.
async function sheets(page) {
  const here = [...document.head.querySelectorAll(SHEETS)];
  const there = [...page.head.querySelectorAll(SHEETS)];
  const twin = (link, among) => among.find((other) => path(other) === path(link));
  const loading = [];
  let last;
  for (const link of there) {
    let placed = twin(link, here);
    if (!placed) {
      placed = document.importNode(link);
      loading.push(loaded(placed));
      if (last) last.after(placed);
      else if (here[0]) here[0].before(placed);
      else document.head.append(placed);
    }
    last = placed;
  }
  await Promise.all(loading);
  return () => here.filter((link) => !twin(link, there)).forEach((link) => link.remove());
}

// Keep attributes that scripts set on <html>.
function attributes(root) {
  const own = document.documentElement;
  for (const { name, value } of root.attributes) {
    if (name === "class") own.classList.add(...root.classList);
    else if (own.getAttribute(name) !== value) own.setAttribute(name, value);
  }
}

function head(next) {
  const others = (head) => [...head.children].filter((child) => !child.matches(`script, ${SHEETS}`));
  const [here, there] = [others(document.head), others(next)];
  const missing = (child, among) => !among.some((other) => other.isEqualNode(child));
  const fresh = there.filter((child) => missing(child, here));
  here.filter((child) => missing(child, there)).forEach((child) => child.remove());
  document.head.append(...fresh.map((child) => document.importNode(child, true)));
}
