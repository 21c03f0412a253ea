"""What notebooks leave in the registry: together, killed in the middle, and not at all."""
import os
import signal
import sqlite3
import time

import pytest

from kernels import Kernel

ORDERS = 'orders = load sample "orders" rows: 2000'
RFM = "{name} = orders | rfm customer: customer_id, date: order_date, amount: quantity, bins: 5"


def environment(**changes):
    known = {name: value for name, value in os.environ.items() if name != "TEFF_REGISTRY"}
    return {**known, **changes}


def value(answer):
    """The only value of a table of one row and one column."""
    return answer.text.splitlines()[3].strip("│ ")


def test_two_notebooks_of_a_folder_share_a_registry(tmp_path):
    with Kernel(tmp_path, environment(JPY_SESSION_NAME="/home/ana/a.ipynb")) as one:
        with Kernel(tmp_path, environment(JPY_SESSION_NAME="/home/ana/b.ipynb")) as two:
            for kernel in (one, two):
                assert kernel.run(ORDERS).reply["status"] == "ok"
            sent = []
            for number in range(8):
                for name, kernel in (("a", one), ("b", two)):
                    sent.append((kernel, kernel.send(RFM.format(name=f"{name}{number}"))))
            for kernel, message in sent:
                # Neither an error nor a warning: each waits for the other.
                answer = kernel.answer(message)
                assert answer.reply["status"] == "ok" and not answer.outputs
            assert value(one.run("registry runs | summarize n = count_distinct(name)")) == "16"
            first = two.run('registry runs | filter name == "b3" | select run')
            two.run(f"r = registry run {value(first)}")
            about = two.run('r.about | filter fact in ["notebook", "cell", "data"]').text
            assert "b.ipynb" in about and "orders" in about
    folder = tmp_path / ".teff"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "registry.db").stat().st_mode & 0o777 == 0o600


def test_a_kernel_that_is_killed_in_the_middle_leaves_whole_runs(tmp_path):
    path = tmp_path / ".teff" / "registry.db"
    for attempt in range(3):
        kernel = Kernel(tmp_path, environment())
        kernel.run(ORDERS)
        for number in range(40):
            kernel.send(RFM.format(name=f"k{attempt}x{number}"))
        time.sleep(0.4 + 0.3 * attempt)
        os.kill(kernel.manager.provisioner.pid, signal.SIGKILL)
        kernel.client.stop_channels()
        kernel.manager.shutdown_kernel(now=True)
        if not path.exists():
            continue
        with sqlite3.connect(path) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            for number, assigned in database.execute("SELECT number, assigned FROM run"):
                found = database.execute("SELECT count(*) FROM assignment WHERE run = ?", (number,))
                assert found.fetchone() == (assigned,)
    with Kernel(tmp_path, environment()) as kernel:
        kernel.run(ORDERS)
        assert not kernel.run(RFM.format(name="last")).outputs
        assert value(kernel.run("registry runs | take 1 | select name")) == "last"


@pytest.mark.parametrize("change", [{"TEFF_REGISTRY": "off"}, {"KERNEL_GATEWAY": "1"}])
def test_where_nothing_is_kept_no_file_is_made(tmp_path, change):
    with Kernel(tmp_path, environment(**change)) as kernel:
        kernel.run(ORDERS)
        assert not kernel.run(RFM.format(name="segments")).outputs
        assert kernel.run("segments | take 1").reply["status"] == "ok"
    assert not list(tmp_path.iterdir())
