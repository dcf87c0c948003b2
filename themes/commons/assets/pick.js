// Lets readers pick pages to compare or to print. What is picked stands in the address, nowhere else: links inside the
// site carry it along, so it works from a disk, and an address with it can be shared.
(() => {
  let bar = document.querySelector(".pick");
  let to = bar?.querySelector("a");
  if (!to) return;
  const words = to.dataset;
  const base = new URL(words.at, document.baseURI);
  const tool = to.getAttribute("href");
  const picked = new Set((new URLSearchParams(location.search).get("pick") ?? "").split(",").filter(Boolean));
  const said = document.createElement("span");
  const clear = document.createElement("button");
  said.className = "vh";
  said.role = "status";
  clear.type = "button";
  clear.className = "button";
  clear.textContent = words.clear;
  bar.append(clear, said);

  // The name of a page of the collection at an address: what follows the address of the list.
  const nameOf = (address) => {
    const path = decodeURIComponent(address.pathname).replace(/index\.html$/, "");
    const start = decodeURIComponent(base.pathname).replace(/index\.html$/, "");
    const name = path.startsWith(start) ? path.slice(start.length).replace(/\/$/, "") : "";
    return /^[a-z0-9-]+$/.test(name) && !["compare", "matrix"].includes(name) && !/^\d+$/.test(name) ? name : "";
  };
  const withPick = (address) => {
    if (picked.size) address.searchParams.set("pick", [...picked].join(","));
    else address.searchParams.delete("pick");
    address.search = address.search.replaceAll("%2C", ",");
    return address;
  };
  const show = (announce) => {
    const text = words.picked.replace("{n}", picked.size);
    bar.classList.toggle("on", picked.size > 0);
    // After the last box is cleared the focus stays in the bar.
    if (picked.size) bar.hidden = false;
    else if (!announce) bar.hidden = true;
    clear.hidden = picked.size === 0;
    if (picked.size) to.textContent = text;
    if (announce) said.textContent = text;
    for (const box of document.querySelectorAll(".picker input")) box.checked = picked.has(box.value);
  };
  const change = (name, on) => {
    if (on) picked.add(name);
    else picked.delete(name);
    history.replaceState(history.state, "", withPick(new URL(location.href)));
    show(true);
    document.dispatchEvent(new CustomEvent("talkoo:picked", { detail: [...picked] }));
  };
  const box = (name, title) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.className = "picker";
    input.type = "checkbox";
    input.value = name;
    input.checked = picked.has(name);
    input.addEventListener("change", () => change(name, input.checked));
    const of = document.createElement("span");
    of.className = "vh";
    of.textContent = `: ${title}`;
    label.append(input, words.pick, of);
    return label;
  };
  const put = () => {
    for (const card of document.querySelectorAll(":is(article.card, .hit, .members li:has(> h3)):not(:has(.picker))")) {
      const link = card.querySelector("h3 a[href]");
      const name = link && nameOf(new URL(link.href));
      if (name) card.append(box(name, link.textContent));
    }
    const own = nameOf(new URL(location.href));
    const head = document.querySelector(".page > .columns .head");
    if (own && head && !head.querySelector(".picker")) head.append(box(own, document.querySelector("h1").textContent));
  };
  // A dossier on a disk opens its pages in frames and asks each for what it shows.
  addEventListener("message", ({ data, source }) => {
    const article = data === "talkoo:article" && document.querySelector("main article");
    if (article) source.postMessage({ talkooArticle: article.outerHTML }, "*");
  });
  clear.addEventListener("click", () => {
    for (const name of [...picked]) change(name, false);
    to.focus();
  });
  document.addEventListener("talkoo:drop", (event) => change(event.detail, false));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.hasAttribute("download") || link.getAttribute("href").startsWith("#")) return;
    const address = new URL(link.href);
    // A link to a selection of its own stays as it is.
    if (address.searchParams.get("as")) return;
    if (address.protocol === location.protocol && address.host === location.host) link.href = withPick(address).href;
  }, true);
  // A search from anywhere keeps what is picked.
  document.addEventListener("submit", ({ target: form }) => {
    if (form.method !== "get" || !form.hasAttribute("action") || !picked.size) return;
    const field = form.elements.namedItem("pick") ?? form.appendChild(document.createElement("input"));
    Object.assign(field, { type: "hidden", name: "pick", value: [...picked].join(",") });
  }, true);
  // A preview has brought the page up to date, without what stands only here.
  document.addEventListener("talkoo:patched", () => {
    bar = document.querySelector(".pick");
    to = bar.querySelector("a");
    bar.append(clear, said);
    put();
    show(false);
  });
  // Lists that another script fills get their boxes too.
  new MutationObserver(put).observe(document.querySelector("main"), { childList: true, subtree: true });
  put();
  show(false);
  to.href = tool;
})();
