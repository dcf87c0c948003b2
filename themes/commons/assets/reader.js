// The table of contents follows the reader: the entry of the section at hand is marked. On a narrow screen it is
// folded, beside the text it is open. Everything can be read without this.
(() => {
  const toc = document.querySelector(".toc");
  if (!toc) return;
  const details = toc.querySelector("details");
  const beside = matchMedia("(min-width: 64rem)");
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
    // The last heading above the upper third is where the reader is; at the very end, the last of all.
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
  // The preview has taken over an edit: entries and headings may be others.
  document.addEventListener("talkoo:patched", read);
  read();
})();
