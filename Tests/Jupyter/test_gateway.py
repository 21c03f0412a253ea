"""The kernel gateway serves notebooks/gateway.ipynb: real requests, also hostile ones."""
import csv
import http.client
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse

import pytest

pytest.importorskip("kernel_gateway", reason="jupyter_kernel_gateway is not installed")

from kernels import ROOT

NOTEBOOK = ROOT / "notebooks" / "gateway.ipynb"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service:
    """A gateway on a port of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        shutil.copy(NOTEBOOK, folder / NOTEBOOK.name)
        self.log = open(folder / "gateway.log", "w+")
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "kernel_gateway",
                "--KernelGatewayApp.api=kernel_gateway.notebook_http",
                f"--KernelGatewayApp.seed_uri={NOTEBOOK.name}",
                "--KernelGatewayApp.ip=127.0.0.1",
                f"--KernelGatewayApp.port={self.port}",
                "--KernelGatewayApp.port_retries=0",
            ],
            cwd=folder, stdout=self.log, stderr=self.log, env=dict(os.environ),
        )
        self.wait()
        self.files = self.names()

    def wait(self):
        end = time.monotonic() + 90
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            # The gateway listens before it has subscribed to its kernel, and a request in between is
            # never answered; when it has, it complains that nobody waits for the kernel's welcome.
            if "Could not find callback" in (self.folder / "gateway.log").read_text():
                return
            time.sleep(0.1)
        self.log.seek(0)
        pytest.fail("the gateway did not start:\n" + self.log.read()[-3000:])

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def ask(self, path, body=None, method=None, headers=None):
        """Status, content type and text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = dict(headers or {})
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        connection.request(method or ("GET" if body is None else "POST"), path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return answer.status, answer.getheader("Content-Type"), text

    def close(self):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    running = Service(tmp_path_factory.mktemp("gateway"))
    yield running
    running.close()


@pytest.fixture(autouse=True)
def alive(service):
    """After each test the service answers as before, and no file came or went."""
    yield
    status, _, text = service.ask("/regions/Coast")
    assert status == 200
    assert json.loads(text)[0]["channel"] == "App"
    assert service.names() == service.files


def test_a_path_is_a_value(service):
    status, kind, text = service.ask("/regions/Valley")
    assert (status, kind) == (200, "application/json")
    rows = json.loads(text)
    assert [row["channel"] for row in rows] == ["App", "Marketplace", "Phone", "Web"]
    assert all(isinstance(row["lines"], int) and row["revenue"] > 0 for row in rows)
    assert "\n" not in text


def test_what_a_param_refuses_is_an_error_with_a_reason(service):
    status, _, text = service.ask("/regions/Mars")
    assert status == 500
    assert "E304" in text and "Mars" in text
    assert str(service.folder) not in text


def test_arguments_have_types_and_defaults(service):
    status, kind, text = service.ask("/sales")
    assert (status, kind) == (200, "text/csv; charset=utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["month", "orders", "revenue"]
    assert len(rows) == 3 and rows[0]["month"] > rows[1]["month"]
    one = service.ask("/sales?months=5&region=Coast&region=Valley")[2]
    assert len(one.splitlines()) == 6
    assert service.ask("/sales?months=0")[2] == "month,orders,revenue\n"
    status, _, text = service.ask("/sales?months=many")
    assert status == 500 and "`args.months[0]` is \"many\", not an int" in text


def test_a_body_is_a_table(service):
    body = [
        {"product_id": "P0001", "quantity": 2}, {"quantity": 1, "product_id": "P0002"},
        {"product_id": "none", "quantity": 1}, {"product_id": "P0003", "quantity": 0},
        {"product_id": "P0003"},
    ]
    status, kind, text = service.ask("/orders/score", json.dumps(body))
    assert (status, kind) == (201, "application/json")
    rows = json.loads(text)
    assert [row["product_id"] for row in rows] == ["P0001", "P0002", "none"]
    assert rows[0]["worth"] == pytest.approx(2 * 2.79 * 0.88)
    assert rows[2]["name"] is None and rows[2]["worth"] is None
    assert json.loads(service.ask("/orders/score", "[]")[2]) == []


def test_requests_do_not_see_each_other(service):
    assert service.ask("/sales?months=1")[2] != service.ask("/sales?months=1&region=Coast")[2]
    assert len(service.ask("/sales")[2].splitlines()) == 4


def test_other_methods_and_paths_are_refused(service):
    assert service.ask("/regions/Coast", "{}")[0] == 405
    assert service.ask("/nothing")[0] == 404


ATTACKS = [
    "'; DROP TABLE orders; --", '" | save "stolen.csv', "$(touch stolen)", "`touch stolen`",
    'x"\norders | save "stolen.csv"', "../../etc/passwd", "{$REQUEST}", "$region", "\\", "\\\"",
    "'\u0301 OR TRUE OR region = '", "\u0000", "%00", "<script>alert(1)</script>", "\U0001F600",
    "\u202e", "# GET /x",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_argument_is_never_code(service, attack):
    quoted = urllib.parse.quote(attack)
    assert service.ask(f"/sales?region={quoted}")[2] == "month,orders,revenue\n"
    status, _, text = service.ask(f"/sales?months={quoted}")
    assert status == 500 and "E710" in text
    status, _, text = service.ask("/regions/" + urllib.parse.quote(attack, safe=""))
    assert status in (404, 500)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_body_is_never_code(service, attack):
    body = json.dumps([{"product_id": attack, "quantity": 1, attack.replace("\0", "0"): attack}])
    status, _, text = service.ask("/orders/score", body)
    assert status == 201
    assert json.loads(text) == [
        {"product_id": attack, "name": None, "quantity": 1, "worth": None}
    ]


@pytest.mark.parametrize(
    "body, words",
    [
        ("{", "not JSON"), ("[1]", "not an object"), ("{\"a\": 1}", "array of objects"),
        ("[{\"quantity\": \"many\"}]", "`quantity` in row 1"),
        ("[{\"product_id\": \"\\ud800\"}]", "surrogate"),
        ("[" * 600 + "]" * 600, "nested"),
        ("[{\"quantity\": 99999999999999999999}]", "out of range"),
        ("[{\"\": 1}]", "names no column"),
        (json.dumps([{f"c{n}": 1 for n in range(1001)}]), "1,000 columns"),
    ],
    ids=["cut", "numbers", "object", "type", "surrogate", "depth", "range", "key", "columns"],
)
def test_a_wrong_body_is_an_error_that_says_so(service, body, words):
    status, _, text = service.ask("/orders/score", body)
    assert status == 500
    assert words in text
    assert len(text) < 500


def test_a_large_body_is_read_and_a_huge_one_refused(service):
    rows = [{"product_id": "P0001", "quantity": 1, "note": "x" * 40} for _ in range(10_000)]
    status, _, text = service.ask("/orders/score", json.dumps(rows))
    assert status == 201 and len(json.loads(text)) == 10_000
    status, _, text = service.ask("/orders/score", json.dumps([{"note": "x" * 20_000_000}]))
    assert status == 500
    assert "16 MiB" in text and len(text) < 500
