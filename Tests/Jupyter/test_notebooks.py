"""The committed notebooks run without an error and give, byte for byte, the outputs in them."""
import difflib
import json
import shutil

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from kernels import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
COMPARED = ("text/plain", "text/html", "text/markdown", "image/svg+xml")

pytestmark = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def execute(notebook, folder):
    """Runs a copy of the notebook in a folder of its own."""
    folder.mkdir()
    shutil.copy(notebook, folder / notebook.name)
    node = nbformat.read(folder / notebook.name, as_version=4)
    NotebookClient(
        node, timeout=120, kernel_name="teff", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return node


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Each notebook's first execution."""
    done = {}

    def get(notebook):
        if notebook not in done:
            done[notebook] = execute(notebook, tmp_path_factory.mktemp("first") / "work")
        return done[notebook]

    return get


def lasting(cell):
    """The outputs of a cell but the display of progress, which only slow machines show."""
    return [
        output for output in cell.get("outputs", [])
        if "teff-progress" not in "".join(output.get("data", {}).get("text/html", ""))
    ]


def outputs(node):
    """What a reader sees: the number of a cell, the kind of each output, its text."""
    lines = []
    for number, cell in enumerate(node.cells):
        for output in lasting(cell):
            if output.output_type == "stream":
                lines.append(f"cell {number} {output.name}: {output.text}")
            elif output.output_type == "error":
                lines.append(f"cell {number} error {output.ename}: {output.evalue}")
            else:
                for kind in COMPARED:
                    if kind in output.data:
                        text = "".join(output.data[kind])
                        lines += [f"cell {number} {kind} {line}" for line in text.splitlines()]
    return lines


def assert_same(left, right):
    if left != right:
        changes = [
            line[:300] for line in difflib.unified_diff(left, right, n=0, lineterm="")
        ]
        pytest.fail("the outputs differ:\n" + "\n".join(changes[:20]), pytrace=False)


def test_runs_without_an_error(notebook, executed):
    node = executed(notebook)
    code = [cell for cell in node.cells if cell.cell_type == "code" and cell.source.strip()]
    assert code
    for number, cell in enumerate(code, 1):
        assert cell.execution_count == number
        assert not [output for output in cell.outputs if output.output_type == "error"]
        assert not [output for output in cell.outputs if output.get("name") == "stderr"]


def test_gives_the_committed_outputs(notebook, executed):
    committed = outputs(nbformat.read(notebook, as_version=4))
    assert committed, f"{notebook.name} was committed without outputs"
    assert_same(committed, outputs(executed(notebook)))


def test_gives_the_same_bytes_again(notebook, executed, tmp_path):
    first, second = executed(notebook), execute(notebook, tmp_path / "work")
    assert_same(outputs(first), outputs(second))

    def kept(node):
        # What the execution itself adds are times; all else is compared.
        return json.dumps(
            [[dict(output, metadata={}) for output in lasting(cell)] for cell in node.cells]
        )

    assert kept(first) == kept(second)


def test_outputs_name_no_folder_of_this_machine(notebook, executed):
    text = "\n".join(outputs(executed(notebook)))
    assert str(ROOT) not in text
    assert "/tmp/" not in text


def test_becomes_a_page(notebook, executed):
    page, _ = HTMLExporter().from_notebook_node(executed(notebook))
    charts = sum(
        "image/svg+xml" in output.get("data", {})
        for cell in executed(notebook).cells
        for output in cell.get("outputs", [])
    )
    assert page.count('<div class="teff-live"') == charts > 0
    assert page.count('<div class="teff-flat"') == charts
    tables = '<table class="teff'
    assert (tables in page) == any(tables in text for text in outputs(executed(notebook)))
