"""Ways in which labs with real handlers could be judged or kept wrongly, for `mutants.py`."""

from __future__ import annotations

from typing import NamedTuple


class LabMutant(NamedTuple):
    """One of them."""

    says: str
    file: str
    """Below lambdatutor/course."""
    right: str
    wrong: str
    tests: tuple[str, ...]
    """Below tests/course."""


LAB = ("test_code_judging.py", "test_code_labs.py", "test_package_labs.py")

LAB_MUTANTS = (
    LabMutant(
        "what is held out is judged at once",
        "handlers/lab.py",
        "if not each.held_out or each.id in self._shown)",
        "if True)",
        LAB,
    ),
    LabMutant(
        "a record of other code makes a lab ready",
        "handlers/lab.py",
        "            record is not None and not self.stale and self",
        "            record is not None and self",
        LAB,
    ),
    LabMutant(
        "a judging of other code counts",
        "handlers/lab.py",
        "running.complete and not self.stale:",
        "running.complete:",
        LAB,
    ),
    LabMutant(
        "each case has a new environment",
        "handlers/running.py",
        "case.fresh or case.variables is not None)",
        "True)",
        LAB,
    ),
    LabMutant(
        "a case that is to be fresh finds what the last one left",
        "handlers/environments.py",
        "            if fresh:\n",
        "            if False:\n",
        (*LAB, "test_code_predicts.py"),
    ),
    LabMutant(
        "a line of the code that looks like Lambda's counts as Lambda's",
        "handlers/outcomes.py",
        "for line, by_lambda in self._lines if by_lambda)",
        "for line, _ in self._lines if line.startswith(PLATFORM_LINES))",
        LAB,
    ),
    LabMutant(
        "a stranger's lesson works in the folder of ours with its id",
        "catalogue.py",
        '    if is_ours(folder):\n        return ""\n',
        '    if True:\n        return ""\n',
        LAB,
    ),
    LabMutant(
        "changed settings leave environments warm",
        "handlers/package.py",
        "        written.update(msgspec.json.encode(self.settings, order",
        "        (msgspec.json.encode(self.settings, order",
        LAB,
    ),
    LabMutant(
        "the lab merges layers the other way round",
        "handlers/environments.py",
        "unpack_over([each.source for each in package.layers]",
        "unpack_over([each.source for each in package.layers[::-1]]",
        (*LAB, "test_code_labs_to_come.py"),
    ),
    LabMutant(
        "undo leaves a new file where it is",
        "handlers/workbench.py",
        "        self._put(there.pop())\n",
        "        before = there.pop()\n"
        "        tree = self._desk.tree.having(before.tree.files)\n"
        "        self._put(before.with_tree(tree))\n",
        LAB,
    ),
    LabMutant(
        "a fixed file can be edited",
        "handlers/workbench.py",
        "        if self.is_fixed(path) or self",
        "        if self",
        LAB,
    ),
    LabMutant(
        "a fixed file can be moved away",
        "handlers/changes.py",
        "        if touched:\n",
        "        if False:\n",
        LAB,
    ),
    LabMutant(
        "nobody is asked about a layer",
        "handlers/consent.py",
        "    for layer in layers:\n",
        "    for layer in ():\n",
        ("test_code_consent.py",),
    ),
    LabMutant(
        "what a case returns is compared as text",
        "handlers/verdicts.py",
        "not outcome.answered(case.returns):",
        "outcome.answer.text != case.returns:",
        LAB,
    ),
    LabMutant(
        "true is 1",
        "handlers/json_text.py",
        "        return one is other\n",
        "        return one == other\n",
        LAB,
    ),
    LabMutant(
        "a choice is compared with an answer as text",
        "judging.py",
        "    return one == other or same_json(_json(one), _json(other))\n",
        "    return one == other\n",
        ("test_code_predicts.py", "test_code_check.py"),
    ),
)
