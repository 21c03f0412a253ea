"""Forecast days, months and many series, in Teff, Prophet and statsforecast."""
import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

import duckdb
import pandas as pd

from client import Client
from tables import Figures

# Their packages are large, and so stand in an environment of their own: Scripts/bench makes it.
PEERS_PYTHON = Path(__file__).resolve().parents[2] / "build" / "forecasting-env" / "bin" / "python"
RUNS = 5
SERIES, PROPHET_SERIES, ETS_SERIES = 419, 12, 100
MANY = 100_000

DAYS = """
fc = days | forecast sales on date by id horizon: 30{options}
fc | summarize rows = count()
"""
MONTHS = """
fc = months | forecast y on date by id horizon: 18, method: {method}
fc | summarize rows = count()
"""

YEAR = """
fc = many | forecast y on date by id horizon: 30
fc | summarize rows = count()
"""

PROPHET = """
import json, logging, sys, time, resource
import pandas as pd
from prophet import Prophet
logging.disable(logging.CRITICAL)
def cpu():
    return sum(sum(resource.getrusage(who)[:2]) for who in
               (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
table = pd.read_parquet(sys.argv[1])
times, walls = [], []
for place, (_, rows) in enumerate(table.groupby("id")):
    if place > int(sys.argv[2]):
        break
    began, start = cpu(), time.perf_counter()
    model = Prophet()
    model.fit(rows.rename(columns={"date": "ds", "sales": "y"})[["ds", "y"]])
    model.predict(model.make_future_dataframe(30, include_history=False))
    if place > 0:  # the first compiles and loads
        times.append(cpu() - began)
        walls.append(time.perf_counter() - start)
print(json.dumps([times, walls]))
"""

STATSFORECAST = """
import json, sys, time, resource
import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import AutoETS, DynamicOptimizedTheta
table = pd.read_parquet(sys.argv[1])
table = table.rename(columns={"id": "unique_id", "date": "ds"})
ids = table.unique_id.drop_duplicates().head(int(sys.argv[2]))
table = table[table.unique_id.isin(ids)]
model = {"theta": DynamicOptimizedTheta, "ets": AutoETS}[sys.argv[3]](season_length=12)
work = StatsForecast(models=[model], freq="MS", n_jobs=1)
work.forecast(df=table[table.unique_id == ids.iloc[0]], h=18, level=[80])
began = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
work.forecast(df=table, h=18, level=[80])
print(json.dumps([[(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - began) / len(ids)]]))
"""


def theirs(code, *arguments):
    """The median CPU seconds a series, and what else was timed; nothing without the environment."""
    if not PEERS_PYTHON.exists():
        return [None, None]
    done = subprocess.run(
        [PEERS_PYTHON, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=True)
    return [statistics.median(times) for times in json.loads(done.stdout.splitlines()[-1])]


def cpu(kernel):
    """The CPU seconds that a kernel has used."""
    words = Path(f"/proc/{kernel.process.pid}/stat").read_text(encoding="utf-8")
    fields = words.rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def ours(kernel, code, runs=RUNS):
    """The medians of wall time and CPU time of a cell."""
    walls, cpus = [], []
    for turn in range(runs + 1):
        began = cpu(kernel)
        elapsed, _ = kernel.run(code)
        if turn > 0:
            walls.append(elapsed)
            cpus.append(cpu(kernel) - began)
    return sorted(walls)[runs // 2], sorted(cpus)[runs // 2]


def peak(kernel):
    """The most mebibytes that were resident."""
    lines = Path(f"/proc/{kernel.process.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def walls_by_threads(cells, load, runs=3):
    """The median wall times of cells in kernels with one thread and with two."""
    found = {}
    kept = os.environ.get("TEFF_THREADS")
    try:
        for threads in (1, 2):
            os.environ["TEFF_THREADS"] = str(threads)
            with Client("teff") as teff:
                teff.run(load)
                found[threads] = [ours(teff, cell, runs)[0] for cell in cells]
    finally:
        os.environ.pop("TEFF_THREADS")
        if kept is not None:
            os.environ["TEFF_THREADS"] = kept
    return list(zip(found[1], found[2]))


def many_years(path):
    """A year of days of 100,000 series, with weeks and noise."""
    duckdb.sql(f"""
        COPY (SELECT s AS id, CAST(DATE '2023-01-01' + CAST(d AS INT) AS DATE) AS date,
            CAST(20 + 5 * sin(2 * pi() * d / 7 + s) + hash(s * 1000 + d) % 1000 / 200.0 AS DOUBLE) AS y
          FROM range({MANY}) a(s), range(365) b(d)) TO '{path}' (FORMAT parquet)""")


def days(data, path):
    """Daily sales of 419 pairs of store and item over 1,826 days, one row a day and pair."""
    wide = pd.read_csv(Path(data) / "forecasting" / "storeitem_dev.csv", parse_dates=["date"])
    long = wide.melt("date", var_name="id", value_name="sales")
    names = long.id.drop_duplicates().tolist()
    # There are 250 pairs here: the others are pairs once more, shifted by a year's end.
    more = long[long.id.isin(names[: SERIES - len(names)])].assign(
        id=lambda table: table.id + "_more", sales=lambda table: table.sales + 1)
    long = pd.concat([long, more]).sort_values(["id", "date"])
    long["date"] = long.date.astype("datetime64[us]")
    long.to_parquet(path, index=False)


def months(data, path):
    """The 500 monthly series of M3 that are at hand, from January 1980 on."""
    table = pd.read_csv(Path(data) / "forecasting" / "m3_monthly_dev.csv")
    parts = []
    for row in table.itertuples():
        values = [float(word) for word in row.train.split()]
        parts.append(pd.DataFrame({
            "id": row.id, "date": pd.date_range("1980-01-01", periods=len(values), freq="MS"),
            "y": values}))
    long = pd.concat(parts).sort_values(["id", "date"])
    long["date"] = long.date.astype("datetime64[us]")
    long.to_parquet(path, index=False)
    return len(table)


def section(data):
    seconds = Figures("CPU time a series, ms", ["teff", "Prophet", "statsforecast"])
    whole = Figures("the cell, seconds", ["teff", "Prophet"])
    threads = Figures("the cell by threads, seconds", ["2 threads", "1 thread"])
    large = Figures(f"{MANY:,} series of a year of days", ["teff"])
    with tempfile.TemporaryDirectory() as folder:
        daily, monthly = Path(folder) / "days.parquet", Path(folder) / "months.parquet"
        days(data, daily)
        count = months(data, monthly)
        load = f'days = load "{daily}"\nmonths = load "{monthly}"'
        forecast_days = DAYS.replace("{options}", "")
        with Client("teff") as teff:
            teff.run(load)
            wall, busy = ours(teff, forecast_days)
            prophet, prophet_wall = theirs(PROPHET, daily, PROPHET_SERIES)
            seconds.add("1,826 days, 30 ahead, with bounds", [
                1e3 * busy / SERIES, prophet and 1e3 * prophet, None])
            whole.add(f"{SERIES} series of 1,826 days, 30 ahead, with bounds", [
                wall, prophet_wall and SERIES * prophet_wall])
            wall, _ = ours(teff, DAYS.replace("{options}", ", backtest: 3"), runs=3)
            whole.add("the same with a backtest from three days", [wall, None])
            methods = [("theta", "dynamic theta", count), ("ets", "ETS", ETS_SERIES)]
            for method, name, rows in methods:
                _, busy = ours(teff, MONTHS.replace("{method}", method), runs=3)
                peer = theirs(STATSFORECAST, monthly, rows, method)[0]
                seconds.add(f"M3 months, 18 ahead, {name}, with bounds", [
                    1e3 * busy / count, None, peer and 1e3 * peer])
        cells = {
            f"{SERIES} series of days": forecast_days,
            f"{count} series of months, ETS": MONTHS.replace("{method}", "ets")}
        for name, (one, two) in zip(cells, walls_by_threads(cells.values(), load)):
            threads.add(name, [two, one])
        years = Path(folder) / "years.parquet"
        many_years(years)
        with Client("teff") as teff:
            teff.run(f'many = load "{years}"')
            wall, _ = teff.run(YEAR)
            large.add("seconds", [wall])
            large.add("most memory of the kernel, MB", [peak(teff)])
    words = (
        f"Daily sales of {SERIES} pairs of store and item in a Parquet file, forecast 30 days ahead in "
        "one cell of a running notebook, and the 500 monthly series of M3 that are at hand. CPU time "
        f"counts all threads. Prophet fits {PROPHET_SERIES} of the daily series one after another, in a "
        f"process that is warm; its time for all {SERIES} is that many times its median. statsforecast's "
        f"ETS fits {ETS_SERIES} of the monthly ones. Teff fits each method several times, because its "
        "bounds are those of earlier forecasts.")
    return "Forecasts", words, [seconds, whole, threads, large]
