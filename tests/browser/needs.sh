# What the browser tests need beside Rust and Node.js, for `test` and `run`, which source this file: the packages of the
# lock file and a browser. What is missing is named with the place it goes to, and installed only after a yes (with
# CI=true, without a question). Sets CHROMIUM.

# The packages of the lock file. None of them needs to run anything to be there.
lacks_packages() {
  ! [ "$browser/node_modules/.package-lock.json" -nt "$browser/package-lock.json" ]
}
# A browser: the one named, one that is here (without windows if possible, which takes half the time), Playwright's own.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then command -v "$name"; return; fi
  done
  # That the folder is not there is no error.
  { find "$playwright" -type f \( -name chrome -o -name chrome-headless-shell -o -name headless_shell \) 2>/dev/null || true; } | sort | tail -1
}
# By apt where that is and may be used, else Playwright's into the home folder.
by_apt() {
  local root=()
  if [ "$(id -u)" != 0 ]; then root=(sudo -n); fi
  command -v apt-get >/dev/null && "${root[@]}" true 2>/dev/null && echo "${root[@]}" apt-get
}
install_chromium() {
  local apt
  if apt="$(by_apt)"; then
    $apt update -qq && for package in chromium-headless-shell chromium; do
      $apt install -y -qq --no-install-recommends $package && return
    done
  fi
  (cd "$browser" && { npx --no-install playwright-core install --with-deps chromium || npx --no-install playwright-core install chromium; })
}
# Says what it would install, and asks.
may_install() {
  local answer="" packages
  echo "The browser tests need:" >&2
  if lacks_packages; then
    packages="$(sed -n 's/^    "\([a-z-]*\)": "\([0-9].*\)",\{0,1\}$/\1 \2/p' "$browser/package.json" | paste -sd, | sed 's/,/, /g')"
    echo "  from npm, into tests/browser/node_modules/: $packages" >&2
  fi
  if [ -z "$CHROMIUM" ]; then
    echo "  Chromium, $(by_apt >/dev/null && echo "with apt-get, for the whole system" || echo "with Playwright, into $playwright") (CHROMIUM=/path/to/it names one that you have)" >&2
  fi
  if [ "${CI:-}" = true ]; then return; fi
  if [ -t 0 ]; then read -r -p "Install this? [y/N] " answer; fi
  [[ "$answer" == [yY]* ]]
}

browser="$(dirname "${BASH_SOURCE[0]}")"
playwright="${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"
CHROMIUM="$(find_chromium)"
has_needs=yes
if ! command -v node >/dev/null; then
  echo "The browser tests need Node.js 20 or newer (https://nodejs.org/)." >&2
  has_needs=no
elif lacks_packages || [ -z "$CHROMIUM" ]; then
  if may_install; then
    if lacks_packages; then (cd "$browser" && npm ci --ignore-scripts --no-audit --no-fund); fi
    if [ -z "$CHROMIUM" ]; then install_chromium || true; fi
    CHROMIUM="$(find_chromium)"
  fi
  if lacks_packages || [ -z "$CHROMIUM" ]; then has_needs=no; fi
fi
export CHROMIUM
# Ends a script that can't go on without them.
without_needs() {
  echo "The browser tests did not run: something that they need is missing. With CI=true it is installed without a" \
    "question; \`cargo test\` runs all other tests." >&2
  exit 1
}
