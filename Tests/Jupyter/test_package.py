"""`pip install` of the package is all that Jupyter needs.

The package is built from this clone's program. `make test-slow` also builds the one that is given
away, with Swift's library inside, and starts it where there is nothing but the C library.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from kernels import ROOT

PROGRAM = ROOT / ".build/release/teff"
# What a plain Linux has (PEP 600).
PLAIN = re.compile(
    r"(ld-linux-x86-64|libc|libm|libpthread|libdl|librt|libresolv|libutil|libstdc\+\+|libgcc_s)\.so\.\d+$"
)
RUN = """
import nbformat, nbclient
cells = ['shops = rows [{shop: "Riga", sold: 3}, {shop: "Oslo", sold: 4}]', "shops | summarize sold = sum(sold)"]
node = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
nbclient.NotebookClient(node, kernel_name="teff", timeout=60).execute()
print(node.metadata.language_info.pygments_lexer, node.metadata.language_info.codemirror_mode)
print(node.cells[1].outputs[0].data["text/plain"])
"""
TOOLS = """
from pygments.lexers import get_lexer_by_name
import papermill.engines
from papermill.translators import papermill_translators
print(get_lexer_by_name("teff").__module__)
print(papermill_translators.find_translator("teff", "teff").codify({"a": [1]}))
"""


def build(folder, *options):
    """Builds the package and gives its file."""
    made = subprocess.run(
        [ROOT / "Scripts/wheel", *options, "--into", folder], stdout=subprocess.PIPE, text=True,
        check=True,
    )
    return Path(made.stdout.strip().splitlines()[-1])


@pytest.fixture(
    scope="module",
    params=[
        "clone",
        pytest.param(
            "static",
            marks=pytest.mark.skipif(
                not os.environ.get("TEFF_SLOW"), reason="builds for minutes: make test-slow"
            ),
        ),
    ],
)
def package(request, tmp_path_factory):
    options = ["--program", PROGRAM] if request.param == "clone" else []
    first, second = (build(tmp_path_factory.mktemp("package"), *options) for _ in range(2))
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes(), "the same sources give the same bytes"
    return first


class Environment:
    """An environment with the package; Jupyter and DuckDB are borrowed from the one of the tests."""

    def __init__(self, folder, package):
        self.folder, self.prefix = folder, folder / "venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.prefix], check=True)
        own = Path(sysconfig.get_path("purelib"))
        packages = next(self.prefix.glob("lib/python3*/site-packages"))
        self.pip("install", "--quiet", "--no-index", "--no-deps", package)
        (packages / "borrowed.pth").write_text(f"{own}\n")
        for path in own.glob("*duckdb*"):
            if not path.name.startswith("adbc"):
                (packages / path.name).symlink_to(path)

    def pip(self, *arguments):
        subprocess.run(
            [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python",
             self.prefix / "bin/python", *arguments],
            check=True,
        )

    def run(self, program, *arguments):
        """Runs a program of the environment with hardly a variable; gives all that it says."""
        done = subprocess.run(
            [self.prefix / "bin" / program, *arguments], cwd=self.folder, text=True, timeout=100,
            env={"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def environment(package, tmp_path_factory):
    return Environment(tmp_path_factory.mktemp("environment"), package)


def test_the_name_says_where_it_works(package):
    with zipfile.ZipFile(package) as files:
        has_libraries = any("/kernels/teff/lib/libzmq.so" in name for name in files.namelist())
        texts = [name for name in files.namelist() if "/licenses/" in name]
    kind = r"manylinux_2_\d+_x86_64" if has_libraries else "linux_x86_64"
    assert re.fullmatch(rf"teff-\d+\.\d+\.\d+-py3-none-{kind}\.whl", package.name)
    assert any(name.endswith("/LICENSE") for name in texts)
    assert has_libraries == any(name.endswith("/libzmq5.txt") for name in texts)


def test_the_record_names_every_file_with_its_hash(package):
    with zipfile.ZipFile(package) as files:
        record = next(name for name in files.namelist() if name.endswith("/RECORD"))
        lines = [line.rsplit(",", 2) for line in files.read(record).decode().splitlines()]
        assert sorted(name for name, _, _ in lines) == sorted(files.namelist())
        requirement = files.read(record.replace("RECORD", "METADATA")).decode()
    pinned = (ROOT / "Scripts/requirements/duckdb.txt").read_text().strip().split("==")[1]
    assert f"\nRequires-Dist: duckdb~={pinned}\n" in requirement


def test_jupyter_finds_the_kernel_and_the_extension(environment):
    specs = json.loads(environment.run("python", "-m", "jupyter_client.kernelspecapp", "list", "--json"))
    spec = specs["kernelspecs"]["teff"]
    assert Path(spec["resource_dir"]) == environment.prefix / "share/jupyter/kernels/teff"
    assert spec["spec"]["argv"][0] == "{resource_dir}/bin/teff"
    assert (Path(spec["resource_dir"]) / "logo-svg.svg").is_file()
    assert os.access(Path(spec["resource_dir"]) / "bin/teff", os.X_OK)
    listed = environment.run("python", "-m", "jupyterlab.labextensions", "list")
    assert re.search(r"teff v\d+\.\d+\.\d+.*enabled.*OK", listed), listed


def test_a_cell_runs(environment):
    said = environment.run("python", "-c", RUN)
    assert said.startswith("teff {'name': 'teff', 'mime': 'text/x-sql'}")
    assert "│    7 │" in said


def test_the_program_is_on_the_path_and_finds_its_parts(environment):
    assert re.fullmatch(r"teff \d+\.\d+\.\d+\n", environment.run("teff", "--version"))
    found = environment.run("teff", "doctor")
    assert f"{environment.prefix}/lib/" in found and "(installed with teff)" in found
    assert "JupyterLab  highlights Teff, " in found
    assert "papermill   takes Teff's params, " in found
    assert "another program" not in found


def test_pygments_and_papermill_know_the_language(environment):
    said = environment.run("python", "-c", TOOLS)
    assert said == "teff_jupyter.lexer\n# Parameters\na = [1]\n\n"


class TestOnAPlainSystem:
    """The program that is given away asks for nothing that a plain Linux lacks."""

    @pytest.fixture
    def kernel(self, package, environment):
        if "manylinux" not in package.name:
            pytest.skip("this package holds the clone's own program: make test-slow builds the other")
        return environment.prefix / "share/jupyter/kernels/teff"

    def libraries(self, program):
        """The shared libraries that are loaded for a program, by name."""
        listed = subprocess.run(
            ["/usr/bin/env", "-i", "ldd", program], text=True, check=True, stdout=subprocess.PIPE
        )
        found = {}
        for line in listed.stdout.splitlines():
            name, _, place = line.strip().partition(" => ")
            if not name.startswith("linux-vdso"):
                found[Path(name.split(" (")[0]).name] = Path((place or name).split(" (")[0])
        return found

    def test_the_libraries_are_its_own_or_those_of_every_linux(self, kernel):
        for name, path in self.libraries(kernel / "bin/teff").items():
            if not PLAIN.match(name):
                assert path.parent.resolve() == (kernel / "lib").resolve(), name

    def test_it_works_where_there_is_nothing_else(self, kernel, tmp_path):
        """A folder as the root of the file system, with the C library and DuckDB."""
        root = tmp_path / "root"
        shutil.copytree(kernel, root / "teff")
        duckdb = next(Path(sysconfig.get_path("purelib")).glob("_duckdb*.so"))
        shutil.copy(duckdb, root / "teff" / duckdb.name)
        needed = self.libraries(kernel / "bin/teff") | self.libraries(duckdb)
        for name, path in needed.items():
            if PLAIN.match(name):
                for folder in ("lib64", "lib/x86_64-linux-gnu"):
                    (root / folder).mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, root / folder / name)
        for name in ("tmp", "etc", "home", "proc"):
            (root / name).mkdir()
        (root / "cell.teff").write_text('load sample "orders" | summarize n = count()\n')
        done = subprocess.run(
            ["unshare", "--map-root-user", "--fork", "--pid", f"--root={root}", "--mount-proc",
             "/teff/bin/teff", "run", "/cell.teff"],
            env={"TEFF_DUCKDB": f"/teff/{duckdb.name}", "HOME": "/home", "PATH": os.environ["PATH"]},
            text=True, capture_output=True, timeout=60,
        )
        if done.stderr.startswith("unshare:"):
            pytest.skip(done.stderr)
        assert done.returncode == 0, done.stderr
        assert "20,000" in done.stdout


def test_nothing_is_left_after_pip_uninstall(environment):
    environment.pip("uninstall", "--quiet", "--yes", "teff")
    left = [
        path for path in environment.prefix.rglob("*")
        if "teff" in path.relative_to(environment.prefix).as_posix()
    ]
    assert left == []
