"""Colours for Teff wherever Pygments gives them: nbconvert, consoles, Sphinx."""
import json
import re
from pathlib import Path

from pygments.lexer import RegexLexer, bygroups, default, include, using, words
from pygments.lexers.sql import SqlLexer
from pygments.token import (
    Comment, Error, Keyword, Literal, Name, Number, Operator, Punctuation, String, Whitespace,
)

# The words of the language, written by the build from the kernel's own declarations.
WORDS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))

# Letters and digits of any script; the marks that Python's \w leaves out belong to names too.
NAME = r"[^\W\d][\w\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e]*"
UNIT = "|".join(sorted(WORDS["units"], key=len, reverse=True))
LOGIC = ("and", "or", "not", "in", "is")
CONSTANTS = ("true", "false", "null")
CLAUSES = tuple(set(WORDS["reserved"]) - set(LOGIC) - set(CONSTANTS))


def stages():
    """A rule for each verb behind a pipe, and a state for the words that may follow it."""
    rules, states = [], {}
    for verb, forms in sorted(WORDS["verbs"].items()):
        found = (rf"(\|>?)(\s*)({verb})\b", bygroups(Operator, Whitespace, Keyword))
        if forms:
            found += (f"after {verb}",)
            states[f"after {verb}"] = [form(forms, Whitespace), default("#pop")]
        rules.append(found)
    return rules, states


def form(forms, space):
    """The word right behind a verb that says which kind of it is meant."""
    return (
        words(forms, prefix=r"([ \t]+)(", suffix=r")\b(?!\s*[.:=(,])"),
        bygroups(space, Keyword.Type),
        "#pop",
    )


def sources():
    """Verbs that start a pipeline: at a line's start, behind `=` and behind a bracket."""
    rules, states = [], {}
    for verb, forms in sorted(WORDS["sources"].items()):
        found = (rf"(?:^|(?<==)|(?<=\())([ \t]*)({verb})\b(?!\s*[.:=,)+*/-])",)
        found += (bygroups(Whitespace, Keyword),)
        if forms:
            found += (f"after {verb}",)
            states[f"after {verb}"] = [form(forms, Whitespace), default("#pop")]
        rules.append(found)
    return rules, states


STAGES, STAGE_STATES = stages()
SOURCES, SOURCE_STATES = sources()
STATEMENTS = "|".join(word for word in WORDS["statements"] if word not in ("param", "def"))


class TeffLexer(RegexLexer):
    """Cells and scripts of the Teff language."""

    name = "Teff"
    aliases = ["teff"]
    filenames = ["*.teff"]
    mimetypes = ["text/x-teff"]
    flags = re.MULTILINE

    tokens = {
        "root": [
            (
                r"^(%%sql)([ \t]+" + NAME + r")?([ \t]*\n?)((?:(?!^\# %%)(?:.|\n))*)",
                bygroups(Comment.Preproc, Name.Variable, Whitespace, using(SqlLexer)),
            ),
            (r"^# %%.*$", Comment.Special),
            (
                r"^([ \t]*)(param)([ \t]+)(" + NAME + r")([ \t]*)(:)([ \t]*)("
                + "|".join(WORDS["types"]) + r")\b",
                bygroups(
                    Whitespace, Keyword, Whitespace, Name.Variable, Whitespace, Punctuation,
                    Whitespace, Keyword.Type,
                ),
            ),
            (
                r"^([ \t]*)(param)([ \t]+)(" + NAME + r")",
                bygroups(Whitespace, Keyword, Whitespace, Name.Variable),
            ),
            (
                r"^([ \t]*)(def)([ \t]+)(" + NAME + r")",
                bygroups(Whitespace, Keyword, Whitespace, Name.Function),
            ),
            (
                rf"^([ \t]*)({STATEMENTS})\b(?=[ \t]+[\w\"'$])",
                bygroups(Whitespace, Keyword),
            ),
            (r"^([ \t]*)(\?)(?=[ \t]*[^\W\d`])", bygroups(Whitespace, Operator)),
            *SOURCES,
            include("expression"),
        ],
        "expression": [
            (r"\n", Whitespace),
            (r"[^\S\n]+", Whitespace),
            (r"#.*$", Comment.Single),
            *STAGES,
            (
                r"(\|>?)(\s*)(" + NAME + r")(?=\s*\()",
                bygroups(Operator, Whitespace, Name.Function),
            ),
            (r'f"""', String.Affix, "f-block"),
            (r'f"', String.Affix, "f-line"),
            (r'(r?)("""(?:.|\n)*?(?:"""|\Z))', bygroups(String.Affix, String.Double)),
            (r'(r)("(?:\\.|[^"\\\n])*"?)', bygroups(String.Affix, String.Regex)),
            (r"(r)('(?:\\.|[^'\\\n])*'?)", bygroups(String.Affix, String.Regex)),
            (r'"', String.Double, "double"),
            (r"'", String.Single, "single"),
            (r"`(?:``|[^`\n])+`", Name),
            (
                r"@\d{4}(?:-Q[1-4]|-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)?)?(?!\w)",
                Literal.Date,
            ),
            (r"(\d[\d_]*(?:\.\d[\d_]*)?)(" + UNIT + r")(?!\w)", Literal.Date),
            (r"\d[\d_]*(?:\.\d[\d_]*)?%(?!>)", Number),
            (r"\d[\d_]*(?:\.\d[\d_]*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)(?!\w)", Number.Float),
            (r"\d[\d_]*(?!\w)", Number.Integer),
            (
                r"(\$" + NAME + r")((?:\." + NAME + r")*)",
                bygroups(Name.Variable.Global, Name.Property),
            ),
            (r"(" + NAME + r")([ \t]*)(:)(?!=)", bygroups(Name.Attribute, Whitespace, Punctuation)),
            (r"(" + NAME + r")(?=\s*=(?!=))", Name.Variable),
            (words(CONSTANTS, suffix=r"\b"), Keyword.Constant),
            (words(LOGIC, suffix=r"\b"), Operator.Word),
            (words(CLAUSES, suffix=r"\b"), Keyword),
            (words(WORDS["functions"], suffix=r"(?=\s*\()"), Name.Builtin),
            (r"except(?=\s*\()", Keyword),
            (NAME + r"(?=\s*\()", Name.Function),
            (NAME, Name),
            (r"(\.)(?!\.)(" + NAME + r")", bygroups(Punctuation, Name.Property)),
            (r"==|!=|<=|>=|\?\?|\.\.|\|>|[-+*/^<>=|]", Operator),
            (r"[()\[\]{},:.?]", Punctuation),
        ],
        "escapes": [
            (r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", String.Escape),
            (r"\n", Whitespace, "#pop"),
        ],
        "double": [
            (r'"', String.Double, "#pop"),
            include("escapes"),
            (r'[^"\\\n]+', String.Double),
        ],
        "single": [
            (r"'", String.Single, "#pop"),
            include("escapes"),
            (r"[^'\\\n]+", String.Single),
        ],
        "f-line": [
            (r'"', String.Affix, "#pop"),
            (r"\{\{|\}\}", String.Escape),
            (r"\{", String.Interpol, "hole"),
            (r"\}", Error),
            include("escapes"),
            (r'[^"\\{}\n]+', String.Double),
        ],
        "f-block": [
            (r'"""', String.Affix, "#pop"),
            (r"\{\{|\}\}", String.Escape),
            (r"\{", String.Interpol, "hole"),
            (r"\}", Error),
            (r'(?:[^"{}]|"(?!""))+', String.Double),
        ],
        # `{expression:format}`; a colon outside brackets starts the format.
        "hole": [
            (r"\}", String.Interpol, "#pop"),
            (r':[^}"\n]*', String.Interpol),
            (r"(" + NAME + r")(?=\s*:)", Name),
            (r"[(\[{]", Punctuation, "group"),
            (r'(?=["\n])', Whitespace, "#pop"),
            include("expression"),
        ],
        "group": [
            (r"[)\]]|\}(?=.*\})", Punctuation, "#pop"),
            (r"[(\[{]", Punctuation, "#push"),
            (r'(?=["\n}])', Whitespace, "#pop"),
            include("expression"),
        ],
        **STAGE_STATES,
        **SOURCE_STATES,
    }
