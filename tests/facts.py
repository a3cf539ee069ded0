"""Which facts about Lambda the tests hold the project to, which not, and why not.

`python tests/facts.py` prints the table; `--missing` prints what is not held.
"""

from __future__ import annotations

import ast
import runpy
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lambdatutor.aws.facts import all_facts

TESTS = Path(__file__).parent

HANDLERS = "real handlers do not show it yet"
STREAMED = "streamed answers are not simulated"

NOT_HELD: dict[str, str] = {
    "PKG-005": "container images are not built here",
    "PKG-015": "an account keeps no code beyond the function that is run",
    "DUR": "durable functions are not simulated",
    "LMI": "Managed Instances are not simulated: the course speaks of Event functions",
    "TEN": "tenant isolation is not simulated",
    "NAM": "a name to write with, not something that happens",
    "INV-040": "the log is shown as a whole, so nobody asks for its end alone",
    "INV-048": "answers are not streamed, and a call that is written down has no content type",
    "INV-049": "keys, file systems and packages cannot fail where none is simulated",
    "SNP-005": f"{HANDLERS}: a hook that fails is simulated (SNP-004), its exit status is not",
    "URL-005": STREAMED,
    "URL-006": STREAMED,
    "PRC-013": STREAMED,
    "ENV-006": "keys and encryption are not simulated",
    "PRC-011": "operations are not counted by the second: a person types them",
    "PRC-012": "a call is an operation here, without a request line and headers",
    "PRC-014": "logs are not on the simulated bill, which is Lambda's own",
    "PRC-015": "AWS publishes no numbers; a scenario sets the account's concurrency",
    "MET-028": f"{HANDLERS}: metrics are not read out of log lines",
}
"""Why facts are not held: by id, or by the letters that a group of ids begins with."""


class Held(NamedTuple):
    """A fact, and the scenario that shows it."""

    fact: str
    test: str
    """File and name."""
    seen: str


@cache
def held() -> tuple[Held, ...]:
    """Every fact that a test names: by its marker, or in the table of a `facts_held.py`."""
    found: list[Held] = []
    for path in sorted(TESTS.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        where = path.relative_to(TESTS).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                says = ast.get_docstring(node) or node.name.removeprefix("test_").replace("_", " ")
                found += [
                    Held(fact, f"{where}::{node.name}", says.partition("\n")[0])
                    for fact in _marked(node)
                ]
        if path.name == "facts_held.py":
            found += _table(path)
    return tuple(found)


def _marked(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.fact":
            for each in decorator.args:
                yield str(ast.literal_eval(each))


def _table(path: Path) -> Iterator[Held]:
    table: dict[str, tuple[str, str]] = runpy.run_path(str(path))["FACTS_HELD"]
    folder = path.parent.relative_to(TESTS).as_posix()
    for fact, (test, seen) in table.items():
        yield Held(fact, f"{folder}/{test}", seen)


def why_not(fact: str) -> str | None:
    """Why no test holds a fact; None where nobody has said."""
    return NOT_HELD.get(fact) or NOT_HELD.get(fact.partition("-")[0])


def main() -> None:
    by_fact: dict[str, list[Held]] = {}
    for each in held():
        by_fact.setdefault(each.fact, []).append(each)
    missing = "--missing" in sys.argv
    for fact in all_facts():
        shown = by_fact.get(fact.id, [])
        if shown and not missing:
            print(f"{fact.id}  {shown[0].seen}\n         {shown[0].test}")
        elif not shown:
            print(f"{fact.id}  not held: {why_not(fact.id) or 'NOBODY HAS SAID WHY'}")
    print(f"{len(by_fact)} of {len(all_facts())} facts are held by tests.")


if __name__ == "__main__":
    main()
