"""Would the tests notice if something were wrong? Breaks it on purpose.

Each mutant is made in a copy of the project in a folder of its own, and the tests of what it breaks
are run on it: `python benchmarks/mutants.py`, or with some words of those that are meant. Status 1
when one of them is not noticed. The golden histories are left out: they would notice everything.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from handler_mutants import HANDLER_MUTANTS
from lab_mutants import LAB_MUTANTS
from policy_mutants import POLICY_MUTANTS, TESTS

ROOT = Path(__file__).parent.parent


class Mutant(NamedTuple):
    """One way to be wrong."""

    says: str
    file: str
    """Below lambdatutor/simulator, or its room."""
    right: str
    wrong: str
    tests: tuple[str, ...] = ()
    """Below tests/simulator, or its room; CORE where none are named."""
    room: str = "simulator"
    """A folder of lambdatutor, and of the tests."""


CORE = (
    "test_environment_ends.py",
    "test_environment_rules.py",
    "test_concurrency_rules.py",
    "test_provisioned_rules.py",
    "test_version_rules.py",
    "test_refusals.py",
    "test_bill_and_metrics.py",
    "test_common_random_numbers.py",
    "test_history.py",
    "test_random_operations.py",
)
"""From the quickest to the slowest."""

MUTANTS = (
    Mutant(
        "an environment leaks on every timeout",
        "environment.py",
        "        else:\n            self.freeze()\n",
        '        elif self.status != "timeout":\n            self.freeze()\n',
    ),
    Mutant(
        "a reserved limit is off by one",
        "service.py",
        "if limit.in_flight >= limit.capacity:",
        "if limit.in_flight > limit.capacity:",
    ),
    Mutant(
        "a cold start is counted warm",
        "environment.py",
        "        self.cold = request is not None\n",
        "        self.cold = False\n",
    ),
    Mutant(
        "an environment that was used again never expires",
        "lifetime.py",
        "        if ends_us > now:\n            self._expire_by(ends_us)\n            return\n",
        "        if ends_us > now:\n            return\n",
    ),
    Mutant(
        "provisioned environments are used before all are READY",
        "provisioned.py",
        "        if self.initialised == self.requested:\n",
        "        if self.initialised:\n",
    ),
    Mutant(
        "the scaling bucket refills twice as fast",
        "limits.py",
        "self._level_us + now_us - self._filled_at_us",
        "self._level_us + 2 * (now_us - self._filled_at_us)",
        ("test_concurrency_rules.py", "test_closed_forms.py"),
    ),
    Mutant(
        "the count of the request rate is never begun anew",
        "limits.py",
        "        self.in_window = 0\n        self.window_ends_us = now_us",
        "        self.window_ends_us = now_us",
    ),
    Mutant(
        "a replaced environment is used again",
        "environment.py",
        "        if self.retired:\n",
        "        if False:\n",
    ),
    Mutant(
        "Init is not billed",
        "environment.py",
        "-(-(init_us + self.duration_us) // MILLISECOND)",
        "-(-self.duration_us // MILLISECOND)",
    ),
    Mutant(
        "undo forgets to take the operation back",
        "history.py",
        "branch.journal = branch.journal[:last] + branch.journal[last + 1 :]",
        "branch.journal = branch.journal",
    ),
    Mutant(
        "an alias's weight is the wrong way round",
        "service.py",
        "< weight:",
        ">= weight:",
    ),
    Mutant(
        "the shared pool ignores reservations",
        "account.py",
        "self.pool.allow(max(0, quota - reserved - provisioned), quota)",
        "self.pool.allow(max(0, quota - provisioned), quota)",
    ),
    Mutant(
        "a request that failed stays in flight",
        "environment.py",
        "        function.in_flight -= 1\n",
        '        function.in_flight -= self.status != "error"\n',
    ),
    Mutant(
        "a reset environment keeps its process",
        "lifetime.py",
        "        self.needs_init = True\n        lost",
        "        lost",
    ),
    Mutant(
        "a timeout does not cut the handler short",
        "environment.py",
        "            duration_us = version.timeout_us\n",
        "            pass\n",
    ),
    Mutant(
        "100 need not stay unreserved",
        "control/concurrency.py",
        "if wanted and service.unreserved(besides=function) - wanted < least:",
        "if wanted and service.unreserved(besides=function) - wanted < 0:",
    ),
    Mutant(
        "a branch forgets where its parent's marks end",
        "history.py",
        "mark.checkpoint.at_us <= now and mark.done <= self._done",
        "True",
    ),
    Mutant(
        "Init over ten seconds goes on",
        "environment.py",
        "self.init_us = min(wanted_us, init.limit_us(self))",
        "self.init_us = wanted_us",
    ),
    Mutant(
        "durations are drawn when the handler begins",
        "environment.py",
        "(request.client.run or version.run).at(request.share)",
        "(request.client.run or version.run).at(request.client.luck.random())",
    ),
    Mutant(
        "an environment is taken twice",
        "idle.py",
        "        return self.popitem()[0]\n",
        "        return next(reversed(self))\n",
    ),
    Mutant(
        "a retry does not count",
        "asynchronous/internal_queue.py",
        "            event.attempts += 1\n",
        "            event.attempts = max(event.attempts, 1)\n",
        ("asynchronous/test_retries.py",),
    ),
    Mutant(
        "a message is deleted before success",
        "polling/sqs.py",
        "        reason = service.receive(request)\n        if not reason:\n",
        "        reason = service.receive(request)\n        if not reason:\n"
        "            self.queue.delete(batch.pairs(), batch.event)\n",
        ("queues/test_outcomes.py",),
    ),
    Mutant(
        "a FIFO group is out of order",
        "queues/order.py",
        "        group.line.append(message)\n",
        "        group.line.appendleft(message)\n",
        ("queues/test_queues.py", "queues/test_batches.py", "queues/test_queue_laws.py"),
    ),
    Mutant(
        "a batch that is halved uses a retry",
        "streams/lane.py",
        "                self.halves.appendleft(rest)\n",
        "                self.halves.appendleft(rest)\n            batch.tries += 1\n",
        ("streams/test_failures.py",),
    ),
    Mutant(
        "a message is received once more before it is a dead letter",
        "queues/queue.py",
        "message.received < redrive.most_receives:",
        "message.received <= redrive.most_receives:",
        ("queues/test_outcomes.py", "queues/test_queues.py"),
    ),
    Mutant(
        "a destination is never told",
        "asynchronous/destination.py",
        "    problem = hand_over(service, name, arn, parcel, event.told)\n",
        '    problem = ""\n',
        ("asynchronous/test_destinations.py",),
    ),
    Mutant(
        "an alarm that ignores missing data forgets its state",
        "alarms/evaluation.py",
        "        return before\n    if not real:\n",
        '        return "INSUFFICIENT_DATA"\n    if not real:\n',
        ("metrics/test_evaluation.py",),
    ),
    Mutant(
        "a retry quota never empties",
        "callers/retry_quota.py",
        "        self.available -= cost\n",
        "        self.available -= 0\n",
        ("callers/test_modes.py", "callers/test_retry_storm.py"),
    ),
    Mutant(
        "IteratorAge is that of the first record",
        "streams/lane.py",
        "age_ms = (now_us - batch.last.at_us) // MILLISECOND",
        "age_ms = (now_us - batch.records[0].at_us) // MILLISECOND",
        ("streams/test_polling.py", "streams/test_streams.py", "streams/test_closed_forms.py"),
    ),
    Mutant(
        "recursion is stopped at the seventeenth hop",
        "service.py",
        "request.hops >= HOPS and",
        "request.hops > HOPS and",
        ("asynchronous/test_recursion.py",),
    ),
    *(Mutant(*each, tests=TESTS, room="iam") for each in POLICY_MUTANTS),
    *(Mutant(*each, room="runtime") for each in HANDLER_MUTANTS),
    *(Mutant(*each, room="course") for each in LAB_MUTANTS),
)


def noticed_by(mutant: Mutant, folder: Path) -> str:
    """The first test that fails; empty when none does."""
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    for part in ("lambdatutor", "lessons", "tests"):
        shutil.copytree(ROOT / part, project / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / part, project / part)
    path = project / "lambdatutor" / mutant.room / mutant.file
    text = path.read_text(encoding="utf-8")
    if mutant.right not in text:
        sys.exit(f"{mutant.file} no longer says {mutant.right!r}; write the mutant anew.")
    path.write_text(text.replace(mutant.right, mutant.wrong, 1), encoding="utf-8")
    tests = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*tests, *(f"tests/{mutant.room}/{each}" for each in mutant.tests or CORE)],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].split(" ")[1].rpartition("::")[2] if failed else ""


def main() -> int:
    unnoticed = 0
    with TemporaryDirectory() as folder:
        wanted = sys.argv[1:]
        for mutant in (each for each in MUTANTS if all(word in each.says for word in wanted)):
            test = noticed_by(mutant, Path(folder))
            unnoticed += not test
            print(f"{mutant.says:58} {test or 'NOT NOTICED'}", flush=True)
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
