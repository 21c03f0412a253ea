"""Jupyter's own conformance test, with every attribute for which the language has a construct.

There is none for stdout, stderr and the pager: cells answer with tables, charts and notes.
"""
import jupyter_kernel_test

TABLE = 'rows [{a: 1, b: "x"}]'
DRAWN = """┌───┬───┐
│ a │ b │
├───┼───┤
│ 1 │ x │
└───┴───┘
1 row · 2 columns"""


class TeffTests(jupyter_kernel_test.KernelTests):
    kernel_name = "teff"
    language_name = "teff"
    file_extension = ".teff"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kc.execute('shops = rows [{shop: "Riga", opened: @2024-01-05}]', reply=True, timeout=15)

    completion_samples = [
        {"text": f"{TABLE} | summ", "matches": {"summarize"}},
        {"text": "shops | sort open", "matches": {"opened"}},
        {"text": "shops | rfm date: ", "matches": {"opened"}},
        {"text": "later = shops | derive since = opened\nlater | sort sin", "matches": {"since"}},
        {"text": 'load sample "ord', "matches": {"orders"}},
        {"text": f"{TABLE} | filter "},
        {"text": "🌾 "},
    ]

    complete_code_samples = [
        TABLE,
        f"sales = {TABLE} | filter a > 0",
        "# only a comment",
        "x = 1",
        "note f\"{1 + 1} is two\"",
        "%%sql\nselect 1\n\n",
    ]
    incomplete_code_samples = [
        "rows [{a: 1}",
        f"{TABLE} |",
        f"{TABLE} | filter (a > 0",
        "x =",
        'note """several',
    ]
    invalid_code_samples = [
        f"{TABLE} | filter a = 1",
        "x = 1)",
        'note "no end',
    ]

    code_generate_error = f"{TABLE} | filter nothing > 1"
    code_execute_result = [
        {"code": TABLE, "result": DRAWN},
        {"code": f"{TABLE} | take 1", "mime": "text/html"},
        {"code": "6 * 7", "result": "42"},
        {"code": "1 / 0", "result": "–"},
        {"code": '"hello, world"', "result": "hello, world"},
    ]
    code_display_data = [
        {"code": 'note "**hello**, world"', "mime": "text/markdown"},
        {"code": f"{TABLE} | show 1", "mime": "text/html"},
        {"code": f"{TABLE} | show sql", "mime": "text/plain"},
        {"code": "?rfm", "mime": "text/html"},
    ]
    code_history_pattern = "6 ? 7*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "rfm"
    code_clear_output = ""


class TeffWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "teff"
    support_iopub_welcome = True
