"""The fifteen defects: what is changed in the base site of each tool, and how its report is recognised.

An edit is (file, old text, new text), and replaces the text wherever it stands in the file. `None` for the
old text makes a new file. `says` matches a line of Hugo's output, and `rule` is in Talkoo's, only if the tool
has seen this very defect; so the run with all fifteen can be counted.
"""

from dataclasses import dataclass

GARDEN = "content/pilots/garden.md"
MEALS = "content/pilots/meals.md"
CAFE = "content/pilots/repair-cafe.md"
TOOLS = "content/pilots/tool-library.md"
CHOIR = "content/pilots/choir.md"
ROOMS = "content/findings/small-rooms.md"

SUMMARY = 'summary = "Those who like to cook bring dinner to those who can\'t."\n'
SECOND_MEALS = '+++\ntitle   = "Dinner from next door"\nsummary = "An older text about the same."\ndate    = 2020-06-01\n{}+++\n'


@dataclass
class Defect:
    name: str
    hugo: tuple  # the edit of Hugo's base site
    talkoo: tuple  # the edit of Talkoo's
    says: str  # in Hugo's output, a regular expression
    rule: str  # of Talkoo


def same(name, edit, says, rule):
    """A defect that is written alike in both."""
    return Defect(name, edit, edit, says, rule)


DEFECTS = [
    same("a misspelt term", (GARDEN, '"meeting-place"', '"meting-place"'), "meting-place", "unknown-term"),
    same("a relation to a page that is not there", (ROOMS, 'garden"', 'gardens"'), "pilots/gardens", "dead-reference"),
    same("a link to a page that is not there", (TOOLS, "repair-cafe", "repair-caffe"), "repair-caffe", "dead-link"),
    same("a link to a heading that is not there", (GARDEN, "#who-cooks", "#who-cook"), "#who-cook\\b", "dead-anchor"),
    same("a picture that is not there", (GARDEN, "beds.svg", "bed.svg"), "bed\\.svg", "missing-file"),
    same("a picture without words", (MEALS, "![Two neighbours put dinners into boxes]", "![]"), "boxes\\.svg", "missing-alt"),
    same("a heading that leaves out a level", (GARDEN, "\n### ", "\n#### "), "The first year", "heading-skip"),
    same("a footnote that is not there", (GARDEN, "water.[^cost]", "water.[^costs]"), '"costs"|\\^costs', "footnote-problems"),
    same("broken front matter (a missing quotation mark)", (CHOIR, 'everybody"', "everybody"), "choir\\.md:2", "broken-toml"),
    same("a required field that is not there (the summary)", (MEALS, SUMMARY, ""), "meals\\.md.*summary", "missing-field"),
    same("a value of the wrong type (`draft = \"yes\"`)", (TOOLS, "2022-01-10\n", '2022-01-10\ndraft   = "yes"\n'), "draft", "wrong-type"),
    same("a date that no calendar has", (CAFE, "2019-05-04", '"2019-02-30"'), "repair-cafe\\.md|parsable date", "impossible-date"),
    Defect(
        "two pages at one address",
        ("content/pilots/dinner.md", None, SECOND_MEALS.format('slug    = "meals"\n')),
        ("content/pilots/meals/index.md", None, SECOND_MEALS.format("")),
        "Duplicate target paths", "duplicate-address",
    ),
    same("a misspelt key", (TOOLS, "2022-01-10\n", '2022-01-10\nautors  = ["Mari Kask"]\n'), "autors", "unknown-key"),
    same("a claim without its source", (MEALS, 'source = "https://example.org/meals-report"\n', ""), 'claim "trust" has no source', "claim-without-source"),
]
