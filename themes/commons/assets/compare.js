// Shows the pages that readers picked: two to five side by side, each from the script beside it (a site on a disk may load
// scripts but not data), or all of them as a dossier, each as its page shows it.
(() => {
  const place = document.querySelector("#_chosen");
  const words = place.dataset;
  const loaded = new Map();
  const make = (tag, text = "", attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  // HTML of this site, with its links as seen from `base`.
  const html = (text, base) => {
    const template = document.createElement("template");
    template.innerHTML = text;
    for (const [attribute, selector] of [["href", "[href]"], ["src", "[src]"]]) {
      for (const element of template.content.querySelectorAll(selector)) {
        const value = element.getAttribute(attribute);
        if (!value.startsWith("#")) element.setAttribute(attribute, new URL(value, base).href);
      }
    }
    return template.content;
  };

  globalThis.talkooBeside = (url, title, lang, cells) => {
    const name = url.replace(/\/$/, "").split("/").pop();
    loaded.set(name, { name, title, lang, cells, address: words.site && words.site.replace(/\/$/, "") + url, url: new URL(`../${name}/`, document.baseURI) });
  };
  const load = (name) => loaded.has(name) ? undefined : new Promise((resolve) => {
    const script = make("script", "", { src: `../${encodeURIComponent(name)}/beside.js` });
    script.addEventListener("load", resolve);
    // A page that is no longer there is left out.
    script.addEventListener("error", resolve);
    document.head.append(script);
  });

  // What a page shows. A page on a disk can't be fetched; opened in a frame, it answers.
  const read = async (page) => {
    if (location.protocol !== "file:") return (await fetch(page.url)).text();
    const frame = make("iframe", "", { src: new URL("index.html", page.url).href, hidden: "" });
    const answer = new Promise((resolve) => {
      const take = ({ source, data }) => {
        if (source !== frame.contentWindow || typeof data?.talkooArticle !== "string") return;
        removeEventListener("message", take);
        resolve(data.talkooArticle);
      };
      addEventListener("message", take);
    });
    frame.addEventListener("load", () => frame.contentWindow.postMessage("talkoo:article", "*"));
    document.body.append(frame);
    const text = await answer;
    frame.remove();
    return text;
  };
  // The article of a page as a part of a longer document: its title is one heading among others.
  const article = async (page) => {
    const content = html(await read(page), page.url);
    const found = content.querySelector("article");
    for (const element of found.querySelectorAll(".eyebrow, .translations, .map, .toc, .turn, .anchor, .picker")) element.remove();
    for (const level of [5, 4, 3, 2, 1]) {
      for (const heading of found.querySelectorAll(`h${level}`)) {
        const lower = make(`h${level + 1}`);
        for (const { name, value } of heading.attributes) lower.setAttribute(name, value);
        lower.append(...heading.childNodes);
        heading.replaceWith(lower);
      }
    }
    if (page.lang) found.lang = page.lang;
    return found;
  };

  const drop = (name) => document.dispatchEvent(new CustomEvent("talkoo:drop", { detail: name }));
  const head = (page, column) => {
    const cell = make("th", "", { scope: "col", lang: page.lang });
    const remove = make("button", words.remove, { type: "button", class: "button" });
    remove.append(make("span", `: ${page.title}`, { class: "vh" }));
    remove.addEventListener("click", async () => {
      drop(page.name);
      await shown;
      // The focused button is gone, so the next one gets the focus.
      const buttons = place.querySelectorAll("thead button");
      (buttons[Math.min(column, buttons.length - 1)] ?? document.querySelector(".pick a"))?.focus();
    });
    cell.append(make("a", page.title, { href: page.url }), remove);
    return cell;
  };
  const cell = (content) => {
    const element = make("td");
    if (content) element.append(html(content, document.baseURI));
    else {
      element.className = "gap";
      element.append(make("span", words.gap, { class: "vh" }));
    }
    return element;
  };
  // The rows of all pages: a field in the order of the first page that has it, its terms from the most common on.
  const table = (pages) => {
    const fields = new Map();
    pages.forEach((page, column) => {
      for (const [label, term, name, content] of page.cells) {
        const rows = fields.get(label) ?? fields.set(label, new Map()).get(label);
        const row = rows.get(term) ?? rows.set(term, { name, cells: [] }).get(term);
        // A page may say more than one thing about a term.
        row.cells[column] = (row.cells[column] ?? "") + content;
      }
    });
    const element = make("table");
    const top = make("tr");
    top.append(make("td"), ...pages.map(head));
    element.createTHead().append(top);
    for (const [label, rows] of fields) {
      const body = element.createTBody();
      if (!rows.has("")) {
        const group = make("tr");
        group.append(make("th", label, { class: "group", scope: "rowgroup", colspan: pages.length + 1 }));
        body.append(group);
      }
      const count = (row) => row.cells.filter(Boolean).length;
      for (const [term, row] of [...rows].sort(([, a], [, b]) => count(b) - count(a))) {
        const line = make("tr");
        const name = make("th", term ? "" : label, { scope: "row" });
        if (term) name.append(html(row.name, document.baseURI));
        line.append(name, ...pages.map((_, column) => cell(row.cells[column])));
        body.append(line);
      }
    }
    const region = make("div", "", { class: "abreast", role: "region", "aria-label": document.title, tabindex: "0" });
    region.append(element);
    return region;
  };

  // One document of all pages: cover, contents, the pages, one list of sources, who paid.
  const dossier = async (pages) => {
    const read = await Promise.all(pages.map(article));
    const all = make("div", "", { class: "dossier" });
    const cover = make("header", "", { class: "cover belt" });
    cover.append(make("p", words.title), make("h1", words.dossier), make("p", new Date().toLocaleDateString(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { dateStyle: "long" })));
    if (words.site) cover.append(make("p", words.site));
    const contents = make("ol");
    const sources = new Map();
    const funding = new Map();
    const articles = pages.map((page, n) => {
      const article = read[n];
      for (const source of article.querySelectorAll(".sources > li[id]")) {
        if (!sources.has(source.id)) sources.set(source.id, { number: sources.size + 1, item: source });
      }
      for (const list of article.querySelectorAll(".works, .sources")) list.remove();
      for (const paid of article.querySelectorAll(".funding")) {
        funding.set(paid.textContent.trim(), paid);
        paid.remove();
      }
      for (const cite of article.querySelectorAll('a.cite[href^="#_ref-"]')) {
        const source = sources.get(decodeURI(cite.getAttribute("href").slice(1))) ?? sources.get(cite.getAttribute("href").slice(1));
        if (source && /^\d+$/.test(cite.textContent)) cite.textContent = source.number;
      }
      // An id may be there once, and the list of sources is one.
      for (const element of article.querySelectorAll("[id]")) element.id = `${n}-${element.id}`;
      for (const link of article.querySelectorAll('a[href^="#"]:not(.cite)')) link.setAttribute("href", `#${n}-${link.getAttribute("href").slice(1)}`);
      article.id = `_page-${n}`;
      article.querySelector("h2").append(" ", make("small", page.address));
      const entry = make("li");
      entry.append(make("a", page.title, { href: `#_page-${n}` }));
      contents.append(entry);
      return article;
    });
    const nav = make("nav", "", { class: "contents" });
    nav.append(make("h2", words.contents), contents);
    all.append(cover, nav, ...articles);
    const end = (title, inside) => {
      const section = make("section", "", { class: "section" });
      section.append(make("h2", title), ...inside);
      all.append(section);
    };
    const list = make("ol", "", { class: "sources" });
    for (const { number, item } of sources.values()) {
      item.value = number;
      item.querySelector("a[aria-describedby]")?.remove();
      list.append(item);
    }
    if (sources.size) end(words.sources, [list]);
    if (funding.size) end(words.funding, [...funding.values()]);
    return all;
  };

  let turn = 0;
  const show = async (picked) => {
    const mine = ++turn;
    const names = [...new Set(picked)];
    await Promise.all(names.map(load));
    if (mine !== turn) return;
    names.filter((name) => !loaded.has(name)).forEach(drop);
    // Without them is another turn.
    if (mine !== turn) return;
    const pages = names.map((name) => loaded.get(name)).filter(Boolean);
    const asDossier = new URLSearchParams(location.search).get("as") === "dossier";
    document.body.classList.toggle("as-dossier", asDossier && pages.length > 0);
    if (!pages.length) return place.replaceChildren(make("p", words.few));
    const look = (word, as) => {
      const button = make("button", word, { type: "button", class: "button", "aria-pressed": String((as === "dossier") === asDossier) });
      button.addEventListener("click", async () => {
        const address = new URL(location.href);
        if (as) address.searchParams.set("as", as);
        else address.searchParams.delete("as");
        address.search = address.search.replaceAll("%2C", ",");
        history.replaceState(history.state, "", address);
        await show(names);
        place.querySelector('[aria-pressed="true"]').focus();
      });
      return button;
    };
    const print = make("button", words.print, { type: "button", class: "button" });
    print.addEventListener("click", () => globalThis.print());
    const turnLine = make("p", "", { class: "turn" });
    turnLine.append(look(words.table, ""), look(words.dossier, "dossier"), print);
    const parts = [turnLine];
    if (!asDossier && pages.length > 5) parts.push(make("p", words.many));
    parts.push(asDossier ? await dossier(pages) : table(pages.slice(0, 5)));
    if (mine === turn) place.replaceChildren(...parts);
  };
  let shown;
  document.addEventListener("talkoo:picked", (event) => { shown = show(event.detail); });
  show((new URLSearchParams(location.search).get("pick") ?? "").split(",").filter(Boolean));
})();
