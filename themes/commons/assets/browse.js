// Filters and a search of words on a collection's list, and filters of a matrix: any value within a filter, all filters and
// the words together. The choice is part of the address, so that it can be shared, and goes along from the list to a
// matrix and back. The list, the matrix and the links work without this script.
(() => {
  const browse = document.querySelector("[data-browse]");
  const form = browse?.querySelector(".filters form");
  if (!form) return;
  const PORTION = 20;
  const { dataset } = browse;
  // A matrix keeps all its rows, so that it can be sorted, and hides some.
  const matrix = browse.querySelector("[data-matrix]");
  const list = matrix?.querySelector("tbody") ?? browse.querySelector(".rows");
  const state = browse.querySelector(".state");
  const pager = browse.querySelector(".pager");
  const heading = browse.querySelector("#_results");
  const box = browse.querySelector(".search-box");
  const input = box?.querySelector("input");
  const search = globalThis.talkooIndex;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const make = (name, cls, text) => {
    const element = document.createElement(name);
    if (cls) element.className = cls;
    if (text) element.textContent = text;
    return element;
  };
  const button = (text, cls = "button") => {
    const element = make("button", cls, text);
    element.type = "button";
    return element;
  };
  const title = document.title;
  // The name of a filter in the address, where `q` and `pick` mean something else.
  const inAddress = (id) => /^(_.*|q|pick)$/.test(id) ? `_${id}` : id;

  // ---- files

  const loads = new Map();
  const arrived = new Map();
  globalThis.talkooEntries = (name, data) => arrived.get(name)?.(data);
  const load = (name) => {
    if (!loads.has(name)) loads.set(name, new Promise((resolve, reject) => {
      arrived.set(name, resolve);
      const script = document.createElement("script");
      script.src = `${dataset.files}${name}.js?v=${dataset.edition}`;
      script.onerror = () => {
        loads.delete(name);
        reject(new Error(`${name} can't be loaded`));
      };
      document.head.append(script);
    }));
    return loads.get(name);
  };

  // ---- entries: those on the page, and those in other parts of the list

  const total = +dataset.total;
  const plain = [...list.children];
  const read = (text) => text.split(";").map((numbers) => new Set(numbers.split(" ").filter(Boolean).map(Number)));
  let values = read(dataset.choices);
  const isWhole = () => values.length >= total;
  const whole = async () => {
    if (isWhole()) return;
    const shards = Array.from({ length: Math.ceil(total / 1000) }, (_, i) => load(`values-${i + 1}`));
    values = (await Promise.all(shards)).flatMap(read);
  };
  const rows = new Map(plain.map((row, place) => [place, row]));
  const rowOf = async (place) => {
    if (!rows.has(place)) {
      const all = await load(`entries-${Math.floor(place / PORTION) + 1}`);
      const row = make("li");
      row.innerHTML = all[place % PORTION];
      rows.set(place, row);
    }
    return rows.get(place);
  };

  // ---- filters: links become checkboxes, in a fieldset for each

  const checkbox = (facet, { n, id, label, count, depth }) => {
    const [row, text, check, told] = [make("li"), make("label"), make("input"), make("span", "n", number.format(count))];
    if (depth) row.dataset.depth = depth;
    check.type = "checkbox";
    check.name = facet.name;
    check.value = id;
    text.append(check, label, " ", told);
    row.append(text);
    return { n, row, check, told, label };
  };
  const facets = [...form.querySelectorAll(".facet")].map((details) => {
    const summary = details.querySelector("summary");
    const facet = { id: details.dataset.facet, kind: details.dataset.kind, label: summary.textContent.trim(), details, more: details.querySelector(".more") };
    facet.name = inAddress(facet.id);
    const old = details.querySelector("ul");
    facet.values = [...old.children].map((row) => checkbox(facet, {
      n: +row.dataset.value, id: row.dataset.id, label: row.children[0].textContent, count: row.children[1].textContent, depth: row.dataset.depth,
    }));
    const fieldset = make("fieldset");
    facet.rows = make("ul");
    facet.rows.append(...facet.values.map(({ row }) => row));
    fieldset.append(make("legend", "vh", facet.label), facet.rows);
    old.replaceWith(fieldset);
    facet.badge = make("span", "n");
    summary.append(" ", facet.badge);
    if (facet.more) {
      const all = button(facet.more.textContent);
      facet.more.replaceChildren(all);
      all.addEventListener("click", async () => {
        await unfold(facet);
        show();
        facet.rows.querySelector("input").focus();
      });
    }
    return facet;
  });
  // Brings the values of a long filter that are not on the page.
  const unfold = async (facet) => {
    if (!facet.more) return;
    const [, all] = (await load("values")).find(([id]) => id === facet.id);
    const known = new Map(facet.values.map((value) => [value.n, value]));
    facet.values = all.map(([id, label, n, count, depth]) => known.get(n) ?? checkbox(facet, { n, id, label, count, depth }));
    facet.rows.replaceChildren(...facet.values.map(({ row }) => row));
    facet.more.remove();
    facet.more = null;
  };
  const chosen = () => facets
    .map((facet) => ({ facet, values: facet.values.filter(({ check }) => check.checked) }))
    .filter((group) => group.values.length);

  // ---- words: by the index of the site, or in the entries if all are here

  const index = dataset.search && search.indexes(dataset.search);
  // The documents of an index by their place in this list, and the other languages of entries.
  const placesOf = async ({ lang, kinds, load: read }) => {
    const [text, ...others] = (await read(`${lang}/c-${dataset.browse}`)).split(" ");
    const first = kinds.find(([id]) => id === dataset.browse)?.[3] ?? 0;
    const places = new Map();
    search.numbers(text).forEach((place, i) => { if (place) places.set(first + i, place - 1); });
    return { places, others };
  };

  // The entries with the words: their places, best first, with what shows where the words stand. None without words.
  const withWords = async (text) => {
    if (!text) return null;
    const found = new Map();
    found.told = "";
    if (!index) {
      const typed = text.toLowerCase().split(/\s+/);
      plain.forEach((row, place) => {
        const entry = row.textContent.toLowerCase();
        if (typed.every((word) => entry.includes(word))) found.set(place, null);
      });
      return found;
    }
    const main = await index.of(document.documentElement.lang);
    const { others } = await placesOf(main);
    for (const one of [main, ...await Promise.all(others.map(index.of))]) {
      const { places } = await placesOf(one);
      const { hits, forms, meant, isAll } = await one.search(text, (document) => places.has(document));
      for (const [document] of hits) found.set(places.get(document), { one, document, forms });
      if (!hits.length || one !== main) continue;
      if (!isAll) found.told = dataset.some.replace("{n}", number.format(hits.length));
      else if (meant.length) found.told = dataset.meant.replace("{words}", meant.map(([, word]) => word).join(" "));
    }
    return found;
  };
  // Shows in a row where the words stand.
  const explain = (row, hit) => {
    row.querySelector(".excerpt")?.remove();
    if (!hit) return;
    row.fill = async () => {
      const [, , parts] = await hit.one.row(hit.document);
      if (words?.get(row.place) !== hit) return;
      const card = row.querySelector(".card");
      const excerpt = search.excerpt(parts, hit.forms, card.querySelector("h3 a").href);
      if (!card.textContent.includes(excerpt.textContent)) card.append(excerpt);
    };
  };

  // ---- what is shown

  const found = make("p", "found");
  found.role = "status";
  const chips = make("ul", "chips");
  chips.ariaLabel = dataset.chosen;
  const clear = button(dataset.clear);
  const copy = button(dataset.copy);
  const copied = make("span", "vh");
  copied.role = "status";
  const everywhere = make("a", "", dataset.everywhere);
  const more = button(dataset.more);
  const onPaper = make("p", "on-paper");
  state.append(found, chips, clear, copy, everywhere, copied);
  heading.after(onPaper);
  if (!matrix) list.after(more);

  let [shown, words, turn] = [PORTION, null, 0];
  const fits = (place, groups, but) => (!words || words.has(place)) && groups.every(({ facet, values: some }) =>
    facet === but || some.some(({ n }) => values[place].has(n)));
  const everything = () => values.map((_, place) => place);

  const show = async () => {
    const now = ++turn;
    const groups = chosen();
    const isChosen = groups.length > 0 || words !== null;
    const fitting = (words ? [...words.keys()] : everything()).filter((place) => fits(place, groups));
    if (matrix) {
      const left = new Set(fitting);
      plain.forEach((row, place) => { row.hidden = !left.has(place); });
      count(groups);
      tell(groups, fitting.length, isChosen);
      return;
    }
    const due = fitting.slice(0, shown);
    if (isChosen) list.ariaBusy = "true";
    const items = isChosen ? await Promise.all(due.map(rowOf)) : plain;
    if (now !== turn) return;
    list.ariaBusy = null;
    items.forEach((row, i) => {
      row.place = isChosen ? due[i] : i;
      explain(row, words?.get(row.place));
    });
    list.replaceChildren(...items);
    if (words) search?.fillLater(items.filter((row) => row.fill), () => now === turn);
    more.hidden = !isChosen || fitting.length <= shown;
    if (pager) pager.hidden = isChosen;
    count(groups);
    tell(groups, isChosen ? fitting.length : total, isChosen);
  };

  // The count of each value, given the words and the other filters.
  const count = (groups) => {
    for (const facet of facets) {
      if (isWhole()) {
        const counts = new Map();
        for (const place of everything()) {
          if (fits(place, groups, facet)) for (const n of values[place]) counts.set(n, (counts.get(n) ?? 0) + 1);
        }
        for (const { n, check, told } of facet.values) {
          const left = counts.get(n) ?? 0;
          told.textContent = number.format(left);
          check.disabled = !left && !check.checked;
        }
      }
      const own = facet.values.filter(({ check }) => check.checked).length;
      facet.badge.textContent = own ? `(${own})` : "";
    }
  };

  const chip = (kind, label, name, remove) => {
    const [item, one, cross] = [make("li"), button("", "chip"), make("span", "", "×")];
    if (kind) one.dataset.kind = kind;
    cross.ariaHidden = "true";
    one.append(make("span", "vh", `${dataset.remove}: ${label} `), name, " ", cross);
    one.onclick = () => {
      remove();
      change();
      // The focused chip is gone, so the next one gets the focus.
      (chips.querySelector("button") ?? found).focus();
    };
    item.append(one);
    return item;
  };

  const tell = (groups, n, isChosen) => {
    const text = n ? dataset.shown : groups.length ? dataset.none : dataset.nothing;
    const shown = text.replace("{n}", number.format(n)).replace("{total}", number.format(total));
    const told = words?.told ? `${shown.replace(/[^.]$/, "$&.")} ${words.told}` : shown;
    found.textContent = isChosen ? told : heading.textContent;
    everywhere.hidden = !words || !index;
    if (words) everywhere.href = `${dataset.search}${location.protocol === "file:" ? "index.html" : ""}?${new URLSearchParams({ q: input.value.trim() })}`;
    clear.hidden = chips.hidden = copy.hidden = !isChosen;
    chips.replaceChildren(...groups.flatMap(({ facet, values: some }) => some.map(({ check, label }) =>
      chip(facet.kind, facet.label, label, () => { check.checked = false; }))));
    const named = groups.map(({ facet, values: some }) => `${facet.label}: ${some.map(({ label }) => label).join(", ")}`);
    if (words) named.unshift(`“${input.value.trim()}”`);
    document.title = named.length ? `${named.join("; ")} · ${title}` : title;
    onPaper.textContent = named.length ? `${named.join("; ")}. ${found.textContent}` : "";
    results.textContent = dataset.show.replace("{n}", number.format(n)).replace("{label}", n === 1 ? dataset.singular : dataset.label);
  };

  // ---- a sheet for the filters on narrow screens

  const fold = browse.querySelector(".filters");
  const opener = fold.querySelector("summary");
  const [sheet, results] = [make("dialog", "filters sheet"), button("")];
  const foot = make("div", "sheet-foot");
  sheet.ariaLabel = opener.textContent.trim();
  sheet.append(make("h2", "", sheet.ariaLabel));
  foot.append(results);
  // A matrix needs the whole width, so its filters are a sheet on any screen.
  const wide = matchMedia(matrix ? "not all" : "(min-width: 56rem)");
  const close = () => {
    fold.append(form);
    foot.remove();
    if (sheet.open) sheet.close();
    fold.open = wide.matches;
    opener.ariaHasPopup = wide.matches ? null : "dialog";
  };
  opener.addEventListener("click", (event) => {
    if (wide.matches) return;
    event.preventDefault();
    sheet.append(form, foot);
    sheet.showModal();
  });
  results.addEventListener("click", () => { sheet.close(); found.focus(); });
  sheet.addEventListener("close", close);
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  wide.addEventListener("change", close);
  browse.append(sheet);
  close();

  // ---- changes

  const looks = document.querySelectorAll(".looks a");
  // The words stay behind: a matrix has no field for them.
  const chosenIn = (params) => {
    const filters = new URLSearchParams(params);
    filters.delete("q");
    return `${filters}`;
  };
  const change = async () => {
    shown = PORTION;
    const text = input?.value.trim() ?? "";
    const params = new URLSearchParams(text ? { q: text } : {});
    for (const { facet, values: some } of chosen()) for (const { check } of some) params.append(facet.name, check.value);
    const pick = new URLSearchParams(location.search).get("pick");
    const all = [`${params}`, pick && `pick=${encodeURIComponent(pick).replaceAll("%2C", ",")}`].filter(Boolean).join("&");
    try {
      history.replaceState(history.state, "", all ? `?${all}` : location.pathname);
    } catch { /* Some browsers can't change the address of a local file. */ }
    for (const link of looks) link.search = chosenIn(params);
    const now = ++turn;
    try {
      if (params.size) await whole();
      const next = index ? await index.retried(() => withWords(text)) : await withWords(text);
      if (now !== turn) return;
      words = next;
      await show();
    } catch (error) {
      console.error(error);
      found.textContent = dataset.away;
    }
  };
  const restore = async () => {
    const query = new URLSearchParams(location.search);
    if (input) input.value = query.get("q") ?? "";
    for (const facet of facets) {
      const wanted = query.getAll(facet.name);
      if (wanted.some((id) => !facet.values.some(({ check }) => check.value === id))) await unfold(facet).catch(() => {});
      for (const { check } of facet.values) check.checked = wanted.includes(check.value);
      if (wanted.length) facet.details.open = true;
    }
    await change();
  };
  form.addEventListener("change", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  box?.addEventListener("submit", (event) => { event.preventDefault(); change(); });
  input?.addEventListener("input", change);
  clear.addEventListener("click", () => {
    form.reset();
    if (input) input.value = "";
    change();
    found.focus();
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      copied.textContent = copy.textContent = dataset.copied;
      setTimeout(() => { copy.textContent = dataset.copy; }, 2000);
    } catch {
      prompt(dataset.copy, location.href);
    }
  });
  more.addEventListener("click", async () => {
    const first = shown;
    shown += PORTION;
    await show();
    list.children[first]?.querySelector("a")?.focus();
  });
  // Paper has no button for more; what is at hand is shown.
  addEventListener("beforeprint", () => { shown = Infinity; if (isWhole() && plain.length >= total) show(); });
  addEventListener("popstate", restore);
  // A disk shows the list of a folder instead of its page.
  if (location.protocol === "file:") document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && new URL(link.href).protocol === "file:") link.href = link.href.replace(/\/(?=$|[?#])/, "/index.html");
  }, true);
  found.tabIndex = -1;
  state.hidden = false;
  if (new URLSearchParams(location.search).size) restore(); else { more.hidden = true; show(); }
})();
