"""Templates to expand: whole files, and functions of a few lines."""

from pathlib import Path
from textwrap import indent

from lambdatutor.sam import Expansion, Resource, explain
from lambdatutor.sam.values import Data

TEMPLATES = sorted((Path(__file__).parent / "templates").glob("*.yaml"))

_FUNCTION = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Jobs:
    Type: AWS::SQS::Queue
  Photos:
    Type: AWS::S3::Bucket
  Thumbnails:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: thumbnails
      Runtime: python3.13
      Handler: app.handler
      CodeUri: s3://code/thumbnails.zip
"""


def template(path: str) -> str:
    return (Path(__file__).parent / "templates" / path).read_text(encoding="utf-8")


def a_function(properties: str, more: str = "") -> str:
    """A template with a function that has these properties too, a queue and a bucket."""
    return _FUNCTION + indent(properties, " " * 6) + "\n" + indent(more, " " * 2)


def expanded(properties: str, more: str = "") -> Expansion:
    return explain(a_function(properties, more))


def role(properties: str) -> Resource:
    """The role of that function."""
    return expanded(properties).resource("ThumbnailsRole")


def managed(role: Resource) -> list[str]:
    """The names of its managed policies."""
    arns = role.properties["ManagedPolicyArns"]
    assert isinstance(arns, list)
    return [str(arn).rpartition("/")[2] for arn in arns]


def inline(role: Resource) -> dict[str, Data]:
    """Its own policies, by name."""
    found: dict[str, Data] = {}
    policies = role.properties.get("Policies", [])
    assert isinstance(policies, list)
    for each in policies:
        assert isinstance(each, dict)
        assert isinstance(each["PolicyDocument"], dict)
        found[str(each["PolicyName"])] = each["PolicyDocument"]
    return found


def statements(document: Data) -> list[Data]:
    found = document["Statement"]
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, dict)]


def permission(properties: str, event: str, more: str = "") -> Data:
    """The permission that an event of the function becomes."""
    return expanded(properties, more).resource(f"Thumbnails{event}Permission").properties
