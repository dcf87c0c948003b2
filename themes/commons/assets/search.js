// The search page: sends words and filters to Pagefind, whose index is part of the site. The query is part of
// the address, so that it can be shared.
(async () => {
  const root = document.querySelector("[data-search]");
  if (!root) return;
  const { dataset } = root;
  const elsewhere = root.querySelector(".elsewhere");
  let pagefind;
  try {
    pagefind = await import(new URL(`${dataset.folder}pagefind.js`, location.href).href);
    await pagefind.options({ excerptLength: 28 });
    await pagefind.init();
    // An index has one language, so the others are loaded too; a different spelling of the address makes
    // Pagefind treat it as another index.
    for (const language of dataset.languages.split(" ").filter(Boolean)) {
      await pagefind.mergeIndex(new URL(`${dataset.folder}?${language}`, location.href).href.replace(/\?.*/, "./"), { language });
    }
  } catch (error) {
    // Local files can't be fetched.
    elsewhere.firstElementChild.textContent = dataset.away;
    root.classList.add("away");
    return;
  }

  const PORTION = 10;
  const [box, explorer] = [root.querySelector(".search-box"), root.querySelector(".explorer")];
  const input = box.querySelector("input");
  const form = explorer.querySelector("form");
  const results = explorer.querySelector(".results");
  const make = (name, cls, text) => {
    const element = document.createElement(name);
    if (cls) element.className = cls;
    if (text) element.textContent = text;
    return element;
  };
  const found = make("p", "found");
  found.role = "status";
  const list = make("ol", "hits");
  const more = make("button", "button", dataset.more);
  more.type = "button";
  more.hidden = true;
  results.append(found, list, more);
  const number = new Intl.NumberFormat(document.documentElement.lang);

  // A checkbox for each value in the index.
  const known = await pagefind.filters();
  const filters = [];
  for (const details of form.querySelectorAll("details")) {
    const counts = known[details.dataset.filter] ?? {};
    const names = Object.keys(counts);
    if (!names.length) { details.remove(); continue; }
    const fieldset = make("fieldset");
    fieldset.append(make("legend", "vh", details.querySelector("summary").textContent));
    const rows = make("ul");
    const values = names.map((name) => {
      const row = make("li");
      const label = make("label");
      const check = make("input");
      const count = make("span", "n", number.format(counts[name]));
      check.type = "checkbox";
      check.value = name;
      label.append(check, name, " ", count);
      row.append(label);
      rows.append(row);
      return { name, check, count };
    });
    fieldset.append(rows);
    details.append(fieldset);
    filters.push({ id: details.dataset.filter, details, values });
  }

  const asked = () => Object.fromEntries(filters
    .map(({ id, values }) => [id, { any: values.filter((value) => value.check.checked).map((value) => value.name) }])
    .filter(([, { any }]) => any.length));

  const hit = (data) => {
    const address = (url) => dataset.root + url.replace(/^\/*/, "/");
    const item = make("li", "hit");
    if (data.meta.kind) item.append(make("p", "card-kind", data.meta.kind));
    const title = make("h3", "card-title");
    const link = make("a", "", data.meta.title);
    link.href = address(data.raw_url ?? data.url);
    title.append(link);
    item.append(title);
    // The matches: sections of the page, or else its text. Excerpts are text with <mark>.
    const parts = (data.sub_results ?? []).filter((part) => part.anchor);
    const excerpt = (html) => { const p = make("p", "excerpt"); p.innerHTML = html; return p; };
    if (!parts.length || data.sub_results[0].anchor === undefined) item.append(excerpt(data.excerpt));
    if (parts.length && input.value.trim()) {
      const sections = make("ul", "hit-parts");
      for (const part of parts.slice(0, 3)) {
        const section = make("li");
        const to = make("a", "", part.title);
        to.href = `${link.href}#${part.anchor.id}`;
        section.append(to, excerpt(part.excerpt));
        sections.append(section);
      }
      item.append(sections);
    }
    return item;
  };

  let turn = 0;
  let rest = [];
  const portion = async (now) => {
    const next = rest.splice(0, PORTION);
    const items = (await Promise.all(next.map((result) => result.data()))).map(hit);
    if (now !== turn) return;
    list.append(...items);
    more.hidden = rest.length === 0;
    return items[0];
  };

  const search = async () => {
    const now = ++turn;
    const words = input.value.trim();
    const any = asked();
    const query = new URLSearchParams(words ? { q: words } : {});
    for (const [id, { any: names }] of Object.entries(any)) for (const name of names) query.append(id, name);
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
    if (!query.size) {
      list.replaceChildren();
      found.textContent = "";
      more.hidden = true;
      for (const { id, values } of filters) for (const { name, count, check } of values) {
        count.textContent = number.format(known[id][name]);
        check.disabled = false;
      }
      return;
    }
    const answer = await pagefind.search(words || null, { filters: any });
    if (now !== turn) return;
    found.textContent = answer.results.length
      ? dataset.found.replace("{n}", number.format(answer.results.length))
      : dataset.none;
    for (const { id, values } of filters) for (const { name, count, check } of values) {
      // Values of one filter are alternatives, so each shows the count with it added.
      const n = any[id] ? answer.totalFilters[id]?.[name] : answer.filters[id]?.[name];
      count.textContent = number.format(n ?? 0);
      check.disabled = !n && !check.checked;
    }
    rest = answer.results;
    list.replaceChildren();
    await portion(now);
  };

  let timer;
  const soon = () => { clearTimeout(timer); timer = setTimeout(search, 200); };
  input.addEventListener("input", soon);
  form.addEventListener("change", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); search(); });
  more.addEventListener("click", async () => (await portion(turn))?.querySelector("a")?.focus());

  const query = new URLSearchParams(location.search);
  // Search for what was typed while the index loaded.
  input.value ||= query.get("q") ?? "";
  for (const { id, details, values } of filters) {
    const wanted = query.getAll(id);
    for (const value of values) value.check.checked = wanted.includes(value.name);
    details.open = wanted.length > 0;
  }
  if (matchMedia("(min-width: 56rem)").matches && filters[0]) filters[0].details.open = true;
  explorer.hidden = false;
  if (!input.value) input.focus({ preventScroll: true });
  search();
})();
