// Reads the index of the search: a folder of small scripts, with a catalogue for each language, the words by their
// beginning, the values to filter by, and the texts of a few documents each. So it also works when the site is opened
// from a disk. The search page and the lists of collections use it.
(() => {
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

  const fileOf = (start) => "w-" + [...start].map((letter) =>
    /[a-z0-9]/.test(letter) ? letter : `_${letter.codePointAt(0).toString(16)}_`).join("");

  // The index of a language. `fetch` gives the data of a file of the index and its version. The version in an address
  // makes a browser ask for files that it has of an older one.
  const openIndex = async (lang, fetch) => {
    const [catalogue, version] = await fetch(lang);
    const { documents, together, kinds, starts, common } = JSON.parse(catalogue);
    const load = async (name) => {
      const [data, own] = await fetch(name, version);
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
    const correct = async (word, most = word.length < 5 ? 1 : 2) => {
      const lengths = [-2, -1, 0, 1, 2].filter((more) => Math.abs(more) < Math.max(2, most)).map((more) => word.length + more).filter((length) => length > 1);
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

    // What a document is: its collection or vocabulary, what one is called, its weight, and what many are called.
    const kindOf = (document) => {
      const [id, label, weight, , group] = kinds.findLast(([, , , first]) => first <= document);
      return { id, label, weight, group };
    };

    // The documents with the words, best first, as [document, score]; without words, all of them.
    const search = async (text, isWanted = () => true) => {
      const typed = [...new Set(words(text))];
      const told = typed.filter((word) => !isCommon.has(word));
      const all = await Promise.all(told.map(ranked));
      const meant = all.flatMap(({ meant }, i) => meant?.length ? [[told[i], meant[0]]] : []);
      const forms = all.map(({ forms }) => forms);
      if (!told.length) return { hits: Array.from({ length: documents }, (_, i) => [i, 0]).filter(([i]) => isWanted(i)), forms: [new Set(typed)], meant, isAll: true };
      // Words of nearly all documents need not be there.
      const counts = new Map();
      let due = 0;
      for (const { scores } of all) {
        const needed = scores.size < 0.4 * documents || all.length === 1;
        due += needed;
        for (const [document, score] of scores) if (isWanted(document)) {
          const [n, sum] = counts.get(document) ?? [0, 0];
          counts.set(document, [n + needed, sum + score]);
        }
      }
      let most = 0;
      for (const [n] of counts.values()) most = Math.max(most, n);
      const hits = [...counts].filter(([, [n]]) => n === most)
        .map(([document, [, sum]]) => [document, sum * kindOf(document).weight]);
      return { hits: hits.sort((a, b) => b[1] - a[1] || a[0] - b[0]), forms, meant, isAll: most === due };
    };

    const row = async (document) => (await load(`${lang}/t-${Math.floor(document / together)}`))[document % together];

    // For words that are nowhere: others with the same first letter that are a little like them, and terms with these.
    const like = async (text) => {
      const lists = await Promise.all(words(text).map(async (word) =>
        (await correct(word, Math.ceil(word.length / 3) + 1)).filter((form) => form[0] === word[0])));
      const all = [...new Set(lists.flat())].slice(0, 4);
      const found = await Promise.all(all.map((word) => search(word, (document) => !kindOf(document).group)));
      const terms = new Set(found.flatMap(({ hits }) => hits.map(([document]) => document)));
      return [all, await Promise.all([...terms].slice(0, 6).map(row))];
    };

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

    return { lang, kinds, kindOf, search, like, row, facet, load };
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

  // ---------------------------------------------------------------- for pages

  // The indexes in a folder. A file that can't be loaded is tried again. After that, or when the files are of two
  // editions of the site, all are asked for anew, past the cache of the browser.
  const indexes = (folder) => {
    let [anew, loads, opened] = ["", new Map(), new Map()];
    const arrived = new Map();
    globalThis.talkooSearch = (name, data, version) => arrived.get(name)?.([data, version]);
    const fetch = (name, version) => {
      if (!loads.has(name)) loads.set(name, new Promise((resolve, reject) => {
        arrived.set(name, resolve);
        const script = document.createElement("script");
        script.src = `${folder}${name}.js${anew || (version ? `?v=${version}` : "")}`;
        script.onerror = () => {
          loads.delete(name);
          reject(new Error(`${name} can't be loaded`));
        };
        document.head.append(script);
      }));
      return loads.get(name);
    };
    const of = (lang) => {
      if (!opened.has(lang)) opened.set(lang, openIndex(lang, fetch));
      return opened.get(lang);
    };
    const retried = async (work) => {
      try {
        return await work();
      } catch (error) {
        opened = new Map();
        if (anew) throw error;
        [anew, loads] = [`?${Date.now()}`, new Map()];
        return work();
      }
    };
    return { of, retried };
  };

  const make = (name, cls, text) => {
    const element = document.createElement(name);
    if (cls) element.className = cls;
    if (text) element.textContent = text;
    return element;
  };

  // An address of the site. A disk shows the list of a folder instead of its page.
  const isDisk = globalThis.location?.protocol === "file:";
  const addressOf = (root, url) => {
    const address = root + url.replace(/^\/*/, "/");
    return isDisk ? address.replace(/\/(?=$|[?#])/, "/index.html") : address;
  };

  // A text with its words that are looked for marked.
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

  // The sentence of a document in which the words stand, with the place it is in.
  const excerpt = (parts, forms, url) => {
    const { line, label, anchor } = sentenceOf(parts, forms);
    const out = make("p", "excerpt");
    if (label) {
      const place = make(anchor ? "a" : "span", "hit-place", label);
      if (anchor) place.href = `${url}#${anchor}`;
      out.append(place, " ");
    }
    out.append(mark(line, forms));
    return out;
  };

  // What may need a file is filled in when it comes near the screen; the rest a little later, so that nobody who reads
  // without a screen finds it empty.
  const LATER = 1000;
  const near = globalThis.IntersectionObserver && new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) target.fill();
  });
  const fillLater = (items, isDue) => {
    for (const item of items) {
      const fill = item.fill;
      item.fill = () => {
        near.unobserve(item);
        item.fill = () => {};
        return fill();
      };
      near.observe(item);
    }
    setTimeout(() => { if (isDue()) items.forEach((item) => item.fill()); }, LATER);
  };

  globalThis.talkooIndex = { open: openIndex, words, numbers, indexes, make, mark, excerpt, fillLater, addressOf, NO_SPACES };
})();
