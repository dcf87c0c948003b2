// Shows a reference beside the pointer, and marks the current section in the table of contents, which is folded on
// narrow screens and open beside the text. Pages are readable without this script.
document.addEventListener("pointerover", ({ target }) => {
  if (!target.matches("a.cite:not([title])")) return;
  const work = document.getElementById(decodeURIComponent(target.hash.slice(1)));
  const about = work?.querySelector(":scope > a[aria-describedby]");
  if (work) target.title = work.textContent.slice(0, about ? -about.textContent.length : undefined).trim();
});
(() => {
  const nav = document.querySelector(".sidebar");
  const here = nav?.querySelector("[aria-current]");
  if (here && nav.scrollHeight > nav.clientHeight) nav.scrollTop = here.offsetTop - nav.clientHeight / 2;
})();
(() => {
  const toc = document.querySelector(".toc");
  if (!toc) return;
  const details = toc.querySelector("details");
  const beside = matchMedia(toc.closest(".book") ? "(min-width: 84rem)" : "(min-width: 64rem)");
  const unfold = () => { if (details) details.open = beside.matches; };
  beside.addEventListener("change", unfold);
  unfold();

  let entries, current;
  const read = () => {
    entries = [...toc.querySelectorAll("a[href^='#']")]
      .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
      .filter((entry) => entry.heading);
    current = undefined;
    follow();
  };
  const follow = () => {
    // The current section has the last heading above the upper third; at the very end, it is the last one.
    const line = innerHeight / 3;
    const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    let next = entries[0];
    for (const entry of entries) {
      const top = entry.heading.getBoundingClientRect().top;
      if (top <= line || (atEnd && top < innerHeight)) next = entry;
    }
    if (next === current) return;
    current?.link.removeAttribute("aria-current");
    next?.link.setAttribute("aria-current", "true");
    current = next;
    if (toc.scrollHeight > toc.clientHeight) {
      toc.scrollTop = next.link.offsetTop - toc.clientHeight / 2;
    }
  };
  let due = false;
  const soon = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; follow(); });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  // The preview has patched the page: entries and headings may differ.
  document.addEventListener("talkoo:patched", read);
  read();
})();
