"""Checks the schemas that `talkoo schema` writes with a validator of others: they are sound, all that the demo says is valid against
them, and a wrong term, a missing field and an unknown key are not. `schemas.py SCHEMAS REPOSITORY` prints what is wrong and fails."""

import copy
import datetime
import json
import pathlib
import sys
import tomllib

from jsonschema import Draft202012Validator

schemas, repository = map(pathlib.Path, sys.argv[1:3])
problems = []
count = 0


def plain(value):
    """TOML as JSON: days are texts."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def validator(name):
    schema = json.loads((schemas / name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    return Draft202012Validator(schema)


def check(path, data, schema):
    global count
    count += 1
    for error in schema.iter_errors(data):
        problems.append(f"{path}: {error.json_path}: {error.message}"[:300])


def front_matter(path):
    return plain(tomllib.loads(path.read_text("utf-8").split("+++", 2)[1]))


site = plain(tomllib.loads((repository / "site.toml").read_text("utf-8")))
check("site.toml", site, validator("site.schema.json"))
for path in sorted(repository.glob("content/*/terms.toml")):
    terms = plain(tomllib.loads(path.read_text("utf-8")))
    check(path, terms, validator(f"{path.parent.name}.terms.schema.json"))
for path in sorted(repository.glob("content/**/*.md")):
    folder = path.relative_to(repository / "content").parts[0]
    is_entry = folder in site["collections"] and not path.name.startswith("index.")
    check(path, front_matter(path), validator(f"{folder if is_entry else 'pages'}.schema.json"))

# What has to be refused.
pilots = validator("pilots.schema.json")
pilot = front_matter(repository / "content/pilots/ee-social-hackathon.md")
wrong = {
    "a wrong term": lambda page: page["themes"].append("no-such-theme"),
    "a wrong claim": lambda page: page["enablers"][0].update(term="meting-place"),
    "a wrong country": lambda page: page.update(country="XX"),
    "a wrong strength": lambda page: page["enablers"][0].update(strength=6),
    "an unknown key": lambda page: page.update(sumary="Three days."),
    "a missing field": lambda page: page.pop("country"),
    "a key of another table": lambda page: page["enablers"][0].update(label="x"),
    "a place without a name": lambda page: page["places"][0].pop("name"),
}
for what, spoil in wrong.items():
    page = copy.deepcopy(pilot)
    spoil(page)
    if pilots.is_valid(page):
        problems.append(f"{what} is valid")
# A draft may have gaps.
draft = {key: value for key, value in pilot.items() if key != "country"} | {"draft": True}
if not pilots.is_valid(draft):
    problems.append("a draft may not have gaps")
settings = validator("site.schema.json")
for what, spoil in {"a kind": {"type": "txt"}, "a key": {"type": "text", "requierd": True}}.items():
    changed = copy.deepcopy(site)
    changed["collections"]["pilots"]["fields"]["who"] = spoil
    if settings.is_valid(changed):
        problems.append(f"{what} of a field that does not exist is valid")

print(f"{count} files against {len(list(schemas.glob('*.json')))} schemas, {len(wrong) + 3} wrong or unfinished ones")
if problems or count < 100:
    sys.exit("\n".join(problems) or "too few files")
