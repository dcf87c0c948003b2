#!/usr/bin/env python3
"""lab.py TALKOO WORK: the site of benches/lab builds, with and without checks, and its lists name every page.

Its theme and its list of rules are written by hand, and nothing else would notice that they are no longer right.
"""
import json, pathlib, subprocess, sys

talkoo, work = sys.argv[1], pathlib.Path(sys.argv[2])
LAB = pathlib.Path(__file__).parents[2] / "benches" / "lab" / "talkoo_site.py"
PAGE = {"section": ["energy", "solar"], "section_titles": ["Energy", "Solar"], "date": "2024-10-29", "country": "Vietnam",
        "themes": ["Access to Finance"], "enablers": ["Local Standards"], "barriers": ["Rules"], "authors": ["Carla Ito"],
        "summary": "What came of it.", "body": "See [the other](page:1).\n"}
corpus = work / "corpus"
(corpus / "static" / "css").mkdir(parents=True)
(corpus / "static" / "css" / "site.css").write_text("")
(corpus / "corpus.json").write_text(json.dumps({
    "title": "Atlas", "base_url": "https://example.org", "areas": [{"title": "Energy", "url": "/energy/"}],
    "sections": [{"path": ["energy"], "titles": ["Energy"]}, {"path": ["energy", "solar"], "titles": ["Energy", "Solar"]}],
    "taxonomies": {"country": ["Vietnam"], "themes": ["Access to Finance"], "enablers": ["Local Standards"]}}))
pages = [{**PAGE, "id": n, "slug": f"pilot-{n}", "title": f"Pilot {n}", "links": [1]} for n in range(2)]
(corpus / "pages.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages))
for flags in [], ["--no-checks", "--no-highlight"]:
    site = work / f"site{len(flags)}"
    subprocess.run([sys.executable, LAB, "--corpus", corpus, "--out", site, *flags], check=True)
    subprocess.run([talkoo, "build", "--root", site, "--out", "public"], check=True, stdout=subprocess.DEVNULL)
    html = "".join(file.read_text() for file in (site / "public").rglob("*.html"))
    # In the list of their section and in those of their three terms.
    assert html.count('class="entry"') == 2 * 4, html.count('class="entry"')
