"""Tests through Jupyter: `make test` installs the kernel into .venv and runs them with it."""
import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory):
    """Keeps settings, history and notebook signatures of these tests away from the user's."""
    base = tmp_path_factory.mktemp("home")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        folder = base / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)
    os.environ["JUPYTERLAB_SETTINGS_DIR"] = str(base / "settings")
    os.environ["JUPYTERLAB_WORKSPACES_DIR"] = str(base / "workspaces")
    os.environ["XDG_STATE_HOME"] = str(base / "state")
    os.environ["XDG_DATA_HOME"] = str(base / "data")


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """One kernel for the tests of a file, as in a long notebook session."""
    from kernels import Kernel

    with Kernel(tmp_path_factory.mktemp("work")) as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A JupyterLab for the tests of a file."""
    from lab import SCREENSHOTS, Server

    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    folder.mkdir()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    running = Server(folder)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser():
    """A browser for the tests of a file."""
    from lab import CHROMIUM
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield started
        started.close()


@pytest.fixture
def opened(browser, server):
    """Opens notebooks and closes them after the test."""
    from lab import Notebook

    pages = []

    def open_notebook(name, theme="light"):
        pages.append(Notebook(browser, server, name, theme))
        return pages[-1]

    yield open_notebook
    for page in pages:
        page.close()
