"""A template that is wrong is refused in one sentence: where, and what to do."""

import pytest
from samples import a_function

from lambdatutor.sam import TemplateError, explain

HEAD = "Transform: AWS::Serverless-2016-10-31\nResources:\n"

TEXTS = {
    "": "1:1: the template is empty.",
    "- a": "1:1: a template is a mapping with a section Resources.",
    "a: [1": "2:1: this is neither YAML nor JSON: ",
    "Resource: {}": '1:1: "Resource" is no section of a template. Did you mean "Resources"?',
    "Resources: {}": "1:1: the template has no Resources; add at least one.",
    "Resources: []": "1:1: Resources must be a mapping.",
    "Resources: {A: {}}": "1:13: A needs a Type, such as AWS::Serverless::Function.",
    "Resources: {a-b: {Type: X}}": '1:13: the logical ID "a-b" must be letters and digits alone.',
    "Resources: {A: {Type: X, Type: Y}}": '1:26: the key "Type" stands here again',
    "Resources: {A: &a {Type: X}, B: *a}": "1:33: an alias (*) stands here; write the value out.",
    "Resources: {A: !Reff B}": '1:16: the tag "!Reff" is none of CloudFormation\'s, such as !Ref.',
    "Resources: {A: !!python/name:os.system x}": "1:16: the tag ",
    "Resources: {? [a] : b}": "1:15: a key must be a word, not a list or a mapping.",
    "a: 1\n---\nb: 2": "2:1: a second document begins here; a template is one.",
    "a: " + "[" * 40 + "]" * 40: "1:35: this is nested deeper than 32 levels.",
    "a: " + "[" * 4000 + "]" * 4000: "nested deeper than 32 levels.",
    "# " + "x" * 1_000_000: "1:1: this is larger than 1 MB, and no template is.",
    "Resources: {A: {Type: AWS::Serverless::Function}}": "add the line `Transform: ",
    HEAD + "  A: {Type: X, Condition: No}": '3:16: there is no condition "No".',
    HEAD + "  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref A}}": (
        "the name of A depends on itself."
    ),
    "Conditions: {A: !Not [!Condition A]}\nResources: {B: {Type: X, Condition: A}}": (
        "1:14: the condition A depends on itself."
    ),
    "Parameters: {P: {Type: String}}\nResources: {A: {Type: AWS::SQS::Queue, "
    "Properties: {QueueName: !Ref P}}}": '1:14: the parameter "P" needs a Default',
    "Globals: {Function: {Role: x}}\nResources: {A: {Type: X}}": (
        "1:22: Role cannot stand under Globals; write it in each function."
    ),
}

FUNCTIONS = {
    "Policies: AmazonS3ReadOnlyAcess": (
        '14:7: AWS has no managed policy called "AmazonS3ReadOnlyAcess". '
        'Did you mean "AmazonS3ReadOnlyAccess"?'
    ),
    "Policies:\n- SQSPolerPolicy: {QueueName: a}": (
        '15:9: SAM has no policy template "SQSPolerPolicy". Did you mean "SQSPollerPolicy"?'
    ),
    "Policies:\n- SQSPollerPolicy: {Queue: a}": "SQSPollerPolicy needs its parameters: QueueName.",
    "Policies: [{SQSPollerPolicy: {QueueName: a, Name: b}}]": 'has no parameter "Name".',
    "Policies: [{A: 1, B: 2}]": "a policy is the name or ARN of a managed policy, a document",
    "Environment: {Variables: {Q: !Ref Jbos}}": (
        '14:33: the template has nothing called "Jbos". Did you mean "Jobs"?'
    ),
    "Description: !ImportValue other": "14:7: this Fn::ImportValue cannot be worked out here",
    "Description: !Select [3, [a, b]]": "Fn::Select finds no entry 3 in a list of 2.",
    "Description: !GetAtt Jobs": "Fn::GetAtt takes a resource and its attribute, as in Jobs.Arn.",
    "Events: {E: {Type: Sqs, Properties: {}}}": (
        '14:16: the event E is of a type that is not read here: Sqs. Did you mean "SQS"?'
    ),
    "Events: {E: {Type: SQS, Properties: {}}}": "the event E (SQS) needs Queue.",
    "Events: {E: {Type: Kinesis, Properties: {Stream: a}}}": "(Kinesis) needs StartingPosition.",
    "Events: {E: {Type: S3, Properties: {Bucket: photos, Events: a}}}": (
        "an S3 event names a bucket of this template: `Bucket: !Ref Photos`."
    ),
    "DeadLetterQueue: {Type: Queue, TargetArn: a}": "a Type that is SQS or SNS.",
    "FunctionUrlConfig: {}\nAutoPublishAlias: !Sub x": "AutoPublishAlias must be a text",
    "FunctionUrlConfig: {AuthType: PUBLIC}": "AuthType that is AWS_IAM or NONE.",
}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:30])
def test_a_text_that_is_no_template_is_refused(text: str) -> None:
    with pytest.raises(TemplateError) as refused:
        explain(text, "t.yaml")

    assert str(refused.value).startswith("t.yaml:")
    assert TEXTS[text] in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("properties", FUNCTIONS)
def test_a_function_that_cannot_be_expanded_is_refused_at_the_property(properties: str) -> None:
    with pytest.raises(TemplateError) as refused:
        explain(a_function(properties), "t.yaml")

    assert FUNCTIONS[properties] in str(refused.value)
    assert refused.value.mark.line in {14, 15}


def test_what_is_not_read_is_named_and_stays() -> None:
    gateway = "Sub:\n  Type: AWS::EC2::Subnet"
    made = explain(a_function("VpcConfig: {SubnetIds: [!Ref Sub]}", gateway))

    assert [(each.logical_id, each.type) for each in made.kept] == [("Sub", "AWS::EC2::Subnet")]
    function = made.resource("Thumbnails")
    assert function.properties["VpcConfig"] == {"SubnetIds": ["${Sub}"]}
