// The part of the preview in an open page: it listens for what changed of its own address, and takes it over in place. What
// is wrong is shown by the panel.

import { patch, swap } from "./patch.js";
import { gone, show } from "./panel.js";

const own = document.querySelector("script[data-talkoo]");
let { state } = own.dataset;
let events;

// One after the other: an edit may come while the one before is still taken over.
let work = Promise.resolve();
const next = (job) => { work = work.then(job).catch((error) => console.error("preview:", error)); };

// A hidden tab lets go of its stream, because browsers open only six connections to a server: with seven tabs none could
// load any more.
const listen = () => {
  events?.close();
  events = undefined;
  if (document.visibilityState === "hidden") return;
  events = new EventSource(`/.talkoo/events?state=${state}&path=${encodeURIComponent(location.pathname)}`);
  events.addEventListener("open", () => gone(false));
  events.addEventListener("change", () => next(change));
  events.addEventListener("style", (event) => next(() => style(JSON.parse(event.data))));
  events.addEventListener("reload", () => location.reload());
  events.addEventListener("status", (event) => next(() => status(event.data === "edit")));
  // The browser would ask again for the state in which the stream began.
  events.addEventListener("error", () => {
    events.close();
    gone(true);
    setTimeout(listen, 500);
  });
};

// Whether a change has not been taken over yet: then the page is not in the state that is told.
let behind = false;

const change = async () => {
  behind = true;
  const response = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const served = page.querySelector("script[data-talkoo]");
  // The page can't be made at the moment: what is here stays, and the panel says why.
  if (served && "trouble" in served.dataset && !("trouble" in own.dataset)) return;
  const isOther = response.redirected || !served || "trouble" in own.dataset;
  // Half a patch is no page.
  if (isOther || !await patch(page).catch(() => false)) return location.reload();
  state = served.dataset.state;
  behind = false;
};

const style = async (told) => {
  await swap(told.sheets);
  if (told.state && !behind) state = told.state;
};

const status = async (isEdit) => {
  const response = await fetch(`/.talkoo/status.json?path=${encodeURIComponent(location.pathname)}`);
  if (response.ok) show(await response.json(), { isEdit, opens: !("trouble" in own.dataset) });
};

document.addEventListener("visibilitychange", listen);
// Back in history: the page is the old one, and was not loaded again.
addEventListener("pageshow", (event) => event.persisted && listen());
addEventListener("pagehide", () => events?.close());
listen();
