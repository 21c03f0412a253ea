"""Recommendations beside implicit, numpy and mlxtend: their time at one shape, and how good their lists
are for the later purchases of Online Retail."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from purchases import quality
from tables import TEFF_PROGRAM, Figures, Table

BENCH = TEFF_PROGRAM.with_name("RecommendationBench")
USERS, ITEMS, EVENTS = 6_000, 3_600, 836_000
LARGE_USERS, LARGE_ITEMS = 100_000, 20_000
RUNS, TURNS = 3, 2

# A peer works on `x`, the matrix of users and items, and gives the number that shows that it did the
# same; what it needs before is not timed. Libraries and numpy may use both cores, as Teff does.
PEER = """
import json, os, sys, time
import numpy as np
import scipy.sparse as sp
pairs = np.fromfile(sys.argv[1], np.int32).reshape(-1, 2)
x = sp.csr_matrix((np.ones(len(pairs), np.float32), (pairs[:, 0], pairs[:, 1])))
{before}
times = []
for _ in range(int(sys.argv[2])):
    began = time.perf_counter()
    value = work()
    times.append(time.perf_counter() - began)
print(json.dumps([times, float(value)]))
"""
EASE = """
from scipy.linalg.lapack import spotrf, spotri
def fit():
    gram = (x.T @ x).toarray()
    gram[np.diag_indices(len(gram))] += 500
    lower, _ = spotrf(gram, lower=1, overwrite_a=1)
    inverse, _ = spotri(lower, lower=1, overwrite_c=1)
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    weights = -inverse / np.diag(inverse)[None, :]
    np.fill_diagonal(weights, 0)
    return np.ascontiguousarray(weights)
"""
FIT = EASE + "def work(): return (x[0] @ fit()).sum()"
LISTS = EASE + """
weights = fit()
def work():
    total = 0.0
    for start in range(0, x.shape[0], 512):
        block = x[start:start + 512]
        scores = np.asarray(block @ weights)
        scores[block.nonzero()] = -np.inf
        places = np.argpartition(-scores, 20, axis=1)[:, :20]
        best = np.take_along_axis(scores, places, 1)
        order = np.argsort(-best, 1, kind="stable")
        places = np.take_along_axis(places, order, 1)
        total += best.sum(dtype=np.float64)
    return total
"""
EPOCH = """
random = np.random.default_rng(0)
start = (random.normal(size=(x.shape[1], 64)) * 0.1 / 8).astype(np.float32)
def side(x, others):
    found = np.zeros((x.shape[0], 64), np.float32)
    base, eye = 0.3 * (others.T @ others), np.eye(64, dtype=np.float32)
    for row in range(x.shape[0]):
        own = others[x.indices[x.indptr[row]:x.indptr[row + 1]]]
        penalty = 0.003 * (len(own) + 0.3 * len(others))
        found[row] = np.linalg.solve(base + own.T @ own + penalty * eye, own.sum(0))
    return found
columns = x.T.tocsr()
def work(): return len(side(columns, side(x, start)))
"""
IMPLICIT = """
from implicit.als import AlternatingLeastSquares
def work():
    model = AlternatingLeastSquares(
        factors=64, regularization=10, alpha=1, iterations=15, num_threads=2, random_state=1)
    model.fit(x, show_progress=False)
    return 0
"""
MLXTEND = """
import json, sys, time
import pandas as pd
from mlxtend.frequent_patterns import association_rules, fpgrowth
from mlxtend.preprocessing import TransactionEncoder
orders = [sorted(set(line.strip().split(","))) for line in open(sys.argv[1]) if line.strip()]
encoder = TransactionEncoder()
table = pd.DataFrame(encoder.fit_transform(orders), columns=encoder.columns_)
times = []
for _ in range(int(sys.argv[2])):
    began = time.perf_counter()
    sets = fpgrowth(table, min_support=0.001, use_colnames=True)
    rules = association_rules(sets, metric="confidence", min_threshold=0.2)
    times.append(time.perf_counter() - began)
print(json.dumps([times, len(sets) + len(rules)]))
"""


def synthetic(path):
    """Users with tastes, and items whose popularity follows a power law."""
    random = np.random.default_rng(1)
    popularity = -0.8 * np.log(np.arange(1, ITEMS + 1))
    activity = random.lognormal(0, 1, USERS)
    activity *= EVENTS / activity.sum()
    tastes, traits = random.normal(size=(USERS, 16)), random.normal(size=(ITEMS, 16))
    pairs = []
    for user in range(USERS):
        count = int(np.clip(activity[user], 5, ITEMS // 2))
        wish = popularity + 0.45 * (traits @ tastes[user]) + random.gumbel(size=ITEMS)
        items = np.argpartition(-wish, count)[:count]
        pairs.append(np.column_stack([np.full(count, user), items]))
    np.concatenate(pairs).astype(np.int32).tofile(path)


def large(path):
    """Many users of groups with tastes, and items of a power law, as they came."""
    random = np.random.default_rng(2)
    count = np.clip(random.lognormal(3.5, 1, LARGE_USERS), 5, 1_000).astype(int)
    users = np.repeat(np.arange(LARGE_USERS), count)
    places = (LARGE_ITEMS ** random.random(len(users))).astype(int) - 1
    groups = np.array([random.permutation(LARGE_ITEMS) for _ in range(100)])
    own = random.integers(0, len(groups), LARGE_USERS)[users]
    items = np.where(random.random(len(users)) < 0.7, groups[own, places], places)
    _, first = np.unique(users * LARGE_ITEMS + items, return_index=True)
    pairs = np.column_stack([users, items])[np.sort(first)].astype(np.int32)
    pairs.tofile(path)
    return len(pairs)


def ours(task, path):
    done = subprocess.run(
        [BENCH, task, path, str(RUNS)], capture_output=True, text=True, check=True)
    words = [line.split() for line in done.stdout.splitlines()]
    return ([float(w[1]) for w in words if w[0] == "seconds"],
            next(float(w[1]) for w in words if w[0] == "value"))


def memory(path):
    """What EASE of many users and items takes, with the lists of all of them."""
    rows = large(path)
    table = Figures(
        f"EASE, {LARGE_USERS:,} users × {LARGE_ITEMS:,} items × {rows:,} events, 20 items for all users",
        ["teff", "asked at most"])
    with subprocess.Popen([BENCH, "all ease", path, "1"], stdout=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit("EASE of many users and items failed")
    table.add("peak memory, GB", [usage.ru_maxrss / 2**20, 4])
    table.add("processor time, s", [usage.ru_utime + usage.ru_stime, None])
    return table


def theirs(script, path):
    done = subprocess.run(
        [sys.executable, "-c", script, path, str(RUNS)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def compared(title, task, peers, path, tolerance=1e-3):
    table = Table(title)
    for _ in range(TURNS):
        seconds, expected = ours(task, path)
        for second in seconds:
            table.add("teff", second)
        for name, (script, isSame) in peers.items():
            seconds, value = theirs(script, path)
            for second in seconds:
                table.add(name, second)
            if isSame and abs(value - expected) > tolerance * abs(expected):
                raise SystemExit(f"{title}: {name} finds {value} instead of {expected}")
    return table


def section(data):
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "pairs.bin")
        synthetic(path)
        shape = f"{USERS:,} users × {ITEMS:,} items × {EVENTS:,} events"
        groceries = str(Path(data) / "retail" / "groceries_baskets.csv")
        tables = [
            compared(f"EASE, {shape}: fit", "ease",
                     {"numpy (EASE)": (PEER.replace("{before}", FIT), True),
                      "implicit (ALS, 64 factors, 15 iterations)":
                          (PEER.replace("{before}", IMPLICIT), False)}, path),
            compared("EASE: the 20 best items of all users", "lists",
                     {"numpy": (PEER.replace("{before}", LISTS), True)}, path),
            compared("iALS: one epoch, 64 factors", "epoch",
                     {"numpy": (PEER.replace("{before}", EPOCH), False)}, path),
            compared("groceries, support 0.001: sets and rules", "baskets",
                     {"mlxtend": (MLXTEND, True)}, groceries),
            memory(str(Path(folder) / "large.bin")),
            quality(data, folder),
        ]
    return ("Recommendations", "Data of a power law and tastes, the baskets of a grocer, and later "
            "purchases of Online Retail: rows of one moment stay together, and each peer was tuned on "
            "the end of what it may learn from. Higher is better in the last table.", tables)
