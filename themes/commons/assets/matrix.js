// Sorts a matrix by a column. The third press restores the original order.
(() => {
  const region = document.querySelector("[data-matrix]");
  if (!region) return;
  const body = region.querySelector("tbody");
  const first = [...body.rows];
  const heads = [...region.querySelectorAll("thead th[data-by]")];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const cells = heads.filter((head) => head.dataset.by === "cell");
  const column = (head) => ({ title: 0, count: cells.length + 1 })[head.dataset.by] ?? cells.indexOf(head) + 1;

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
})();
