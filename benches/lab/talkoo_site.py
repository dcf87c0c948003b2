#!/usr/bin/env python3
"""talkoo_site.py --corpus DIR --out DIR [--no-highlight] [--no-checks]

Writes a neutral corpus (see README.md here) as a Talkoo repository: site.toml, content/, static/, and a theme
that asks for the same outputs as the sites of the other generators. Python 3, standard library.
"""
import argparse, json, os, re, shutil

HERE = os.path.dirname(os.path.abspath(__file__))
TAXONOMIES = {"country": "Countries", "themes": "Themes", "enablers": "Enablers"}
# Without these no site can be trusted, so Talkoo refuses to do without.
FIRM = ("bad-setting broken-template broken-theme broken-toml duplicate-address long-name two-outputs "
        "unclosed-front-matter unreadable-file").split()
slug = lambda text: re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
quoted = lambda value: json.dumps(value, ensure_ascii=False)  # JSON strings and lists of them are TOML as well


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def rules():
    """The names of all rules that can be turned off."""
    with open(os.path.join(HERE, "..", "..", "docs", "content", "reference", "rules.md"), encoding="utf-8") as file:
        names = re.findall(r"(?m)^## ([a-z0-9-]+)$", file.read())
    return [name for name in names if name not in FIRM]


def settings(corpus, checks):
    """An area is a collection: its folder may hold folders, and so pages have the addresses of the corpus. The sections
    below the areas are one more, with a template of its own."""
    areas = [area["url"].strip("/") for area in corpus["areas"]]
    menu = [f'{{ label = {quoted(area["title"])}, page = "{id}/index.md" }}' for area, id in zip(corpus["areas"], areas)]
    menu += [f'{{ label = "{label}", vocabulary = "{id}" }}' for id, label in TAXONOMIES.items()]
    text = (f'title = {quoted(corpus["title"])}\ndescription = "A knowledge repository"\nbase_url = {quoted(corpus["base_url"])}\n'
            f'theme = "atlas"\nnavigation = [\n' + "".join(f"  {item},\n" for item in menu) + "]\n\n[rules]\n")
    # The corpus has sections of one name in several areas.
    text += "".join(f'{name} = "off"\n' for name in (["same-title"] if checks else rules()))
    text += '\n[collections.sections]\nlabel = "Sections"\ntemplate = "section.html"\n'
    for id, label in TAXONOMIES.items():
        text += f'\n[vocabularies.{id}]\nlabel = "{label}"\n'
    for area, id in zip(corpus["areas"], areas):
        text += (f'\n[collections.{id}]\nlabel = {quoted(area["title"])}\nsort = "-date"\n[collections.{id}.fields]\n'
                 + "".join(f'{name} = {{ type = "terms", vocabulary = "{name}" }}\n' for name in TAXONOMIES)
                 + 'barriers = { type = "texts" }\n'
                 + 'section = { type = "ref", collection = "sections", inverse = "Pilots" }\n'
                 + 'topic = { type = "ref", collection = "sections", inverse = "Below" }\n')
    return text


def sections(corpus, out):
    """Sections are pages too. An area is the page of its collection; what refers to a lower one is its list."""
    place = lambda s: f'{s["path"][0]}/index.md' if len(s["path"]) == 1 else f'sections/{"/".join(s["path"])}.md'
    children = lambda s: [x for x in corpus["sections"] if x["path"][:-1] == s["path"]]
    item = lambda s: f'- [{s["titles"][-1]}](/{place(s)})\n'
    areas = [s for s in corpus["sections"] if len(s["path"]) == 1]
    home = "".join(item(a) + "".join("  " + item(t) for t in children(a)) for a in areas)
    write(f"{out}/content/index.md", f'+++\ntitle = {quoted(corpus["title"])}\nsummary = "A knowledge repository"\n+++\n\n{home}')
    for s in corpus["sections"]:
        title = s["titles"][-1]
        write(f"{out}/content/{place(s)}", f'+++\ntitle = {quoted(title)}\nsummary = {quoted("Pilots on " + title)}\n+++\n\n'
              + "".join(map(item, children(s))))


def page(record, body):
    """A pilot: the section that it lies in, and the topic above that if there is one between section and area."""
    path = record["section"]
    refs = f'section = {quoted("/".join(path))}\n'
    if len(path) > 2:
        refs += f'topic = {quoted("/".join(path[:2]))}\n'
    return (f'+++\ntitle = {quoted(record["title"])}\ndate = {record["date"]}\nsummary = {quoted(record["summary"])}\n'
            f'authors = {quoted(record["authors"])}\ncountry = {quoted([slug(record["country"])])}\n'
            f'themes = {quoted([slug(t) for t in record["themes"]])}\nenablers = {quoted([slug(t) for t in record["enablers"]])}\n'
            f'barriers = {quoted(record["barriers"])}\n{refs}+++\n\n{body}')


def emit(corpus_dir, out, no_highlight=False, checks=True):
    with open(os.path.join(corpus_dir, "corpus.json"), encoding="utf-8") as file:
        corpus = json.load(file)
    write(f"{out}/site.toml", settings(corpus, checks))
    for id, terms in corpus["taxonomies"].items():
        write(f"{out}/content/{id}/terms.toml", "\n".join(f'[[term]]\nid = "{slug(t)}"\nlabel = {quoted(t)}\n' for t in terms))
    sections(corpus, out)
    addresses = []
    records = lambda: map(json.loads, open(os.path.join(corpus_dir, "pages.jsonl"), encoding="utf-8"))
    for record in records():
        addresses.append("/" + "/".join(record["section"] + [record["slug"]]) + "/")
    for record in records():
        body = re.sub(r"\(page:(\d+)\)", lambda m: f"({addresses[int(m[1])]})", record["body"])
        body = re.sub(r"\(img:(\d+)\)", r"(/img/fig-\1.svg)", body)
        if no_highlight:  # Talkoo has no switch for it; code without a language stays plain
            body = re.sub(r"(?m)^```[a-z]+$", "```", body)
        write(f'{out}/content/{"/".join(record["section"])}/{record["slug"]}.md', page(record, body))
    shutil.copytree(os.path.join(corpus_dir, "static"), f"{out}/static", dirs_exist_ok=True)
    shutil.copytree(os.path.join(HERE, "theme"), f"{out}/themes/atlas", dirs_exist_ok=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--no-highlight", action="store_true")
    parser.add_argument("--no-checks", action="store_true")
    options = parser.parse_args()
    shutil.rmtree(options.out, ignore_errors=True)
    emit(options.corpus, options.out, options.no_highlight, not options.no_checks)


if __name__ == "__main__":
    main()
