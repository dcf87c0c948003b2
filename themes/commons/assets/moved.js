// Leads from an old address to the new one: from the page at it, with the `?…` and `#…` that it came with; or from the home page and
// the one for addresses that do not exist, by a table, because no page can stand at an address like `/?p=42`.
(() => {
  const to = document.getElementById("to");
  if (to) {
    to.search = location.search;
    to.hash = location.hash;
    return location.replace(to.href);
  }
  const { root, table } = document.currentScript.dataset;
  const home = new URL(`${root}/`, location.href);
  if (!location.search.includes("=") || !location.href.startsWith(home.href)) return;
  const old = location.href.slice(home.href.length - 1).split("#")[0];
  // Browsers encode fewer signs than the table does.
  const plain = (address) => { try { return decodeURIComponent(address); } catch { return address; } };
  fetch(table).then((answer) => answer.json()).then((moved) => {
    const found = Object.keys(moved).find((address) => plain(address) === plain(old));
    if (found) location.replace(home.href.slice(0, -1) + moved[found] + location.hash);
  }).catch(() => {});
})();
