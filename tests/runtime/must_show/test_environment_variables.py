"""Environment variables: settings change behaviour without a new deployment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.answer import Answer
from lambdatutor.runtime.environment import Environment
from lambdatutor.runtime.function import Function

from .conftest import Started

SHOP = {
    "lambda_function.py": """
        import os
        from secrets_manager import get_secret_value

        calls = 0

        def lambda_handler(event, context):
            global calls
            calls += 1
            if event == "settings":
                print("settings:", dict(os.environ))
            if event == "missing":
                return os.environ["TABLE"]
            if event == "secret":
                return get_secret_value(os.environ["SECRET_ID"])
            limit = os.environ.get("LIMIT", "1")
            return {"stage": os.environ.get("STAGE"), "limit": limit * 2, "calls": calls}
    """,
    # In place of the service, which a function asks over the network.
    "secrets_manager.py": """
        from pathlib import Path

        def get_secret_value(name):
            return (Path(__file__).parent / "vault" / name).read_text()
    """,
    "vault/shop-database": "hunter2",
    "eager.py": "import os\nTABLE = os.environ['TABLE']\ndef find(event, context): return TABLE\n",
}


@pytest.fixture(scope="module")
def shop(started: Started) -> Environment:
    return started(SHOP, variables={"STAGE": "test", "LIMIT": "5", "SECRET_ID": "shop-database"})


@pytest.fixture(scope="module")
def around_a_change(shop: Environment) -> tuple[Answer, Answer]:
    """The last answer before a variable is changed, and the first after it, by the same code."""
    shop.invoke("{}")
    before = shop.invoke("{}")
    changed = dict(shop.function.variables) | {"STAGE": "prod"}
    with Environment(Function(code=shop.function.code, variables=changed)) as anew:
        return before, anew.invoke("{}")


@pytest.mark.fact("ENV-005", "LIF-017")
def test_environment_variables_change_behaviour_and_not_the_code(
    around_a_change: tuple[Answer, Answer],
) -> None:
    assert [json.loads(each.payload)["stage"] for each in around_a_change] == ["test", "prod"]


@pytest.mark.fact("ENV-002", "ENV-005")
def test_environment_variables_are_strings(shop: Environment) -> None:
    assert json.loads(shop.invoke("{}").payload)["limit"] == "55"


@pytest.mark.fact("ENV-007", "LOG-005")
def test_environment_variables_a_missing_name_is_a_key_error(
    started: Started, shop: Environment
) -> None:
    """In the handler it fails an invocation, in the module it fails Init."""
    asked = shop.invoke('"missing"')
    loaded = started(SHOP, handler="eager.find").invoke("{}")

    for answer in (asked, loaded):
        told = json.loads(answer.payload)
        assert (told["errorType"], told["errorMessage"]) == ("KeyError", "'TABLE'")
    assert "INIT_REPORT" not in asked.log
    assert "\tPhase: init\tStatus: error\tError Type: KeyError\n" in loaded.log


@pytest.mark.fact("ENV-003", "ENV-004")
@pytest.mark.parametrize(
    "name", ["AWS_REGION", "_HANDLER", "AWS_LAMBDA_FUNCTION_NAME", "LAMBDA_TASK_ROOT"]
)
def test_environment_variables_reserved_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AwsError) as refused:
        Function(code=tmp_path, variables={name: "mine"}).check()

    assert refused.value.code in {"InvalidParameterValueException", "ValidationException"}
    assert name in refused.value.message
    Function(code=tmp_path, variables={"TZ": "Asia/Tokyo", "PATH": "/bin"}).check()


@pytest.mark.fact("ENV-001")
def test_environment_variables_have_4_kb_together(tmp_path: Path) -> None:
    """Names, quotes and commas count: it is the JSON text that is measured."""
    around = len(json.dumps({"A1": "", "B1": ""}, separators=(",", ":")))
    fits = {"A1": "x" * (4_096 - around - 10), "B1": "y" * 10}
    Function(code=tmp_path, variables=fits).check()

    with pytest.raises(AwsError, match="exceeded the 4KB limit"):
        Function(code=tmp_path, variables=fits | {"B1": "y" * 11}).check()


@pytest.mark.fact("LIF-017")
def test_environment_variables_a_change_starts_new_environments(
    around_a_change: tuple[Answer, Answer],
) -> None:
    """The first event after it is a cold start, and what the module held is not there."""
    before, after = around_a_change

    assert before.init_duration_ms is None
    assert json.loads(before.payload)["calls"] > 1
    assert after.init_duration_ms is not None
    assert json.loads(after.payload)["calls"] == 1
    assert after.environment != before.environment


def test_environment_variables_a_secret_is_where_its_name_leads(shop: Environment) -> None:
    """A value in a variable is read by all who may read the settings, and by one careless print."""
    careless = dict(shop.function.variables) | {"PASSWORD": "hunter2"}
    with Environment(Function(code=shop.function.code, variables=careless)) as exposed:
        seen = exposed.invoke('"settings"')
    named = shop.invoke('"settings"')

    assert "hunter2" in seen.log
    assert "'SECRET_ID': 'shop-database'" in named.log
    assert "hunter2" not in named.log
    assert shop.invoke('"secret"').text == '"hunter2"'
