// The search. Its index is a folder of small scripts: a catalogue for each language, the words by their beginning, the
// values to filter by, and the texts of a few documents each. So it also works when the site is opened from a disk.
(() => {
  // ---------------------------------------------------------------- the index

  // What each weight of a word is worth, from once in the text to the whole title.
  const WORTH = [1, 1.6, 2.2, 3, 4, 5, 7, 9];
  const WORDS = /[\p{Alphabetic}\p{N}]+/gu;
  // Scripts without spaces are indexed by pairs of letters.
  const NO_SPACES = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const PLAIN = { ł: "l", ø: "o", æ: "ae", œ: "oe", ß: "ss", ı: "i", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ς: "σ" };
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUE = new Map([...LETTERS].map((letter, value) => [letter, value]));

  // Marks inside words that nobody types.
  const INVISIBLE = /[\u00ad\u200b\u2060\u0307\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

  const fold = (word) => word.normalize("NFKD").replace(/[^\p{Alphabetic}\p{N}]/gu, "")
    .replace(/[łøæœßıđðþħŧς]/g, (letter) => PLAIN[letter]);

  const words = (text) => (text.normalize("NFC").toLowerCase().replace(INVISIBLE, "").match(WORDS) ?? []).flatMap((word) => {
    const letters = [...word];
    if (!NO_SPACES.test(word) || letters.length < 2) return fold(word);
    return letters.slice(1).map((letter, i) => fold(letters[i] + letter));
  });

  // Numbers of five bits a letter, the least significant first.
  const numbers = (text) => {
    const all = [];
    let [number, shift] = [0, 0];
    for (const letter of text) {
      const value = VALUE.get(letter);
      number += (value & 31) * 2 ** shift;
      shift += 5;
      if (value < 32) {
        all.push(number);
        [number, shift] = [0, 0];
      }
    }
    return all;
  };

  // The number of letters to add, drop, change or swap between two words; more than `most` counts as infinitely many.
  const distance = (a, b, most) => {
    let [older, last] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [older, last] = [last, row];
    }
    return last[b.length] <= most ? last[b.length] : Infinity;
  };

  const fileOf = (start) => `w-${[...start].map((letter) =>
    /[a-z0-9]/.test(letter) ? letter : `_${letter.codePointAt(0).toString(16)}_`).join("")}`;

  // The index of a language. `fetch` gives the data of a file of the index and its version.
  const openIndex = async (lang, fetch) => {
    const [catalogue, version] = await fetch(lang);
    const { documents, together, kinds, starts, common } = JSON.parse(catalogue);
    const load = async (name) => {
      const [data, own] = await fetch(name);
      if (own !== version) throw new Error(`${name} is of another edition of the site`);
      return data;
    };
    const isCommon = new Set(common.split(" "));

    // The shards with a word and with the next longer ones. Each goes up to the beginning of the next.
    const shardsOf = (word) => {
      const own = Math.max(0, starts.findLastIndex((start) => start <= word));
      return starts.slice(own, own + 3).filter((start, i) => !i || start.startsWith(word));
    };

    // The words that a typed one may mean, with how well they fit.
    const formsOf = async (word) => {
      const texts = await Promise.all(shardsOf(word).map((start) => load(`${lang}/${fileOf(start)}`)));
      const found = [];
      for (const line of new Set(texts.flatMap((text) => text.split("\n")))) {
        const cells = line.split("\t");
        let [best, isOne] = [0, false];
        const own = [];
        for (let i = 0; i < cells.length; i += 2) {
          const form = cells[i];
          let fit = 0;
          if (form === word) fit = 1;
          else if (form.startsWith(word) && (word.length > 1 || NO_SPACES.test(word))) fit = 0.2 + 0.5 * word.length / form.length;
          // An ending that no page has.
          else if (word.length > 5 && form.length > word.length - 3 && form.startsWith(word.slice(0, -2))) fit = 0.3;
          own.push({ form, list: cells[i + 1], fit });
          best = Math.max(best, fit);
          isOne ||= fit === 1;
        }
        // Other forms of the same word.
        if (best) for (const one of own) found.push({ ...one, fit: Math.max(one.fit, isOne ? 0.75 : 0.9 * best) });
      }
      return found.sort((a, b) => b.fit - a.fit).slice(0, 100);
    };

    // The words that are most like a mistyped one.
    const correct = async (word) => {
      const most = word.length < 5 ? 1 : 2;
      const lengths = [-1, 0, 1].map((more) => word.length + more).filter((length) => length > 1);
      const lists = await Promise.all(lengths.map((length) => load(`${lang}/s-${length}`).catch(() => "")));
      let [best, like] = [most, []];
      for (const form of lists.flatMap((list) => list.split(" "))) {
        const far = distance(word, form, best);
        if (far < best) like = [];
        if (far <= best) [best, like] = [far, [...like, form]];
      }
      return like.slice(0, 4);
    };

    const ranked = async (word) => {
      let found = await formsOf(word);
      let meant;
      if (!found.length && word.length > 2) {
        meant = await correct(word);
        const others = await Promise.all(meant.map(formsOf));
        found = others.flat().filter(({ fit }) => fit >= 0.75).map((one) => ({ ...one, fit: one.fit * 0.7 }));
      }
      const scores = new Map();
      const lists = found.map(({ list }) => numbers(list));
      const total = lists.reduce((sum, { length }) => sum + length, 0);
      found.forEach(({ fit }, i) => {
        const rare = Math.log(1 + documents / (fit === 1 ? lists[i].length : total));
        let document = 0;
        for (const posting of lists[i]) {
          document += Math.floor(posting / 8);
          const score = WORTH[posting % 8] * fit * rare;
          if (score > (scores.get(document) ?? 0)) scores.set(document, score);
        }
      });
      return { scores, forms: new Set(found.map(({ form }) => form)), meant };
    };

    const kindOf = (document) => kinds.findLast(([, , , first]) => first <= document);

    // The documents with the words, best first, as [document, score]; without words, all of them.
    const search = async (text) => {
      const typed = [...new Set(words(text))];
      const told = typed.filter((word) => !isCommon.has(word));
      const all = await Promise.all(told.map(ranked));
      const meant = all.flatMap(({ meant }, i) => meant?.length ? [[told[i], meant[0]]] : []);
      const forms = all.map(({ forms }) => forms);
      if (!told.length) return { hits: Array.from({ length: documents }, (_, i) => [i, 0]), forms: [new Set(typed)], meant, isAll: true };
      // Words of nearly all documents need not be there.
      const counts = new Map();
      let due = 0;
      for (const { scores } of all) {
        const needed = scores.size < 0.4 * documents || all.length === 1;
        due += needed;
        for (const [document, score] of scores) {
          const [n, sum] = counts.get(document) ?? [0, 0];
          counts.set(document, [n + needed, sum + score]);
        }
      }
      let most = 0;
      for (const [n] of counts.values()) most = Math.max(most, n);
      const hits = [...counts].filter(([, [n]]) => n === most)
        .map(([document, [, sum]]) => [document, sum * kindOf(document)[2]]);
      return { hits: hits.sort((a, b) => b[1] - a[1] || a[0] - b[0]), forms, meant, isAll: most === due };
    };

    const row = async (document) => (await load(`${lang}/t-${Math.floor(document / together)}`))[document % together];

    // The kinds of pages, with their documents.
    const kindsOfPages = () => {
      const all = new Map();
      kinds.forEach(([id, label, , first], i) => {
        if (!id) return;
        const one = all.get(id) ?? { value: id, depth: 0, label, documents: new Set() };
        for (let document = first; document < (kinds[i + 1]?.[3] ?? documents); document++) one.documents.add(document);
        all.set(id, one);
      });
      return [...all.values()];
    };

    // The values of a filter: id, depth, label, and documents.
    const facet = async (id) => id === "_kind" ? kindsOfPages() : (await load(`${lang}/f-${id}`).catch(() => "")).split("\n").filter(Boolean).map((line) => {
      const [value, depth, list, label] = line.split("\t");
      let last = 0;
      return { value, depth: +depth, label, documents: new Set(numbers(list).map((more) => last += more)) };
    });

    return { lang, kindOf, search, row, facet };
  };

  // The sentence of a document that has most of the words, with the part it is in.
  const sentenceOf = (parts, forms) => {
    let best = { score: 0, line: parts[0]?.[2].split("\n")[0] ?? "", label: "", anchor: "" };
    for (const [label, anchor, text] of parts) {
      const lines = text.split("\n");
      lines.forEach((line, i) => {
        const there = new Set(words(line));
        const score = forms.filter((some) => [...some].some((form) => there.has(form))).length;
        if (score <= best.score) return;
        const next = line.length < 60 && lines[i + 1] ? ` · ${lines[i + 1]}` : "";
        best = { score, line: line + next, label, anchor };
      });
    }
    return { ...best, line: cut(best.line, forms) };
  };

  // The part of a long sentence around its first word that is looked for.
  const LONG = 260;
  const cut = (line, forms) => {
    if (line.length <= LONG) return line;
    const isLookedFor = (word) => forms.some((some) => some.has(word));
    const first = [...line.matchAll(WORDS)].find(([word]) => words(word).some(isLookedFor))?.index ?? 0;
    const start = first < LONG / 2 ? 0 : line.lastIndexOf(" ", first - LONG / 3) + 1;
    const end = line.indexOf(" ", start + LONG);
    return `${start ? "…" : ""}${line.slice(start, end < 0 ? start + 2 * LONG : end)}…`;
  };

  globalThis.talkooIndex = { open: openIndex, sentenceOf, words };

  // ---------------------------------------------------------------- the page

  const root = globalThis.document?.querySelector("[data-search]");
  if (!root) return;
  const { dataset } = root;
  const [box, explorer] = [root.querySelector(".search-box"), root.querySelector(".explorer")];
  const [input, form] = [box.querySelector("input"), explorer.querySelector("form")];
  const results = explorer.querySelector(".results");
  const elsewhere = root.querySelector(".elsewhere");
  const number = new Intl.NumberFormat(document.documentElement.lang);

  // A file that can't be loaded is tried again. After that, or when the files are of two editions of the site, all are
  // asked for anew, past the cache of the browser.
  let loads = new Map();
  let indexes = new Map();
  let anew = "";
  const arrived = new Map();
  globalThis.talkooSearch = (name, data, version) => arrived.get(name)?.([data, version]);
  const load = (name) => {
    if (!loads.has(name)) {
      loads.set(name, new Promise((resolve, reject) => {
        arrived.set(name, resolve);
        const script = document.createElement("script");
        script.src = `${dataset.folder}${name}.js${anew}`;
        script.onerror = () => {
          loads.delete(name);
          reject(new Error(`${name} can't be loaded`));
        };
        document.head.append(script);
      }));
    }
    return loads.get(name);
  };
  const indexOf = (lang) => {
    if (!indexes.has(lang)) indexes.set(lang, openIndex(lang, load));
    return indexes.get(lang);
  };

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
  results.append(found, list, more);

  // ---- filters: a checkbox for each value, made when the filter is opened

  const filters = [...form.querySelectorAll("details")].map((details) => ({ id: details.dataset.filter, details, values: null }));
  const query = new URLSearchParams(location.search);

  const checkbox = (id, { value, label, depth }) => {
    const row = make("li");
    if (depth) row.dataset.depth = depth;
    const text = make("label");
    const check = make("input");
    const count = make("span", "n");
    check.type = "checkbox";
    check.value = value;
    check.checked = query.getAll(id).includes(value);
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
    filter.values = [...values.values()].map((one) => ({ ...one, ...checkbox(filter.id, one) }));
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

  // ---- results

  const mark = (text, forms) => {
    const out = document.createDocumentFragment();
    let last = 0;
    for (const match of text.matchAll(WORDS)) {
      if (!words(match[0]).some((word) => forms.some((some) => some.has(word)))) continue;
      out.append(text.slice(last, match.index), make("mark", "", match[0]));
      last = match.index + match[0].length;
    }
    out.append(text.slice(last));
    return out;
  };

  const address = (url) => dataset.root + url.replace(/^\/*/, "/");

  const show = async (item, { index, document: one }, forms) => {
    const [url, title, parts] = await index.row(one);
    const [id, kind] = index.kindOf(one);
    if (id) item.append(make("p", "card-kind", kind));
    const heading = make("h3", "card-title");
    const link = make("a");
    link.href = address(url);
    link.append(mark(title, forms));
    heading.append(link);
    const { line, label, anchor } = sentenceOf(parts, forms);
    const excerpt = make("p", "excerpt");
    if (label) {
      const place = make(anchor ? "a" : "span", "hit-place", label);
      if (anchor) place.href = `${link.href}#${anchor}`;
      excerpt.append(place, " ");
    }
    excerpt.append(mark(line, forms));
    item.append(heading, excerpt);
    item.dir = "auto";
    if (index.lang !== document.documentElement.lang) item.lang = index.lang;
    item.ariaBusy = null;
  };

  // Results are filled in when they come near the screen, because each may need a file; the others a little later, so
  // that nobody who reads without a screen finds them empty.
  const LATER = 1000;
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) target.fill();
  });
  const PORTION = 10;
  let [rest, shownForms, turn] = [[], [], 0];
  const add = () => {
    const [forms, now] = [shownForms, turn];
    const items = rest.splice(0, PORTION).map((hit) => {
      const item = make("li", "hit");
      item.ariaBusy = "true";
      let filled;
      item.fill = () => {
        near.unobserve(item);
        return filled ??= show(item, hit, forms).catch(() => item.remove());
      };
      return item;
    });
    list.append(...items);
    items.forEach((item) => near.observe(item));
    setTimeout(() => { if (now === turn) items.forEach((item) => item.fill()); }, LATER);
    more.hidden = rest.length === 0;
    return items[0];
  };

  // The choice as an address. A filter that was never opened still stands in it.
  const remember = (text) => {
    const params = new URLSearchParams(text ? { q: text } : {});
    for (const filter of terms) {
      const values = filter.values ? chosen(filter).map(({ value }) => value) : query.getAll(filter.id);
      values.forEach((value) => params.append(filter.id, value));
    }
    const langs = languagesChosen();
    if (langs.join() !== dataset.language) langs.forEach((lang) => params.append("_lang", lang));
    // The pages that a reader has picked for a comparison.
    if (query.has("pick")) params.append("pick", query.get("pick"));
    try {
      history.replaceState(null, "", params.size ? `?${params}` : location.pathname);
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

  const tell = (text, answers) => {
    const n = number.format(rest.length);
    const meant = answers.flatMap((answer) => answer.meant);
    if (!rest.length) return dataset.none;
    if (answers.every(({ isAll }) => !isAll)) return dataset.some.replace("{n}", n);
    const told = dataset.found.replace("{n}", n);
    if (!meant.length) return told;
    const corrected = words(text).map((word) => meant.find(([typed]) => typed === word)?.[1] ?? word);
    return `${told} ${dataset.meant.replace("{words}", corrected.join(" "))}`;
  };

  const search = async () => {
    const now = ++turn;
    const text = input.value.trim();
    remember(text);
    const opened = await Promise.all(languagesChosen().map(indexOf));
    const needed = terms.filter(({ id, details }) => details.open || query.has(id));
    const [answers] = await Promise.all([
      Promise.all(opened.map(async (index) => ({ index, ...await index.search(text) }))),
      ...needed.map((filter) => fill(filter, opened)),
    ]);
    if (now !== turn) return;
    const hits = answers.flatMap(({ index, hits }) => hits.map(([document, score]) => ({ index, document, score })));
    if (answers.length > 1) hits.sort((a, b) => b.score - a.score);
    count(hits);
    shownForms = answers.flatMap(({ forms }) => forms);
    // A single letter is the beginning of a word.
    const isAsked = text.length > 1 || NO_SPACES.test(text) || terms.some((filter) => chosen(filter).length);
    rest = isAsked ? hits.filter((hit) => fits(hit)) : [];
    found.textContent = isAsked ? tell(text, answers) : "";
    elsewhere.hidden = rest.length > 0 || !isAsked;
    root.classList.remove("away");
    list.replaceChildren();
    add();
  };

  // ---- events

  const go = () => search().catch((error) => {
    if (!anew) {
      anew = `?${Date.now()}`;
      [loads, indexes] = [new Map(), new Map()];
      return go();
    }
    console.error(error);
    found.textContent = dataset.away;
    elsewhere.hidden = false;
    root.classList.add("away");
    indexes = new Map();
  });
  input.addEventListener("input", go);
  form.addEventListener("change", (event) => {
    // Another language has other values.
    if (event.target.name === "_lang") for (const filter of terms.filter(({ values }) => values)) {
      query.delete(filter.id);
      chosen(filter).forEach(({ value }) => query.append(filter.id, value));
      filter.details.querySelector("fieldset")?.remove();
      filter.values = null;
    }
    go();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("submit", (event) => { event.preventDefault(); go(); });
  more.addEventListener("click", async () => {
    const first = add();
    await first?.fill();
    first?.querySelector("a")?.focus();
  });
  input.value ||= query.get("q") ?? "";
  if (!matchMedia("(min-width: 56rem)").matches) explorer.querySelector(".filters").open = filters.some(({ id }) => query.has(id));
  for (const { id, details } of filters) {
    details.open = query.has(id);
    details.addEventListener("toggle", () => { if (details.open) go(); });
  }
  explorer.hidden = false;
  if (!input.value) input.focus({ preventScroll: true });
  go();
})();
