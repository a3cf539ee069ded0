"""Layers: versions that never change, five at most, attached by ARN."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaged import FUNCTION, by_hand, kinds, regular, zipped

from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.packages import LayerShelf, PackageError, Weight, check, check_layer

ARN = "arn:aws:lambda:us-east-1:123456789012:layer"
TARIFFS = zipped({"python/tariffs.py": "RATE = 1\n"})
NEWER = zipped({"python/tariffs.py": "RATE = 2\n"})


@pytest.fixture
def shelf() -> LayerShelf:
    return LayerShelf()


def refused(error: pytest.ExceptionInfo[AwsError]) -> tuple[str, int, str]:
    return error.value.code, error.value.status, error.value.message


@pytest.mark.fact("PKG-010")
def test_versions_are_counted_from_one_and_never_change(shelf: LayerShelf) -> None:
    first = shelf.publish("tariffs", TARIFFS)
    second = shelf.publish("tariffs", NEWER)

    assert first.version_arn == f"{ARN}:tariffs:1"
    assert second.version_arn == f"{ARN}:tariffs:2"
    assert shelf.get("tariffs", 1) is first
    assert first.archive.data == TARIFFS
    with pytest.raises(AttributeError):
        first.version = 9


@pytest.mark.fact("PKG-010")
def test_a_function_keeps_its_version_until_the_new_one_is_attached(shelf: LayerShelf) -> None:
    shelf.publish("tariffs", TARIFFS)
    attached = shelf.attach([f"{ARN}:tariffs:1"])

    shelf.publish("tariffs", NEWER)

    assert attached[0].archive.data == TARIFFS
    assert shelf.attach([f"{ARN}:tariffs:2"])[0].archive.data == NEWER


@given(st.lists(st.sampled_from(["publish", "delete"]), max_size=12))
def test_a_number_is_given_once(steps: list[str]) -> None:
    shelf = LayerShelf()
    given_numbers: list[int] = []
    for step in steps:
        if step == "publish":
            given_numbers.append(shelf.publish("tariffs", TARIFFS).version)
        elif given_numbers:
            shelf.delete("tariffs", given_numbers[-1])

    assert given_numbers == list(range(1, len(given_numbers) + 1))


@pytest.mark.fact("PKG-006")
def test_the_sixth_layer_is_refused(shelf: LayerShelf) -> None:
    arns = [shelf.publish(f"layer-{number}", TARIFFS).version_arn for number in range(6)]

    assert len(shelf.attach(arns[:5])) == 5
    with pytest.raises(AwsError) as error:
        shelf.attach(arns)
    assert refused(error) == (
        "InvalidParameterValueException",
        400,
        "Cannot reference more than 5 layers.",
    )


@pytest.mark.fact("PKG-010")
def test_two_versions_of_one_layer_are_refused(shelf: LayerShelf) -> None:
    arns = [shelf.publish("tariffs", TARIFFS).version_arn for _ in range(2)]

    with pytest.raises(AwsError, match="Two different versions of the same layer"):
        shelf.attach(arns)


@pytest.mark.fact("PKG-011")
def test_a_deleted_version_stays_with_its_functions_and_is_not_attached_again(
    shelf: LayerShelf,
) -> None:
    arn = shelf.publish("tariffs", TARIFFS).version_arn
    attached = shelf.attach([arn])

    shelf.delete("tariffs", 1)

    layers = [each.source for each in attached]
    assert kinds(check(zipped(FUNCTION), layers=layers)) == []
    assert shelf.versions == ()
    with pytest.raises(AwsError) as error:
        shelf.attach([arn])
    assert refused(error) == (
        "InvalidParameterValueException",
        400,
        f"Layer version {arn} does not exist.",
    )


@pytest.mark.fact("PKG-011")
def test_a_layer_of_another_region_is_refused(shelf: LayerShelf) -> None:
    with pytest.raises(AwsError, match="Layers are expected to be in region us-east-1"):
        shelf.attach(["arn:aws:lambda:eu-west-1:123456789012:layer:tariffs:1"])


def test_a_layer_without_a_version_is_refused(shelf: LayerShelf) -> None:
    with pytest.raises(AwsError, match="at 'layers' failed to satisfy constraint"):
        shelf.attach([f"{ARN}:tariffs"])


def test_layers_come_in_the_order_in_which_they_are_named(shelf: LayerShelf) -> None:
    arns = [shelf.publish(name, TARIFFS).version_arn for name in ("b", "a", "c")]

    assert [each.version_arn for each in shelf.attach(arns)] == arns


@pytest.mark.parametrize(
    ("version", "code", "says"),
    [
        (0, "InvalidParameterValueException", "Layer Version Cannot be less than 1"),
        (9, "ResourceNotFoundException", f"Layer version {ARN}:tariffs:9 does not exist."),
    ],
)
def test_a_version_that_is_not_there(shelf: LayerShelf, version: int, code: str, says: str) -> None:
    with pytest.raises(AwsError) as error:
        shelf.get("tariffs", version)

    assert (error.value.code, error.value.message) == (code, says)


def test_deleting_what_is_not_there_changes_nothing(shelf: LayerShelf) -> None:
    shelf.publish("tariffs", TARIFFS)

    shelf.delete("tariffs", 2)

    assert len(shelf.versions) == 1
    with pytest.raises(AwsError, match="less than 1"):
        shelf.delete("tariffs", 0)


def test_a_bad_zip_becomes_no_version(shelf: LayerShelf) -> None:
    with pytest.raises(AwsError, match="Could not unzip"):
        shelf.publish("tariffs", b"no zip")
    with pytest.raises(PackageError, match="climb"):
        shelf.publish("tariffs", by_hand(regular("../a.py", 0o644)))
    with pytest.raises(AwsError, match="at 'layerName'"):
        shelf.publish("my tariffs", TARIFFS)

    assert shelf.publish("tariffs", TARIFFS).version == 1


def test_a_layer_is_checked_by_itself_before_it_is_published() -> None:
    assert check_layer(TARIFFS, name="tariffs").findings == ()

    (finding,) = check_layer(zipped({"tariffs.py": ""}), name="tariffs").findings
    assert (finding.kind, finding.weight) == ("layer-not-under-python", Weight.WARNS)
    assert check_layer(b"", name="tariffs").is_refused
