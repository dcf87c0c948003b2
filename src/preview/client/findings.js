// Diagnostics as HTML: in full for those of the page, on one line for all others. Everything is inserted as
// text.

export function make(name, cls, ...children) {
  const element = document.createElement(name);
  if (cls) element.className = cls;
  element.append(...children.filter(Boolean));
  return element;
}

export const count = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;

// Text between backticks is code.
const words = (text) => text.split(/`([^`]+)`/).map((part, i) => (i % 2 ? make("code", "", part) : part));

// A diagnostic with its position, excerpt and help.
export function full(finding) {
  return make("li", `finding ${finding.severity}`,
    make("p", "kind", make("span", "sign"), make("strong", "", finding.severity), " ", make("code", "rule", finding.rule),
      make("span", "place", `${finding.path}:${finding.line}:${finding.column}`)),
    make("p", "message", ...words(finding.message)),
    excerpt(finding.excerpt),
    ...other(finding.related),
    finding.help && make("p", "help", make("strong", "", "help"), " ", ...words(finding.help)),
    finding.fixed && make("p", "help", make("strong", "", "note"), " ", ...words("`talkoo check --fix` fixes this")),
    why(finding));
}

function other(related) {
  if (!related) return [];
  return [
    make("p", "related", ...words(related.message), make("span", "place", `${related.path}:${related.line}`)),
    excerpt(related.excerpt),
  ];
}

function why(finding) {
  return make("details", "why",
    make("summary", "", "Why this matters"),
    make("p", "", ...words(`${finding.what} ${finding.why}`)),
    make("p", "", ...words(`Examples: \`talkoo check --explain ${finding.rule}\``)));
}

// Numbered lines with carets under the marked text. An invisible copy of the text before aligns the carets,
// whatever the width of its characters.
function excerpt(lines) {
  if (!lines.length) return null;
  const rows = lines.flatMap(({ line, before, marked, behind }) => {
    const caret = "^".repeat(Math.max(1, [...marked].length));
    const carets = make("span", "line carets", make("span", "ghost", before), caret);
    carets.ariaHidden = "true";
    return [
      make("span", "number", String(line)), make("span", "line", before, make("mark", "", marked), behind),
      make("span", "number"), carets,
    ];
  });
  const code = make("pre", "excerpt", make("code", "", ...rows));
  code.tabIndex = 0;
  return code;
}

// All problems of a file, one per line.
export function file({ path, url, findings }) {
  const name = url ? make("a", "", path) : make("span", "", path);
  if (url) name.href = url;
  return make("section", "file",
    make("h4", "", name),
    make("ul", "", ...findings.map((finding) => make("li", finding.severity,
      make("span", "sign"), make("span", "vh", `${finding.severity} `), make("span", "at", String(finding.line)),
      make("span", "message", ...words(finding.message)), make("code", "rule", finding.rule)))));
}

// The changes of an edit, by kind of output.
export function changes({ kind, count: all, urls }) {
  const links = urls.map((url) => {
    const link = make("a", "", decodeURI(url));
    link.href = url;
    return make("li", "", link);
  });
  const rest = all - urls.length;
  if (rest > 0) links.push(make("li", "", `and ${rest.toLocaleString("en")} more`));
  const details = make("details", "changes", make("summary", "", count(all, kind)), make("ul", "", ...links));
  details.open = all <= 12;
  return details;
}
