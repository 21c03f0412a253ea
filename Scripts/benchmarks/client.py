"""A kernel process and a client on raw sockets: no polling interval is in what it measures."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.session import Session

now = time.perf_counter


class Client:
    """A running kernel; `started` is the time from its start to its kernel_info reply."""

    def __init__(self, name):
        self.folder = tempfile.mkdtemp(prefix="bench-")
        file, connection = write_connection_file(
            os.path.join(self.folder, "kernel.json"), key=os.urandom(16).hex().encode())
        spec = KernelSpecManager().get_kernel_spec(name)
        replacements = {"{connection_file}": file, "{resource_dir}": spec.resource_dir}
        argv = [sys.executable if word.startswith("python") else word for word in spec.argv]
        for placeholder, value in replacements.items():
            argv = [word.replace(placeholder, value) for word in argv]
        self.session = Session(key=connection["key"].encode(), digest_history_size=0)
        self.context = zmq.Context()
        self.poller = zmq.Poller()
        self.shell = self.socket(zmq.DEALER, connection["shell_port"])
        self.control = self.socket(zmq.DEALER, connection["control_port"])
        self.iopub = self.socket(zmq.SUB, connection["iopub_port"])
        first = self.send(self.shell, "kernel_info_request")
        began = now()
        self.process = subprocess.Popen(
            argv, env=os.environ | spec.env | {"JPY_PARENT_PID": str(os.getpid())},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        self.started = self.wait(self.shell, first) - began
        # Once an idle has come, this client hears all.
        while True:
            sent = self.send(self.shell, "kernel_info_request")
            self.wait(self.shell, sent)
            if self.iopub.poll(100):
                break
        time.sleep(0.05)
        while self.iopub.poll(20):
            self.iopub.recv_multipart()

    def socket(self, kind, port):
        socket = self.context.socket(kind)
        socket.linger = 0
        socket.setsockopt(zmq.RECONNECT_IVL, 2)
        socket.setsockopt(zmq.RCVHWM, 0)
        socket.setsockopt(zmq.SNDHWM, 0)
        if kind == zmq.SUB:
            socket.subscribe(b"")
        else:
            socket.identity = self.session.bsession
        socket.connect(f"tcp://127.0.0.1:{port}")
        self.poller.register(socket, zmq.POLLIN)
        return socket

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.context.destroy(linger=0)
        shutil.rmtree(self.folder, ignore_errors=True)

    def pack(self, kind, content):
        message = self.session.msg(kind, content)
        return message["header"]["msg_id"], self.session.serialize(message)

    def send(self, socket, kind, content=None):
        sent, frames = self.pack(kind, content or {})
        socket.send_multipart(frames)
        return sent

    def cell(self, code, stop_on_error=True):
        return self.pack("execute_request", {
            "code": code, "silent": False, "store_history": True, "user_expressions": {},
            "allow_stdin": False, "stop_on_error": stop_on_error})

    def messages(self, timeout=300):
        """What has arrived, with the moment; the clock is read before anything is parsed."""
        ready = dict(self.poller.poll(timeout * 1000))
        if not ready:
            raise TimeoutError("the kernel says nothing")
        for socket in ready:
            frames = socket.recv_multipart()
            moment = now()
            _, rest = self.session.feed_identities(frames)
            yield socket, moment, self.session.deserialize(rest)

    def wait(self, socket, sent):
        """The moment of the reply to a request."""
        while True:
            for origin, moment, message in self.messages():
                if origin is socket and message["parent_header"].get("msg_id") == sent:
                    self.reply = message["content"]
                    return moment

    def run(self, code):
        """Seconds from sending a cell to its reply and idle, and its text."""
        sent, frames = self.cell(code)
        began = now()
        self.shell.send_multipart(frames)
        texts, moments = [], {}
        while len(moments) < 2:
            for socket, moment, message in self.messages():
                if message["parent_header"].get("msg_id") != sent:
                    continue
                content, kind = message["content"], message["msg_type"]
                if kind == "error":
                    raise RuntimeError("\n".join(content["traceback"]))
                if kind in ("execute_result", "display_data"):
                    texts.append(content["data"].get("text/plain", ""))
                if kind == "stream":
                    texts.append(content["text"])
                if kind == "execute_reply" or content.get("execution_state") == "idle":
                    moments[kind] = moment
        return max(moments.values()) - began, "\n".join(texts)

    def queued(self, code, count):
        """Seconds for cells that were sent all at once."""
        cells = [self.cell(code) for _ in range(count)]
        began = now()
        for _, frames in cells:
            self.shell.send_multipart(frames)
        last, end, idle = cells[-1][0], 0, False
        while not (end and idle):
            for _, moment, message in self.messages():
                if message["parent_header"].get("msg_id") != last:
                    continue
                if message["msg_type"] == "execute_reply":
                    end = moment
                idle = idle or message["content"].get("execution_state") == "idle"
        return end - began

    def started_cell(self, code):
        """Sends a cell and returns when it runs."""
        sent, frames = self.cell(code, stop_on_error=False)
        self.shell.send_multipart(frames)
        while True:
            for _, _, message in self.messages():
                if message["msg_type"] == "execute_input":
                    return sent

    def asked(self, socket, kind, content=None):
        """Seconds from a request to its reply."""
        began = now()
        return self.wait(socket, self.send(socket, kind, content)) - began

    def interrupt(self, code, by_message):
        """Seconds from an interrupt in the middle of a cell to the cell's reply."""
        sent = self.started_cell(code)
        time.sleep(0.3)
        began = now()
        if by_message:
            self.send(self.control, "interrupt_request")
        else:
            os.killpg(self.process.pid, signal.SIGINT)
        return self.wait(self.shell, sent) - began

    def shutdown(self):
        """Seconds from the request to the end of the process."""
        began = now()
        self.send(self.control, "shutdown_request", {"restart": False})
        self.process.wait(timeout=60)
        return now() - began

    def memory(self):
        """Resident mebibytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
