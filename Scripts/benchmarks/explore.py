"""Profile the Online Retail data, in Teff, hand-written pandas and fg-data-profiling."""
import subprocess
import tempfile
from pathlib import Path

from client import Client
from tables import Figures, Table

RUNS = 7
REPORTS = 2  # fg-data-profiling takes seconds
DISTINCT = [25900, 4070, 4223, 722, 23260, 1630, 4372, 38]

TEFF = 'raw | describe'

# What describe tells, but for the looks of texts (numbers, dates and spellings among them).
PANDAS = """
def profile(df):
    out = {"repeated": int(df.duplicated().sum()), "missing": df.isna().value_counts()}
    for name in df.columns:
        s = df[name]
        counts = s.value_counts()
        d = dict(rows=len(s), missing=int(s.isna().sum()), distinct=len(counts), top=counts.head(10))
        if s.dtype.kind in "if":
            q = s.quantile([0, .25, .5, .75, 1])
            reach = 3 * (q[.75] - q[.25])
            d |= dict(q=q, mean=s.mean(), sd=s.std(), skew=s.skew(), kurtosis=s.kurt(),
                      zeros=int((s == 0).sum()), negatives=int((s < 0).sum()),
                      mad=(s - q[.5]).abs().median(),
                      beyond=int(((s < q[.25] - reach) | (s > q[.75] + reach)).sum()),
                      bins=np.histogram(s.dropna(), bins=30))
        elif s.dtype.kind == "M":
            moments = counts.index.sort_values()
            d |= dict(min=moments[0], max=moments[-1], gap=moments.to_series().diff().max(),
                      bins=np.histogram(s.astype("int64"), bins=30))
        else:
            texts = counts.index
            lengths = texts.str.len()
            d |= dict(min=texts.min(), max=texts.max(), length=(lengths.min(), lengths.max()),
                      padded=int(counts[texts != texts.str.strip()].sum()))
        out[name] = d
    return out
found = profile(df)
print([found[name]["distinct"] for name in df.columns], found["repeated"])
"""

# It needs an older pandas, and so an environment of its own: Scripts/bench makes it.
REPORT_PYTHON = Path(__file__).resolve().parents[2] / "build" / "profiling-env" / "bin" / "python"
REPORT = """
import time, pandas as pd
from data_profiling import ProfileReport
df = pd.read_parquet("{path}")
for _ in range({runs}):
    began = time.perf_counter()
    ProfileReport(df, minimal=True, progress_bar=False).to_html()
    print("seconds", time.perf_counter() - began)
"""


def report_times(path):
    """The seconds of each report; none without the environment."""
    if not REPORT_PYTHON.exists():
        return []
    script = REPORT.replace("{path}", path).replace("{runs}", str(REPORTS))
    done = subprocess.run(
        [REPORT_PYTHON, "-c", script], capture_output=True, text=True, check=True)
    return [float(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("seconds")]


def peak(kernel):
    """The largest resident memory of a kernel since `calm`, in MB."""
    return memory(kernel, "VmHWM")


def memory(kernel, field):
    lines = Path(f"/proc/{kernel.process.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def calm(kernel):
    """Forgets the peak; gives what is resident now."""
    Path(f"/proc/{kernel.process.pid}/clear_refs").write_text("5", encoding="utf-8")
    return memory(kernel, "VmRSS")


def profile_tables(path):
    times = Table(f"full profile, a cell of a running notebook ({RUNS} each, reports {REPORTS})")
    room = Figures("memory above the data", ["teff", "pandas"])
    with Client("teff") as teff, Client("python3") as pandas:
        teff.run(f'raw = load "{path}" | collect')
        pandas.run(f'import numpy as np, pandas as pd\ndf = pd.read_parquet("{path}")')
        text = teff.run(TEFF)[1]
        for count in DISTINCT:
            if f"{count:,}" not in text:
                raise SystemExit(f"Teff does not find {count:,} different values")
        before = [calm(teff), calm(pandas)]
        for turn in range(RUNS + 1):
            elapsed, text = teff.run(TEFF)
            if turn > 0:
                times.add("teff", elapsed)
            elapsed, text = pandas.run(PANDAS)
            if str(DISTINCT) not in text or "5268" not in text:
                raise SystemExit(f"pandas does other work: {text}")
            if turn > 0:
                times.add("pandas", elapsed)
        room.add("peak (MB)", [peak(teff) - before[0], peak(pandas) - before[1]])
    for seconds in report_times(path):
        times.add("fg-data-profiling, minimal", seconds)
    return [times, room]


CORRELATE = {
    method: (f"numbers | correlate method: {method}", f'print(df.corr("{method}").iloc[0, 1])')
    for method in ("pearson", "spearman")
}


def correlation_tables():
    tables = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "numbers.parquet"
        make = (
            "import numpy as np, pandas as pd\nr = np.random.default_rng(1)\n"
            "df = pd.DataFrame({f'c{k}': np.round(r.random(500000) * 50) if k == 7 else "
            f"np.log(r.random(500000) + 1e-9) for k in range(8)}})\ndf.to_parquet('{path}')")
        with Client("teff") as teff, Client("python3") as pandas:
            pandas.run(make)
            teff.run(f'numbers = load "{path}" | collect')
            for method, (ours, theirs) in CORRELATE.items():
                table = Table(f"correlate {method}, 500,000 rows and 8 columns ({RUNS} each)")
                for turn in range(RUNS + 1):
                    for name, kernel, code in (("teff", teff, ours), ("pandas", pandas, theirs)):
                        elapsed, _ = kernel.run(code)
                        if turn > 0:
                            table.add(name, elapsed)
                tables.append(table)
    return tables


def section(data):
    path = str(Path(data).resolve() / "retail" / "online_retail.parquet")
    words = (
        "541,909 rows and 8 columns of the Online Retail data set, in memory in each contender: rows, "
        "missing, distinct and commonest values, quantiles, moments, histograms, repeated rows, "
        "missing patterns. Teff also looks for numbers, dates and spellings among the texts and shows "
        "the table; pandas prints one line. fg-data-profiling writes its minimal report. Correlations "
        "are of all pairs.")
    return "Explore", words, profile_tables(path) + correlation_tables()
