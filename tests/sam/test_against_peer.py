"""AWS's own translator makes the same of our templates, where somebody has it installed."""

from pathlib import Path

import pytest
from peer import installed, policy_templates_of_peer, translated, worked_out
from samples import TEMPLATES, a_function

from lambdatutor.sam import explain
from lambdatutor.sam.policy_templates import policy_templates

pytestmark = [
    pytest.mark.skipif(not installed(), reason="aws-sam-translator is not installed"),
    pytest.mark.filterwarnings("ignore"),
]


def with_stored_code(text: str) -> str:
    """`sam deploy` puts a folder of code into a bucket before it translates."""
    return text.replace("CodeUri: thumbnails/", "CodeUri: s3://code/a").replace(
        "CodeUri: worker/", "CodeUri: s3://code/b"
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_resource_is_the_same(path: Path) -> None:
    text = with_stored_code(path.read_text(encoding="utf-8"))
    theirs = worked_out(translated(text))
    ours = explain(text)

    read = {each.logical_id: each for each in theirs.resources}
    not_read = {each.logical_id for each in theirs.kept}
    assert set(read) <= {each.logical_id for each in ours.resources} <= {*read, *not_read}
    for each in ours.resources:
        if each.logical_id in read:
            assert (each.type, each.properties) == (
                read[each.logical_id].type,
                read[each.logical_id].properties,
            )


def test_the_policy_templates_are_the_same() -> None:
    assert list(policy_templates()) == policy_templates_of_peer()


@pytest.mark.parametrize("name", policy_templates())
def test_every_policy_template_writes_the_same(name: str) -> None:
    given = ", ".join(f"{each}: the-{each}" for each in policy_templates()[name].parameters)
    text = a_function(f"Policies: [{{{name}: {{{given}}}}}]")

    role = worked_out(translated(text)).resource("ThumbnailsRole")
    assert explain(text).resource("ThumbnailsRole").properties == role.properties
