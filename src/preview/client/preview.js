// The preview's client in an open page: listens for changes of its own address and patches the page. The
// panel shows problems.

import { patch, swap } from "./patch.js";
import { gone, show } from "./panel.js";

const own = document.querySelector("script[data-talkoo]");
let { state } = own.dataset;
let events;

// Jobs run one after the other: an edit may come while the one before is still applied.
let work = Promise.resolve();
const next = (job) => { work = work.then(job).catch((error) => console.error("preview:", error)); };

// A hidden tab closes its stream, because browsers open only six connections to a server: a seventh tab could
// not load.
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
  // Reconnect by hand: the browser would send the state in which the stream began.
  events.addEventListener("error", () => {
    events.close();
    gone(true);
    setTimeout(listen, 500);
  });
};

// Whether a change is not applied yet; then the page is not in the announced state.
let behind = false;

const change = async () => {
  behind = true;
  const response = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const served = page.querySelector("script[data-talkoo]");
  // The page can't be rendered: keep this one; the panel shows why.
  if (served && "trouble" in served.dataset && !("trouble" in own.dataset)) return;
  const isOther = response.redirected || !served || "trouble" in own.dataset;
  // A failed patch leaves a broken page.
  if (isOther || !await patch(page).catch(() => false)) return location.reload();
  state = served.dataset.state;
  behind = false;
};

const style = async (data) => {
  await swap(data.sheets);
  if (data.state && !behind) state = data.state;
};

const status = async (isEdit) => {
  const response = await fetch(`/.talkoo/status.json?path=${encodeURIComponent(location.pathname)}`);
  if (response.ok) show(await response.json(), { isEdit, opens: !("trouble" in own.dataset) });
};

document.addEventListener("visibilitychange", listen);
// Back in history the old page is restored without loading.
addEventListener("pageshow", (event) => event.persisted && listen());
addEventListener("pagehide", () => events?.close());
listen();
