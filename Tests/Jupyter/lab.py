"""JupyterLab in a real browser: a server of its own, a page, and what one does with a notebook."""
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from kernels import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
SCREENSHOTS = ROOT / "build" / "screenshots"

# What JupyterLab itself says on a machine without network, whatever the kernel.
OWN_NOISE = re.compile(
    r"favicon|/api/news|ResizeObserver|Password field|third-party cookie|/lsp/|/api/me\b", re.IGNORECASE
)

PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"


def need_browser():
    """Skips a file of tests where there is no browser."""
    if not os.access(CHROMIUM, os.X_OK):
        print(f"skipped: no browser at {CHROMIUM}; Scripts/setup test installs it")
        pytest.skip("no chromium on this machine", allow_module_level=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A JupyterLab with settings of its own on a free port."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.token = secrets.token_hex(16)
        self.address = f"http://127.0.0.1:{free_port()}"
        self.log = open(self.folder.parent / "lab.log", "w+", encoding="utf-8")
        arguments = [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1",
            f"--port={self.address.rsplit(':', 1)[1]}", "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={self.folder}",
            "--LabApp.news_url=None",
        ]
        self.process = subprocess.Popen(
            arguments, cwd=self.folder, stdout=self.log, stderr=subprocess.STDOUT
        )
        deadline = time.monotonic() + 90
        while True:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("JupyterLab does not start:\n" + self.words())
            try:
                self.get("/api/status")
                return
            except OSError:
                time.sleep(0.2)

    def words(self):
        self.log.flush()
        return Path(self.log.name).read_text(encoding="utf-8")[-3000:]

    def get(self, path):
        request = urllib.request.Request(
            self.address + path, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Notebook:
    """A notebook that is open in a browser."""

    def __init__(self, browser, server, name, theme="light"):
        self.server, self.name = server, name
        self.problems = []
        self.context = browser.new_context(
            viewport={"width": 1400, "height": 1000}, color_scheme=theme
        )
        self.page = self.context.new_page()
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        self.page.on("dialog", lambda dialog: self.problems.append(f"dialog: {dialog.message}"))
        self.page.goto(
            f"{server.address}/lab/tree/{name}?reset&token={server.token}", timeout=90_000
        )
        self.page.wait_for_selector(f"{PANEL} .jp-Notebook .jp-Cell", timeout=90_000)
        self.page.add_style_tag(content=".Toastify{display:none!important}")
        self.panel = self.page.locator(PANEL)
        self.cells = self.panel.locator(".jp-CodeCell")
        self.set_theme(f"JupyterLab {theme.title()}")
        self.wait_kernel()
        self.wait_idle()

    def heard(self, message):
        text = f"{message.text} {message.location.get('url', '')}"
        if message.type == "error" and not OWN_NOISE.search(text):
            self.problems.append(f"console: {text}")

    def close(self):
        self.context.close()

    def set_theme(self, name):
        """Sets the theme as a user does; it is a setting that outlives the page."""
        if self.page.evaluate("document.body.dataset.jpThemeName") == name:
            return
        self.menu("Settings")
        self.page.locator(".lm-Menu-item", has_text="Theme").first.hover()
        self.page.locator(".lm-Menu-item", has_text=re.compile(f"^{name}$")).first.click()
        self.page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=name)

    def menu(self, name):
        self.page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{name}$")).click()

    def wait_kernel(self, timeout=60):
        """Waits until the notebook has its kernel: a cell that runs earlier asks for one."""
        deadline = time.monotonic() + timeout
        while True:
            sessions = self.server.get("/api/sessions")
            kernels = [session["kernel"] for session in sessions if session["path"] == self.name]
            if kernels and kernels[0]["execution_state"] == "idle":
                assert kernels[0]["name"] == "teff"
                return
            assert time.monotonic() < deadline, f"no kernel: {sessions}"
            self.page.wait_for_timeout(200)

    def wait_idle(self, timeout=120):
        """Waits until no cell runs and the kernel has been idle for a while."""
        indicator = self.panel.locator(".jp-Notebook-ExecutionIndicator").first
        deadline, calm = time.monotonic() + timeout, 0
        while calm < 3:
            assert time.monotonic() < deadline, "the kernel does not become idle"
            dialog = self.page.locator(".jp-Dialog")
            assert dialog.count() == 0, dialog.first.inner_text()
            waits = self.panel.locator(".jp-InputPrompt", has_text="*").count()
            is_idle = indicator.get_attribute("data-status") == "idle"
            calm = calm + 1 if is_idle and waits == 0 else 0
            self.page.wait_for_timeout(200)

    def run_all(self):
        self.menu("Run")
        self.page.locator(".lm-Menu-item[data-command='runmenu:run-all']").click()
        self.page.wait_for_timeout(500)
        self.wait_idle()

    def saved(self):
        """The code cells as saved: the page cannot tell an error from other outputs."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Control+s")
        path = self.server.folder / self.name
        before, deadline = path.stat().st_mtime_ns, time.monotonic() + 10
        while path.stat().st_mtime_ns == before and time.monotonic() < deadline:
            self.page.wait_for_timeout(100)
        content = json.loads(path.read_text(encoding="utf-8"))
        return [cell for cell in content["cells"] if cell["cell_type"] == "code"]

    def show(self, number):
        """Scrolls a code cell into view, since outputs below the fold are not drawn yet."""
        cell = self.cells.nth(number)
        cell.scroll_into_view_if_needed()
        self.page.wait_for_timeout(150)
        return cell

    def outputs(self, number):
        return self.show(number).locator(".jp-OutputArea-child .jp-OutputArea-output")

    def edit(self, number, text):
        """Puts the cursor into a cell and types; what stood there goes away."""
        editor = self.show(number).locator(".cm-content").first
        editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)
        return editor


def colour(page, locator, name):
    """A colour of an element, as the browser writes colours."""
    return locator.evaluate(f"element => getComputedStyle(element).{name}")


def write_notebook(path, cells, outputs=()):
    """Writes a notebook of code cells."""
    outputs = dict(outputs)
    content = {
        "cells": [
            {
                "cell_type": "code", "id": f"cell-{number}", "metadata": {}, "source": source,
                "execution_count": None, "outputs": outputs.get(number, []),
            }
            for number, source in enumerate(cells)
        ],
        "metadata": {
            "kernelspec": {"display_name": "Teff", "language": "teff", "name": "teff"},
            "language_info": {"name": "teff", "file_extension": ".teff"},
        },
        "nbformat": 4, "nbformat_minor": 5,
    }
    Path(path).write_text(json.dumps(content), encoding="utf-8")
