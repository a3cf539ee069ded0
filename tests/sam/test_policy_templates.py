"""SAM's own policies: each has the parameters it says, and names what it is about."""

import re
from collections.abc import Iterator

import pytest
from samples import inline, role, statements

from lambdatutor.aws.facts import fact
from lambdatutor.sam.policy_templates import policy_templates

AT = "us-east-1:123456789012"
DYNAMODB_READ = {"GetItem", "Scan", "Query", "BatchGetItem", "DescribeTable"}


def filled(name: str, **parameters: str) -> tuple[set[str], object]:
    """The actions of a template's first statement, and what it is about."""
    given = ", ".join(f"{key}: {value}" for key, value in parameters.items())
    made = role(f"Policies: [{{{name}: {{{given}}}}}]")
    first = statements(inline(made)["ThumbnailsRolePolicy0"])[0]
    actions = first["Action"]
    return {str(each) for each in actions} if isinstance(actions, list) else {str(actions)}, first[
        "Resource"
    ]


@pytest.mark.fact("SAM-003")
def test_there_are_as_many_as_aws_has() -> None:
    assert len(policy_templates()) == fact("SAM-003").values["count"]


@pytest.mark.fact("SAM-004")
def test_the_poller_of_a_queue_may_do_what_the_sheet_says() -> None:
    actions, resource = filled("SQSPollerPolicy", QueueName="jobs")

    assert actions == _set(fact("SAM-004").values["actions"])
    assert resource == f"arn:aws:sqs:{AT}:jobs"


@pytest.mark.fact("SAM-005")
def test_crud_on_a_table_means_its_indexes_too() -> None:
    actions, resource = filled("DynamoDBCrudPolicy", TableName="orders")

    assert actions == {f"dynamodb:{each}" for each in _set(fact("SAM-005").values["actions"])}
    table = f"arn:aws:dynamodb:{AT}:table/orders"
    assert resource == [table, f"{table}/index/*"]


@pytest.mark.fact("SAM-006")
def test_smaller_templates_allow_less() -> None:
    read, _ = filled("DynamoDBReadPolicy", TableName="orders")
    function, target = filled("LambdaInvokePolicy", FunctionName="orders")

    assert read == {f"dynamodb:{each}" for each in DYNAMODB_READ}
    assert filled("SQSSendMessagePolicy", QueueName="jobs")[0] == {"sqs:SendMessage*"}
    assert filled("SNSPublishMessagePolicy", TopicName="news") == (
        {"sns:Publish"},
        f"arn:aws:sns:{AT}:news",
    )
    assert (function, target) == (
        {"lambda:InvokeFunction"},
        f"arn:aws:lambda:{AT}:function:orders*",
    )


@pytest.mark.parametrize("name", policy_templates())
def test_every_parameter_finds_its_place_and_nothing_stays_open(name: str) -> None:
    template = policy_templates()[name]
    given = {parameter: f"the-{parameter}" for parameter in template.parameters}
    written = ", ".join(f"{key}: {value}" for key, value in given.items())
    made = role(f"Policies: [{{{name}: {{{written}}}}}]")

    texts = list(_texts(inline(made)["ThumbnailsRolePolicy0"]))
    assert not [text for text in texts if "${" in text]
    assert all(any(value in text for text in texts) for value in given.values())
    assert all(re.fullmatch(r"[a-z0-9-]+:[A-Za-z*]+", each) for each in _actions(made.properties))


def _actions(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each) if key == "Action" else _actions(each)
    elif isinstance(value, list):
        for each in value:
            yield from _actions(each)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    else:
        yield str(value)


def _set(value: object) -> set[str]:
    assert isinstance(value, list)
    return {str(each) for each in value}
