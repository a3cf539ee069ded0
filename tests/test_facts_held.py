"""The sheet of facts is kept: most are held by a scenario, and the others say why they are not."""

import ast
from functools import cache
from pathlib import Path

from facts import NOT_HELD, TESTS, held, why_not

from lambdatutor.aws.facts import all_facts

KNOWN = {fact.id for fact in all_facts()}


def test_at_least_150_facts_are_held() -> None:
    assert len({each.fact for each in held()}) >= 150


def test_every_fact_that_a_test_names_is_on_the_sheet() -> None:
    assert {each.fact for each in held()} <= KNOWN


def test_every_test_that_is_named_exists() -> None:
    for each in held():
        file, _, name = each.test.partition("::")
        assert name in _functions(TESTS / file), each.test


def test_every_fact_is_held_or_says_why_not() -> None:
    unsaid = KNOWN - {each.fact for each in held()}

    assert sorted(fact for fact in unsaid if why_not(fact) is None) == []


def test_no_reason_outlives_its_fact() -> None:
    groups = {fact.partition("-")[0] for fact in KNOWN}

    assert NOT_HELD.keys() <= KNOWN | groups
    assert not {each.fact for each in held()} & NOT_HELD.keys()


@cache
def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
