// The panel: a badge in the corner shows the number of problems and the last change. It opens a sheet with
// the problems of this page, the changes, and all problems of the repository. Errors of this page open it
// automatically. It lives in a shadow root next to the body, so the styles of theme and panel do not mix and
// patches of the page do not remove it.

import { changes, count, file, full, make } from "./findings.js";

const host = make("div");
host.lang = "en";
host.dataset.talkooPanel = "";
const root = host.attachShadow({ mode: "open" });

const look = make("link");
look.rel = "stylesheet";
look.href = "/.talkoo/preview.css";
const button = (cls, text, press) => {
  const made = make("button", cls, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
};
const number = make("span", "number", "…");
const badge = button("badge", "", () => open(true));
badge.append(make("span", "sign"), number);
badge.ariaExpanded = "false";
const sentence = make("p", "sentence");
sentence.role = "status";
sentence.ariaLive = "polite";
const corner = make("section", "corner", sentence, badge);
corner.ariaLabel = "Preview";
const title = make("h2", "", "Preview");
title.id = "title";
const body = make("div", "body");
body.tabIndex = -1;
const sheet = make("section", "sheet",
  make("header", "", title, button("quiet", "Hide the badge", () => putAway()), button("close", "Close", () => close())), body);
sheet.setAttribute("aria-labelledby", "title");
sheet.hidden = true;
// Hidden until its style sheet has loaded.
corner.hidden = true;
let styled = false;
look.addEventListener("load", () => { styled = true; appear(); });
root.append(look, corner, sheet);
document.documentElement.append(host);

// Once closed, it stays closed on all pages until something else is wrong.
const KEPT = { closed: "talkoo:closed", away: "talkoo:away" };
const kept = {
  get: (key) => { try { return sessionStorage.getItem(KEPT[key]); } catch { return null; } },
  set: (key, value) => { try { sessionStorage.setItem(KEPT[key], value); } catch { /* Some browsers forbid it. */ } },
};
let wrong = "";
let byItself = false;

const appear = () => { corner.hidden = !styled || !sheet.hidden || kept.get("away") !== null; };

function open(byReader) {
  if (sheet.hidden) byItself = !byReader;
  sheet.hidden = false;
  badge.ariaExpanded = "true";
  appear();
  if (byReader) body.focus();
}

function close() {
  const hadFocus = sheet.contains(root.activeElement);
  kept.set("closed", wrong);
  sheet.hidden = true;
  badge.ariaExpanded = "false";
  appear();
  if (hadFocus) badge.focus();
}

function putAway() {
  kept.set("away", "yes");
  close();
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !sheet.hidden) close();
});

// The preview does not respond.
export function gone(isGone) {
  host.toggleAttribute("data-gone", isGone);
  corner.classList.toggle("gone", isGone);
  badge.title = isGone ? "The preview has stopped; this page is not updated." : "";
}

// Shows a status. `isEdit`: there was an edit since the last one. `opens`: errors of the page open the sheet,
// which an error page does not need.
export function show(status, { isEdit, opens }) {
  const errors = status.here.filter((finding) => finding.severity === "error");
  const before = wrong;
  wrong = [status.away, ...errors.map((finding) => `${finding.rule} ${finding.path} ${finding.message}`)].filter(Boolean).join("\n");
  const problems = status.errors + status.warnings;
  number.textContent = count(problems, "problem");
  const here = status.here.filter((finding) => finding.severity !== "hint").length;
  badge.ariaLabel = `${count(problems, "problem")}, ${here} on this page`;
  corner.dataset.worst = status.errors || status.away ? "error" : status.warnings ? "warning" : "none";
  corner.classList.toggle("here", here > 0);
  fill(status);
  if (isEdit && status.edit) tell(status.edit);
  if (wrong && wrong !== before && opens && wrong !== kept.get("closed")) open(false);
  // Close the sheet if it opened automatically.
  if (!wrong) {
    kept.set("closed", "");
    if (byItself && !sheet.hidden) close();
  }
  appear();
}

// The sentence is shown briefly.
let fading;
function tell(edit) {
  sentence.textContent = `This edit changed ${edit}`;
  sentence.classList.add("fresh");
  clearTimeout(fading);
  fading = setTimeout(() => sentence.classList.remove("fresh"), 6000);
}

function fill(status) {
  const scrolled = body.scrollTop;
  const unfolded = [...body.querySelectorAll("details")].map((details) => details.open);
  const parts = [];
  if (status.away) parts.push(make("p", "note", `${status.away}; the preview shows the last version.`));
  if (status.old) parts.push(make("p", "note", "This is the last version of the page. It will update once this is fixed."));
  if (status.here.length) {
    parts.push(make("h3", "", "Problems on this page"), make("ul", "findings", ...status.here.map(full)));
  }
  if (status.edit) {
    parts.push(make("h3", "", `This edit changed ${status.edit}`), make("div", "all", ...status.changed.map(changes)));
  }
  const counts = [[status.errors, "error"], [status.warnings, "warning"]].filter(([n]) => n).map(([n, word]) => count(n, word));
  parts.push(make("h3", "", counts.length ? `In the repository: ${counts.join(", ")}` : "No problems in the repository"));
  parts.push(...status.problems.map(file));
  if (status.more) parts.push(make("p", "more", `and ${status.more.toLocaleString("en")} more`));
  if (status.hints) parts.push(make("p", "more", `${count(status.hints, "hint")}: run talkoo check to list them.`));
  body.replaceChildren(...parts);
  const details = [...body.querySelectorAll("details")];
  if (details.length === unfolded.length) details.forEach((one, i) => { one.open = unfolded[i]; });
  body.scrollTop = scrolled;
}
