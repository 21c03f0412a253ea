"""papermill sets the params of a notebook, and the kernel converts and checks them."""
import datetime
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from papermill.execute import execute_notebook
from papermill.inspection import inspect_notebook
from papermill.translators import papermill_translators

from kernels import ROOT
from lab import write_notebook

REPORT = ROOT / "notebooks" / "monthly-report.ipynb"


def translator():
    import papermill.engines  # imports what the packages bring

    assert papermill.engines
    return papermill_translators.find_translator("teff", "teff")


def texts(node):
    """The plain texts of a notebook's outputs."""
    return [
        output["data"]["text/plain"]
        for cell in node.cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]


@pytest.mark.parametrize(
    "value, written, shown",
    [
        (7, "7", "7"),
        (-7, "-7", "-7"),
        (2.5, "2.5", "2.5"),
        (-1e-7, "-1e-07", "-1e-7"),
        (1e20, "1e+20", "1e20"),
        (float("inf"), "null", "–"),
        (True, "true", "true"),
        (None, "null", "–"),
        ("plain", '"plain"', "plain"),
        ('with "quotes" and \'more\'', None, 'with "quotes" and \'more\''),
        ("back\\slash {brace} $name", None, "back\\slash {brace} $name"),
        ("Größe 🌾 日本", '"Größe 🌾 日本"', "Größe 🌾 日本"),
        ("two\nlines\tand a tab", '"two\\nlines\\tand a tab"', None),
        ("", '""', None),
        ([1, 2, 3], "[1, 2, 3]", "[1, 2, 3]"),
        (["a", 'b"c'], '["a", "b\\"c"]', None),
        ([], "[]", "[]"),
        ({"a": 1, "two words": ["x"]}, '{"a": 1, "two words": ["x"]}', "{a: 1, `two words`: [x]}"),
        ((1, 2), "[1, 2]", "[1, 2]"),
        (datetime.date(2024, 3, 1), "@2024-03-01", "2024-03-01"),
        (datetime.datetime(2024, 3, 1, 8, 26), "@2024-03-01T08:26:00", "2024-03-01 08:26"),
    ],
)
def test_a_value_comes_out_as_it_went_in(kernel, value, written, shown):
    code = translator().codify({"v": value})
    if written is not None:
        assert code == f"# Parameters\nv = {written}\n"
    answer = kernel.run(f"{code}\n$v")
    assert answer.reply["status"] == "ok", answer.traceback
    if shown is not None:
        assert answer.text == shown
    if isinstance(value, str):
        length = kernel.run("length($v)")
        assert length.text == str(len(value))


def test_a_list_of_records_is_a_table(kernel):
    code = translator().codify({"goals": [{"shop": "Riga", "goal": 3}, {"shop": "Oslo", "goal": 4}]})
    answer = kernel.run(f"{code}\ngoals | summarize total = sum(goal)")
    assert answer.reply["status"] == "ok" and "7" in answer.text


@pytest.mark.parametrize("name", ["by", "my name", "tick`", "1st"])
def test_a_name_that_is_no_plain_name_stands_in_backticks(kernel, name):
    answer = kernel.run(translator().codify({name: 1}))
    assert answer.reply["status"] == "ok", answer.traceback


def test_a_notebook_is_run_with_other_values(tmp_path):
    out = tmp_path / "march.ipynb"
    run = subprocess.run(
        [sys.executable, "-m", "papermill", REPORT, out, "-p", "month", "2024-03-10", "-p", "region",
         "Valley", "-p", "top", "3", "--no-progress-bar"],
        capture_output=True, text=True, timeout=100, cwd=tmp_path,
    )
    assert run.returncode == 0, run.stderr
    node = nbformat.read(out, as_version=4)
    injected = [
        cell.source for cell in node.cells if "injected-parameters" in cell.metadata.get("tags", [])
    ]
    assert injected == ['# Parameters\nmonth = "2024-03-10"\nregion = "Valley"\ntop = 3\n']
    shown = texts(node)
    assert shown[0].startswith("## March 2024, Valley\n")
    assert shown[-1].splitlines()[-1] == "3 rows · 4 columns"


@pytest.mark.parametrize(
    "given, words",
    [
        ({"region": "Mars"}, ["E304", "cannot be Mars", "Highlands", 'region = "Mars"']),
        ({"top": "many"}, ["E304", "`top` is an int", '"many" does not read as one']),
        ({"top": 100}, ["E304", "cannot be 100", "from 3 to 20"]),
        ({"month": "2031-01-01"}, ["E304", "cannot be 2031-01-01"]),
    ],
)
def test_a_wrong_value_is_a_clear_error(tmp_path, given, words):
    from papermill.exceptions import PapermillExecutionError

    with pytest.raises(PapermillExecutionError) as raised:
        execute_notebook(REPORT, tmp_path / "out.ipynb", given, cwd=tmp_path, progress_bar=False)
    for word in words:
        assert word in str(raised.value)


def test_the_params_of_a_notebook_are_listed(tmp_path):
    cell = '''# What may change.
param day: date = @2024-03-01 in (@2023..@2024-12-31) "The day"   # not this
param shops: list = ["Riga", "a # b"] in ["Riga", "a # b"]   # Which shops
param share: number = 5%
param title: text
param sizes: list = [
  1,  # small
  2,
]
param ahead: duration = -30d "How far"
kept = 3
note "param fake: int = 3"'''
    path = tmp_path / "params.ipynb"
    write_notebook(path, [cell])
    node = nbformat.read(path, as_version=4)
    node.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(node, path)
    found = {
        name: (one["inferred_type_name"], one["default"], one["help"])
        for name, one in inspect_notebook(str(path)).items()
    }
    assert found == {
        "day": ("date", "@2024-03-01", "The day"),
        "shops": ("list", '["Riga", "a # b"]', "Which shops"),
        "share": ("number", "5%", ""),
        "title": ("text", "None", ""),
        "sizes": ("list", "[ 1, 2, ]", ""),
        "ahead": ("duration", "-30d", "How far"),
    }


def retail(folder, kind):
    """Online Retail as a file of the kind, or None where the data sets are not here."""
    base = os.environ.get("TEFF_DATA")
    source = Path(base) / "retail" / "online_retail.parquet" if base else None
    if source is None or not source.exists():
        return None
    if kind == "parquet":
        return source
    import duckdb

    target = folder / f"online_retail.{kind}"
    duckdb.sql(f"copy (from '{source}') to '{target}' (header)")
    return target


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_the_exploration_takes_another_file(tmp_path, kind):
    data = retail(tmp_path, kind)
    if data is None:
        pytest.skip("TEFF_DATA names no folder with retail/online_retail.parquet")
    node = execute_notebook(
        ROOT / "notebooks" / "eda.ipynb", tmp_path / "out.ipynb", {"data": str(data), "top": 5},
        cwd=tmp_path, progress_bar=False,
    )
    shown = texts(node)
    size = next(text for text in shown if text.startswith("**541,909 lines**"))
    assert "of 25,900 orders: 4,070 products" in size and "4,372 known customers" in size
    # Computed with pandas from the same file.
    assert "19,776 orders of 4,334 known customers brought 10,278,875" in shown[-1].replace("\n", " ")
    assert "November 2011 with 1,458,892" in shown[-1].replace("\n", " ")


def test_the_groups_take_another_table(tmp_path):
    base = os.environ.get("TEFF_DATA")
    data = Path(base) / "customers" / "ethiopian_supermarket_customers.csv" if base else None
    if data is None or not data.exists():
        pytest.skip("TEFF_DATA names no folder with customers/ethiopian_supermarket_customers.csv")
    (tmp_path / "out").mkdir()
    node = execute_notebook(
        ROOT / "notebooks" / "supermarket-clusters.ipynb", tmp_path / "out.ipynb",
        {"data": str(data)}, cwd=tmp_path, progress_bar=False,
    )
    shown = texts(node)
    assert any(text.startswith("**2 groups**") for text in shown)
    assert any("of 50 customers are nearer" in text for text in shown)
