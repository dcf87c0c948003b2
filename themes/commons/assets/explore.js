// Filters on a collection's explore page: any value within a facet, and all facets together. The list and the
// links work without this script. The filters are part of the address, so that it can be shared.
(() => {
  const explore = document.querySelector("[data-explore]");
  const form = explore?.querySelector("form");
  if (!form) return;
  const PORTION = 100;
  const list = explore.querySelector(".rows");
  const state = explore.querySelector(".state");
  const clear = state.querySelector("button");
  const found = document.createElement("p");
  const chips = document.createElement("ul");
  found.className = "found";
  found.role = "status";
  chips.className = "chips";
  chips.ariaLabel = state.dataset.chosen;
  state.prepend(found, chips);
  const pager = explore.querySelector(".pager");
  const heading = explore.querySelector("#_results");
  const files = explore.dataset.files.split(" ").filter(Boolean);
  const number = new Intl.NumberFormat(document.documentElement.lang);

  // Replaces links with checkboxes, in a fieldset for each facet.
  const facets = [...form.querySelectorAll(".facet")].map((details) => {
    const summary = details.querySelector("summary");
    const name = summary.textContent;
    const fieldset = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.className = "vh";
    legend.textContent = name;
    const rows = details.querySelector("ul");
    fieldset.append(legend);
    rows.replaceWith(fieldset);
    fieldset.append(rows);
    const badge = document.createElement("span");
    badge.className = "n";
    summary.append(" ", badge);
    const values = [...rows.children].map((row) => {
      const [words, count] = row.children;
      const box = document.createElement("input");
      const label = document.createElement("label");
      box.type = "checkbox";
      box.name = details.dataset.facet;
      box.value = row.dataset.id;
      label.append(box, words.textContent, " ", count);
      row.replaceChildren(label);
      return { n: +row.dataset.value, box, count, name: words.textContent };
    });
    return { id: details.dataset.facet, kind: details.dataset.kind, name, details, badge, values };
  });

  // The loaded entries: those of this page, and those of other parts once they are fetched.
  let entries = [...list.children].map((row) => ({ row, values: new Set(row.dataset.values.split(" ").map(Number)) }));
  let complete = files.length === 0;
  let loading;
  const load = () => loading ??= new Promise((resolve, reject) => {
    const shards = [];
    let missing = files.length;
    globalThis.talkooEntries = (shard, rows) => {
      shards[shard - 1] = rows;
      if (--missing === 0) resolve(shards.flat());
    };
    for (const file of files) {
      const script = document.createElement("script");
      script.src = file;
      script.onerror = reject;
      document.head.append(script);
    }
  }).then((rows) => {
    entries = rows.map(([url, title, summary, values]) => ({ url, title, summary, values: new Set(values) }));
    complete = true;
  });

  const row = (entry) => {
    if (entry.row) return entry.row;
    const item = document.createElement("li");
    const card = document.createElement("article");
    const title = document.createElement("h3");
    const link = document.createElement("a");
    card.className = "card";
    title.className = "card-title";
    link.href = explore.dataset.root + entry.url;
    link.textContent = entry.title;
    title.append(link);
    card.append(title);
    if (entry.summary) {
      const summary = document.createElement("p");
      summary.className = "card-summary";
      summary.textContent = entry.summary;
      card.append(summary);
    }
    item.append(card);
    return entry.row = item;
  };

  // The pager without filters; filters replace the list.
  const plain = [...list.children];
  const more = document.createElement("button");
  more.type = "button";
  more.className = "button";
  more.textContent = state.dataset.more;
  list.after(more);
  let shown = PORTION;

  const chosen = () => facets
    .map((facet) => ({ facet, values: facet.values.filter((value) => value.box.checked) }))
    .filter((group) => group.values.length);
  const fits = (entry, groups, but) => groups.every((group) =>
    group.facet === but || group.values.some((value) => entry.values.has(value.n)));

  const show = () => {
    const groups = chosen();
    const fitting = groups.length ? entries.filter((entry) => fits(entry, groups)) : entries;
    const rows = groups.length ? fitting.slice(0, shown).map(row) : plain;
    list.replaceChildren(...rows);
    more.hidden = !groups.length || fitting.length <= shown;
    if (pager) pager.hidden = groups.length > 0;
    // The count of each value, given the filters of the other facets.
    if (complete) for (const facet of facets) {
      const counts = new Map();
      for (const entry of entries) {
        if (fits(entry, groups, facet)) for (const n of entry.values) counts.set(n, (counts.get(n) ?? 0) + 1);
      }
      for (const value of facet.values) {
        const count = counts.get(value.n) ?? 0;
        value.count.textContent = number.format(count);
        value.box.disabled = count === 0 && !value.box.checked;
      }
      const own = facet.values.filter((value) => value.box.checked).length;
      facet.badge.textContent = own ? `(${own})` : "";
    }
    tell(groups, fitting.length);
  };

  const tell = (groups, n) => {
    const total = +explore.dataset.total;
    const text = n || !groups.length ? state.dataset.shown : state.dataset.none;
    found.textContent = text
      .replace("{n}", number.format(groups.length ? n : total))
      .replace("{total}", number.format(total));
    clear.hidden = chips.hidden = !groups.length;
    chips.replaceChildren(...groups.flatMap(({ facet, values }) => values.map((value) => {
      const item = document.createElement("li");
      const chip = document.createElement("button");
      const remove = document.createElement("span");
      chip.type = "button";
      chip.className = "chip";
      if (facet.kind) chip.dataset.kind = facet.kind;
      remove.className = "vh";
      remove.textContent = `${state.dataset.remove}: ${facet.name} `;
      const cross = document.createElement("span");
      cross.ariaHidden = "true";
      cross.textContent = "×";
      chip.append(remove, value.name, " ", cross);
      chip.onclick = () => {
        value.box.checked = false;
        change();
        // The focused chip is gone, so the next one gets the focus.
        (chips.querySelector("button") ?? heading).focus();
      };
      item.append(chip);
      return item;
    })));
  };

  const change = async () => {
    shown = PORTION;
    const query = new URLSearchParams();
    for (const { facet, values } of chosen()) for (const value of values) query.append(facet.id, value.box.value);
    const search = query.toString();
    // The pages that readers picked stand in the address too; they filter nothing.
    const pick = new URLSearchParams(location.search).get("pick");
    const whole = [search, pick && `pick=${encodeURIComponent(pick).replaceAll("%2C", ",")}`].filter(Boolean).join("&");
    try {
      history.replaceState(null, "", whole ? `?${whole}` : location.pathname);
    } catch { /* Some browsers can't change the address of a local file. */ }
    if (search && !complete) {
      list.ariaBusy = "true";
      try { await load(); } finally { list.ariaBusy = null; }
    }
    show();
  };

  form.addEventListener("change", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => { form.reset(); change(); heading.focus(); });
  more.addEventListener("click", () => {
    const first = shown;
    shown += PORTION;
    show();
    list.children[first]?.querySelector("a")?.focus();
  });
  heading.tabIndex = -1;

  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const facet of facets) {
      const wanted = query.getAll(facet.id);
      for (const value of facet.values) value.box.checked = wanted.includes(value.box.value);
      if (wanted.length) facet.details.open = true;
    }
  };
  addEventListener("popstate", () => { read(); change(); });
  state.hidden = false;
  read();
  if (chosen().length) change(); else show();
})();
