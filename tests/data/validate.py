"""Checks what a built site gives to other programs, with the programs of others: frictionless (Data Package), pyshacl and
rdflib (SKOS, DCAT-AP), signposting, openpyxl. `validate.py SITE` prints what is wrong and fails."""

import csv
import functools
import http.server
import json
import pathlib
import re
import sys
import threading
from html.parser import HTMLParser

import openpyxl
import pyshacl
import rdflib
from frictionless import Package, system
from rdflib.compare import isomorphic
from signposting import find_signposting_html

site = pathlib.Path(sys.argv[1]).resolve()
here = pathlib.Path(__file__).parent
data = site / "data"
problems = []
counts = {}


def check(fine, message):
    if not fine:
        problems.append(message)
    return fine


def count(name, n=1):
    counts[name] = counts.get(name, 0) + n


def rows(name):
    with open(data / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- the tables: valid as a Data Package; CSV, JSON and the workbook say the same
with system.use_context(trusted=True):
    report = Package(str(data / "datapackage.json")).validate()
for task in report.tasks:
    count("tables")
    for error in task.errors:
        problems.append(f"{task.name}: {error.message}"[:300])
for error in report.errors:
    problems.append(f"datapackage.json: {error.message}"[:300])

for file in sorted(data.glob("*.xlsx")):
    name = file.stem
    table, items = rows(f"{name}.csv"), json.loads((data / f"{name}.json").read_text("utf-8"))["items"]
    check([row["id"] for row in table] == [item["id"] for item in items], f"{name}: CSV and JSON have other pages")
    check([row["title"] for row in table] == [item["title"] for item in items], f"{name}: other titles")
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    check(sheet.freeze_panes is not None, f"{file.name}: the head is not frozen")
    check(sheet.auto_filter.ref is not None, f"{file.name}: no filters")
    check("Codebook" in book.sheetnames and "About" in book.sheetnames, f"{file.name}: {book.sheetnames}")
    check(sheet.max_row == len(table) + 1, f"{file.name}: {sheet.max_row - 1} rows, not {len(table)}")
    count("workbooks")
    for one in book.worksheets:
        for line in one.iter_rows(min_row=1):
            for cell in line:
                check(cell.data_type != "f", f"{file.name} {one.title} {cell.coordinate}: a formula")
                count("cells")
    titles = [cell.value for cell in sheet["B"][1:]]
    check(titles == [row["title"] for row in table], f"{file.name}: other titles")

codebook = rows("codebook.csv")
for entry in codebook:
    check(0 <= float(entry["share_filled"]) <= 1, f"codebook: {entry}")
if (data / "claims.csv").exists():
    ids = {}
    for row in rows("claims.csv"):
        collection = row["collection"]
        ids.setdefault(collection, {page["id"] for page in rows(f"{collection}.csv")})
        check(row["page"] in ids[collection], f"claims.csv: {row['page']}")
        count("claims")
if (data / "places.geojson").exists():
    for feature in json.loads((data / "places.geojson").read_text("utf-8"))["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        check(abs(lat) <= 90 and abs(lon) <= 180, f"places.geojson: {feature}")
        count("places")

# ---- RDF: Turtle and JSON-LD are the same graph, and the shapes hold
shapes = rdflib.Graph().parse(here / "shapes.ttl")
whole = rdflib.Graph().parse(data / "catalog.ttl")
for turtle in sorted(data.glob("*.ttl")):
    if turtle.name == "catalog.ttl":
        continue
    one = rdflib.Graph().parse(turtle)
    other = rdflib.Graph().parse(turtle.with_suffix(".jsonld"), format="json-ld")
    check(isomorphic(one, other), f"{turtle.name}: Turtle and JSON-LD differ")
    check(len(one) > 5, f"{turtle.name} is empty")
    whole += one
    count("vocabularies")
conforms, _, text = pyshacl.validate(whole, shacl_graph=shapes, advanced=True)
check(conforms, text[:2000] if not conforms else "")
count("statements", len(whole))


# ---- documents: JSON-LD that parses and is small, links that lead to files, level 1 of FAIR Signposting
class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.links, self.inside = [], [], False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "script" and attributes.get("type") == "application/ld+json":
            self.inside = True
            self.blocks.append("")
        if tag == "link":
            self.links.append(attributes)

    def handle_data(self, text):
        if self.inside:
            self.blocks[-1] += text

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "script"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


# Signposts are read as from the web, over this machine's own address.
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
threading.Thread(target=server.serve_forever, daemon=True).start()
origin = f"http://127.0.0.1:{server.server_port}"

properties = {}
for file in sorted(site.rglob("*.html")):
    html = file.read_text("utf-8")
    page = Page()
    page.feed(html)
    name = file.relative_to(site)
    check(len(page.blocks) <= 1, f"{name}: {len(page.blocks)} blocks of JSON-LD")
    for block in page.blocks:
        check(len(block.encode()) <= 4096, f"{name}: {len(block.encode())} bytes of JSON-LD")
        graph = json.loads(block)
        count("documents with JSON-LD")
        for node in graph["@graph"]:
            check("@id" in node and "@type" in node, f"{name}: {node}")

        def walk(value):
            if isinstance(value, dict):
                if "@type" in value:
                    properties.setdefault(value["@type"], set()).update(key for key in value if key[0] != "@")
                for inner in value.values():
                    walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner)

        walk(graph["@graph"])
    # The page for addresses that do not exist may be served anywhere, so its links begin at the root.
    for link in page.links if name.name != "404.html" else []:
        if link.get("rel") in ("alternate", "describedby", "item") and "://" not in link["href"] and "hreflang" not in link:
            check((file.parent / link["href"]).resolve().exists(), f"{name}: {link}")
            count("links in heads")
    if any(link.get("rel") == "describedby" for link in page.links):
        found = find_signposting_html(f"{origin}/{name.parent}/")
        check(len(found.describedBy) >= 1, f"{name}: describedby")
        check(found.license is not None, f"{name}: license")
        check(len(found.types) >= 1, f"{name}: type")
        check(found.citeAs is None or "doi.org" in found.citeAs.target, f"{name}: cite-as")
        count("signposts")
(site.parent / f"{site.name}-properties.json").write_text(
    json.dumps({kind: sorted(names) for kind, names in sorted(properties.items())}), "utf-8"
)

# ---- twins, and what must not be there
for file in sorted(site.rglob("index.json")):
    page = json.loads(file.read_text("utf-8"))
    check(page["schema"] == 1 and page["title"] and page["url"], f"{file}: {page}")
    markdown = file.with_name("index.md").read_text("utf-8")
    check(markdown.startswith("# ") and "\n> " in markdown, f"{file.with_name('index.md')}")
    check(not re.search(r"]\((?!https?:|mailto:|#)", markdown), f"{file.with_name('index.md')}: a link that is not full")
    check("<script" not in markdown.replace("\\<script", ""), f"{file.with_name('index.md')}: a script")
    count("twins")
for link in re.findall(r"]\((https?://[^)]*index\.md)\)", (site / "llms.txt").read_text("utf-8")):
    count("links in llms.txt")
    path = re.sub(r"^https?://[^/]+/", "", link)
    check((site / path).exists() or (site / path.split("/", 1)[1]).exists(), f"llms.txt: {link}")
for file in site.rglob("*"):
    if file.is_file() and (b"TOPSECRET" in (content := file.read_bytes()) or b"DRAFTSECRET" in content):
        problems.append(f"{file.relative_to(site)} has what nobody may see")

print(", ".join(f"{n} {name}" for name, n in counts.items()))
for problem in problems[:40]:
    print("-", problem)
sys.exit(f"{len(problems)} problems" if problems else 0)
