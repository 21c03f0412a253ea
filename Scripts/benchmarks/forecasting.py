"""Forecast days, months and many series, in Teff, Prophet and statsforecast."""
import json
import subprocess
import tempfile
from pathlib import Path

import pandas as pd

from client import Client
from tables import Figures

# Their packages are large, and so stand in an environment of their own: Scripts/bench makes it.
PEERS_PYTHON = Path(__file__).resolve().parents[2] / "build" / "forecasting-env" / "bin" / "python"
RUNS = 5
SERIES, PROPHET_SERIES, ETS_SERIES = 419, 12, 100

DAYS = """
fc = days | forecast sales on date by id horizon: 30{options}
fc | summarize rows = count()
"""
MONTHS = """
fc = months | forecast y on date by id horizon: 18, method: {method}
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
times = []
for place, (_, rows) in enumerate(table.groupby("id")):
    if place > int(sys.argv[2]):
        break
    began = cpu()
    model = Prophet()
    model.fit(rows.rename(columns={"date": "ds", "sales": "y"})[["ds", "y"]])
    model.predict(model.make_future_dataframe(30, include_history=False))
    if place > 0:  # the first compiles and loads
        times.append(cpu() - began)
print(json.dumps(times))
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
print(json.dumps([(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - began) / len(ids)]))
"""


def theirs(code, *arguments):
    """The CPU seconds a series; none without the environment."""
    if not PEERS_PYTHON.exists():
        return None
    done = subprocess.run(
        [PEERS_PYTHON, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=True)
    times = sorted(json.loads(done.stdout.splitlines()[-1]))
    return times[len(times) // 2]


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
    whole = Figures("the cell, seconds", ["teff"])
    with tempfile.TemporaryDirectory() as folder, Client("teff") as teff:
        daily, monthly = Path(folder) / "days.parquet", Path(folder) / "months.parquet"
        days(data, daily)
        count = months(data, monthly)
        teff.run(f'days = load "{daily}"\nmonths = load "{monthly}"')
        wall, busy = ours(teff, DAYS.replace("{options}", ""))
        prophet = theirs(PROPHET, daily, PROPHET_SERIES)
        seconds.add("1,826 days, 30 ahead, with bounds", [
            1e3 * busy / SERIES, prophet and 1e3 * prophet, None])
        whole.add(f"{SERIES} series of 1,826 days, 30 ahead, with bounds", [wall])
        wall, _ = ours(teff, DAYS.replace("{options}", ", backtest: 3"), runs=3)
        whole.add("the same with a backtest from three days", [wall])
        for method, name, rows in [("theta", "dynamic theta", count), ("ets", "ETS", ETS_SERIES)]:
            _, busy = ours(teff, MONTHS.replace("{method}", method), runs=3)
            peer = theirs(STATSFORECAST, monthly, rows, method)
            seconds.add(f"M3 months, 18 ahead, {name}, with bounds", [
                1e3 * busy / count, None, peer and 1e3 * peer])
    words = (
        f"Daily sales of {SERIES} pairs of store and item in a Parquet file, forecast 30 days ahead in "
        "one cell of a running notebook, and the 500 monthly series of M3 that are at hand. CPU time "
        f"counts all threads. Prophet fits {PROPHET_SERIES} of the daily series, statsforecast's ETS "
        f"{ETS_SERIES} of the monthly ones, both in a process that is warm. Teff fits each method "
        "several times, because its bounds are those of earlier forecasts.")
    return "Forecasts", words, [seconds, whole]
