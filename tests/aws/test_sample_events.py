"""Sample events have the fields of AWS's pages, and values that fit each other."""

import gzip
import hashlib
import json
from base64 import b64decode
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from lambdatutor.aws.arn import ACCOUNT, REGION
from lambdatutor.aws.sample_events import SAMPLES, SampleEvent, sample_event

IDS = [each.id for each in SAMPLES]

V2 = (
    "version routeKey rawPath rawQueryString cookies headers queryStringParameters "
    "requestContext.accountId requestContext.apiId requestContext.domainName "
    "requestContext.domainPrefix requestContext.http.method requestContext.http.path "
    "requestContext.http.protocol requestContext.http.sourceIp requestContext.http.userAgent "
    "requestContext.requestId requestContext.routeKey requestContext.stage requestContext.time "
    "requestContext.timeEpoch body isBase64Encoded"
)
S3 = (
    "eventVersion eventSource awsRegion eventTime eventName userIdentity.principalId "
    "requestParameters.sourceIPAddress responseElements.x-amz-request-id "
    "responseElements.x-amz-id-2 s3.s3SchemaVersion s3.configurationId s3.bucket.name "
    "s3.bucket.ownerIdentity.principalId s3.bucket.arn s3.object.key s3.object.sequencer"
)
BUS = "version id detail-type source account time region resources detail"

FIELDS = {
    # Lambda's page on API Gateway, and API Gateway's on Lambda proxy integrations
    "api-gateway-rest": "resource path httpMethod headers multiValueHeaders queryStringParameters "
    "multiValueQueryStringParameters pathParameters stageVariables body isBase64Encoded "
    "requestContext.accountId requestContext.apiId requestContext.domainName "
    "requestContext.domainPrefix requestContext.extendedRequestId requestContext.httpMethod "
    "requestContext.identity.sourceIp requestContext.identity.userAgent requestContext.path "
    "requestContext.protocol requestContext.requestId requestContext.requestTime "
    "requestContext.requestTimeEpoch requestContext.resourceId requestContext.resourcePath "
    "requestContext.stage",
    # API Gateway's page on payload format 2.0, and Lambda's on function URLs
    "api-gateway-http": f"{V2} pathParameters",
    "function-url": V2,
    # Lambda's page on the Application Load Balancer
    "alb": "requestContext.elb.targetGroupArn httpMethod path queryStringParameters headers "
    "body isBase64Encoded",
    # S3's page on the structure of event messages
    "s3-put": f"{S3} s3.object.size s3.object.eTag",
    "s3-delete": S3,
    # Lambda's page on SNS
    "sns": "EventVersion EventSubscriptionArn EventSource Sns.SignatureVersion Sns.Timestamp "
    "Sns.Signature Sns.SigningCertUrl Sns.MessageId Sns.Message Sns.MessageAttributes Sns.Type "
    "Sns.UnsubscribeUrl Sns.TopicArn Sns.Subject",
    # Lambda's page on SQS
    "sqs": "messageId receiptHandle body attributes.ApproximateReceiveCount "
    "attributes.SentTimestamp attributes.SenderId attributes.ApproximateFirstReceiveTimestamp "
    "messageAttributes md5OfBody eventSource eventSourceARN awsRegion",
    # EventBridge's page on events
    "eventbridge": BUS,
    "schedule": BUS,
    # Lambda's page on DynamoDB
    "dynamodb": "eventID eventVersion dynamodb.Keys dynamodb.StreamViewType "
    "dynamodb.SequenceNumber dynamodb.SizeBytes dynamodb.ApproximateCreationDateTime awsRegion "
    "eventName eventSourceARN eventSource",
    # Lambda's page on Kinesis
    "kinesis": "kinesis.kinesisSchemaVersion kinesis.partitionKey kinesis.sequenceNumber "
    "kinesis.data kinesis.approximateArrivalTimestamp eventSource eventVersion eventID eventName "
    "invokeIdentityArn awsRegion eventSourceARN",
    # Lambda's page on CloudWatch Logs
    "cloudwatch-logs": "awslogs.data",
}
"""What must be there: of a batch, in each of its records."""

KINDS = {
    "hello-world": dict,
    "array": list,
    "string": str,
    "number": int,
    "boolean": bool,
    "null": type(None),
}


def event(id_: str) -> Any:  # noqa: ANN401  any JSON
    found = sample_event(id_)
    assert found is not None
    return json.loads(found.text)


def leaves(value: object) -> Iterator[str]:
    match value:
        case dict():
            for each in value.values():
                yield from leaves(each)
        case list():
            for each in value:
                yield from leaves(each)
        case str():
            yield value
        case _:
            return


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_sample_is_json_laid_out(sample: SampleEvent) -> None:
    assert sample.text == json.dumps(json.loads(sample.text), indent=2, ensure_ascii=False)
    assert sample.title


@pytest.mark.parametrize("id_", FIELDS)
def test_a_sample_has_the_fields_that_its_page_names(id_: str) -> None:
    found = event(id_)
    for record in found.get("Records", [found]):
        for path in FIELDS[id_].split():
            place = record
            for name in path.split("."):
                assert name in place, path
                place = place[name]


def test_each_type_of_json_has_a_sample() -> None:
    assert {id_: type(event(id_)) for id_ in IDS if id_ not in FIELDS} == KINDS


def test_each_sample_has_a_file_and_each_file_a_sample() -> None:
    folder = files("lambdatutor.aws.sample_events")
    named = {each.name for each in folder.iterdir() if each.name.endswith(".json")}

    assert named == {f"{id_}.json" for id_ in IDS}
    assert len(set(IDS)) == len(IDS)
    assert sample_event("s3") is None


@pytest.mark.parametrize("id_", FIELDS)
def test_arns_are_of_the_simulated_account(id_: str) -> None:
    for text in leaves(event(id_)):
        if text.startswith("arn:"):
            _, _, service, region, account, _ = text.split(":", 5)
            assert region == ("" if service in {"s3", "iam"} else REGION)
            assert account == ("" if service == "s3" else ACCOUNT)


def test_lines_of_a_log_are_zipped_and_in_base64() -> None:
    told = json.loads(gzip.decompress(b64decode(event("cloudwatch-logs")["awslogs"]["data"])))

    assert told["messageType"] == "DATA_MESSAGE"
    assert told["owner"] == ACCOUNT
    assert told["logGroup"].startswith("/aws/lambda/")
    assert told["logStream"]
    assert told["subscriptionFilters"]
    assert [line.keys() for line in told["logEvents"]] == [{"id", "timestamp", "message"}]


def test_data_of_a_stream_is_in_base64() -> None:
    records = event("kinesis")["Records"]
    pages = [json.loads(b64decode(each["kinesis"]["data"])) for each in records]

    assert [each.keys() for each in pages] == [{"page"}, {"page"}]
    for each in records:
        assert each["eventID"].endswith(f":{each['kinesis']['sequenceNumber']}")


def test_a_message_of_a_queue_has_these_keys_and_the_sum_of_its_body() -> None:
    for record in event("sqs")["Records"]:
        assert record.keys() == {
            "messageId", "receiptHandle", "body", "attributes", "messageAttributes", "md5OfBody",
            "eventSource", "eventSourceARN", "awsRegion",
        }  # fmt: skip
        assert record["eventSource"] == "aws:sqs"
        told = hashlib.md5(record["body"].encode(), usedforsecurity=False)
        assert record["md5OfBody"] == told.hexdigest()


def test_a_topic_sends_one_message_and_a_bucket_writes_a_space_as_a_plus() -> None:
    assert len(event("sns")["Records"]) == 1
    assert len(event("s3-put")["Records"]) == 1
    assert event("s3-put")["Records"][0]["s3"]["object"]["key"] == "photos/red+kettle.jpg"


def test_a_change_of_an_item_has_the_images_that_there_are() -> None:
    images = {
        each["eventName"]: {"NewImage", "OldImage"} & each["dynamodb"].keys()
        for each in event("dynamodb")["Records"]
    }

    assert images == {
        "INSERT": {"NewImage"},
        "MODIFY": {"NewImage", "OldImage"},
        "REMOVE": {"OldImage"},
    }


@pytest.mark.parametrize("id_", ["api-gateway-rest", "api-gateway-http", "function-url", "alb"])
def test_the_body_of_a_request_is_text(id_: str) -> None:
    found = event(id_)

    assert json.loads(found["body"]) == {"order": 7, "item": "tea", "amount": 2}
    assert found["isBase64Encoded"] is False


def test_a_rest_api_tells_each_header_twice() -> None:
    found = event("api-gateway-rest")

    assert found["multiValueHeaders"] == {name: [text] for name, text in found["headers"].items()}
