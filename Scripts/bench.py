"""Times the kernel beside ipykernel: start to first answer, and the round trip of a small cell."""
import statistics
import time

from jupyter_client.manager import KernelManager

STARTS, CELLS = 5, 50


def start(kernel):
    """Milliseconds from starting the process to its first kernel_info reply."""
    began = time.perf_counter()
    manager = KernelManager(kernel_name=kernel)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    return (time.perf_counter() - began) * 1e3, manager, client


def round_trip(client, code):
    """Milliseconds from sending a cell to its reply and to the end of its output."""
    began = time.perf_counter()
    sent = client.execute(code)
    while client.get_shell_msg(timeout=60)["parent_header"].get("msg_id") != sent:
        pass
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == sent and message["msg_type"] == "status":
            if message["content"]["execution_state"] == "idle":
                return (time.perf_counter() - began) * 1e3


def measure(kernel, code):
    starts = []
    for number in range(STARTS):
        elapsed, manager, client = start(kernel)
        starts.append(elapsed)
        if number < STARTS - 1:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    round_trip(client, code)
    trips = [round_trip(client, code) for _ in range(CELLS)]
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return statistics.median(starts), statistics.median(trips)


print(f"{'kernel':<10} {'start ms':>9} {'cell ms':>8}   medians of {STARTS} and {CELLS}")
for kernel, code in [("teff", "1 + 1"), ("python3", "1 + 1")]:
    begin, trip = measure(kernel, code)
    print(f"{kernel:<10} {begin:>9.1f} {trip:>8.2f}")
