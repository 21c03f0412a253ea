"""The kernel itself beside ipykernel: start, round trips, throughput, interrupts, memory."""
import statistics

from client import Client, now
from tables import Figures, Table

STARTS, CELLS, BLOCK, QUEUED, MESSAGES, TURNS = 10, 400, 50, 1000, 10_000, 7
SMALL = {"teff": "1 + 1", "python3": "1 + 1"}
BUSY = {
    "teff": 'sql """SELECT sum(a.i % 7 * b.i) AS s FROM range(300000) a(i), range(300000) b(i)"""',
    "python3": "import time\nwhile True: pass",
}
LINES = {
    "teff": "\n".join(f'respond "{line}\\n"' for line in range(MESSAGES)),
    "python3": f"for line in range({MESSAGES}): print(line)",
}
DISPLAYS = {
    "teff": "1\n" * MESSAGES + "x = 1",
    "python3": f"for line in range({MESSAGES}): display({{'text/plain': '1'}}, raw=True)",
}
PARTIAL = {"teff": "1 | fi", "python3": "pri"}
TITLES = {"teff": "teff", "python3": "ipykernel"}


def starts():
    table = Table(f"kernel start to `kernel_info` ({STARTS} each)")
    for _ in range(STARTS):
        for name, title in TITLES.items():
            with Client(name) as kernel:
                table.add(title, kernel.started)
    return table


def round_trips():
    table = Table(f"round trip of the cell `1 + 1` ({CELLS} each)")
    with Client("teff") as teff, Client("python3") as python:
        kernels = {"teff": teff, "python3": python}
        for turn in range(CELLS // BLOCK + 1):
            for name, kernel in kernels.items():
                for _ in range(BLOCK):
                    elapsed, _ = kernel.run(SMALL[name])
                    if turn > 0:
                        table.add(TITLES[name], elapsed)
    return table


def measured(name):
    """All other figures of one kernel, in the order of MEASURES."""
    with Client(name) as kernel:
        idle = kernel.memory()
        kernel.run(SMALL[name])
        queued = QUEUED / statistics.median(kernel.queued(SMALL[name], QUEUED) for _ in range(3))
        complete = statistics.median(
            kernel.asked(kernel.shell, "complete_request", {"code": PARTIAL[name], "cursor_pos": len(PARTIAL[name])})
            for _ in range(30))
        lines = len([t for t in kernel.run(LINES[name])[1].split("\n") if t])
        began = now()
        displays = len(kernel.run(DISPLAYS[name])[1].split("\n"))
        rate = displays / (now() - began)
        interrupts = [kernel.interrupt(BUSY[name], by_message=name == "teff") for _ in range(TURNS)]
        kernel.started_cell(BUSY[name])
        info = statistics.median(
            kernel.asked(kernel.control, "kernel_info_request") for _ in range(30))
        return [
            idle, queued, complete * 1e3, lines, displays, rate,
            statistics.median(interrupts) * 1e3, max(interrupts) * 1e3, info * 1e3,
        ]


MEASURES = [
    "memory before the first cell (MiB)", f"{QUEUED:,} queued cells (cells/s)",
    "completion of a word (ms)", f"lines that arrive of {MESSAGES:,} printed",
    f"displays that arrive of {MESSAGES:,}", "displays (1/s)", "interrupt to reply, median (ms)",
    "interrupt to reply, longest (ms)", "`kernel_info` on control while a cell computes (ms)",
]


def shutdowns():
    table = Table(f"shutdown request to the end of the process ({TURNS} each)")
    for _ in range(TURNS):
        for name, title in TITLES.items():
            with Client(name) as kernel:
                kernel.run(SMALL[name])
                table.add(title, kernel.shutdown())
    return table


def section():
    figures = Figures("measure", list(TITLES.values()))
    columns = [measured(name) for name in TITLES]
    for measure, *values in zip(MEASURES, *columns):
        figures.add(measure, values)
    words = (
        "Raw sockets on both sides, without a client's polling intervals. A round trip ends with the "
        "reply and `idle`. The interrupted cell is a query of some minutes in DuckDB, and an endless "
        "loop in Python. Of cells and displays a second, more is better.")
    return "The kernel", words, [starts(), round_trips(), shutdowns(), figures]
