"""What a user sees in JupyterLab, in a real browser. Pictures go to build/screenshots."""
import shutil

import nbformat
import pytest

from kernels import ROOT, Kernel
from lab import SCREENSHOTS, colour, need_browser, write_notebook

need_browser()

TOUR = ROOT / "notebooks" / "tour.ipynb"
NASTY = "<script>window.x=1</script><img src=x onerror=window.y=1>"


def check_boxes(notebook):
    """Every output is drawn: it has an area, and what overflows can be scrolled to."""
    for number in range(notebook.cells.count()):
        outputs = notebook.outputs(number)
        for position in range(outputs.count()):
            box = outputs.nth(position).bounding_box()
            assert box and box["width"] > 100 and box["height"] > 10, (number, position, box)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_tour_runs_from_top_to_bottom(opened, server, theme):
    name = f"tour-{theme}.ipynb"
    shutil.copy(TOUR, server.folder / name)
    notebook = opened(name, theme)
    notebook.run_all()
    cells = notebook.saved()
    for number, cell in enumerate(cells):
        assert cell["execution_count"] == number + 1, "".join(cell["source"])
        for output in cell["outputs"]:
            assert output["output_type"] != "error", output
    check_boxes(notebook)
    drawn = 0
    for number, cell in enumerate(cells):
        for position, output in enumerate(cell["outputs"]):
            place = notebook.outputs(number).nth(position)
            place.screenshot(path=SCREENSHOTS / f"tour-{theme}-{number:02}-{position}.png")
            if "image/svg+xml" in output.get("data", {}):
                drawn += 1
                assert place.locator(".teff-live svg").is_visible()
                assert not place.locator(".teff-flat img").is_visible()
    assert drawn >= 4
    assert not notebook.problems


def test_texts_stand_out_in_both_themes(opened, server):
    write_notebook(
        server.folder / "themes.ipynb",
        ['rows [{shop: "Riga", sold: 3}, {shop: "Oslo", sold: 5}] | chart bar x: shop, y: sold',
         'rows [{shop: "Riga", sold: 3}]', 'rows [{shop: "Riga"}] | filter shp == 1'],
    )
    for theme, is_bright in [("light", False), ("dark", True)]:
        notebook = opened("themes.ipynb", theme)
        notebook.run_all()
        texts = [
            notebook.outputs(0).locator(".teff-live svg text").first,
            notebook.outputs(1).locator("td").first,
            notebook.outputs(2).locator("pre").first,
        ]
        for place in texts:
            name = "fill" if place.evaluate("e => e instanceof SVGElement") else "color"
            channels = colour(notebook.page, place, name).strip("rgba()").split(",")[:3]
            brightness = sum(float(channel) for channel in channels) / 3
            assert (brightness > 128) == is_bright, (theme, channels)
        notebook.panel.screenshot(path=SCREENSHOTS / f"themes-{theme}.png")
        notebook.close()


def test_a_tooltip_comes_with_the_pointer_and_with_the_keyboard(opened, server):
    write_notebook(
        server.folder / "tooltip.ipynb",
        ['rows [{shop: "Riga", sold: 3}, {shop: "Oslo", sold: 5}] | chart bar x: shop, y: sold'],
    )
    notebook = opened("tooltip.ipynb")
    notebook.run_all()
    output = notebook.outputs(0)
    marks, tips = output.locator(".teff-hit"), output.locator(".teff-tip")
    assert marks.count() == tips.count() == 2
    visible = "element => getComputedStyle(element).visibility"
    assert [tips.nth(n).evaluate(visible) for n in range(2)] == ["hidden", "hidden"]
    marks.nth(1).hover()
    assert [tips.nth(n).evaluate(visible) for n in range(2)] == ["hidden", "visible"]
    text = tips.nth(1).inner_html()
    assert "Riga" in text or "Oslo" in text
    frame, box = output.locator("svg").bounding_box(), tips.nth(1).bounding_box()
    assert box["x"] >= frame["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
    notebook.panel.screenshot(path=SCREENSHOTS / "tooltip.png")
    notebook.page.mouse.move(5, 5)
    marks.nth(0).focus()
    notebook.page.keyboard.press("Tab")
    assert [tips.nth(n).evaluate(visible) for n in range(2)] == ["hidden", "visible"]
    assert not notebook.problems


def test_tab_completes_columns_and_shift_tab_shows_a_card(opened, server):
    write_notebook(
        server.folder / "editor.ipynb",
        ['shops = rows [{shop: "Riga", sold: 3, sold_before: 2}]', "shops"],
    )
    notebook = opened("editor.ipynb")
    notebook.run_all()
    page = notebook.page
    notebook.edit(1, "shops | sort ")
    page.keyboard.press("Tab")
    completer = page.locator(".jp-Completer:not(.lm-mod-hidden)")
    completer.wait_for(timeout=10_000)
    words = completer.locator(".jp-Completer-match").all_inner_texts()
    assert words[:3] == ["shop", "sold", "sold_before"]
    assert completer.locator(".jp-Completer-typeExtended").first.inner_text() == "column"
    page.screenshot(path=SCREENSHOTS / "completion.png")
    page.keyboard.press("Escape")

    editor = notebook.edit(1, "shops | sort sold_be")
    page.keyboard.press("Tab")
    completer.wait_for(timeout=10_000)
    assert completer.locator(".jp-Completer-match").all_inner_texts() == ["sold_before"]
    page.keyboard.press("Enter")
    completer.wait_for(state="hidden")
    assert editor.inner_text().strip() == "shops | sort sold_before"

    notebook.edit(1, "shops | summarize")
    page.keyboard.press("Shift+Tab")
    card = page.locator(".jp-Tooltip")
    card.wait_for(timeout=10_000)
    assert "summarize" in card.inner_text()
    assert card.bounding_box()["height"] > 50
    page.screenshot(path=SCREENSHOTS / "card.png")
    assert not notebook.problems


def test_an_untrusted_notebook_shows_pictures_and_tables(opened, server, tmp_path):
    with Kernel(tmp_path) as kernel:
        cells = [
            'shops = rows [{shop: "Riga", sold: 3}, {shop: "Oslo", sold: 5}]\nshops',
            'shops | chart bar x: shop, y: sold, title: "Sold"',
        ]
        outputs = {}
        for number, cell in enumerate(cells):
            data = kernel.run(cell).data[0]
            outputs[number] = [
                nbformat.v4.new_output("execute_result", data, execution_count=number + 1)
            ]
    write_notebook(server.folder / "untrusted.ipynb", cells, outputs)
    notebook = opened("untrusted.ipynb")
    table = notebook.outputs(0).locator("table")
    assert table.is_visible()
    assert "Riga" in table.inner_text()
    chart = notebook.outputs(1)
    assert not chart.locator(".teff-live").is_visible()
    picture = chart.locator(".teff-flat img")
    assert picture.is_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") >= 400
    assert "Sold" in picture.get_attribute("alt")
    assert picture.bounding_box()["height"] > 200
    notebook.panel.screenshot(path=SCREENSHOTS / "untrusted.png")
    assert not notebook.problems


def test_data_with_html_in_it_is_shown_and_never_executed(opened, server):
    cells = [
        f'nasty = rows [{{a: "{NASTY}", n: 2, "{NASTY}": 1}}, {{a: "b", n: 3}}]\nnasty',
        "nasty | describe",
        f'nasty | chart bar x: n, y: a, title: "{NASTY}"',
        "nasty | chart treemap size: n, label: a, color: a",
        "nasty | chart point x: n, y: n, color: a | layer text x: n, y: n, label: a",
        "name = nasty | summarize min(a)\nnote f\"**it is** {$name}\"",
        "$name",
        "tables",
        f"nasty | filter `{NASTY}` == @2024-01-01",
        f'nasty | assert a == "b", message: "{NASTY}"',
        f'load "{NASTY}"',
        f"nasty | filter `{NASTY}x` == 1",
        "nasty | show sql",
    ]
    write_notebook(server.folder / "nasty.ipynb", cells)
    notebook = opened("nasty.ipynb")
    for number in range(len(cells)):
        notebook.show(number).locator(".cm-content").first.click()
        notebook.page.keyboard.press("Control+Enter")
        notebook.wait_idle()
    saved = notebook.saved()
    for number, cell in enumerate(saved):
        assert cell["outputs"], cell["source"]
        notebook.show(number)
    errors = [
        number for number, cell in enumerate(saved) if cell["outputs"][-1]["output_type"] == "error"
    ]
    assert errors == [8, 9, 10, 11]
    notebook.page.wait_for_timeout(500)
    assert notebook.page.evaluate("[typeof window.x, typeof window.y]") == ["undefined"] * 2
    for number in (0, 3, 5, 8, 9, 10, 11):
        area = notebook.show(number).locator(".jp-OutputArea").first
        assert "<script>window.x=1</script>" in area.evaluate("area => area.textContent"), number
        assert area.locator("img[src=x], [onerror]").count() == 0, number
        scripts = "area => [...area.querySelectorAll('script')].map(script => script.text).join()"
        assert "window.x" not in area.evaluate(scripts), number
    notebook.page.screenshot(path=SCREENSHOTS / "nasty.png")
    assert not notebook.problems
