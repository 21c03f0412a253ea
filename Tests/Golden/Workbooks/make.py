"""Makes the workbooks of this folder, and what pandas reads from them: make.py FOLDER.

Needs openpyxl, xlsxwriter and pandas; run it only to change the workbooks.
"""
import datetime as d
import json
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import xlsxwriter

out = Path(sys.argv[1]); out.mkdir(parents=True, exist_ok=True)

# openpyxl: shared strings, dates, a hidden sheet, errors, a formula without a value
b = openpyxl.Workbook(); s = b.active; s.title = "Orders"
s.append(["order id", "customer", "date", "at", "amount", "share", "paid", "note", "code"])
rows = [
 [1, "Anna", d.date(2024,1,5), d.datetime(2024,1,5,13,45,30), 12.5, 0.25, True, " two  spaces ", "007"],
 [2, "Jürgen <&>", d.date(1900,1,1), d.datetime(1999,12,31,23,59,59), 1e-7, 1, False, "line\nbreak", "A1"],
 [3, None, d.date(1900,2,28), d.datetime(2024,2,29), -3, 0.5, None, "日本語 😀", "5"],
 [4, "Zoë", d.date(9999,12,31), None, 123456789.125, 0, True, None, "x"],
 [5, "Anna", d.date(1900,3,1), d.datetime(2024,6,30,0,0,1), 0.1, 0.333, True, "z", "y"],
]
for r in rows: s.append(r)
for r in s.iter_rows(min_row=2):
    r[2].number_format = "DD.MM.YYYY"; r[3].number_format = "yyyy\\-mm\\-dd\\ hh:mm:ss"; r[4].number_format = '#,##0.00\\ "days"'; r[5].number_format = "0.0%"
h = b.create_sheet("Hidden"); h.append(["secret"]); h.append([42]); h.sheet_state = "hidden"
t = b.create_sheet("Returns"); t.append(["id", "reason"]); t.append([1, "broken"]); t.append([2, "late"])
b.save(out/"openpyxl.xlsx")

# xlsxwriter: 1904, sparse rows, formulas with values, rich strings, times, errors, inline strings
w = xlsxwriter.Workbook(str(out/"xlsxwriter.xlsx"), {"date_1904": True}); s = w.add_worksheet("Data")
date = w.add_format({"num_format": 14}); stamp = w.add_format({"num_format": "m/d/yy h:mm"}); bold = w.add_format({"bold": True})
s.write_row(0, 0, ["when", "stamp", "sum", "rich", "flag", "big"])
for i in range(4):
    s.write_datetime(1+i, 0, d.datetime(2020,2,28)+d.timedelta(days=i), date)
    s.write_datetime(1+i, 1, d.datetime(2020,1,1,6,30)+d.timedelta(hours=7*i), stamp)
    s.write_formula(1+i, 2, f"=A{i+2}*0+{i}", None, i * 1.5)
    s.write_rich_string(1+i, 3, "plain ", bold, "bold", f" {i}")
    s.write_boolean(1+i, 4, i % 2 == 0)
    s.write_number(1+i, 5, 2**40 + i)
w.close()

w = xlsxwriter.Workbook(str(out/"constant.xlsx"), {"constant_memory": True, "in_memory": False}); s = w.add_worksheet("Inline")
s.write_row(0, 0, ["k", "v"]); 
for i in range(6): s.write_row(1+i, 0, ["ab"[i % 2], i / 4])
w.close()

df = pd.DataFrame({"city": ["Köln", "Oslo", None], "n": [1, 2, 3], "x": [0.5, None, 2.0], "t": pd.to_datetime(["2024-03-01 10:00", "2024-03-02 00:00", None])})
df.to_excel(out/"pandas.xlsx", index=False, sheet_name="Frame")

def cell(v):
    if v is None or v is pd.NaT or (isinstance(v, float) and v != v): return None
    if isinstance(v, (pd.Timestamp, d.datetime)): return v.isoformat()
    if isinstance(v, d.date): return v.isoformat()
    if hasattr(v, "item"): v = v.item()
    return v
answers = {}
for f in sorted(out.glob("*.xlsx")):
    frames = pd.read_excel(f, sheet_name=None, keep_default_na=False, na_values=[""])
    answers[f.name] = {n: {"columns": list(map(str, x.columns)), "rows": [[cell(v) for v in r] for r in x.itertuples(index=False, name=None)]} for n, x in frames.items()}
(out/"pandas.json").write_text(json.dumps(answers, ensure_ascii=False, ) + "\n", encoding="utf-8")
