"""Prints "N passed, N failed, N skipped" from the records of a test run, and exits 1 after a failure.

usage: count-tests.py STATUS EVENTS REPORT
  STATUS  exit status of the runs; a run that failed without a failed test counts as one failure
  EVENTS  Swift Testing's event stream, one JSON object a line
  REPORT  pytest's JUnit file, which may be absent
"""
import json
import os
import sys
import xml.etree.ElementTree as ElementTree


def swift_results(path):
    """The outcome by test: a test that started and never ended (a crash) has failed."""
    functions, outcomes, ended = set(), {}, set()
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            try:
                record = json.loads(line)
            except json.JSONDecodeError:
                continue  # the last line of a run that crashed
            payload = record.get("payload", {})
            if record.get("kind") == "test":
                if payload.get("kind") == "function":
                    functions.add(payload["id"])
                continue
            test, kind = payload.get("testID"), payload.get("kind")
            if kind == "issueRecorded":
                issue = payload.get("issue", {})
                if not issue.get("isKnown") and issue.get("severity", "error") == "error":
                    outcomes[test or "outside a test"] = "failed"
            elif test not in functions:
                continue
            elif kind == "testStarted":
                outcomes.setdefault(test, "passed")
            elif kind == "testSkipped":
                outcomes[test] = "skipped"
            elif kind == "testEnded":
                ended.add(test)
    for test, outcome in outcomes.items():
        if outcome == "passed" and test not in ended:
            outcomes[test] = "failed"
    return outcomes


def jupyter_results(path):
    if not os.path.exists(path):
        return {}
    outcomes = {}
    for number, case in enumerate(ElementTree.parse(path).getroot().iter("testcase")):
        tags = {child.tag for child in case}
        outcomes[number] = (
            "failed" if tags & {"failure", "error"} else "skipped" if "skipped" in tags else "passed"
        )
    return outcomes


def main():
    status, events, report = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    results = list(swift_results(events).values()) + list(jupyter_results(report).values())
    passed, failed, skipped = (results.count(word) for word in ("passed", "failed", "skipped"))
    if failed == 0 and (status != 0 or passed == 0):
        print(f"the run itself failed (status {status})")
        failed = 1
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)


main()
