// The search page: words and filters, whose choice stands in the address, and results by kind of page. `index.js` reads
// the index.
(() => {
  const root = document.querySelector("[data-search]");
  if (!root) return;
  const { words, indexes, make, mark, excerpt, fillLater, addressOf, NO_SPACES } = talkooIndex;
  const { dataset } = root;
  const [box, explorer] = [root.querySelector(".search-box"), root.querySelector(".explorer")];
  const [input, form] = [box.querySelector("input"), explorer.querySelector("form")];
  const results = explorer.querySelector(".results");
  const elsewhere = root.querySelector(".elsewhere");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const { of: indexOf, retried } = indexes(dataset.folder);

  const found = make("p", "found");
  found.role = "status";
  const helps = make("div", "helps");
  const groups = make("div");
  results.append(found, helps, groups);

  // ---- filters: a checkbox for each value, made when the filter is opened

  const query = new URLSearchParams(location.search);
  const filters = [...form.querySelectorAll("details")].map((details) => {
    const id = details.dataset.filter;
    // In the address, `q` and `pick` mean something else.
    return { id, name: /^(q|pick)$/.test(id) ? `_${id}` : id, details, values: null };
  });

  const checkbox = (name, { value, label, depth }) => {
    const row = make("li");
    if (depth) row.dataset.depth = depth;
    const text = make("label");
    const check = make("input");
    const count = make("span", "n");
    check.type = "checkbox";
    check.value = value;
    check.checked = query.getAll(name).includes(value);
    text.append(check, label, " ", count);
    row.append(text);
    return { row, check, count };
  };

  // Makes the values of a filter, from the indexes of all chosen languages.
  const fill = async (filter, opened) => {
    if (filter.values) return;
    const values = new Map();
    for (const index of opened) {
      for (const { documents, ...one } of await index.facet(filter.id)) {
        const known = values.get(one.value) ?? { ...one, documents: new Map() };
        known.documents.set(index, documents);
        values.set(one.value, known);
      }
    }
    if (filter.values) return;
    filter.values = [...values.values()].map((one) => ({ ...one, ...checkbox(filter.name, one) }));
    const fieldset = make("fieldset");
    const rows = make("ul");
    fieldset.append(make("legend", "vh", filter.details.querySelector("summary").textContent), rows);
    rows.append(...filter.values.map(({ row }) => row));
    filter.details.append(fieldset);
  };

  const chosen = ({ values }) => (values ?? []).filter(({ check }) => check.checked);
  const languages = filters.find(({ id }) => id === "_lang");
  const terms = filters.filter((filter) => filter !== languages);
  if (languages) languages.values = [...languages.details.querySelectorAll("input")].map((check) => {
    if (query.has("_lang")) check.checked = query.getAll("_lang").includes(check.value);
    return { value: check.value, check };
  });
  const languagesChosen = () => {
    const some = languages ? chosen(languages).map(({ value }) => value) : [];
    return some.length ? some : [dataset.language];
  };

  // The choice as an address. A filter that was never opened still stands in it.
  const remember = (text) => {
    const params = new URLSearchParams(text ? { q: text } : {});
    for (const filter of terms) {
      const values = filter.values ? chosen(filter).map(({ value }) => value) : query.getAll(filter.name);
      values.forEach((value) => params.append(filter.name, value));
    }
    const langs = languagesChosen();
    if (langs.join() !== dataset.language) langs.forEach((lang) => params.append("_lang", lang));
    // The pages that a reader has picked for a comparison.
    const pick = new URLSearchParams(location.search).get("pick");
    if (pick) params.append("pick", pick);
    try {
      history.replaceState(history.state, "", params.size ? `?${params}` : location.pathname);
    } catch { /* Some browsers can't change the address of a local file. */ }
  };

  const fits = (hit, but) => terms.every((filter) => {
    const values = filter === but ? [] : chosen(filter);
    return !values.length || values.some(({ documents }) => documents.get(hit.index)?.has(hit.document));
  });

  // How many results each value would leave. Values of one filter are alternatives, so its own choice does not count.
  const count = (hits) => {
    for (const filter of terms.filter(({ values }) => values)) {
      const left = new Map();
      for (const hit of hits) if (fits(hit, filter)) {
        if (!left.has(hit.index)) left.set(hit.index, new Set());
        left.get(hit.index).add(hit.document);
      }
      for (const { documents, count: told, check } of filter.values) {
        let n = 0;
        for (const [index, own] of documents) for (const one of own) n += left.get(index)?.has(one) ?? 0;
        told.textContent = number.format(n);
        check.disabled = !n && !check.checked;
      }
    }
  };

  // ---- results

  const show = async (item, { index, document: one }, forms) => {
    const [url, title, parts] = await index.row(one);
    const kind = index.kindOf(one);
    if (!kind.group && kind.id) item.append(make("p", "card-kind", kind.label));
    const heading = make("h3", "card-title");
    const link = make("a");
    link.href = addressOf(dataset.root, url);
    link.append(mark(title, forms));
    heading.append(link);
    item.append(heading, excerpt(parts, forms, link.href));
    item.dir = "auto";
    if (index.lang !== document.documentElement.lang) item.lang = index.lang;
    item.ariaBusy = null;
  };

  let turn = 0;
  const PORTION = 10;
  // A kind of pages with its hits: the first few, and a button for more.
  const group = (label, hits, first, forms) => {
    const now = turn;
    const [section, list, more] = [make("section", "hit-group"), make("ol", "hits"), make("button", "button")];
    const heading = make("h2", "", label);
    heading.append(" ", make("span", "n", number.format(hits.length)));
    more.type = "button";
    const rest = [...hits];
    const add = (n) => {
      const items = rest.splice(0, n).map((hit) => {
        const item = make("li", "hit");
        item.ariaBusy = "true";
        item.fill = () => show(item, hit, forms).catch(() => item.remove());
        return item;
      });
      list.append(...items);
      fillLater(items, () => now === turn);
      more.hidden = !rest.length;
      more.textContent = dataset.more;
      more.append(make("span", "vh", `: ${label}`));
      return items[0];
    };
    more.addEventListener("click", async () => {
      const item = add(PORTION);
      await item?.fill();
      item?.querySelector("a")?.focus();
    });
    add(first);
    section.append(heading, list, more);
    return section;
  };

  // The hits by kind, the kind of the best hit first. All terms are one kind.
  const showAll = (hits, forms) => {
    const kinds = new Map();
    for (const hit of hits) {
      const { id, group } = hit.index.kindOf(hit.document);
      const label = group || (id ? dataset.terms : dataset.others);
      kinds.set(label, [...kinds.get(label) ?? [], hit]);
    }
    const all = [...kinds].map(([label, some], i) => group(label, some, kinds.size === 1 ? PORTION : i ? 3 : 5, forms));
    groups.replaceChildren(...all);
  };

  const link = (text) => {
    const to = make("a", "", text);
    to.href = `?${new URLSearchParams({ q: text })}`;
    to.addEventListener("click", (event) => {
      event.preventDefault();
      input.value = text;
      input.focus();
      go();
    });
    return to;
  };

  const line = (label, links) => {
    const out = make("p", "", `${label} `);
    links.forEach((one, i) => out.append(i ? ", " : "", one));
    return out;
  };

  // What to do when nothing is found: take the filters away, other words, or terms whose names are like these.
  const help = async (text, hits, opened, now) => {
    const lines = [];
    if (hits.length) {
      const clear = make("button", "button", dataset.clear);
      clear.type = "button";
      clear.addEventListener("click", () => { form.reset(); input.focus(); go(); });
      lines.push(clear);
    } else for (const index of opened) {
      const [like, near] = await index.like(text);
      if (like.length) lines.push(line(dataset.like, like.map(link)));
      if (near.length) lines.push(line(dataset.near, near.map(([url, title]) => {
        const to = make("a", "", title);
        to.href = addressOf(dataset.root, url);
        return to;
      })));
    }
    if (now === turn) helps.replaceChildren(...lines);
  };

  const tell = (text, n, hits, answers) => {
    const meant = answers.flatMap((answer) => answer.meant);
    if (!n) return hits.length ? dataset.filtered : dataset.none;
    if (answers.every(({ isAll }) => !isAll)) return dataset.some.replace("{n}", number.format(n));
    const told = dataset.found.replace("{n}", number.format(n));
    if (!meant.length) return told;
    const corrected = words(text).map((word) => meant.find(([typed]) => typed === word)?.[1] ?? word);
    return `${told.replace(/[^.]$/, "$&.")} ${dataset.meant.replace("{words}", corrected.join(" "))}`;
  };

  const search = async () => {
    const now = ++turn;
    const text = input.value.trim();
    remember(text);
    const opened = await Promise.all(languagesChosen().map(indexOf));
    const needed = terms.filter(({ name, details }) => details.open || query.has(name));
    const [answers] = await Promise.all([
      Promise.all(opened.map(async (index) => ({ index, ...await index.search(text) }))),
      ...needed.map((filter) => fill(filter, opened)),
    ]);
    if (now !== turn) return;
    const hits = answers.flatMap(({ index, hits }) => hits.map(([document, score]) => ({ index, document, score })));
    if (answers.length > 1) hits.sort((a, b) => b.score - a.score);
    count(hits);
    // A single letter is the beginning of a word.
    const isAsked = text.length > 1 || NO_SPACES.test(text) || terms.some((filter) => chosen(filter).length);
    const left = isAsked ? hits.filter((hit) => fits(hit)) : [];
    found.textContent = isAsked ? tell(text, left.length, hits, answers) : "";
    helps.replaceChildren();
    elsewhere.hidden = left.length > 0;
    root.classList.remove("away");
    showAll(left, answers.flatMap(({ forms }) => forms));
    if (isAsked && !left.length) await help(text, hits, opened, now);
  };

  // ---- events

  const go = () => retried(search).catch((error) => {
    console.error(error);
    found.textContent = dataset.away;
    elsewhere.hidden = false;
    root.classList.add("away");
  }).finally(() => root.classList.add("ready"));
  input.addEventListener("input", go);
  form.addEventListener("change", (event) => {
    // Another language has other values.
    if (event.target.name === "_lang") for (const filter of terms.filter(({ values }) => values)) {
      query.delete(filter.name);
      chosen(filter).forEach(({ value }) => query.append(filter.name, value));
      filter.details.querySelector("fieldset")?.remove();
      filter.values = null;
    }
    go();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("submit", (event) => { event.preventDefault(); go(); });
  input.value ||= query.get("q") ?? "";
  if (!matchMedia("(min-width: 56rem)").matches) explorer.querySelector(".filters").open = filters.some(({ name }) => query.has(name));
  for (const { name, details } of filters) {
    details.open = query.has(name);
    details.addEventListener("toggle", () => { if (details.open) go(); });
  }
  explorer.hidden = false;
  if (!input.value) input.focus({ preventScroll: true });
  go();
})();
