"""The colours of the language in JupyterLab's editor, in a real browser."""
import re

import pytest

from lab import SCREENSHOTS, colour, need_browser, write_notebook

need_browser()

COLOURED = '''param since: date = @2024-03-01 in (@2023..@2024-12-31) "From when"   # a comment
def net(q, p, vat: 20%) = q * p / (1 + vat)
sales = load sample "orders", rows: 1_000
  | filter order_date >= $since and region == 'Coast' or `unit price` is not null
  | derive week = bin(order_date, 30d), own = net(1, 2.5e3)
  | chart treemap size: quantity, title: f"Since {upper($since):,.0f} {{left"
sales.profile | sort filter desc | as kept'''
# A piece of the text, as the editor cuts it, and the colour of JupyterLab's theme for it.
PIECES = {
    "param": "keyword", "since": "def", "date": "tag", "@2024-03-01": "number", "in": "keyword",
    "..": "operator", '"From when"': "string", "# a comment": "comment", "def": "keyword",
    "net": "def", "vat": "attribute", "20%": "number", "sales": "def", "load": "keyword",
    "sample": "tag", '"orders"': "string", "rows": "attribute", "1_000": "number", "|": "operator",
    "filter": "keyword", "$since": "variable-2", "and": "keyword", "'Coast'": "string",
    "null": "keyword", "derive": "keyword", "bin": "builtin", "30d": "number", "2.5e3": "number",
    "chart": "keyword", "treemap": "tag", "title": "attribute", 'f"': "string-2",
    "upper": "builtin", "profile": "property", "sort": "keyword", "desc": "keyword", "as": "keyword",
}


def pieces(notebook, number):
    """The pieces of a cell's text with their colours, in order."""
    return notebook.show(number).locator(".cm-content").first.evaluate(
        """content => {
          const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT), found = [];
          while (walker.nextNode()) {
            const text = walker.currentNode.textContent.trim();
            if (text) found.push([text, getComputedStyle(walker.currentNode.parentElement).color]);
          }
          return found;
        }"""
    )


def theme_colour(page, name):
    """A colour of the theme, as the browser writes colours."""
    return page.evaluate(
        """name => {
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.color = `var(--jp-mirror-editor-${name}-color)`;
          const found = getComputedStyle(probe).color;
          probe.remove();
          return found;
        }""",
        name,
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_editor_colours_the_language(opened, server, theme):
    name = f"colours-{theme}.ipynb"
    write_notebook(
        server.folder / name, [COLOURED, "%%sql\nselect 1 as filter -- a remark", 'note "no end\nt | take 3']
    )
    notebook = opened(name, theme)
    found = pieces(notebook, 0)
    for text, colour_name in PIECES.items():
        colours = [one for piece, one in found if piece == text]
        assert colours, (text, found)
        assert colours[0] == theme_colour(notebook.page, colour_name), text
    # A verb's word is one only behind a pipe.
    plain = [one for piece, one in found if piece == "quantity"][0]
    assert [one for piece, one in found if piece == "filter"][-1] == plain
    assert len({one for _, one in found}) >= 9

    keyword = theme_colour(notebook.page, "keyword")
    query = dict(pieces(notebook, 1))
    assert query["select"] == query["as"] == keyword != query["filter"]
    assert query["-- a remark"] == theme_colour(notebook.page, "comment")
    assert dict(pieces(notebook, 2))["take"] == keyword
    notebook.panel.screenshot(path=SCREENSHOTS / f"colours-{theme}.png")
    assert not notebook.problems


def test_comments_are_put_and_taken_with_the_keyboard(opened, server):
    write_notebook(server.folder / "comments.ipynb", ["sales = 1\nsales"])
    notebook = opened("comments.ipynb")
    editor = notebook.edit(0, "sales = 1")
    notebook.page.keyboard.press("Control+/")
    assert editor.inner_text().strip() == "# sales = 1"
    assert dict(pieces(notebook, 0))["# sales = 1"] == theme_colour(notebook.page, "comment")
    notebook.page.keyboard.press("Control+/")
    assert editor.inner_text().strip() == "sales = 1"
    assert not notebook.problems


def test_a_script_opens_in_colours(opened, server):
    (server.folder / "report.teff").write_text('load sample "orders"\n  | take 3 # rows\n')
    write_notebook(server.folder / "beside.ipynb", ["1"])
    page = opened("beside.ipynb").context.new_page()
    page.goto(f"{server.address}/lab/tree/report.teff?reset&token={server.token}", timeout=90_000)
    editor = page.locator(".jp-FileEditor .cm-content")
    editor.wait_for(timeout=60_000)
    take = editor.locator("span", has_text=re.compile("^take$"))
    take.wait_for(timeout=10_000)
    assert colour(page, take, "color") == theme_colour(page, "keyword")
