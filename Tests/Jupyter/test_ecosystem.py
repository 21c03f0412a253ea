"""The other tools around Jupyter: nbconvert, nbval and Voilà with the committed notebooks."""
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from nbconvert import HTMLExporter

from kernels import ROOT
from lab import CHROMIUM, free_port

NOTEBOOKS = ROOT / "notebooks"
REPORT = NOTEBOOKS / "monthly-report.ipynb"


def tool(*arguments, folder):
    return subprocess.run(
        [sys.executable, "-m", *map(str, arguments)], cwd=folder, capture_output=True, text=True,
        timeout=150,
    )


def test_nbconvert_colours_the_cells():
    page, _ = HTMLExporter().from_notebook_node(nbformat.read(REPORT, as_version=4))
    assert '<div class="highlight hl-teff"><pre>' in page
    assert '<span class="k">summarize</span>' in page
    assert '<span class="nb">count_distinct</span>' in page
    assert '<span class="ld">12mo</span>' in page


def test_nbconvert_executes_without_a_warning(tmp_path):
    shutil.copy(REPORT, tmp_path)
    run = tool("nbconvert", "--to", "html", "--execute", REPORT.name, folder=tmp_path)
    assert run.returncode == 0, run.stderr
    assert not re.search("warn|lexer", run.stderr, re.IGNORECASE), run.stderr
    page = (tmp_path / "monthly-report.html").read_text(encoding="utf-8")
    assert "Revenue by channel, thirteen months" in page


def test_nbconvert_makes_a_script_that_runs(tmp_path):
    run = tool("nbconvert", "--to", "script", REPORT, "--output-dir", tmp_path, folder=tmp_path)
    assert run.returncode == 0, run.stderr
    script = subprocess.run(
        [ROOT / ".build/release/teff", "run", tmp_path / "monthly-report.teff", "-p", "top=3"],
        capture_output=True, text=True, timeout=60, cwd=tmp_path,
    )
    assert script.returncode == 0, script.stderr
    assert "3 rows · 4 columns" in script.stdout


@pytest.mark.parametrize("name", ["tour", "monthly-report"])
def test_nbval_finds_the_committed_outputs(tmp_path, name):
    shutil.copy(NOTEBOOKS / f"{name}.ipynb", tmp_path)
    run = tool("pytest", "-q", "-p", "no:cacheprovider", "--nbval", f"{name}.ipynb", folder=tmp_path)
    assert run.returncode == 0, run.stdout[-3000:]
    cells = [
        cell for cell in nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
        if cell.cell_type == "code"
    ]
    assert f"{len(cells)} passed" in run.stdout


def test_nbval_finds_an_output_that_changed(tmp_path):
    node = nbformat.read(REPORT, as_version=4)
    output = next(
        output for cell in node.cells for output in cell.get("outputs", [])
        if "text/markdown" in output.data
    )
    output.data["text/markdown"] = output.data["text/markdown"].replace("56,469", "56,470")
    nbformat.write(node, tmp_path / "changed.ipynb")
    run = tool("pytest", "-q", "-p", "no:cacheprovider", "--nbval", "changed.ipynb", folder=tmp_path)
    assert run.returncode == 1 and "1 failed" in run.stdout


# What Voilà itself says, whatever the kernel: its fonts come from the net; each of its two connections
# hears that the kernel refused a widget of the other.
OWN_NOISE = re.compile(r"cdn\.jsdelivr\.net|Comm not found for comm id|favicon")


@pytest.mark.skipif(not os.access(CHROMIUM, os.X_OK), reason="no chromium on this machine")
def test_voila_shows_the_report(tmp_path):
    from playwright.sync_api import sync_playwright

    shutil.copy(REPORT, tmp_path)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    log = open(tmp_path / "voila.log", "w+", encoding="utf-8")
    server = subprocess.Popen(
        [sys.executable, "-m", "voila", REPORT.name, "--no-browser", f"--port={port}",
         "--Voila.ip=127.0.0.1"],
        cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/voila/static/style.css", timeout=5)
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                assert server.poll() is None and time.monotonic() < deadline
                time.sleep(0.2)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1000, "height": 2000})
            problems = []
            page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
            page.on(
                "console",
                lambda message: problems.append(message.text)
                if message.type == "error"
                and not OWN_NOISE.search(message.text + message.location.get("url", "")) else None,
            )
            page.goto(address, timeout=60_000, wait_until="domcontentloaded")
            page.locator("table.teff-table").nth(1).wait_for(timeout=60_000)
            assert page.locator("table.teff-table").count() == 2
            charts = page.locator(".teff-live svg")
            assert charts.count() == 3
            for number in range(3):
                box = charts.nth(number).bounding_box()
                assert box["width"] > 300 and box["height"] > 100
            assert page.get_by_text("May 2024, all regions").is_visible()
            page.wait_for_timeout(1000)
            pictures = ROOT / "build" / "screenshots"
            pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=pictures / "voila.png")
            browser.close()
        assert not problems
    finally:
        server.terminate()
        server.wait(20)
        log.close()
