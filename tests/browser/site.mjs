// The demo as readers get it: the built folder behind a small server, and the list of its pages by the kind of
// page they are. That it works under a sub-path too is shown by tests/inside/links.rs.

import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp",
  ".json": "application/json", ".xml": "application/xml", ".csv": "text/csv; charset=utf-8", ".wasm": "application/wasm",
};

// Serves `folder`, with these headers beside the usual ones, and gives the address of its root.
export async function serve(folder, headers = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    let file = join(folder, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (!existsSync(file)) {
      response.writeHead(404, { ...headers, "content-type": TYPES[".html"] });
      return response.end(readFileSync(join(folder, "404.html")));
    }
    response.writeHead(200, { ...headers, "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { root: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

// Every page: its path in the site, its file, what kind it is, the folder it belongs to.
export function pages(folder) {
  const found = [];
  const walk = (at) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      const file = join(at, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (entry.name.endsWith(".html")) found.push(page(folder, file));
    }
  };
  walk(folder);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function page(folder, file) {
  const html = readFileSync(file, "utf8");
  const path = relative(folder, file).split(sep).join("/").replace(/index\.html$/, "");
  const kind = html.match(/<body class="([\w-]+)/)?.[1] ?? "other";
  return { path, file, kind, size: html.length, top: path.split("/")[0] };
}

// One page of each kind and folder, the longest: it has most that can go wrong.
export function samples(all) {
  const longest = new Map();
  for (const page of all) {
    const key = `${page.kind} ${page.top}`;
    if (!(longest.get(key)?.size >= page.size)) longest.set(key, page);
  }
  return [...longest.values()].filter((page) => page.kind !== "moved");
}
