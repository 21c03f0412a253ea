"""A kernel under test: starts it, runs cells, keeps what they answered."""
import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty

from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parents[2]
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Answer:
    """Everything a cell sent."""

    reply: dict
    outputs: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def error(self):
        """The error output, or None."""
        errors = [output for kind, output in self.outputs if kind == "error"]
        return errors[0] if errors else None

    @property
    def traceback(self):
        """The error as plain text."""
        return COLOURS.sub("", "\n".join(self.error["traceback"]))

    @property
    def data(self):
        """The MIME bundles, in order."""
        return [content["data"] for _, content in self.outputs if "data" in content]

    @property
    def text(self):
        """The plain texts, one below the other."""
        return "\n".join(data["text/plain"] for data in self.data)


class Kernel:
    """A running kernel with one front end."""

    def __init__(self, folder, environment=None, name="teff"):
        self.folder = Path(folder)
        self.manager = KernelManager(kernel_name=name)
        environment = dict(environment or os.environ)
        self.manager.start_kernel(cwd=str(folder), env=environment)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def send(self, code):
        return self.client.execute(code)

    def wait_busy(self, message, timeout=30):
        """Waits until the cell runs."""
        while True:
            got = self.client.get_iopub_msg(timeout=timeout)
            if got["parent_header"].get("msg_id") == message and got["msg_type"] == "execute_input":
                return

    def answer(self, message, timeout=60):
        """Collects a cell's outputs and its reply."""
        began = time.monotonic()
        outputs = []
        while True:
            got = self.client.get_iopub_msg(timeout=timeout)
            if got["parent_header"].get("msg_id") != message:
                continue
            kind, content = got["msg_type"], got["content"]
            if kind == "status":
                if content["execution_state"] == "idle":
                    break
            elif kind != "execute_input":
                outputs.append((kind, content))
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == message:
                break
        return Answer(reply["content"], outputs, time.monotonic() - began)

    def run(self, code, timeout=60):
        return self.answer(self.send(code), timeout)

    def is_idle(self):
        """Whether nothing more is on its way."""
        try:
            self.client.get_iopub_msg(timeout=0.1)
        except Empty:
            return True
        return False


def rows(answer):
    """The numbers of rows and columns that a table's last line states."""
    return answer.text.splitlines()[-1]
