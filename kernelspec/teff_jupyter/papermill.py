"""Teaches papermill how Teff writes parameters.

papermill has no entry point for translators, but it imports whatever the group `papermill.engine`
names before it translates: so this module registers the translator when it is imported.
"""
import datetime
import json
import math
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators
from pygments.token import Comment, Keyword, Name, Operator, String

from .lexer import NAME, WORDS, TeffLexer


class TeffTranslator(Translator):
    """Values as literals of Teff; the kernel converts and checks them by the `param` lines."""

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_float(cls, val):
        # Teff knows no infinity and no NaN: what has no value is null.
        return repr(val) if math.isfinite(val) else "null"

    @classmethod
    def translate_escaped_str(cls, str_val):
        return json.dumps(str(str_val), ensure_ascii=False)

    @classmethod
    def translate_list(cls, val):
        return "[" + ", ".join(map(cls.translate, val)) + "]"

    @classmethod
    def translate_dict(cls, val):
        fields = (f"{json.dumps(str(key), ensure_ascii=False)}: {cls.translate(value)}"
                  for key, value in val.items())
        return "{" + ", ".join(fields) + "}"

    @classmethod
    def translate(cls, val):
        # YAML reads a plain date as one.
        if isinstance(val, datetime.date):
            return "@" + val.isoformat()
        if isinstance(val, tuple):
            return cls.translate_list(val)
        return super().translate(val)

    @classmethod
    def comment(cls, cmt_str):
        return f"# {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        if not re.fullmatch(NAME, name) or name in WORDS["reserved"]:
            name = "`" + name.replace("`", "``") + "`"
        # A list of records is a table, and the language writes that with `rows`.
        return f"{name} = rows {str_val}" if str_val.startswith("[{") else f"{name} = {str_val}"

    @classmethod
    def inspect(cls, parameters_cell):
        """The `param` lines of a cell: name, type, default, and the words that explain it."""
        found, current = [], None
        for kind, text in TeffLexer().get_tokens(parameters_cell["source"]):
            if kind is Keyword and text == "param":
                current = _Declaration()
                found.append(current)
            elif current is not None and not current.take(kind, text):
                current = None
        return [declaration.parameter for declaration in found if declaration.name]


class _Declaration:
    """One `param` line, filled token by token: name, type, default, limits, explanation."""

    def __init__(self):
        self.name, self.type = "", "None"
        self.default, self.help, self.comment = "", "", ""
        self.in_default, self.depth = False, 0

    @property
    def parameter(self):
        return Parameter(
            name=self.name, inferred_type_name=self.type,
            default=" ".join(self.default.split()) or "None",
            help=self.help[1:-1] or self.comment)

    def take(self, kind, text):
        """Takes a token; false when the declaration ended before it."""
        self.depth += (text in ("[", "(")) - (text in ("]", ")"))
        if kind in Comment:
            if self.depth == 0:
                self.comment = text.lstrip("# ").strip()
        elif self.depth == 0 and "\n" in text:
            return False
        elif kind is Name.Variable and not self.name:
            self.name = text
        elif kind is Keyword.Type:
            self.type = text
        elif kind is Operator and text == "=" and not self.default:
            self.in_default = True
        elif self.in_default and not self.ends_default(kind, text):
            self.default += text
        else:
            self.in_default = False
            if kind in String and self.depth == 0:
                self.help += text
        return True

    def ends_default(self, kind, text):
        """Whether a token behind a complete default begins the limits or the explanation."""
        if self.depth or not self.default.strip():
            return False
        return kind is Operator.Word or kind in String and self.default.endswith(" ")


papermill_translators.register("teff", TeffTranslator)


class TeffEngine(NBClientEngine):
    """papermill's own engine: it stands here so that papermill imports this module."""
