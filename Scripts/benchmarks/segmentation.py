"""Clusters, lifetime value, RFM and cohorts beside scipy, fastcluster, scikit-learn, lifetimes, polars
and DuckDB."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import rfm
from client import Client
from tables import TEFF_PROGRAM, Figures, Table

BENCH = TEFF_PROGRAM.with_name("SegmentationBench")
RUNS, RETAIL_RUNS = 5, 15
SIZES = (10_000, 20_000)

# A peer is a line that works on `x`, n rows of 8 numbers, and gives the number that shows that it did
# the same; each runs in a process of its own, so that its peak of memory is its own.
PEER = """
import json, sys, time
import numpy as np
x = np.fromfile(sys.argv[1]).reshape(-1, int(sys.argv[2]))
{imports}
def work(): return {work}
def memory(field):
    line = next(line for line in open("/proc/self/status") if line.startswith(field))
    return int(line.split()[1]) / 1024
open("/proc/self/clear_refs", "w").write("5")
before = memory("VmRSS")
times = []
for _ in range(int(sys.argv[3])):
    began = time.perf_counter()
    value = float(work())
    times.append(time.perf_counter() - began)
print(json.dumps([times, memory("VmHWM") - before, value]))
"""
SCIPY = "from scipy.cluster.hierarchy import linkage"
FAST = "import fastcluster"
LABELS = "labels = np.arange(len(x)) % 6"


def clouds(rows, columns=8, groups=6, spread=2.0):
    """Six clouds of customers that overlap."""
    random = np.random.default_rng(1)
    centres = random.uniform(-4, 4, (groups, columns))
    return centres[np.arange(rows) % groups] + spread * random.standard_normal((rows, columns))


def ours(task, path, columns, runs):
    done = subprocess.run(
        [BENCH, task, path, str(columns), str(runs)], capture_output=True, text=True, check=True)
    words = [line.split() for line in done.stdout.splitlines()]
    return ([float(w[1]) for w in words if w[0] == "seconds"],
            next(float(w[1]) for w in words if w[0] == "peak"),
            next(float(w[1]) for w in words if w[0] == "value"))


def theirs(imports, work, path, columns, runs):
    script = PEER.replace("{imports}", imports).replace("{work}", work)
    done = subprocess.run(
        [sys.executable, "-c", script, path, str(columns), str(runs)], capture_output=True, text=True,
        check=True)
    return json.loads(done.stdout.splitlines()[-1])


def compared(title, task, peers, path, columns=8, runs=RUNS, tolerance=1e-6, turns=1):
    """A table of times and one of peaks; who is timed must have found the same."""
    times, peaks = Table(title), {}
    found = None
    for turn in range(turns):
        contenders = {"teff": lambda: ours(task, path, columns, runs)}
        for name, (imports, work) in peers.items():
            contenders[name] = lambda i=imports, w=work: theirs(i, w, path, columns, runs)
        for name, run in contenders.items():
            seconds, peak, value = run()
            for second in seconds:
                times.add(name, second)
            peaks[name] = peak
            found = value if found is None else found
            if abs(value - found) > tolerance * abs(found):
                raise SystemExit(f"{title}: {name} finds {value} instead of {found}")
    room = Figures(f"{title}: memory above the data", list(peaks))
    room.add("peak (MB)", list(peaks.values()))
    return [times, room]


def tree_tables(path, rows):
    tables = []
    runs = 2 if rows <= 10_000 else 1
    for method in ("ward", "single", "complete", "average"):
        peers = {"scipy": (SCIPY, f"linkage(x, '{method}')[:, 2].sum()"),
                 "fastcluster": (FAST, f"fastcluster.linkage(x, '{method}')[:, 2].sum()")}
        if method in ("ward", "single"):
            peers["fastcluster.linkage_vector"] = (
                FAST, f"fastcluster.linkage_vector(x, '{method}')[:, 2].sum()")
        if rows > 10_000 and method != "ward" and method != "single":
            del peers["scipy"]  # minutes, and no bar
        tables += compared(
            f"{method} tree, {rows:,} × 8", method, peers, path, runs=runs, turns=2, tolerance=1e-5)
    return tables


def group_tables(path, rows):
    silhouette = compared(
        f"exact silhouette, {rows:,} × 8, 6 groups", "silhouette",
        {"scikit-learn": (f"from sklearn.metrics import silhouette_score\n{LABELS}",
                          "silhouette_score(x, labels)")}, path, runs=2, turns=2)
    kmeans = compared(
        f"k-means from the same rows until nothing changes, {rows:,} × 8, k = 6", "kmeans",
        {"scikit-learn": (
            "import warnings; warnings.simplefilter('ignore')\nfrom sklearn.cluster import KMeans",
            "KMeans(6, init=x[:6], n_init=1, max_iter=100, tol=0, algorithm='lloyd').fit(x).inertia_")},
        path, turns=3, tolerance=1e-4)
    return silhouette + kmeans[:1]


def supermarket_table(folder):
    """Features, tree, silhouettes of all cuts and the picture; the app draws it with matplotlib."""
    path = str(Path(folder) / "supermarket.bin")
    clouds(500).tofile(path)
    imports = """
import io
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from scipy.cluster.hierarchy import dendrogram, fcluster, linkage
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler
def run():
    z = StandardScaler().fit_transform(x)
    tree = linkage(z, "ward")
    best = max(silhouette_score(z, fcluster(tree, k, "maxclust")) for k in range(2, 11))
    plt.figure(figsize=(14, 8))
    dendrogram(tree, truncate_mode="lastp", p=50)
    plt.savefig(io.BytesIO(), dpi=150)
    plt.close()
    return best
"""
    return compared(
        "supermarket run, 500 × 8: features, tree, silhouettes of 2 to 10 groups, dendrogram",
        "supermarket", {"scipy, scikit-learn, matplotlib": (imports, "run()")}, path, runs=5,
        turns=2)[:1]


def histories(data):
    """Frequency, recency and age in weeks of the customers of CDNOW through September 1997."""
    import pandas as pd

    lines = pd.read_csv(Path(data) / "retail" / "cdnow_sample.csv", parse_dates=["date"])
    end = pd.Timestamp("1997-09-30")
    days = lines[lines.date <= end].groupby(["sample_id", "date"]).size().reset_index()
    found = days.groupby("sample_id").date.agg(["count", "min", "max"])
    return np.column_stack([
        found["count"] - 1, (found["max"] - found["min"]).dt.days / 7,
        (end - found["min"]).dt.days / 7]).astype(float)


def purchase_tables(folder, data):
    tables = []
    once = histories(data)
    for times in (1, 10):
        path = str(Path(folder) / f"histories-{times}.bin")
        np.tile(once, (times, 1)).tofile(path)
        imports = """
import warnings; warnings.simplefilter("ignore")
from lifetimes import BetaGeoFitter
from scipy.special import gammaln
def run():
    model = BetaGeoFitter().fit(x[:, 0], x[:, 1], x[:, 2])
    r, alpha, a, b = model.params_[["r", "alpha", "a", "b"]]
    n, last, age = x.T
    left = np.where(n > 0, np.log(a) - np.log(np.maximum(b + n - 1, 1e-9)) - (r + n) * np.log(alpha + last), -np.inf)
    times = np.logaddexp(-(r + n) * np.log(alpha + age), left)
    return (gammaln(r + n) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + n)
            - gammaln(b) - gammaln(a + b + n) + times).sum()
"""
        tables += compared(
            f"BG/NBD fit, {len(once) * times:,} customers", "purchases",
            {"lifetimes": (imports, "run()")}, path, columns=3, turns=2, tolerance=1e-6)[:1]
    return tables


# The same sales, from the file to the answer, in a cell of a running notebook.

COMPLETE = """CustomerID is not null and not starts_with(InvoiceNo, 'C') and Quantity > 0
    and UnitPrice > 0"""
SALES = {
    "teff": rfm.TEFF[:rfm.TEFF.index("segments =")],
    "polars": rfm.POLARS[:rfm.POLARS.index("size, rest")],
    "duckdb": f'sales = """(select * from \'{{path}}\' where {COMPLETE})"""\n'.replace("\n    and", " and"),
}
RFM = {
    "teff": rfm.TEFF[rfm.TEFF.index("segments ="):],
    "polars": rfm.POLARS[rfm.POLARS.index("size, rest"):],
    "duckdb": '''
found = con.sql(f"""
    with customers as (
        select CustomerID, max(InvoiceDate) as last, min(InvoiceDate) as first,
            count(distinct InvoiceNo) as frequency, sum(Quantity * UnitPrice) as monetary
        from {sales} group by CustomerID),
    measured as (
        select *, datediff('day', last, timestamp '2011-12-10') as recency from customers),
    scored as (
        select *, 6 - ntile(5) over (order by recency, CustomerID) as r,
            ntile(5) over (order by frequency, CustomerID) as f,
            ntile(5) over (order by monetary, CustomerID) as m from measured),
    named as (select scored.*, segment from scored join codes on code = 100 * r + 10 * f + m)
    select segment, count(*) as customers, sum(monetary), avg(recency), avg(frequency), avg(monetary)
    from named group by segment""").fetchall()
print("customers", sum(row[1] for row in found), "champions",
      next(row[1] for row in found if row[0] == "Champions"))
''',
}
COHORTS = {
    "teff": """
cohorts = sales | cohort customer: CustomerID, date: InvoiceDate
found = cohorts | summarize customers = sum(customers), last = max(period)
note f"customers {$found.customers} last {$found.last}"
""",
    "polars": """
months = (
    sales.select("CustomerID", month=pl.col("InvoiceDate").dt.truncate("1mo")).unique()
    .with_columns(cohort=pl.col("month").min().over("CustomerID"))
    .group_by("cohort", "month").agg(customers=pl.len())
    .with_columns(period=(pl.col("month").dt.year() - pl.col("cohort").dt.year()) * 12
                  + pl.col("month").dt.month() - pl.col("cohort").dt.month())
    .sort("cohort", "period").collect())
print("customers", months["customers"].sum(), "last", months["period"].max())
""",
    "duckdb": '''
found = con.sql(f"""
    with months as (select distinct CustomerID, date_trunc('month', InvoiceDate) as month from {sales}),
    firsts as (select *, min(month) over (partition by CustomerID) as cohort from months)
    select cohort, datediff('month', cohort, month) as period, count(*) as customers from firsts
    group by all order by all""").fetchall()
print("customers", sum(row[2] for row in found), "last", max(row[1] for row in found))
''',
}
FOUND = {"RFM": "customers 4338 champions 833", "cohorts": "customers 13054 last 12"}


def retail_tables(data):
    path = str(Path(data).resolve() / "retail" / "online_retail.parquet")
    tables = []
    with Client("teff") as teff, Client("python3") as polars, Client("python3") as duckdb:
        polars.run("import polars as pl" + rfm.CODES)
        duckdb.run("import duckdb" + rfm.CODES + """
con = duckdb.connect()
con.execute("create table codes (code int, segment text)")
con.executemany("insert into codes values (?, ?)", list(names.items()))
""")
        kernels = {"teff": teff, "polars": polars, "duckdb": duckdb}
        for title, cells in (("RFM", RFM), ("cohorts", COHORTS)):
            table = Table(f"{title} from the file, a cell of a running notebook ({RETAIL_RUNS} each)")
            for turn in range(RETAIL_RUNS + 1):
                for name, kernel in kernels.items():
                    elapsed, text = kernel.run((SALES[name] + cells[name]).replace("{path}", path))
                    if FOUND[title] not in " ".join(text.split()):  # output comes in pieces
                        raise SystemExit(f"{title}: {name} does other work: {text}")
                    if turn > 0:  # the first brings the file into memory
                        table.add(name, elapsed)
            tables.append(table)
    return tables


def section(data):
    words = (
        "Six overlapping clouds of customers with eight columns. Trees, silhouettes and k-means run in "
        "processes of their own, which time the work alone and tell the peak of memory above the data; "
        "each contender must find the same number. The supermarket run is what the segmentation app does "
        "with a file of 500 customers. BG/NBD is fitted to CDNOW. RFM and cohorts read Online Retail. "
        "The programs are in `Scripts/benchmarks/segmentation.py` and beside it.")
    tables = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in SIZES:
            path = str(Path(folder) / f"clouds-{rows}.bin")
            clouds(rows).tofile(path)
            tables += tree_tables(path, rows) + group_tables(path, rows)
        tables += supermarket_table(folder) + purchase_tables(folder, data) + retail_tables(data)
    return "Clusters and customers", words, tables
