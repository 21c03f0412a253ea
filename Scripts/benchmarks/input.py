"""Reading workbooks and text files beside pandas, calamine and polars.

Each contender reads the same file in turn and tells the sum of a column and the number of rows, which
must agree. The workbook is written by xlsxwriter; readers that are not installed are left out.
"""
import datetime
import importlib.util
import math
import random
import tempfile
import time
from pathlib import Path

from client import Client
from tables import Table

ROWS, RUNS, SLOW_RUNS = 100_000, 7, 3
NAMES = ["id", "customer", "city", "ordered", "amount", "quantity", "share", "paid", "note", "code"]


def rows():
    numbers = random.Random(42)
    cities = ["Köln", "Oslo", "Lyon", "Porto", "Graz", "Bergen", "Turin", "Łódź"]
    for number in range(ROWS):
        yield [
            number, f"Customer {numbers.randrange(8000)}", numbers.choice(cities),
            datetime.date(2020, 1, 1) + datetime.timedelta(days=numbers.randrange(1500)),
            round(numbers.uniform(1, 900), 2), numbers.randrange(1, 20), round(numbers.random(), 4),
            numbers.random() < 0.9, None if numbers.random() < 0.3 else f"note {numbers.randrange(500)}",
            f"{numbers.randrange(10 ** 6):06}",
        ]


def write_workbook(path, content):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Orders")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, NAMES)
    for place, cells in enumerate(content, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime.date):
                sheet.write_datetime(
                    place, column, datetime.datetime(cell.year, cell.month, cell.day), day)
            elif cell is not None:
                sheet.write(place, column, cell)
    book.close()


def write_text(path, content):
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(NAMES) + "\n")
        for cells in content:
            texts = ["" if cell is None else "true" if cell is True else "false" if cell is False
                     else str(cell) for cell in cells]
            file.write(",".join(texts) + "\n")


def has(name):
    return importlib.util.find_spec(name) is not None


def workbook_readers(path):
    import pandas

    def frame(engine):
        data = pandas.read_excel(path, engine=engine, dtype={"code": str})
        return len(data), float(data["amount"].sum())

    readers = {}
    if has("python_calamine"):
        readers["pandas with calamine"] = (lambda: frame("calamine"), RUNS)
    if has("openpyxl"):
        readers["pandas with openpyxl"] = (lambda: frame("openpyxl"), SLOW_RUNS)
    return readers


def text_readers(path):
    import pandas
    import polars

    def by_pandas():
        data = pandas.read_csv(path, parse_dates=["ordered"], dtype={"code": str})
        return len(data), float(data["amount"].sum())

    def by_polars():
        data = polars.read_csv(
            path, try_parse_dates=True, schema_overrides={"code": polars.String},
            infer_schema_length=None)
        return data.height, data["amount"].sum()

    return {"pandas": (by_pandas, RUNS), "polars": (by_polars, RUNS)}


def compare(title, path, readers):
    slow = any(runs < RUNS for _, runs in readers.values())
    table = Table(f"{title} ({RUNS} each{f', openpyxl {SLOW_RUNS}' if slow else ''})")
    code = f't = load "{path}" types: {{code: text}}\nt | summarize n = count(), s = sum(amount)'
    answers = {}
    with Client("teff") as teff:
        teff.run("rows [{a: 1}]")
        for run in range(RUNS):
            elapsed, text = teff.run(code)
            assert f"{ROWS:,}" in text or str(ROWS) in text, text
            table.add("teff", elapsed)
            for name, (read, runs) in readers.items():
                if run < runs:
                    began = time.perf_counter()
                    answers[name] = read()
                    table.add(name, time.perf_counter() - began)
    counts = {count for count, _ in answers.values()}
    sums = [total for _, total in answers.values()]
    assert counts <= {ROWS}, counts
    assert all(math.isclose(total, sums[0], rel_tol=1e-9) for total in sums), sums
    return table


def section():
    with tempfile.TemporaryDirectory() as folder:
        content = list(rows())
        text, book = Path(folder, "orders.csv"), Path(folder, "orders.xlsx")
        write_text(text, content)
        parts = [compare("a CSV file", text, text_readers(text))]
        if has("xlsxwriter"):
            write_workbook(book, content)
            parts.append(compare("a workbook", book, workbook_readers(book)))
    words = (
        f"{ROWS:,} rows of 10 columns: texts, numbers, dates, flags and empty cells; in a cell of a "
        "running notebook, types found on the whole file. Teff also stores the table in its engine.")
    return "Reading files", words, parts
