"""Medians of contenders that took turns, and the page that shows them."""
import datetime
import importlib.metadata
import os
import platform
import re
import statistics
import subprocess
from pathlib import Path

TEFF_PROGRAM = Path(__file__).resolve().parents[2] / ".build" / "release" / "teff"


class Table:
    """Medians by contender; the first one's ratio to each of the others."""

    def __init__(self, title, unit="ms"):
        self.title, self.unit, self.times = title, unit, {}

    def add(self, name, seconds):
        self.times.setdefault(name, []).append(seconds * 1e3)

    def lines(self):
        medians = {name: statistics.median(times) for name, times in self.times.items()}
        ours = next(iter(medians.values()))
        yield f"| {self.title} | median ({self.unit}) | spread | times Teff |"
        yield "|---|--:|--:|--:|"
        for name, median in medians.items():
            times = sorted(self.times[name])
            low, high = times[len(times) // 10], times[-1 - len(times) // 10]
            yield f"| {name} | {median:.2f} | {low:.2f}–{high:.2f} | {median / ours:.1f} |"


class Figures:
    """One line a measure, one column a contender, and their ratio."""

    def __init__(self, title, contenders):
        self.title, self.contenders, self.rows = title, contenders, []

    def add(self, measure, values):
        self.rows.append((measure, values))

    def lines(self):
        yield f"| {self.title} | " + " | ".join(self.contenders) + " | times Teff |"
        yield "|---|" + "--:|" * (len(self.contenders) + 1)
        for measure, values in self.rows:
            shown = " | ".join(Figures.text(value) for value in values)
            ours, *others = values
            known = [value for value in others if value is not None]
            ratio = Figures.text(known[0] / ours) if ours and known else "–"
            yield f"| {measure} | {shown} | {ratio} |"

    @staticmethod
    def text(value):
        if value is None:
            return "–"
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def versions():
    teff = subprocess.run([TEFF_PROGRAM, "--version"], capture_output=True, text=True, check=True)
    packages = ["duckdb", "ipykernel", "jupyter_client", "pandas", "pyarrow", "polars",
                "scipy", "scikit-learn", "fastcluster", "lifetimes", "implicit", "mlxtend"]
    return ", ".join(
        [teff.stdout.strip().splitlines()[0], f"Python {platform.python_version()}"]
        + [f"{name} {importlib.metadata.version(name)}" for name in packages])


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} logical processors"


def write(page, sections):
    """Writes the sections; those of an earlier run that were not measured now stay as they are."""
    kept = re.split(r"\n(?=## )", page.read_text(encoding="utf-8"))[1:] if page.exists() else []
    blocks = {block.split("\n")[0]: block.rstrip("\n") for block in kept}
    for title, words, tables in sections:
        lines = [f"## {title}", "", f"{datetime.date.today().isoformat()}: {versions()}.", "", words]
        for table in tables:
            lines += ["", *table.lines()]
        blocks[lines[0]] = "\n".join(lines)
    head = (
        "# Benchmarks\n\n"
        f"`make bench` on {processor()}. The contenders of a section took turns in one run; its first "
        "line says when, and with which versions. The last column is what to look at: how many times "
        "Teff's figure the other one is. Milliseconds are those of this machine; a spread leaves out "
        "the lowest and the highest tenth.")
    page.write_text("\n\n".join([head, *blocks.values()]) + "\n", encoding="utf-8")
