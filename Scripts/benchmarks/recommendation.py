"""Recommendations beside implicit, numpy and mlxtend: their time at one shape, and how good their lists
are for the later purchases of Online Retail."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

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


CELLS = """
sales = load "{data}"
  | filter CustomerID is not null and Quantity > 0 and UnitPrice > 0
  | filter matches(StockCode, r"^[0-9]{{5}}")
halves = sales | split on InvoiceDate by CustomerID test: 20%
halves.train | select CustomerID, StockCode, InvoiceDate | save "{folder}/train.parquet"
halves.test | select CustomerID, StockCode, InvoiceDate | save "{folder}/test.parquet"
popular = halves.train
  | recommend user: CustomerID, item: StockCode, date: InvoiceDate, method: popular
cosine = halves.train | recommend user: CustomerID, item: StockCode, date: InvoiceDate
best = halves.train
  | recommend user: CustomerID, item: StockCode, date: InvoiceDate, method: auto
scores = halves.test | evaluate popular, cosine, best
scores | save "{folder}/scores.csv"
scores.intervals | filter metric == "ndcg" | save "{folder}/intervals.csv"
"""


class Lists:
    """Later purchases of known users, as `evaluate` measures them."""

    def __init__(self, train, test):
        import scipy.sparse as sp

        self.users = {user: code for code, user in enumerate(sorted(set(train[0])))}
        self.items = {item: code for code, item in enumerate(sorted(set(train[1])))}
        rows = [self.users[user] for user in train[0]]
        columns = [self.items[item] for item in train[1]]
        self.seen = sp.csr_matrix(
            (np.ones(len(rows), np.float32), (rows, columns)),
            shape=(len(self.users), len(self.items)))
        self.amounts = self.seen.copy()
        self.amounts.data = np.log1p(self.amounts.data)
        self.seen.data[:] = 1
        wanted = {}
        for user, item in zip(*test):
            if user in self.users:
                wanted.setdefault(self.users[user], set()).add(self.items.get(item, item))
        self.wanted = {}
        for user, items in sorted(wanted.items()):
            own = self.seen.indices[self.seen.indptr[user]:self.seen.indptr[user + 1]]
            left = items - set(own.tolist())
            if left:
                self.wanted[user] = left

    def measured(self, model, has_amounts):
        """NDCG, recall and hit rate of a model's first ten."""
        matrix = self.amounts if has_amounts else self.seen
        model.fit(matrix, show_progress=False)
        users = np.array(list(self.wanted))
        found, _ = model.recommend(users, matrix[users], N=10, filter_already_liked_items=True)
        gains = 1 / np.log2(np.arange(2, 12))
        sums = np.zeros(3)
        for list_, items in zip(found, self.wanted.values()):
            hits = np.array([item in items for item in list_.tolist()])
            sums += (hits @ gains / gains[:min(10, len(items))].sum(), hits.sum() / len(items),
                     hits.any())
        return sums / len(users)


def quality(data, folder):
    """Lists for the later purchases of Online Retail, each peer tuned as Teff chooses: on the end of
    what it may learn from."""
    import pandas as pd
    from implicit.als import AlternatingLeastSquares
    from implicit.nearest_neighbours import BM25Recommender, CosineRecommender

    cells = Path(folder) / "retail.teff"
    cells.write_text(CELLS.format(data=Path(data) / "retail" / "online_retail.parquet", folder=folder))
    subprocess.run([TEFF_PROGRAM, "run", cells], check=True, stdout=subprocess.DEVNULL)
    train, test = (pd.read_parquet(Path(folder) / f"{name}.parquet") for name in ("train", "test"))
    moments = train[["CustomerID", "InvoiceDate"]].drop_duplicates()
    order = moments.groupby("CustomerID").InvoiceDate.rank(ascending=False)
    total = moments.groupby("CustomerID").InvoiceDate.transform("count")
    late = moments[(order <= np.ceil(total / 8)) & (order < total)]
    marked = train.merge(late.assign(late=True), how="left", on=["CustomerID", "InvoiceDate"])

    def pairs(rows):
        return rows.CustomerID.to_numpy(), rows.StockCode.to_numpy()

    validation = Lists(pairs(marked[marked.late.isna()]), pairs(marked[marked.late.notna()]))
    final = Lists(pairs(train), pairs(test))
    # Wider grids chose nothing better.
    grids = {
        "implicit item cosine": (False, [lambda k=k: CosineRecommender(K=k) for k in (10, 20, 50, 200)]),
        "implicit BM25": (False, [
            lambda k=k, k1=k1, b=b: BM25Recommender(K=k, K1=k1, B=b)
            for k in (20, 50, 200) for k1 in (1.2, 20) for b in (0.2, 0.5)]),
        "implicit ALS": (True, [
            lambda f=f, r=r, a=a: AlternatingLeastSquares(
                factors=f, regularization=r, alpha=a, num_threads=2, random_state=1)
            for f in (64, 128) for r in (1, 10, 30) for a in (1, 5)]),
    }
    scores = pd.read_csv(Path(folder) / "scores.csv").set_index("model")
    columns = {f"teff {name}": scores.loc[name, ["ndcg", "recall", "hit_rate"]].to_numpy(float)
               for name in ("best", "popular", "cosine")}
    for name, (has_amounts, models) in grids.items():
        best = max(models, key=lambda make: validation.measured(make(), has_amounts)[0])
        columns[name] = final.measured(best(), has_amounts)
    if len(final.wanted) != scores.users.iloc[0]:
        raise SystemExit(f"{len(final.wanted)} users instead of {scores.users.iloc[0]}")
    table = Figures(
        f"Online Retail, the last fifth of {len(final.wanted):,} customers' purchases", list(columns))
    for place, measure in enumerate(["NDCG@10", "recall@10", "hit rate@10"]):
        table.add(measure, [values[place] for values in columns.values()])
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
