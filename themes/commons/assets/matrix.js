// Sorts a matrix by a column; the third press restores the original order. Folds the columns of a broader term into
// one, which counts what each row reports of them; in a wide matrix they begin folded.
(() => {
  const region = document.querySelector("[data-matrix]");
  if (!region) return;
  const body = region.querySelector("tbody");
  const first = [...body.rows];
  const heads = [...region.querySelectorAll("thead th[data-by]")];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const cells = heads.filter((head) => head.dataset.by === "cell");
  const column = (head) => ({ title: 0, count: cells.length + 1 })[head.dataset.by] ?? cells.indexOf(head) + 1;

  // The words of a cell name its column, which may be out of sight.
  const name = ({ target }) => {
    const words = target.closest?.("td")?.querySelector(".words");
    if (words) words.dataset.of ??= cells[words.closest("td").cellIndex - 1].querySelector("a").textContent.trim();
  };
  // Browsers leave what is partly under the first column where it is.
  const uncover = ({ target }) => {
    const [cell, first] = [target.closest("td")?.getBoundingClientRect(), region.querySelector("thead th").getBoundingClientRect()];
    if (!cell) return;
    const isRtl = getComputedStyle(region).direction === "rtl";
    const hidden = isRtl ? cell.right - first.left : first.right - cell.left;
    if (hidden > 0) region.scrollLeft += isRtl ? hidden : -hidden;
  };
  region.addEventListener("focusin", (event) => { name(event); uncover(event); });
  region.addEventListener("pointerover", name);
  // What has the focus is never under the heads.
  const head = region.querySelector("thead");
  const keepClear = () => {
    region.style.scrollPaddingBlockStart = `${head.offsetHeight + 4}px`;
    region.style.scrollPaddingInlineStart = `${head.querySelector("th").offsetWidth + 4}px`;
  };
  new ResizeObserver(keepClear).observe(head);

  // A gap, a claim without a strength, one with it, or a number.
  const value = (cell) => {
    const claim = cell.querySelector("a");
    return claim ? 2 + Number(claim.dataset.level ?? -1) : Number(cell.textContent);
  };

  const sort = (head) => {
    const by = column(head);
    // Words start with a, numbers with the strongest.
    const order = by === 0 ? ["ascending", "descending"] : ["descending", "ascending"];
    const next = [...order, null][order.indexOf(head.ariaSort) + 1];
    for (const other of heads) {
      other.ariaSort = other === head ? next : null;
      other.querySelector("button").firstElementChild.textContent = "↕";
    }
    if (next) head.querySelector("button").firstElementChild.textContent = next === "ascending" ? "▲" : "▼";
    const sign = next === "descending" ? -1 : 1;
    const compare = (a, b) => by === 0
      ? collator.compare(a.cells[0].textContent, b.cells[0].textContent)
      : value(a.cells[by]) - value(b.cells[by]);
    body.append(...(next ? [...first].sort((a, b) => sign * compare(a, b)) : first));
  };

  for (const head of heads) {
    const button = document.createElement("button");
    const name = head.textContent.trim();
    button.type = "button";
    button.className = "sort";
    button.setAttribute("aria-label", `${region.dataset.sort}: ${name}`);
    const arrow = document.createElement("span");
    arrow.ariaHidden = "true";
    arrow.textContent = "↕";
    button.append(arrow);
    button.onclick = () => sort(head);
    head.append(" ", button);
  }

  let from = 1;
  for (const group of region.querySelectorAll("thead tr:first-child > [colspan]")) {
    const [start, end] = [from, from + group.colSpan];
    from = end;
    if (group.tagName === "TD" || end - start < 2) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.setAttribute("aria-label", group.textContent.trim());
    const fold = (isFolded) => {
      button.textContent = isFolded ? "+" : "−";
      button.ariaExpanded = String(!isFolded);
      group.colSpan = isFolded ? 1 : end - start;
      const shift = (row) => row.parentElement.tagName === "THEAD" ? 1 : 0;
      for (const row of [...region.querySelectorAll("tr")].filter((row) => row !== group.parentElement)) {
        const cells = [...row.cells].slice(start - shift(row), end - shift(row));
        cells.slice(1).forEach((cell) => { cell.hidden = isFolded; });
        const n = cells.filter((cell) => cell.querySelector("a")).length;
        if (isFolded) cells[0].dataset.sum = row.parentElement.tagName === "TBODY" ? n || "·" : "";
        else delete cells[0].dataset.sum;
      }
    };
    button.onclick = () => fold(button.ariaExpanded === "true");
    fold(cells.length > 20);
    group.append(" ", button);
  }
})();
