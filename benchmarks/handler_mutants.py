"""Ways in which real handlers could be run wrongly, for `mutants.py`."""

from __future__ import annotations

from typing import NamedTuple


class HandlerMutant(NamedTuple):
    """One of them."""

    says: str
    file: str
    """Below lambdatutor/runtime."""
    right: str
    wrong: str
    tests: tuple[str, ...]
    """Below tests/runtime."""


LIFE = ("test_life.py", "test_hostile.py")
WALLS = ("test_walls.py", "test_escapes.py")
"""Neither does harm to this machine where a wall is gone."""

HANDLER_MUTANTS = (
    HandlerMutant(
        "module code runs at each invocation",
        "environment.py",
        "            if not self._begun:\n",
        "            if self._begun:\n                self._reset()\n            if True:\n",
        LIFE,
    ),
    HandlerMutant(
        "an exception ends the environment",
        "environment.py",
        "            elif isinstance(seen, Asked):\n                self._next = seen\n",
        "            elif isinstance(seen, Asked) and failure is not None:\n"
        "                self._reset()\n                return failure\n"
        "            elif isinstance(seen, Asked):\n                self._next = seen\n",
        LIFE,
    ),
    HandlerMutant(
        "a timeout does not kill what runs",
        "environment.py",
        "        self._reset(gone=isinstance(seen, Gone))\n",
        '        if type(seen).__name__ != "TimeIsUp":\n'
        "            self._reset(gone=isinstance(seen, Gone))\n",
        LIFE,
    ),
    HandlerMutant(
        "a reset loses /tmp",
        "environment.py",
        "        self._next = None\n        if not gone:\n",
        "        self._next, gone = None, True\n        if not gone:\n",
        LIFE,
    ),
    HandlerMutant(
        "code goes on between invocations",
        "environment.py",
        "                    self._cell.freeze()\n",
        "",
        LIFE,
    ),
    HandlerMutant(
        "an answer may be of any size",
        "environment.py",
        "        if answer.size > quotas.RESPONSE_BYTES.value:\n",
        "        if False:\n",
        ("test_table.py",),
    ),
    HandlerMutant(
        "the largest answer is too large",
        "environment.py",
        "        if answer.size > quotas.RESPONSE_BYTES.value:\n",
        "        if answer.size >= quotas.RESPONSE_BYTES.value:\n",
        ("test_life.py", "test_table.py"),
    ),
    HandlerMutant(
        "Init Duration is in the REPORT of a warm call",
        "environment.py",
        "        one.duration_ms = min(",
        "        one.init_ms = one.init_ms or 0.01\n        one.duration_ms = min(",
        LIFE,
    ),
    HandlerMutant(
        "an Init over its limit is not tried again",
        "environment.py",
        "            one.init_ms = None  # LIF-003: it runs again, inside the invocation\n",
        "            one.failure = failure\n",
        LIFE,
    ),
    HandlerMutant(
        "billed time is rounded down",
        "invocation.py",
        "billed_ms = math.ceil(",
        "billed_ms = math.floor(",
        LIFE,
    ),
    HandlerMutant(
        "Init is not billed",
        "invocation.py",
        "self.duration_ms + (self.init_ms or 0))",
        "self.duration_ms)",
        LIFE,
    ),
    HandlerMutant(
        "memory is not watched",
        "watch.py",
        "        if found.memory_kb > self._memory_mb << 10:\n",
        "        if False:\n",
        ("test_hostile.py",),
    ),
    HandlerMutant(
        "output has no end",
        "watch.py",
        "                if self.log.written > limits.OUTPUT_BYTES:\n",
        "                if False:\n",
        ("test_hostile.py",),
    ),
    HandlerMutant(
        "the home of the learner is in the environment",
        "variables.py",
        "    return overridable | ",
        '    import os\n\n    overridable["HOME"] = os.environ.get("HOME", "/")\n'
        "    return overridable | ",
        ("test_table.py",),
    ),
    HandlerMutant(
        "a token of the learner is in the environment",
        "variables.py",
        "    return overridable | ",
        "    import os\n\n"
        '    overridable |= {n: v for n, v in os.environ.items() if n.endswith("_TOKEN")}\n'
        "    return overridable | ",
        ("test_table.py",),
    ),
    HandlerMutant(
        "where a log was cut, other lines count as Lambda's",
        "log.py",
        "[each - more for each in self._platform]",
        "[*self._platform]",
        ("test_log.py",),
    ),
    HandlerMutant(
        "an answer to another invocation is taken",
        "api.py",
        "if not self.request_id or found[1] != self.request_id:",
        "if not self.request_id:",
        WALLS,
    ),
    HandlerMutant(
        "NaN is answered as null",
        "child/answer_json.py",
        '        return "NaN"\n',
        '        return "null"\n',
        ("test_table.py",),
    ),
    HandlerMutant(
        "an error does not name its request",
        "child/bootstrap.py",
        '    told["requestId"] = _request_id\n',
        "",
        ("test_table.py",),
    ),
    HandlerMutant(
        "Landlock is left out",
        "child/cell.py",
        "        if not plan.namespaces and landlock.version():\n",
        "        if False:\n",
        WALLS,
    ),
    HandlerMutant(
        "seccomp is left out",
        "child/cell.py",
        "        if seccomp.known():\n",
        "        if False:\n",
        WALLS,
    ),
    HandlerMutant(
        "what the code started outlives the environment",
        "child/cell.py",
        "                self._do(json.loads(line))\n        self._kill()\n",
        # Thawed, so that what it leaves behind here comes to its own end.
        "                self._do(json.loads(line))\n"
        "        processes.signal_all(self._runtime, signal.SIGCONT)\n",
        ("test_hostile.py",),
    ),
    HandlerMutant(
        "layers come before the package on the path",
        "child/start.py",
        '    os.environ["LAMBDA_TASK_ROOT"],\n'
        '    f"{_OPT}/python/lib/{_VERSION}/site-packages",\n    f"{_OPT}/python",\n',
        '    f"{_OPT}/python/lib/{_VERSION}/site-packages",\n    f"{_OPT}/python",\n'
        '    os.environ["LAMBDA_TASK_ROOT"],\n',
        ("test_life.py", "test_table.py"),
    ),
    HandlerMutant(
        "the folder python of a layer is not on the path",
        "child/start.py",
        '    f"{_OPT}/python",\n',
        '    f"{_OPT}",\n',
        ("test_life.py", "test_table.py"),
    ),
    HandlerMutant(
        "the first layer wins",
        "packages/placement.py",
        "    for source in sources:\n        inner",
        "    for source in reversed(sources):\n        inner",
        ("packages/test_placement.py",),
    ),
    HandlerMutant(
        "layers do not count among the 250 MB",
        "packages/sizes.py",
        "return self.unzipped + sum(size for _, size in self.layers)",
        "return self.unzipped",
        ("packages/test_placement.py",),
    ),
    HandlerMutant(
        "a sixth layer is taken",
        "packages/layers.py",
        "Layers=wanted))",
        "Layers=wanted[:5]))",
        ("packages/test_layers.py",),
    ),
    HandlerMutant(
        "modes of files are lost",
        "packages/unpacking.py",
        "        path.chmod(allowed(each.entry.mode, folder=False))\n",
        "",
        ("packages/test_unpacking.py",),
    ),
    HandlerMutant(
        "a handler one folder too deep is not seen there",
        "packages/handlers.py",
        "        return _elsewhere(handler, file, path)\n",
        "        break\n",
        ("packages/test_handlers.py",),
    ),
)
