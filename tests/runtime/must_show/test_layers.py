"""Layers: what many functions share is stored once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from lambdatutor.aws import quotas
from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.answer import Answer
from lambdatutor.runtime.environment import Environment
from lambdatutor.runtime.function import RUNTIME, Function
from lambdatutor.runtime.packages import (
    LayerShelf,
    SourceFile,
    check,
    open_archive,
    sizes,
    unpack_archive,
    unpack_over,
    zip_of,
)

MB = 1 << 20
TABLE = Random(7).randbytes(MB)
"""Of a library that is large by its data, and does not become small in a zip."""

ASKING = "import sys, tariffs\ndef lambda_handler(event, context):\n    return tariffs.price()\n"
LIBRARY = """
from pathlib import Path

def price():
    return (Path(__file__).parent / "tariffs.bin").stat().st_size
"""
Run = Callable[..., Answer]


def packed(files: dict[str, str | bytes]) -> bytes:
    return zip_of(
        {
            path: SourceFile(text.encode() if isinstance(text, str) else text)
            for path, text in files.items()
        }
    )


def library(folder: str = "") -> dict[str, str | bytes]:
    return {f"{folder}tariffs.py": LIBRARY, f"{folder}tariffs.bin": TABLE}


def says(what: object, folder: str = "python/") -> bytes:
    return packed({f"{folder}tariffs.py": f"def price(): return {what!r}\n"})


CODE = packed({"lambda_function.py": ASKING})


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Run a package with the versions of layers that it has attached."""
    with ExitStack() as stack:

        def run(package: bytes, shelf: LayerShelf | None = None, *arns: str) -> Answer:
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            unpack_archive(open_archive(package), folder / "task")
            attached = shelf.attach(arns) if shelf else ()
            unpack_over([each.source for each in attached], folder / "opt")
            function = Function(code=folder / "task", layers=folder / "opt")
            return stack.enter_context(Environment(function)).invoke("{}")

        yield run


@pytest.mark.fact("PKG-007", "PKG-018")
def test_layers_one_library_in_three_packages_or_stored_once(run: Run) -> None:
    """Both ways answer alike; three copies are three megabytes, and a layer is one."""
    heavy = packed({"lambda_function.py": ASKING, **library()})
    shelf = LayerShelf()
    layer = shelf.publish("tariffs", packed(library("python/")))

    assert run(heavy).text == run(CODE, shelf, layer.version_arn).text == str(MB)
    copies = 3 * sizes(open_archive(heavy)).zipped
    once = 3 * sizes(open_archive(CODE)).zipped + sizes(layer.archive).zipped
    assert copies > 3 * MB
    assert MB < once < 1.01 * MB


@pytest.mark.fact("PKG-008", "PKG-009")
def test_layers_python_is_found_below_python(run: Run) -> None:
    """And below `python/lib/python3.X/site-packages`; at the top of the zip it is not."""
    shelf = LayerShelf()
    for name, folder in (
        ("top", ""),
        ("short", "python/"),
        ("long", f"python/lib/{RUNTIME}/site-packages/"),
    ):
        shelf.publish(name, says(name, folder))
    arns = {each.name: each.version_arn for each in shelf.versions}

    wrong = json.loads(run(CODE, shelf, arns["top"]).payload)
    assert wrong["errorType"] == "Runtime.ImportModuleError"
    assert "No module named 'tariffs'" in wrong["errorMessage"]
    assert run(CODE, shelf, arns["short"]).text == '"short"'
    assert run(CODE, shelf, arns["long"]).text == '"long"'
    report = check(CODE, layers=[each.source for each in shelf.attach([arns["top"]])])
    assert any("python/" in each.sentence for each in report.findings)


@pytest.mark.fact("PKG-010")
def test_layers_a_new_version_must_be_attached(run: Run) -> None:
    shelf = LayerShelf()
    first = shelf.publish("tariffs", says("old")).version_arn
    second = shelf.publish("tariffs", says("new")).version_arn

    assert first.endswith(":layer:tariffs:1")
    assert run(CODE, shelf, first).text == '"old"'
    assert run(CODE, shelf, second).text == '"new"'


@pytest.mark.fact("PKG-007", "PKG-009")
def test_layers_the_last_one_wins(run: Run) -> None:
    """Over the layers before it, and under the package itself."""
    shelf = LayerShelf()
    one, two = (shelf.publish(name, says(name)).version_arn for name in ("one", "two"))
    own = packed({"lambda_function.py": ASKING, "tariffs.py": "def price(): return 'own'\n"})

    assert run(CODE, shelf, one, two).text == '"two"'
    assert run(CODE, shelf, two, one).text == '"one"'
    assert run(own, shelf, one, two).text == '"own"'


@pytest.mark.fact("PKG-006")
def test_layers_are_five_at_most() -> None:
    shelf = LayerShelf()
    arns = [shelf.publish(f"layer-{number}", says(number)).version_arn for number in range(6)]

    assert [each.version_arn for each in shelf.attach(arns[:5])] == arns[:5]
    with pytest.raises(AwsError, match="Cannot reference more than 5 layers"):
        shelf.attach(arns)


@pytest.mark.fact("PKG-002", "PKG-018")
def test_layers_count_among_the_250_mb(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what another layer covers counts. A smaller limit here, for a test that is quick."""
    assert quotas.UNZIPPED_CODE_BYTES.value == 250 * MB
    layer = LayerShelf().publish("tariffs", packed(library("python/"))).source
    limit_bytes = sizes(open_archive(CODE), [layer, layer]).together
    for spare_bytes, refused in ((1, False), (0, True)):
        smaller = quotas.UNZIPPED_CODE_BYTES._replace(value=limit_bytes + spare_bytes)
        monkeypatch.setattr(quotas, "UNZIPPED_CODE_BYTES", smaller)

        assert check(CODE, layers=[layer, layer]).is_refused == refused
    assert not check(CODE, layers=[layer]).is_refused
