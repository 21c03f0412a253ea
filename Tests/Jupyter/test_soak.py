"""A long session of mixed cells: it stays small and answers to the end.

`make test` runs 1,000 cells, `make test-slow` 20,000.
"""
import os
from pathlib import Path

CELLS = 20_000 if os.environ.get("TEFF_SLOW") else 1_000
# Memory is compared from here on: DuckDB and the allocator have taken what they keep.
SETTLED = CELLS // 4

CELL_KINDS = [
    ("1 + {n}", "ok"),
    ("x = {n}", "ok"),
    ("t = rows [{{a: {n}, b: \"x\"}}, {{a: 2, b: \"y\"}}]\nt | filter a > 1 | sort a desc", "ok"),
    ("nothing_{n} | show", "error"),
    ("t | derive c = d", "error"),
    ("t | take 1\nt | summarize n = count() by b", "ok"),
    ("sales = load sample \"orders\"\nsales | summarize n = count() by channel | chart", "ok"),
    ("t | derive z = int(b)", "error"),
    ("f\"a {{$x}}\"", "ok"),
    ("t |", "error"),
]
LONG = 'sql """SELECT sum(a.i * b.i % 7) AS s FROM range(1000000) a(i), range(1000000) b(i)"""'


def memory(pid):
    """Resident mebibytes, and open files."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    resident = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return resident / 1024, len(os.listdir(f"/proc/{pid}/fd"))


def test_a_long_session_stays_small(tmp_path):
    from kernels import Kernel

    with Kernel(tmp_path) as kernel:
        pid = kernel.manager.provisioner.pid
        kernel.run('t = rows [{a: 1, b: "x"}]\nx = 1')
        settled = None
        for number in range(CELLS):
            code, expected = CELL_KINDS[number % len(CELL_KINDS)]
            answer = kernel.run(code.format(n=number))
            assert answer.reply["status"] == expected, (code, answer.reply)
            if number % 10 == 3:
                kernel.client.complete("t | filter ", 11)
                kernel.client.inspect("t | filter a", 12)
                for _ in range(2):
                    assert kernel.client.get_shell_msg(timeout=30)["content"]["status"] == "ok"
            if number % 200 == 100:
                sent = kernel.send(LONG)
                kernel.wait_busy(sent)
                kernel.manager.interrupt_kernel()
                assert kernel.answer(sent).reply["ename"] == "E707"
            if number == SETTLED:
                settled = memory(pid)
        resident, files = memory(pid)
        print(f"{CELLS} cells: {settled[0]:.1f} MiB at {SETTLED}, {resident:.1f} MiB at the end")
        assert files <= settled[1] + 4
        assert resident < settled[0] * 1.1 + 8
