"""What a handler returns, raises and does, and what Lambda answers, by both clients."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lambdatutor.runtime.answer import Answer
from lambdatutor.runtime.clients import DIFFERENCES, Client
from lambdatutor.runtime.environment import Environment
from lambdatutor.runtime.function import Function

from . import table
from .conftest import CLIENTS, Open


@pytest.fixture(scope="module", params=CLIENTS, ids=str)
def evaluated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Environment]:
    """A handler that returns whatever expression its event has."""
    folder: Path = tmp_path_factory.mktemp("expressions")
    (folder / "lambda_function.py").write_text(table.EXPRESSIONS, encoding="utf-8")
    with Environment(Function(code=folder), client=request.param) as environment:
        yield environment


@pytest.mark.fact("INV-012")
@pytest.mark.parametrize(("event", "seen"), table.EVENTS.values(), ids=table.EVENTS)
def test_an_event_of_each_type_arrives_as_python_sees_it(
    evaluated: Environment, event: str, seen: str
) -> None:
    assert json.loads(evaluated.invoke(event).payload) == seen


@pytest.mark.fact("INV-024", "INV-025", "INV-027", "INV-002")
@pytest.mark.parametrize(("code", "text"), table.RETURNED.values(), ids=table.RETURNED)
def test_what_is_returned_is_answered_as_json(evaluated: Environment, code: str, text: str) -> None:
    answer = evaluated.invoke(json.dumps(f"evaluate {code}"))

    assert answer.text == text
    assert (answer.status, answer.function_error) == (200, None)


@pytest.mark.fact("INV-023", "INV-003", "INV-004")
@pytest.mark.parametrize(("code", "reason"), table.NOT_JSON.values(), ids=table.NOT_JSON)
def test_what_json_has_no_word_for_is_a_marshalling_error(
    evaluated: Environment, code: str, reason: str
) -> None:
    answer = evaluated.invoke(json.dumps(f"evaluate {code}"))
    told = json.loads(answer.payload)

    assert told["errorType"] == "Runtime.MarshalError"
    assert told["errorMessage"] == f"Unable to marshal response: {reason}"
    assert (answer.status, answer.function_error) == (200, "Unhandled")


@pytest.mark.fact("INV-003", "INV-004", "INV-020", "LOG-007", "ENV-007")
@pytest.mark.parametrize(
    ("code", "kind", "message", "trace"), table.RAISING.values(), ids=table.RAISING
)
def test_what_is_raised_is_told_in_the_answer_and_in_the_log(
    evaluated: Environment, code: str, kind: str, message: str, trace: str
) -> None:
    answer = evaluated.invoke(json.dumps(f"evaluate {code}"))
    told = json.loads(answer.payload)

    assert told.keys() == {"errorMessage", "errorType", "requestId", "stackTrace"}
    assert (told["errorType"], told["errorMessage"]) == (kind, message)
    assert told["requestId"] == answer.request_id
    assert trace in "".join(told["stackTrace"])
    assert (answer.status, answer.function_error) == (200, "Unhandled")
    assert answer.log.count(f"[ERROR] {kind}") == 1


@pytest.mark.fact("INV-026")
def test_letters_beyond_ascii_are_escaped_up_to_python_3_11(evaluated: Environment) -> None:
    from sys import version_info

    answer = evaluated.invoke(json.dumps('evaluate "ñ→"'))

    assert answer.text == ('"\\u00f1\\u2192"' if version_info < (3, 12) else '"ñ→"')


@pytest.mark.fact(
    "INV-014", "INV-015", "INV-016", "INV-017", "INV-018", "INV-019", "INV-020", "INV-021",
    "INV-022", "INV-037", "INV-008", "ENV-007", "PKG-012", "INV-055",
)  # fmt: skip
@pytest.mark.parametrize("failing", table.FAILING.values(), ids=table.FAILING)
def test_code_that_fails_is_told_as_lambda_tells_it(opened: Open, failing: table.Failing) -> None:
    answers = [
        opened(failing.code, handler=failing.handler, client=client).invoke("{}")
        for client in CLIENTS
    ]
    for answer in answers:
        told = json.loads(answer.payload)
        assert told["errorType"] == failing.kind
        assert told["errorMessage"].endswith(failing.message)
        assert failing.trace in "".join(told.get("stackTrace", []))
        assert answer.function_error == "Unhandled"
        assert ("INIT_REPORT" in answer.log) == failing.at_init
        assert f"Status: error\tError Type: {failing.kind}" in answer.log.splitlines()[-1]
        if "requestId" in told:
            assert told.keys() == {"errorMessage", "errorType", "requestId", "stackTrace"}
            assert told["requestId"] == ("" if failing.at_init else answer.request_id)
            called = failing.kind != "TypeError"
            assert ("bootstrap.py" not in "".join(told["stackTrace"])) == called
            assert answer.log.count(f"[ERROR] {failing.kind}") == 1
    of_aws, own = map(without_numbers, answers)
    # Where the client's own lines are named they are not the same, and that is a listed difference.
    if "/var/runtime" not in of_aws + own:
        assert own == of_aws


@pytest.mark.fact("INV-008")
@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_an_answer_may_be_as_large_as_lambda_says(opened: Open, client: Client) -> None:
    code = "def lambda_handler(event, context): return 'x' * event\n"
    environment = opened(code, client=client, memory_mb=256)
    largest = environment.invoke(str(6_291_556 - 2))
    larger = environment.invoke(str(6_291_556 - 1))

    assert (largest.function_error, len(largest.payload)) == (None, 6_291_556)
    assert json.loads(larger.payload)["errorType"] == "Function.ResponseSizeTooLarge"


def test_both_clients_answer_every_expression_alike(tmp_path: Path) -> None:
    (tmp_path / "lambda_function.py").write_text(table.EXPRESSIONS, encoding="utf-8")
    rows = (*table.RETURNED.values(), *table.NOT_JSON.values(), *table.RAISING.values())
    codes = [code for code, *_ in rows]
    codes.append(r"fail(type('a\r\n\r\nb', (Exception,), {})('x'))")  # a header may not hold it
    events = [event for event, _ in table.EVENTS.values()]
    events += [json.dumps(f"evaluate {code}") for code in codes]
    of_aws, own = (
        [without_numbers(each) for each in invoked(tmp_path, events, client)] for client in CLIENTS
    )

    assert own == of_aws
    assert len(table.FAILING) + len(codes) + len(table.HANDLERS) >= 40


def invoked(code: Path, events: list[str], client: Client) -> list[Answer]:
    with Environment(Function(code=code), client=client) as environment:
        return [environment.invoke(event) for event in events]


def without_numbers(answer: Answer) -> str:
    """Payload and log, but for ids, times and sizes."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|0x[0-9a-f]+", "ID", f"{answer.text}\n{answer.log}")
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "WHEN", text)
    return re.sub(r"[\d.]+ (ms|MB)", r"N \1", text)


@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_what_is_said_to_differ_differs(opened: Open, client: Client) -> None:
    code = """
        from importlib.util import find_spec
        def lambda_handler(event, context):
            raw = find_spec("simplejson") is not None
            return [type(context).__module__, hasattr(context, "w3c"), raw]
    """
    of_aws = ["awslambdaric.lambda_context", True, True]
    own = ["lambdatutor.runtime.child.context", False, False]

    told = json.loads(opened(code, client=client).invoke("{}").payload)
    assert told == (of_aws if client is Client.AWS else own)
    assert all(each.endswith(".") for each in DIFFERENCES)


@pytest.mark.fact("INV-013")
@pytest.mark.parametrize("client", CLIENTS, ids=str)
@pytest.mark.parametrize("handler", table.HANDLERS.values(), ids=table.HANDLERS)
def test_a_handler_lies_in_a_folder(opened: Open, handler: str, client: Client) -> None:
    code = {"shop/orders.py": "def create(event, context): return __name__\n"}

    assert opened(code, handler=handler, client=client).invoke("{}").text == '"shop.orders"'


CONTEXT = """
import json, os
def lambda_handler(event, context):
    return {
        "id": context.aws_request_id,
        "name": context.function_name,
        "version": context.function_version,
        "arn": context.invoked_function_arn,
        "memory": context.memory_limit_in_mb,
        "group": context.log_group_name,
        "stream": context.log_stream_name,
        "left": context.get_remaining_time_in_millis(),
        "identity": [
            context.identity.cognito_identity_id, context.identity.cognito_identity_pool_id
        ],
        "client": context.client_context and context.client_context.custom,
        "app": context.client_context and context.client_context.client.app_title,
        "tenant": context.tenant_id,
        "trace": os.environ["_X_AMZN_TRACE_ID"][:7],
    }
"""


@pytest.mark.fact(
    "INV-028", "INV-029", "INV-030", "INV-031", "INV-032", "INV-033", "INV-053", "LOG-008",
    "LOG-010",
)  # fmt: skip
@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_the_context_says_where_the_handler_runs(opened: Open, client: Client) -> None:
    environment = opened(
        CONTEXT, client=client, name="orders", version="7", alias="live", memory_mb=256
    )
    plain = environment.invoke("{}")
    seen = json.loads(plain.payload)
    told = json.loads(
        environment.invoke(
            "{}",
            client_context={"custom": {"k": "v"}, "client": {"app_title": "Shop"}},
            cognito_identity={"cognitoIdentityId": "one", "cognitoIdentityPoolId": "pool"},
        ).payload
    )

    assert seen["id"] == plain.request_id
    assert (seen["name"], seen["version"], seen["memory"]) == ("orders", "7", "256")
    assert seen["arn"].endswith(":function:orders:live")
    assert seen["group"] == "/aws/lambda/orders"
    assert seen["stream"] == plain.environment
    assert "/[7]" in plain.environment
    assert 2_000 < seen["left"] <= 3_000
    assert seen["identity"] == [None, None]
    assert seen["client"] is None
    assert seen["tenant"] is None
    assert seen["trace"] == "Root=1-"
    assert told["identity"] == ["one", "pool"]
    assert (told["client"], told["app"]) == ({"k": "v"}, "Shop")


VARIABLES = """
import os, sys
def lambda_handler(event, context):
    return {"environment": dict(os.environ), "path": sys.path, "folder": os.getcwd()}
"""


@pytest.mark.fact("ENV-004", "ENV-005", "PKG-008", "PKG-009", "LIF-023")
@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_the_code_gets_lambdas_variables_and_its_own_and_no_others(
    opened: Open, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "FORGE_TOKEN", "HOME"):
        monkeypatch.setenv(name, "mine")
    environment = opened(VARIABLES, client=client, variables={"STAGE": "$HOME", "TZ": "Asia/Tokyo"})
    seen = json.loads(environment.invoke("{}").payload)
    of_code = seen["environment"]

    assert of_code["STAGE"] == "$HOME"
    assert of_code["TZ"] == "Asia/Tokyo"
    assert of_code["_HANDLER"] == "lambda_function.lambda_handler"
    assert of_code["AWS_LAMBDA_INITIALIZATION_TYPE"] == "on-demand"
    assert {name for name in of_code if not name.startswith("AWS_")} - {"TMPDIR"} == {
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
        "LANG",
        "LD_LIBRARY_PATH",
        "PATH",
        "PYTHONPATH",
        "STAGE",
        "TZ",
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
    }
    assert not [name for name in of_code if name.startswith("AWS_") and name in os.environ]
    assert seen["path"][0] == of_code["LAMBDA_TASK_ROOT"] == seen["folder"]
    assert seen["path"][2].endswith("opt/python")
    assert not [place for place in seen["path"] if place.endswith("site-packages")][1:]
