"""Writes a small repository whose every text is hostile to some format: markup, quotes, formulas, line breaks, texts that run
from right to left, long notes, fields that nobody may see."""

import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script> --> & ]]> <b>",
    "say \"yes\", 'no' \\ \\\" `tick` {{ braces }} {% block %}",
    "=1+1",
    "=HYPERLINK(\"https://example.org\";\"x\")",
    "+1 @x -y |pipe|",
    "مشروع الإنتاج المشترك \u202eabc\u202c",
    "line one\nline two\n\n# not a heading\n- not a list",
    "tab\there; a;b, c|d",
    "emoji 👩🏽‍🚀 and 𝔘 and Õ",
]


def toml(text):
    """A basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def put(path, text):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


put("site.toml", f"""title = {toml(HOSTILE[0])}
description = {toml(HOSTILE[2])}
base_url = "https://example.org/sub/"
language = "en"
languages = ["ar"]
authors = [{toml(HOSTILE[2])}]
licence = {{ name = {toml(HOSTILE[1])}, url = "https://creativecommons.org/licenses/by-sa/4.0/" }}
[data]
[rules]
unreachable-page = "off"
missing-summary = "off"
vague-link-text = "off"
undeclared-language = "off"
uncited-work = "off"
unused-term = "off"
undefined-term = "off"
[bibliography]
collection = "works"
[projects.p]
name = {toml(HOSTILE[2])}
programme = {toml(HOSTILE[0])}
grant = "=1"
[vocabularies.countries]
[vocabularies.terms]
label = {{ en = {toml(HOSTILE[2])}, ar = {toml(HOSTILE[6])} }}
[vocabularies.states]
relates = false
[collections.works]
[collections.items]
label = {toml(HOSTILE[0])}
singular = {toml(HOSTILE[1])}
cite_as = "report"
explore = ["claims"]
matrix = ["claims"]
[collections.items.fields]
secret = {{ type = "text", internal = true }}
hidden = {{ type = "records", internal = true, fields = {{ note = {{ type = "markdown" }} }} }}
text = {{ type = "text", label = {toml(HOSTILE[0])} }}
texts = {{ type = "texts", label = {toml(HOSTILE[3])} }}
prose = {{ type = "markdown" }}
number = {{ type = "number" }}
yes = {{ type = "boolean" }}
day = {{ type = "date" }}
time = {{ type = "period" }}
site = {{ type = "url" }}
where = {{ type = "places" }}
country = {{ type = "term", vocabulary = "countries" }}
claims = {{ type = "claims", vocabulary = "terms" }}
others = {{ type = "refs" }}
sources = {{ type = "cites" }}
results = {{ type = "records", fields = {{ outcome = {{ type = "text" }}, level = {{ type = "strength" }}, way = {{ type = "term", vocabulary = "states" }}, note = {{ type = "markdown" }}, source = {{ type = "cites" }} }} }}
""")
put("content/index.md", "+++\ntitle = \"Home\"\nsummary = \"S\"\n+++\n")
put("content/bibliography.bib", """@book{k, title = {{</script> =1+1 "x" & <b>}}, author = {O'Neil, "Q" and {A, B \\& C}}, year = {2020}, publisher = {P}, isbn = {978-3-16-148410-0}}
@article{d, title = {D}, author = {D, E}, journal = {J}, year = {2021}, doi = {10.1000/a(b)<c>d}}
""")
terms = [
    f"""[[term]]
id = "t{i}"
label = {{ en = {toml(text + ' ' + str(i))}, ar = {toml(HOSTILE[6] + str(i))} }}
definition = {toml(text)}
alias = [{toml(text + ' also ' + str(i))}]
source = "k"
match = {{ exact = ["http://www.wikidata.org/entity/Q{i}?a=\\u003c%3E"], close = ["https://example.org/x|y^z{i}"] }}
{f'broader = "t{i - 1}"' if i % 3 else ''}
""" for i, text in enumerate(HOSTILE)
]
put("content/terms/terms.toml", "\n".join(terms))
put("content/states/terms.toml", '[[term]]\nid = "up"\nlabel = "Up"\n[[term]]\nid = "down"\nlabel = "Down"\n')
long = "A long note, with **bold** words and [[i1]]. " * 900
for i, text in enumerate(HOSTILE):
    one = " ".join(text.split())
    put(f"content/items/i{i}.md", f"""+++
title = {toml(one)}
summary = {toml(one)}
date = 2020-0{1 + i % 9}-01
authors = [{toml(one)}, {{ family = {toml(one)}, given = "G", orcid = "0000-0002-1825-0097" }}]
project = "p"
secret = "TOPSECRET-{i}"
hidden = [{{ note = "TOPSECRET and [[i0]]" }}]
text = {toml(text)}
texts = {json.dumps(HOSTILE, ensure_ascii=False)}
prose = {toml(text)}
number = {i}.5
yes = {'true' if i % 2 else 'false'}
day = "20{10 + i}-0{1 + i % 9}"
time = {{ start = "2018-10"{', end = 2020' if i % 2 else ''} }}
site = "https://example.org/?a=1&b=%22x%22#{i}"
where = [{{ name = {toml(one)}, lat = {i}.5, lon = -{i}.25 }}, {toml(one + ' nowhere')}]
country = "EE"
claims = [{{ term = "t{i}", note = {toml(long if i == 0 else text)}, source = "k", strength = {i % 6} }}, {{ term = "t{(i + 1) % 10}", source = "https://example.org/{i}" }}]
others = ["items/i{(i + 1) % 10}"]
sources = ["k", "d"]
results = [{{ outcome = {toml(text)}, level = {i % 6}, way = "up", note = {toml(text + ' [@k, p. 3]')}, source = ["k"] }}]
+++
{text}

See [[i{(i + 2) % 10}]] and [@k].

| a | b |
|---|---|
| {one.replace('|', '')} | 1 |
""")
put("content/items/i1.ar.md", f"+++\ntitle = {toml(HOSTILE[6])}\ncountry = \"EE\"\n+++\nنص\n")
put("content/items/withdrawn.md", "+++\ntitle = \"DRAFTSECRET\"\ndraft = true\ncountry = \"EE\"\n+++\nDRAFTSECRET\n")
