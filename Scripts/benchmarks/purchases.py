"""How good lists of recommendations are for the later purchases of Online Retail, beside implicit."""
import subprocess
from pathlib import Path

import numpy as np

from tables import TEFF_PROGRAM, Figures

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
