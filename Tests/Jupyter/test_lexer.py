"""The Pygments lexer knows every cell of the corpus, and its words are the kernel's own."""
import json
import subprocess

import nbformat
import pytest
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import (
    Comment, Error, Keyword, Literal, Name, Number, Operator, Punctuation, String,
)
from teff_jupyter.lexer import WORDS, TeffLexer

from kernels import ROOT

REFERENCE = json.loads(
    subprocess.check_output([ROOT / ".build/release/teff", "reference", "--format", "json"])
)
CELLS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "Tests/Cells").glob("*.teff")}
CELLS |= {
    f"{path.name} {number}": cell.source
    for path in (ROOT / "notebooks").glob("*.ipynb")
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells)
    if cell.cell_type == "code"
}
CELLS |= {
    f"{verb['name']} {number}": example["code"]
    for verb in REFERENCE["verbs"]
    for number, example in enumerate(verb["examples"])
}
CELLS |= {function["name"]: function["example"] for function in REFERENCE["functions"]}


def tokens(code):
    """The tokens with their text, without white space."""
    return [(kind, text) for kind, text in TeffLexer().get_tokens(code) if text.strip()]


@pytest.mark.parametrize("name", CELLS)
def test_every_cell_is_read_without_an_error(name):
    found = list(TeffLexer(stripnl=False, ensurenl=False).get_tokens(CELLS[name]))
    assert "".join(text for _, text in found) == CELLS[name]
    assert [text for kind, text in found if kind is Error] == []


def test_pygments_finds_the_lexer():
    assert get_lexer_by_name("teff").name == "Teff"
    assert get_lexer_for_filename("report.teff").name == "Teff"


def test_the_words_are_those_of_the_kernel():
    verbs = {verb["name"]: verb["forms"] for verb in REFERENCE["verbs"] if not verb["isSource"]}
    sources = {verb["name"]: verb["forms"] for verb in REFERENCE["verbs"] if verb["isSource"]}
    assert WORDS["verbs"] == verbs and WORDS["sources"] == sources
    for kind in ("statements", "reserved", "types", "units"):
        assert WORDS[kind] == REFERENCE[kind]
    assert {function["name"] for function in REFERENCE["functions"]} <= set(WORDS["functions"])


@pytest.mark.parametrize("verb", [name for name in WORDS["verbs"] if name not in WORDS["reserved"]])
def test_a_verb_is_one_behind_a_pipe_only(verb):
    assert tokens(f"t | {verb}")[2] == (Keyword, verb)
    assert tokens(f"t | filter {verb} > 1")[3] == (Name, verb)


@pytest.mark.parametrize(
    "code, expected",
    [
        ("param since: date = @2024-03-01", (Keyword.Type, "date")),
        ("param since: date = @2024-03-01T08:26:05+01:00", (Literal.Date, "@2024-03-01T08:26:05+01:00")),
        ("x = @2024-Q3", (Literal.Date, "@2024-Q3")),
        ("x = 1.5h", (Literal.Date, "1.5h")),
        ("x = 30min", (Literal.Date, "30min")),
        ("x = 1_000", (Number.Integer, "1_000")),
        ("x = 2.5e-3", (Number.Float, "2.5e-3")),
        ("x = 5%", (Number, "5%")),
        ("x = true", (Keyword.Constant, "true")),
        ("t | filter not a", (Operator.Word, "not")),
        ("t | chart treemap size: n", (Keyword.Type, "treemap")),
        ("t | chart bar x: bar", (Name, "bar")),
        ("t | take $n", (Name.Variable.Global, "$n")),
        ("t | filter `unit ``price` > 1", (Name, "`unit ``price`")),
        ("t | take 3 by shop", (Keyword, "by")),
        ("t | derive n = sum(x)", (Name.Builtin, "sum")),
        ("t | derive n = own(x)", (Name.Function, "own")),
        ("t | monthly(a)", (Name.Function, "monthly")),
        ("t | derive n = 1", (Name.Variable, "n")),
        ("t | take 3 # not | filter", (Comment.Single, "# not | filter")),
        ("load sample \"orders\"", (Keyword.Type, "sample")),
        ("x = load \"a.csv\"", (Keyword, "load")),
        ("t | join (load \"a.csv\" | take 1) on k", (Keyword, "load")),
        ("t | derive rows = count()", (Name.Variable, "rows")),
        ("segments.profile", (Name.Property, "profile")),
        ("x = r\"\\d+\"", (String.Regex, "\"\\d+\"")),
        ("x = \"\"\"two\nlines | filter\"\"\"", (String.Double, "\"\"\"two\nlines | filter\"\"\"")),
        ("x = \"a\\u00e9\"", (String.Escape, "\\u00e9")),
        ("Größe = 1", (Name.Variable, "Größe")),
        ("%%sql kept\nselect 1 as a", (Keyword, "select")),
        ("t ; u", (Error, ";")),
        ("t | filter a & b", (Error, "&")),
    ],
)
def test_a_token_has_its_colour(code, expected):
    assert expected in tokens(code)


def test_a_hole_of_a_text_is_code_and_the_rest_is_text():
    found = tokens("note f\"{{ {round($a.b, digits: 2):,.1f} left {'x' + \"")
    assert (String.Escape, "{{") in found
    assert (Name.Builtin, "round") in found and (Name.Attribute, "digits") in found
    assert (String.Interpol, ":,.1f") in found
    assert (String.Double, " left ") in found
    assert tokens('f"{x}" | filter a')[-2:] == [(Keyword, "filter"), (Name, "a")]


def test_a_text_without_an_end_ends_with_its_line():
    assert tokens('note "no end\nt | take 3')[-2:] == [(Keyword, "take"), (Number.Integer, "3")]
    assert tokens('note f"no {end\nt | take 3')[-2:] == [(Keyword, "take"), (Number.Integer, "3")]


def test_options_and_signs_are_told_apart():
    assert tokens("t | chart bar x: a, y: b")[4:6] == [(Name.Attribute, "x"), (Punctuation, ":")]
