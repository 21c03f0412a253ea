"""Times Teff beside ipykernel, pandas and polars, in one run and on one machine.

usage: bench.py   (TEFF_DATA names the folder of the real data sets; without it, RFM is left out)
"""
import os
import statistics
import time
from pathlib import Path

from jupyter_client.manager import KernelManager

STARTS, CELLS, REPEATS = 5, 50, 5


class Kernel:
    """A running kernel; `started` is the time from its start to its first answer."""

    def __init__(self, name):
        began = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.started = time.perf_counter() - began

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code):
        """Seconds from sending a cell to its reply and the end of its output, and its text."""
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
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                break
        while self.client.get_shell_msg(timeout=300)["parent_header"].get("msg_id") != sent:
            pass
        return time.perf_counter() - began, "\n".join(texts)


def kernels():
    print(f"{'kernel':<12}{'start':>10}{'cell':>10}   ms, medians of {STARTS} starts and {CELLS} cells")
    for title, name in [("teff", "teff"), ("ipykernel", "python3")]:
        starts = []
        for _ in range(STARTS - 1):
            with Kernel(name) as kernel:
                starts.append(kernel.started)
        with Kernel(name) as kernel:
            starts.append(kernel.started)
            kernel.run("1 + 1")
            trips = [kernel.run("1 + 1")[0] for _ in range(CELLS)]
        start, trip = statistics.median(starts), statistics.median(trips)
        print(f"{title:<12}{start * 1e3:>10.1f}{trip * 1e3:>10.2f}")


TEFF = """
sales = load "{path}"
  | filter CustomerID is not null and not starts_with(InvoiceNo, "C") and Quantity > 0 and UnitPrice > 0
  | derive amount = Quantity * UnitPrice
segments = sales | rfm customer: CustomerID, date: InvoiceDate, amount: amount, order: InvoiceNo, as_of: @2011-12-10
segments | summarize customers = count(), revenue = sum(monetary), champions = count(where: segment == "Champions")
"""

PANDAS = """
sales = pd.read_parquet("{path}")
sales = sales[sales.CustomerID.notna() & ~sales.InvoiceNo.str.startswith("C")
              & (sales.Quantity > 0) & (sales.UnitPrice > 0)]
sales = sales.assign(amount=sales.Quantity * sales.UnitPrice)
table = sales.groupby("CustomerID").agg(
    last=("InvoiceDate", "max"), frequency=("InvoiceNo", "nunique"), monetary=("amount", "sum"))
table["recency"] = (pd.Timestamp("2011-12-10") - table["last"]).dt.days
score = lambda ranked: pd.qcut(ranked.rank(method="first"), 5, labels=False) + 1
table["r"], table["f"], table["m"] = (
    score(-table.recency), score(table.frequency), score(table.monetary))
(len(table), round(table.monetary.sum(), 2))
"""

POLARS = """
sales = pl.scan_parquet("{path}").filter(
    pl.col("CustomerID").is_not_null() & ~pl.col("InvoiceNo").str.starts_with("C")
    & (pl.col("Quantity") > 0) & (pl.col("UnitPrice") > 0))
score = lambda column: ((column.rank("ordinal") - 1) * 5 // pl.len() + 1)
table = (
    sales.with_columns(amount=pl.col("Quantity") * pl.col("UnitPrice")).group_by("CustomerID").agg(
        last=pl.col("InvoiceDate").max(), frequency=pl.col("InvoiceNo").n_unique(),
        monetary=pl.col("amount").sum())
    .with_columns(recency=(pl.datetime(2011, 12, 10) - pl.col("last")).dt.total_days())
    .with_columns(r=score(-pl.col("recency")), f=score(pl.col("frequency")), m=score(pl.col("monetary")))
    .collect())
(len(table), round(table["monetary"].sum(), 2))
"""


def rfm(path):
    print(f"\nload and RFM of {path.name}, as a cell of a notebook: ms, first and median of {REPEATS}")
    rows = [
        ("teff", "teff", "rows [{a: 1}] | filter a == 1", TEFF),
        ("pandas", "python3", "import pandas as pd", PANDAS),
        ("polars", "python3", "import polars as pl", POLARS),
    ]
    for title, name, ready, code in rows:
        with Kernel(name) as kernel:
            warm, _ = kernel.run(ready)
            cell = code.replace("{path}", str(path))
            runs = [kernel.run(cell) for _ in range(REPEATS)]
        times = [seconds for seconds, _ in runs]
        answer = " ".join(runs[0][1].split())
        print(
            f"{title:<12}{times[0] * 1e3:>10.1f}{statistics.median(times) * 1e3:>10.1f}"
            f"   first cell {warm * 1e3:.0f}   {answer[:100]}")


kernels()
data = os.environ.get("TEFF_DATA")
if data:
    rfm(Path(data) / "retail" / "online_retail.parquet")
else:
    print("\nRFM was left out: TEFF_DATA names no folder")
