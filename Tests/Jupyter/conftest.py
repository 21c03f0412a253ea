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
