"""The facts that come with the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lambdatutor
from lambdatutor.aws.facts import all_facts, fact
from lambdatutor.errors import LambdaTutorError


def test_a_fact_is_found_by_its_id() -> None:
    found = fact("CON-003")

    assert found.topic == "concurrency"
    assert "100" in found.statement
    assert found.values["min_unreserved"] == 100
    assert found.source
    assert found.confidence == "documented"


def test_each_fact_alone_reads_as_it_does_among_all() -> None:
    assert tuple(fact(one.id) for one in all_facts()) == all_facts()


def test_ids_are_unique() -> None:
    ids = [one.id for one in all_facts()]

    assert len(ids) == len(set(ids)) > 300


def test_an_unknown_id_is_answered_with_a_sentence() -> None:
    with pytest.raises(LambdaTutorError, match='There is no fact "CON-999"; ids look like CON-013'):
        fact("CON-999")


def test_every_fact_that_the_program_names_exists() -> None:
    known = {one.id for one in all_facts()}
    topics = "|".join({fact_id.partition("-")[0] for fact_id in known})
    mention = re.compile(rf"\b(?:{topics})-\d{{3}}\b")
    package = Path(lambdatutor.__file__).parent
    named = {
        (module.name, fact_id)
        for module in package.rglob("*.py")
        for fact_id in mention.findall(module.read_text(encoding="utf-8"))
    }

    assert ("concurrency.py", "CON-002") in named
    assert {(module, fact_id) for module, fact_id in named if fact_id not in known} == set()
