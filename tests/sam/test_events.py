"""What each type of event makes: a permission, or a mapping and a policy for the role."""

import pytest
from samples import expanded, managed, permission, template

from lambdatutor.aws.facts import fact
from lambdatutor.sam import explain
from lambdatutor.sam.pull_events import PULLS


def one(event: str, properties: str) -> str:
    return f"Events: {{One: {{Type: {event}, Properties: {{{properties}}}}}}}"


PUSHES = {
    "S3": "Bucket: !Ref Photos, Events: s3:ObjectCreated:*",
    "SNS": "Topic: arn:aws:sns:us-east-1:123456789012:news",
    "Schedule": "Schedule: rate(1 day)",
    "EventBridgeRule": "Pattern: {source: [shop]}",
    "HttpApi": "Path: /one, Method: get",
    "IoTRule": "Sql: SELECT 1",
    "AlexaSkill": "SkillId: amzn1.ask.skill.1",
    "CloudWatchLogs": "LogGroupName: group, FilterPattern: ''",
}
SOURCES = {
    "SNS": "arn:aws:sns:us-east-1:123456789012:news",
    "Schedule": "arn:aws:events:us-east-1:123456789012:rule/ThumbnailsOne",
    "EventBridgeRule": "arn:aws:events:us-east-1:123456789012:rule/ThumbnailsOne",
    "HttpApi": "arn:aws:execute-api:us-east-1:123456789012:ServerlessHttpApi/*/GET/one",
    "IoTRule": "arn:aws:iot:us-east-1:123456789012:rule/ThumbnailsOne",
    "CloudWatchLogs": "arn:aws:logs:us-east-1:123456789012:log-group:group:*",
}


@pytest.mark.fact("SAM-007")
@pytest.mark.parametrize("kind", PUSHES)
def test_a_service_that_calls_is_let_in_with_its_source(kind: str) -> None:
    made = permission(one(kind, PUSHES[kind]), "One")

    principals = fact("SAM-007").values["principals"]
    assert isinstance(principals, dict)
    assert made["Principal"] == principals.get(kind, "logs.amazonaws.com")
    assert made["Action"] == "lambda:InvokeFunction"
    assert made.get("SourceArn") == SOURCES.get(kind)
    assert ("SourceAccount" in made) == (kind in {"S3", "IoTRule"})


@pytest.mark.fact("SAM-007")
def test_a_user_pool_is_let_in_once_for_all_its_triggers() -> None:
    made = permission(
        one("Cognito", "UserPool: !Ref People, Trigger: PreSignUp"),
        "Cognito",
        "People:\n  Type: AWS::Cognito::UserPool",
    )

    assert made["Principal"] == "cognito-idp.amazonaws.com"
    assert made["SourceArn"] == "arn:aws:cognito-idp:us-east-1:123456789012:userpool/People"


@pytest.mark.fact("SAM-007")
@pytest.mark.parametrize(
    ("path", "method", "source"),
    [
        ("/hello/", "get", "GET/hello"),
        ('"/orders/{id}"', "any", "*/orders/*"),
        ('"/files/{proxy+}"', "post", "POST/files/*"),
        ("/", "get", "GET/"),
    ],
)
def test_an_api_is_let_in_for_one_method_and_path_of_every_stage(
    path: str, method: str, source: str
) -> None:
    made = expanded(one("Api", f"Path: {path}, Method: {method}"))
    door = made.resource("ThumbnailsOnePermissionProd").properties

    assert door["Principal"] == "apigateway.amazonaws.com"
    assert door["SourceArn"] == (
        f"arn:aws:execute-api:us-east-1:123456789012:ServerlessRestApi/*/{source}"
    )


def test_the_default_route_of_a_function_needs_no_permission_beside_it() -> None:
    made = explain(template("every-event.yaml"))

    named = [each.logical_id for each in made.of("AWS::Lambda::Permission")]
    assert [each for each in named if each.startswith("Http")] == [
        "HttpOtherPermission",
        "HttpsItemPermission",
    ]


@pytest.mark.fact("SAM-008")
@pytest.mark.parametrize("kind", PULLS)
def test_what_is_polled_for_gets_a_mapping_and_the_managed_policy(kind: str) -> None:
    source = f"arn:aws:{kind.lower()}:us-east-1:123456789012:one"
    properties = f"{PULLS[kind].source}: '{source}', StartingPosition: LATEST"
    made = expanded(one(kind, properties))

    assert made.resource("ThumbnailsOne").properties["EventSourceArn"] == source
    assert list(made.of("AWS::Lambda::Permission")) == []
    policies = fact("SAM-008").values["map"]
    assert isinstance(policies, dict)
    assert managed(made.resource("ThumbnailsRole"))[1:] == [policies[kind]]


def test_a_scheduler_calls_with_a_role_of_its_own() -> None:
    made = expanded(one("ScheduleV2", "ScheduleExpression: rate(1 hour)"))

    assert list(made.of("AWS::Lambda::Permission")) == []
    target = made.resource("ThumbnailsOne").properties["Target"]
    assert isinstance(target, dict)
    assert target["RoleArn"] == made.resource("ThumbnailsOneRole").arn


def test_an_upload_event_is_written_into_its_bucket() -> None:
    made = expanded(one("S3", PUSHES["S3"])).resource("Photos")

    assert made.properties["NotificationConfiguration"] == {
        "LambdaConfigurations": [
            {
                "Function": "arn:aws:lambda:us-east-1:123456789012:function:thumbnails",
                "Event": "s3:ObjectCreated:*",
            }
        ]
    }


@pytest.mark.fact("SAM-012")
def test_with_an_alias_events_and_permissions_use_the_alias() -> None:
    made = explain(template("published.yaml"))
    alias = "arn:aws:lambda:us-east-1:123456789012:function:orders:live"

    assert fact("SAM-012").values["event_target"] == "alias"
    assert made.resource("OrdersAliaslive").properties["FunctionVersion"] == "1"
    assert made.resource("OrdersVersion").properties["FunctionName"] == "orders"
    assert made.resource("OrdersQueue").properties["FunctionName"] == alias
    assert made.resource("OrdersTellPermission").properties["FunctionName"] == alias
    assert made.resource("OrdersTell").properties["Endpoint"] == alias


def test_an_open_url_lets_everybody_in_by_two_statements() -> None:
    made = expanded("FunctionUrlConfig: {AuthType: NONE}")
    by_iam = expanded("FunctionUrlConfig: {AuthType: AWS_IAM}")

    doors = [each.properties for each in made.of("AWS::Lambda::Permission")]
    assert {door["Action"] for door in doors} == {
        "lambda:InvokeFunctionUrl",
        "lambda:InvokeFunction",
    }
    assert {door["Principal"] for door in doors} == {"*"}
    assert list(by_iam.of("AWS::Lambda::Permission")) == []


def test_a_schedule_that_is_not_enabled_makes_a_rule_that_sleeps() -> None:
    off = expanded(one("Schedule", "Schedule: rate(1 day), Enabled: false"))
    on = expanded(one("Schedule", "Schedule: rate(1 day), Enabled: true"))

    assert off.resource("ThumbnailsOne").properties["State"] == "DISABLED"
    assert on.resource("ThumbnailsOne").properties["State"] == "ENABLED"


def test_two_events_for_the_same_uploads_are_told_once() -> None:
    upload = f"Type: S3, Properties: {{{PUSHES['S3']}}}"
    bucket = expanded(f"Events: {{A: {{{upload}}}, B: {{{upload}}}}}").resource("Photos")

    told = bucket.properties["NotificationConfiguration"]
    assert isinstance(told, dict)
    assert isinstance(told["LambdaConfigurations"], list)
    assert len(told["LambdaConfigurations"]) == 1
