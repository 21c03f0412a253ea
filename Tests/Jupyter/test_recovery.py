"""Whatever goes wrong in a cell is answered with a code, a place and a way out; the session lives on."""
import os
import re
import shutil
import signal
import time

import pytest

from kernels import Kernel, ROOT

KEEP = 'keep = rows [{day: @2024-01-05, shop: "Riga", sold: 3}, {day: @2024-02-01, shop: "Oslo", sold: 4}]'
LONG = 'sql "select count(*) as n from range(200000000000) t(i) where i % 7 = 3"'
PLACE = re.compile(r"^  cell (\d+), line (\d+) ▸ (.*)$", re.MULTILINE)


@pytest.fixture(scope="module", autouse=True)
def keep(kernel):
    """A name that must outlive every mistake, and a file with broken rows."""
    (kernel.folder / "broken.csv").write_text("a,b\n1,2\n3,x\n4\n5,6,7\n")
    assert kernel.run(KEEP).reply["status"] == "ok"


def check_error(answer, code, words, line=1):
    """The error's code, words and place: the line of the cell, and carets under the mistake."""
    error = answer.error
    assert answer.reply["status"] == "error"
    assert answer.reply["ename"] == error["ename"] == code
    assert error["evalue"] and "\n" not in error["evalue"]
    text = answer.traceback
    assert text.startswith(f"error[{code}]: ")
    for word in words:
        assert word in text
    place = PLACE.search(text)
    assert place, f"no place in:\n{text}"
    assert int(place[1]) == answer.reply["execution_count"]
    assert int(place[2]) == line
    below = text[place.end() :].splitlines()[1]
    carets = re.match(r" *(\^+)", below)
    assert carets, f"no carets in:\n{text}"
    assert carets.end() <= place.end() - place.start() + 1, f"carets beyond the line:\n{text}"
    return text


def check_alive(kernel):
    """The next cell works and earlier names are there."""
    answer = kernel.run("keep | summarize sum(sold)")
    assert answer.reply["status"] == "ok"
    assert "│ 7 " in answer.text or "7 │" in answer.text


@pytest.mark.parametrize(
    "cell, code, words, line",
    [
        ('load "nowhere.csv"', "E702", ["`nowhere.csv`", "broken.csv"], 1),
        ('load "broken.csv"', "E703", ["line 4", "line 5", "bad_rows: skip"], 1),
        ("keep\n  | filter solt > 3", "E101", ["`solt`", "did you mean `sold`?"], 2),
        ("keep | filter Sold > 3", "E101", ["`sold`"], 1),
        ('keep | filter day >= "2024-01-10"', "E412", ["text", "date", "@2024-01-10"], 1),
        ("keep | frobnicate sold", "E301", ["`frobnicate`"], 1),
        ("keep | summarise n = count()", "E310", ["`summarize`"], 1),
        ("keep | where sold > 3", "E310", ["write `filter`"], 1),
        ("keep\n\n  | group by shop", "E310", ["summarize", " by "], 3),
        ("keep | head", "E310", ["write `take`"], 1),
        ("nothing | take 1", "E102", ["`nothing`", "keep"], 1),
        ("note f\"{$nothing}\"", "E103", ["`$nothing`"], 1),
        ("keep | filter (sold > 3", "E203", ["never closed"], 1),
        ("keep | chart bar x: sold, y: sold", "E430", ["`bar`", "categories"], 1),
        ("keep | topics sold", "E311", ["later release"], 1),
        ("keep | derive x = sold + 9223372036854775807", "E704", ["64 bits"], 1),
        ("9223372036854775807 + 1", "E704", ["64 bits"], 1),
        ("rows [{a: 9223372036854775808}]", "E209", ["too large"], 1),
        ('keep | save "/proc/teff/out.csv"', "E706", ["out.csv"], 1),
        ('keep | save "broken.csv/out.csv"', "E706", ["out.csv"], 1),
        ("keep | assert sold > 3, message: \"too few\"", "E708", ["too few", "1 row"], 1),
        ('sql "select * from nothing"', "E701", ["nothing"], 1),
    ],
)
def test_a_mistake_has_a_code_a_place_and_a_way_out(kernel, cell, code, words, line):
    check_error(kernel.run(cell), code, words, line)
    check_alive(kernel)


def test_foreign_words_are_taught(kernel):
    for cell in ["keep | select * where sold > 3", "SELECT * FROM keep", "keep %>% take 1",
                 "keep.sold", "keep[1]", "import pandas", "let x = 1", "print(keep)"]:
        answer = kernel.run(cell)
        assert answer.error, cell
        assert PLACE.search(answer.traceback), cell
        assert "internal error" not in answer.traceback
    check_alive(kernel)


def test_broken_rows_can_be_left_out(kernel):
    answer = kernel.run('some = load "broken.csv" bad_rows: skip\nsome\nsome.rejected')
    assert answer.reply["status"] == "ok"
    assert "2 rows" in answer.text


def test_a_failed_cell_binds_nothing_and_keeps_what_stood(kernel):
    check_error(kernel.run("keep = keep | filter nothing > 1"), "E101", ["`nothing`"])
    check_error(kernel.run("fresh = keep\nbad = keep | filter oops > 1"), "E101", ["`oops`"], 2)
    check_error(kernel.run("fresh | take 1"), "E102", ["`fresh`", "failed"])
    check_alive(kernel)


def test_division_by_zero_is_null(kernel):
    assert kernel.run("1 / 0").text == "–"
    assert kernel.run("mod(1, 0)").text == "–"
    answer = kernel.run("keep | summarize missing = sum(case when sold / 0 is null then 1 else 0 end)")
    assert "2" in answer.text.splitlines()[3]


@pytest.mark.parametrize(
    "cell, code",
    [
        ("x = " + "(" * 5_000_000 + "1" + ")" * 5_000_000, "E215"),
        ("note \"" + "a" * 10_000_000, "E202"),
        ("keep | derive " + ", ".join(f"x{n} = sold + {n}" for n in range(500_000)), "E215"),
        ("keep" + " | take 1" * 1_200_000, "E215"),
        ("# " + "é" * 5_000_000 + "\nkeep | filter nothing == 1", "E101"),
    ],
    ids=["brackets", "text", "columns", "stages", "comment"],
)
def test_a_cell_of_ten_megabytes_is_answered(kernel, cell, code):
    assert len(cell.encode()) > 9_000_000
    answer = kernel.run(cell, timeout=120)
    assert answer.reply["status"] == "error"
    assert answer.error["ename"] == code
    assert sum(map(len, answer.error["traceback"])) < 20_000
    assert answer.seconds < 60
    check_alive(kernel)


def test_an_unwritable_folder_is_named(kernel):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder = kernel.folder / "locked"
    folder.mkdir(mode=0o500)
    check_error(kernel.run('keep | save "locked/out.csv"'), "E706", ["out.csv"])
    check_alive(kernel)


def test_a_failed_save_leaves_the_old_file(kernel):
    assert kernel.run('keep | save "kept.csv"').reply["status"] == "ok"
    before = (kernel.folder / "kept.csv").read_bytes()
    answer = kernel.run('keep | derive x = sold + 9223372036854775807 | save "kept.csv"')
    assert answer.error["ename"] == "E704"
    assert (kernel.folder / "kept.csv").read_bytes() == before
    assert not [name for name in os.listdir(kernel.folder) if "kept" in name and name != "kept.csv"]


def without_duckdb(folder):
    """A program and variables from which no DuckDB is to be found."""
    for name in ["/usr/local/lib", "/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu"]:
        if os.path.exists(f"{name}/libduckdb.so"):
            pytest.skip("this machine has a libduckdb of its own")
    for name in ["home", "bin", "specs/kernels/bare"]:
        (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / ".build/release/teff", folder / "bin/teff")
    (folder / "specs/kernels/bare/kernel.json").write_text(
        '{"argv": ["%s", "kernel", "--connection-file", "{connection_file}"],'
        ' "display_name": "bare", "language": "teff", "interrupt_mode": "message"}'
        % (folder / "bin/teff")
    )
    kept = {"LANG", "LC_ALL", "TERM", "LD_LIBRARY_PATH"}
    variables = {name: value for name, value in os.environ.items() if name in kept}
    return variables | {"HOME": str(folder / "home"), "PATH": str(folder / "bin")}


@pytest.mark.parametrize("is_named", [False, True], ids=["nowhere", "named wrongly"])
def test_without_duckdb_the_kernel_starts_and_says_how_to_get_it(tmp_path, monkeypatch, is_named):
    variables = without_duckdb(tmp_path)
    if is_named:
        variables["TEFF_DUCKDB"] = str(tmp_path / "none.so")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "specs"))
    with Kernel(tmp_path, variables, name="bare") as bare:
        text = check_error(bare.run("t = 1\nrows [{a: 1}] | filter a > 0"), "E705", ["DuckDB"], 2)
        assert "pip install duckdb" in text
        assert bare.run('note "still here"').reply["status"] == "ok"
        assert bare.run("?filter").reply["status"] == "ok"
        check_error(bare.run("rows [{a: 1}] | filter (a > 0"), "E203", ["never closed"])


class TestInterrupt:
    """A long cell ends at once; the next works."""

    def interrupted(self, kernel, interrupt):
        message = kernel.send(f"before = keep\n{LONG}")
        kernel.wait_busy(message)
        time.sleep(0.5)
        began = time.monotonic()
        interrupt()
        answer = kernel.answer(message)
        check_error(answer, "E707", ["interrupted"], 2)
        assert time.monotonic() - began < 3
        check_alive(kernel)

    def test_by_message(self, kernel):
        self.interrupted(kernel, kernel.manager.interrupt_kernel)

    def test_by_signal(self, kernel):
        process = kernel.manager.provisioner.pid
        self.interrupted(kernel, lambda: os.kill(process, signal.SIGINT))

    def test_while_idle_does_nothing(self, kernel):
        kernel.manager.interrupt_kernel()
        os.kill(kernel.manager.provisioner.pid, signal.SIGINT)
        check_alive(kernel)

    def test_the_editor_is_answered_while_a_cell_runs(self, kernel):
        message = kernel.send(LONG)
        kernel.wait_busy(message)
        began = time.monotonic()
        reply = kernel.client.complete("keep | sort so", reply=True, timeout=10)
        assert "sold" in reply["content"]["matches"]
        assert time.monotonic() - began < 1
        kernel.manager.interrupt_kernel()
        assert kernel.answer(message).error["ename"] == "E707"
        check_alive(kernel)

    def test_cells_that_wait_are_aborted(self, kernel):
        first, second = kernel.send(LONG), kernel.send("keep")
        kernel.wait_busy(first)
        kernel.manager.interrupt_kernel()
        assert kernel.answer(first).error["ename"] == "E707"
        waiting = kernel.answer(second)
        assert waiting.reply["status"] == "error" and not waiting.outputs
        assert waiting.reply["ename"] == "Aborted"
        check_alive(kernel)


def test_after_a_restart_the_kernel_answers(tmp_path):
    with Kernel(tmp_path) as running:
        assert running.run("x = 1").reply["status"] == "ok"
        running.manager.restart_kernel(now=False)
        running.client.wait_for_ready(timeout=60)
        answer = running.run("$x")
        check_error(answer, "E103", ["`$x`"])
        assert answer.reply["execution_count"] == 1
