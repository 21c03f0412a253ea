"""Times Teff beside ipykernel, pandas and polars: in turns, in one run, on one machine.

usage: bench.py [PAGE]   prints tables of medians and ratios; PAGE is written with the same tables

TEFF_DATA names the folder of the real data sets; without it, RFM is left out and no page written.
"""
import datetime
import importlib.metadata
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client.manager import KernelManager

STARTS, CELLS, BLOCK, RUNS = 10, 400, 50, 9
TEFF_PROGRAM = Path(__file__).resolve().parents[1] / ".build" / "release" / "teff"
EXPECTED = {"customers": 4338, "champions": 833}


class Kernel:
    """A running kernel; `started` is the time from its start to its kernel_info reply."""

    def __init__(self, name):
        self.manager = KernelManager(kernel_name=name)
        began = time.perf_counter()
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels(hb=False)
        self.client.wait_for_ready(timeout=60)
        self.started = time.perf_counter() - began

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code):
        """Seconds from sending a cell to the end of its output and its reply; and its text."""
        began = time.perf_counter()
        sent = self.client.execute(code)
        texts = []
        while True:
            message = self.client.get_iopub_msg(timeout=300)
            if message["parent_header"].get("msg_id") != sent:
                continue
            content = message["content"]
            if message["msg_type"] == "error":
                raise RuntimeError("\n".join(content["traceback"]))
            if message["msg_type"] in ("execute_result", "display_data"):
                texts.append(content["data"].get("text/plain", ""))
            if message["msg_type"] == "stream":
                texts.append(content["text"])
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                break
        while self.client.get_shell_msg(timeout=300)["parent_header"].get("msg_id") != sent:
            pass
        return time.perf_counter() - began, "\n".join(texts)


# The same work in three languages: read the file, keep complete sales, score customers by recency,
# frequency and monetary value in fifths (ties by customer), name segments, count them.

TEFF = """
sales = load "{path}"
  | filter CustomerID is not null and not starts_with(InvoiceNo, "C") and Quantity > 0 and UnitPrice > 0
  | derive amount = Quantity * UnitPrice
segments = sales
  | rfm customer: CustomerID, date: InvoiceDate, amount: amount, order: InvoiceNo, as_of: @2011-12-10
found = segments | summarize customers = count(), champions = count(where: segment == "Champions")
note f"customers {$found.customers} champions {$found.champions}"
"""

CODES = """
codes = {
    "Champions": "555 554 544 545 454 455 445",
    "Loyal": "543 444 435 355 354 345 344 335",
    "Potential Loyalist": "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 "
        "352 351 342 341 333 323",
    "New Customers": "512 511 422 421 412 411 311",
    "Promising": "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313",
    "Need Attention": "535 534 443 434 343 334 325 324",
    "About To Sleep": "331 321 312 221 213 231 241 251",
    "At Risk": "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124",
    "Cannot Lose Them": "155 154 144 214 215 115 114 113",
    "Hibernating": "332 322 233 232 223 222 132 123 122 212 211",
    "Lost": "111 112 121 131 141 151",
}
names = {int(code): name for name, group in codes.items() for code in group.split()}
"""

PANDAS = """
sales = pd.read_parquet(
    "{path}", columns=["InvoiceNo", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"])
sales = sales[sales.CustomerID.notna() & ~sales.InvoiceNo.str.startswith("C")
              & (sales.Quantity > 0) & (sales.UnitPrice > 0)]
sales = sales.assign(amount=sales.Quantity * sales.UnitPrice)
table = sales.groupby("CustomerID").agg(
    first=("InvoiceDate", "min"), last=("InvoiceDate", "max"),
    frequency=("InvoiceNo", "nunique"), monetary=("amount", "sum"))
table["recency"] = (pd.Timestamp("2011-12-10") - table["last"]).dt.days
size, rest = divmod(len(table), 5)
def fifth(measure):
    place = measure.rank(method="first").astype("int64") - 1
    early = rest * (size + 1)
    return (place // (size + 1) + 1).where(place < early, rest + (place - early) // size + 1)
table["r"] = 6 - fifth(table["recency"])
table["f"], table["m"] = fifth(table["frequency"]), fifth(table["monetary"])
table["segment"] = (100 * table["r"] + 10 * table["f"] + table["m"]).map(names)
profile = table.groupby("segment").agg(
    customers=("monetary", "size"), revenue=("monetary", "sum"), recency=("recency", "mean"),
    frequency=("frequency", "mean"), monetary=("monetary", "mean"))
print("customers", len(table), "champions", profile.loc["Champions", "customers"])
"""

POLARS = """
sales = pl.scan_parquet("{path}").filter(
    pl.col("CustomerID").is_not_null() & ~pl.col("InvoiceNo").str.starts_with("C")
    & (pl.col("Quantity") > 0) & (pl.col("UnitPrice") > 0))
size, rest = pl.len() // 5, pl.len() % 5
def fifth(measure):
    place = pl.col(measure).rank("ordinal").cast(pl.Int64) - 1
    early = rest * (size + 1)
    return pl.when(place < early).then(place // (size + 1) + 1).otherwise(
        rest + (place - early) // size + 1)
table = (
    sales.with_columns(amount=pl.col("Quantity") * pl.col("UnitPrice")).group_by("CustomerID").agg(
        first=pl.col("InvoiceDate").min(), last=pl.col("InvoiceDate").max(),
        frequency=pl.col("InvoiceNo").n_unique(), monetary=pl.col("amount").sum())
    .sort("CustomerID")
    .with_columns(recency=(pl.datetime(2011, 12, 10) - pl.col("last")).dt.total_days())
    .with_columns(r=6 - fifth("recency"), f=fifth("frequency"), m=fifth("monetary"))
    .with_columns(segment=(100 * pl.col("r") + 10 * pl.col("f") + pl.col("m"))
                  .replace_strict(names, return_dtype=pl.String))
    .collect())
profile = table.group_by("segment").agg(
    customers=pl.len(), revenue=pl.col("monetary").sum(), recency=pl.col("recency").mean(),
    frequency=pl.col("frequency").mean(), monetary=pl.col("monetary").mean())
print("customers", len(table), "champions", profile.filter(segment="Champions")["customers"].item())
"""


def check(text):
    """Who is timed must have found the same."""
    found = {word: int(number) for word, number in re.findall(r"(\w+) ([\d]+)", text)}
    if found != EXPECTED:
        raise SystemExit(f"not the same work: {found} instead of {EXPECTED}")


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


def kernel_tables():
    starts = Table(f"kernel start to `kernel_info` ({STARTS} each)")
    for _ in range(STARTS):
        for title, name in [("teff", "teff"), ("ipykernel", "python3")]:
            with Kernel(name) as kernel:
                starts.add(title, kernel.started)
    cells = Table(f"round trip of the cell `x = 1` ({CELLS} each)")
    with Kernel("teff") as teff, Kernel("python3") as python:
        for kernel in (teff, python):
            for _ in range(BLOCK):
                kernel.run("x = 1")
        for _ in range(CELLS // BLOCK):
            for title, kernel in [("teff", teff), ("ipykernel", python)]:
                for _ in range(BLOCK):
                    cells.add(title, kernel.run("x = 1")[0])
    return [starts, cells]


def process_table(path):
    table = Table(f"load and RFM, a process of its own ({RUNS} each)")
    python = [sys.executable, "-c"]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "rfm.teff"
        script.write_text(TEFF.replace("{path}", path), encoding="utf-8")
        contenders = {
            "teff": [str(TEFF_PROGRAM), "run", str(script)],
            "pandas": python + ["import pandas as pd" + CODES + PANDAS.replace("{path}", path)],
            "polars": python + ["import polars as pl" + CODES + POLARS.replace("{path}", path)],
        }
        for turn in range(RUNS + 1):
            for name, command in contenders.items():
                began = time.perf_counter()
                done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
                elapsed = time.perf_counter() - began
                check(done.stdout)
                if turn > 0:  # the first brings files into memory
                    table.add(name, elapsed)
    return table


def warm_table(path):
    table = Table(f"load and RFM, a cell of a running notebook ({RUNS} each)")
    with Kernel("teff") as teff, Kernel("python3") as pandas, Kernel("python3") as polars:
        pandas.run("import pandas as pd" + CODES)
        polars.run("import polars as pl" + CODES)
        contenders = [("teff", teff, TEFF), ("pandas", pandas, PANDAS), ("polars", polars, POLARS)]
        for turn in range(RUNS + 1):
            for name, kernel, code in contenders:
                elapsed, text = kernel.run(code.replace("{path}", path))
                check(text)
                if turn > 0:
                    table.add(name, elapsed)
    return table


def versions():
    teff = subprocess.run([TEFF_PROGRAM, "--version"], capture_output=True, text=True, check=True)
    packages = ["duckdb", "ipykernel", "jupyter_client", "pandas", "pyarrow", "polars"]
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


def main():
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    print(versions(), processor(), sep="\n")
    sections = [
        ("The kernel", "Each time ends with the last message of the cell and its reply.", kernel_tables())
    ]
    for table in sections[0][2]:
        print("", *table.lines(), sep="\n")
    data = os.environ.get("TEFF_DATA")
    if not data:
        print("\nRFM was left out: TEFF_DATA names no folder")
        return
    path = str(Path(data).resolve() / "retail" / "online_retail.parquet")
    tables = [process_table(path), warm_table(path)]
    for table in tables:
        print("", *table.lines(), sep="\n")
    sections.append((
        "Load and RFM",
        "541,909 lines of the Online Retail data set in a Parquet file, of which 397,884 are complete "
        "sales: scored, segmented and counted. The three programs, in `Scripts/bench.py`, find the same "
        f"{EXPECTED['customers']:,} customers and {EXPECTED['champions']} Champions; Teff also makes the "
        "part `cuts`. A process pays for its own start and imports, a cell of a running notebook does not.",
        tables))
    if page:
        lines = [
            "# Benchmarks", "",
            f"`make bench`, {datetime.date.today().isoformat()}: {versions()}.", "",
            f"All contenders took turns in one run on {processor()}. The last column is what to look at: "
            "how many times Teff's time the other one takes. Milliseconds are those of this machine; "
            "the spread leaves out the lowest and the highest tenth.",
        ]
        for title, words, tables in sections:
            lines += ["", f"## {title}", "", words]
            for table in tables:
                lines += ["", *table.lines()]
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"\nwritten: {page}")


main()
