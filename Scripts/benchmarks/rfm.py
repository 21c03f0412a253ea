"""Load the Online Retail data and score its customers, in Teff, pandas and polars."""
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from client import Client
from tables import Table, TEFF_PROGRAM

RUNS = 9
EXPECTED = {"customers": 4338, "champions": 833}

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
    with Client("teff") as teff, Client("python3") as pandas, Client("python3") as polars:
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


def section(data):
    path = str(Path(data).resolve() / "retail" / "online_retail.parquet")
    words = (
        "541,909 lines of the Online Retail data set in a Parquet file, of which 397,884 are complete "
        "sales: scored, segmented and counted. The three programs, in `Scripts/benchmarks/rfm.py`, find "
        f"the same {EXPECTED['customers']:,} customers and {EXPECTED['champions']} Champions; Teff also "
        "makes the part `cuts`. A process pays for its own start and imports, a cell of a running "
        "notebook does not.")
    return "Load and RFM", words, [process_table(path), warm_table(path)]
