"""CloudFormation's functions, in their short and their long forms."""

import pytest
from samples import a_function

from lambdatutor.sam import TemplateError, explain
from lambdatutor.sam.values import Value

MORE = """\
Orders:
  Type: AWS::DynamoDB::Table
  Properties: {TableName: orders}
News:
  Type: AWS::SNS::Topic
Fast:
  Type: AWS::SQS::Queue
  Properties: {FifoQueue: true}
"""
HEAD = """\
Parameters:
  Stage: {Type: String, Default: test}
  Size: {Type: Number, Default: 3}
  Zones: {Type: CommaDelimitedList, Default: "a, b"}
Mappings: {Sizes: {test: {memory: 256}}}
Conditions:
  IsTest: !Equals [!Ref Stage, test]
  Both: !And [!Condition IsTest, !Not [!Equals [1, 2]]]
  Neither: !Or [!Equals [a, b], !Not [!Condition Both]]
"""
AT = "us-east-1:123456789012"

VALUES: dict[str, Value] = {
    "!Ref Stage": "test",
    "{Ref: Stage}": "test",
    "!Ref Size": 3,
    "!Ref Zones": ["a", "b"],
    "!Ref AWS::Region": "us-east-1",
    "!Ref Jobs": "https://sqs.us-east-1.amazonaws.com/123456789012/Jobs",
    "!GetAtt Jobs.Arn": f"arn:aws:sqs:{AT}:Jobs",
    "!GetAtt [Jobs, QueueName]": "Jobs",
    '{"Fn::GetAtt": "Jobs.Arn"}': f"arn:aws:sqs:{AT}:Jobs",
    '{"Fn::GetAtt": [Jobs, Arn]}': f"arn:aws:sqs:{AT}:Jobs",
    "!GetAtt Fast.QueueName": "Fast.fifo",
    "!Ref News": f"arn:aws:sns:{AT}:News",
    "!Ref Photos": "photos",
    "!Ref Orders": "orders",
    "!GetAtt Orders.Arn": f"arn:aws:dynamodb:{AT}:table/orders",
    "!GetAtt Thumbnails.Arn": f"arn:aws:lambda:{AT}:function:thumbnails",
    "!Ref ThumbnailsRole": "ThumbnailsRole",
    "!GetAtt ThumbnailsRole.Arn": "arn:aws:iam::123456789012:role/ThumbnailsRole",
    '!Sub "${Stage}-${Jobs.QueueName}"': "test-Jobs",
    '!Sub "${!Stage}"': "${Stage}",
    '!Sub ["${a}/${Stage}", {a: !Ref Size}]': "3/test",
    '{"Fn::Sub": "arn:${AWS::Partition}:s3:::${Photos}"}': "arn:aws:s3:::photos",
    "!Join ['-', [a, !Ref Stage, !Ref Size]]": "a-test-3",
    "!Join [',', !Ref Zones]": "a,b",
    "!Split [',', 'a,b']": ["a", "b"],
    "!Select [1, !Ref Zones]": "b",
    "!Select ['0', !Split ['/', 'x/y']]": "x",
    "!FindInMap [Sizes, !Ref Stage, memory]": 256,
    "!If [IsTest, yes, no]": "yes",
    "!If [Both, 1, 2]": 1,
    "!If [Neither, 1, 2]": 2,
    "[a, !If [Neither, b, !Ref AWS::NoValue]]": ["a"],
    "2012-10-17": "2012-10-17",
    "on": "on",
    "0123": "0123",
    "'12'": "12",
    "true": True,
}


@pytest.mark.parametrize("written", VALUES)
def test_a_value_is_what_cloudformation_makes_of_it(written: str) -> None:
    text = HEAD + a_function(f"Environment: {{Variables: {{V: {written}}}}}", MORE)
    made = explain(text).resource("Thumbnails")

    assert made.properties["Environment"] == {"Variables": {"V": VALUES[written]}}


def test_a_property_without_a_value_is_left_out() -> None:
    made = explain(a_function("Description: !Ref AWS::NoValue")).resource("Thumbnails")

    assert "Description" not in made.properties


def test_globals_are_merged_into_each_function() -> None:
    given = """\
Globals:
  Function:
    Timeout: 9
    MemorySize: 512
    Architectures: [arm64]
    Layers: [one]
    Environment: {Variables: {A: 1, B: 2}}
"""
    own = (
        "MemorySize: 1024\nArchitectures: [x86_64]\nLayers: [two]\nEnvironment: {Variables: {B: 3}}"
    )
    made = explain(given + a_function(own)).resource("Thumbnails").properties

    assert made["Timeout"] == 9
    assert made["MemorySize"] == 1024
    assert made["Architectures"] == ["x86_64"]
    assert made["Layers"] == ["one", "two"]
    assert made["Environment"] == {"Variables": {"A": 1, "B": 3}}


def test_another_account_and_region_stand_in_every_arn() -> None:
    text = a_function("Policies: [{SQSPollerPolicy: {QueueName: jobs}}]")
    made = explain(text, account="111122223333", region="eu-west-1")

    assert "us-east-1" not in str(made.resources)
    assert "arn:aws:sqs:eu-west-1:111122223333:jobs" in str(made.resources)


def test_a_resource_whose_condition_is_false_is_not_there() -> None:
    more = "Never:\n  Type: AWS::SNS::Topic\n  Condition: Neither"

    assert list(explain(HEAD + a_function("", more)).of("AWS::SNS::Topic")) == []


def test_a_fault_inside_a_branch_is_told_at_that_branch() -> None:
    text = HEAD + a_function("Description: !If [IsTest,\n  !Ref Nothing,\n  other]")

    with pytest.raises(TemplateError) as refused:
        explain(text)
    assert refused.value.mark.line == text[: text.index("!Ref Nothing")].count("\n") + 1
