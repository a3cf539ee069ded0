"""The parts of the package lab's page without a screen: trees, marks, weights, layers, words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.runtime.packages import (
    LayerShelf,
    Report,
    Sizes,
    SourceFile,
    check,
    folder_tree,
    standing_tree,
    zip_of,
    zip_tree,
)
from lambdatutor.tui.package.file_page import FilePage
from lambdatutor.tui.package.layers_line import LayersView, layer_row
from lambdatutor.tui.package.marks import (
    folder_planting,
    lambda_planting,
    layer_label,
    zip_planting,
)
from lambdatutor.tui.package.sentences import sentence_lines
from lambdatutor.tui.package.twigs import Planting, shortened, twig_rows, twigs
from lambdatutor.tui.package.weight import of_zip, on_lambda, weight_rows
from lambdatutor.tui.package.words import Known, candidates
from lambdatutor.tui.panels.cells import runs_width, text_of, width_of

HANDLER = "lambda_function.lambda_handler"
CODE = "import pricing\n\n\ndef lambda_handler(event, context):\n    return 1\n"
MB = 1_048_576

Files = dict[str, SourceFile]


def files(**texts: str) -> Files:
    return {path: SourceFile(text.encode()) for path, text in texts.items()}


NESTED = files(
    **{
        "My_function/lambda_function.py": CODE,
        "My_function/pricing/__init__.py": "",
        "notes.txt": "remember",
    }
)
FLAT = {path.removeprefix("My_function/"): file for path, file in NESTED.items()}


@dataclass
class Seen:
    """The three trees of a package, and what was found in it."""

    zip: Planting
    on_lambda: Planting
    report: Report


def seen(package: Files, *layers: Files, handler: str = HANDLER) -> Seen:
    shelf = LayerShelf()
    sources = [shelf.publish(f"layer{at}", zip_of(layer)).source for at, layer in enumerate(layers)]
    report = check(zip_of(package), handler=handler, layers=sources)
    assert report.archive is not None
    assert report.placement is not None
    task = standing_tree("/var/task", report.placement.task, report.shelf)
    opt = standing_tree("/opt", report.placement.opt, report.shelf)
    return Seen(
        zip_planting(zip_tree("package.zip", report.archive), report.findings, handler),
        lambda_planting(task, opt, report, handler),
        report,
    )


def said(planting: Planting) -> dict[str, str]:
    """What stands beside each file, by its path."""
    return {path: mark.says for path, mark in planting.marks.items()}


def drawn(planting: Planting, width: int = 38, **turned: bool) -> str:
    lines = twigs(planting, turned)
    return text_of(twig_rows(lines, 0, 0, width, len(lines)))


def test_a_handler_that_lies_too_deep_is_missed_where_lambda_looks_for_it() -> None:
    planting = seen(NESTED).on_lambda

    assert said(planting)["/var/task/lambda_function.py"] == "✗ missing"
    assert said(planting)["/var/task/My_function/lambda_function.py"] == "✗ too deep"
    missing, folder = twigs(planting, {})[1:3]
    assert (missing.path, missing.missing) == ("/var/task/lambda_function.py", True)
    assert folder.name == "My_function/"


def test_what_an_import_finds_has_a_sign_and_a_folder_of_no_code_has_none() -> None:
    flat = seen(FLAT).on_lambda
    assert said(flat) == {
        "/var/task/lambda_function.py": "✓ handler",
        "/var/task/pricing": "✓",
    }
    assert flat.missing == {}
    assert "/var/task/My_function" not in said(seen(NESTED).on_lambda)


def test_a_handler_file_without_its_function_is_there_and_of_no_use() -> None:
    planting = seen(FLAT, handler="lambda_function.main").on_lambda

    assert said(planting)["/var/task/lambda_function.py"] == "✗ handler"
    assert planting.missing == {}


def test_each_layer_is_named_at_what_it_alone_brought() -> None:
    planting = seen(
        FLAT,
        files(**{"python/money.py": "", "python/pricing.py": "", "bin/tool": ""}),
        files(**{"python/money.py": "", "astray.py": ""}),
    ).on_lambda

    assert said(planting) == {
        "/var/task/lambda_function.py": "✓ handler",
        "/var/task/pricing": "✓",
        "/opt/bin": "layer0:1",
        "/opt/astray.py": "layer1:1",
        "/opt/python/money.py": "✓ layer1:1 over layer0:1",
        "/opt/python/pricing.py": "✗ hidden layer0:1",
    }


def test_a_file_that_a_finding_speaks_of_has_its_sign_in_the_zip() -> None:
    broken = FLAT | files(**{"lambda_function.py": "def lambda_handler(:"})

    assert said(seen(broken).zip) == {"lambda_function.py": "✗"}


def test_only_what_is_zipped_counts_in_the_folder() -> None:
    tree = folder_tree("greet", NESTED)
    lines = twigs(folder_planting(tree, zipped="My_function", handler=HANDLER), {})

    muted = {each.path: each.muted for each in lines}
    assert muted == {
        "": True,
        "My_function": False,
        "My_function/pricing": False,
        "My_function/lambda_function.py": False,
        "notes.txt": True,
    }
    whole = folder_planting(tree, fixed=["notes.txt"])
    assert said(whole) == {"": "zipped ▸", "notes.txt": "read only"}
    assert not any(each.muted for each in twigs(whole, {}))


def test_a_library_is_one_thing_until_it_is_opened_and_what_holds_the_handler_is_open() -> None:
    tree = folder_tree("greet", NESTED | files(**{"My_function/__init__.py": ""}))
    planting = folder_planting(tree, handler=HANDLER)

    closed = [each.path for each in twigs(planting, {})]
    assert "My_function/lambda_function.py" in closed
    assert "My_function/pricing/__init__.py" not in closed
    opened = [each.path for each in twigs(planting, {"My_function/pricing": True})]
    assert "My_function/pricing/__init__.py" in opened


def test_a_name_too_long_loses_its_middle_and_the_size_gives_way_before_the_mark() -> None:
    assert shortened("lambda_function.py", 12) == "lambda…on.py"
    narrow = drawn(seen(NESTED).on_lambda, width=28).splitlines()
    assert narrow[1].rstrip().endswith("✗ missing")
    root = drawn(folder_planting(folder_tree("greet", FLAT)), width=22).splitlines()[0]
    assert root.rstrip().endswith("zipped ▸")
    wide = drawn(seen(FLAT | {"x" * 60 + ".py": SourceFile(b"")}).zip, width=30)
    assert all(width_of(line) == 30 for line in wide.splitlines())
    assert ".py" in wide


names = st.sampled_from(["a", "b.py", "__init__.py", "päckchen", "測試.py", "x" * 40, "[red]"])
packages = st.dictionaries(
    st.lists(names, min_size=1, max_size=4).map("/".join),
    st.binary(max_size=9).map(SourceFile),
    max_size=6,
).filter(lambda found: not any(other.startswith(f"{path}/") for path in found for other in found))


@given(packages, st.integers(1, 60), st.integers(1, 9))
def test_any_tree_fills_its_rows_exactly(package: Files, width: int, height: int) -> None:
    lines = twigs(folder_planting(folder_tree("any", package)), {})
    for first in range(len(lines)):
        rows = twig_rows(lines, first, first, width, height, focused=True)
        assert len(rows) == height
        assert all(runs_width(row) == width for row in rows)


def test_a_bar_stands_only_where_a_limit_comes_near() -> None:
    small, large = Sizes(900, 4_000, ()), Sizes(30 * MB, 90 * MB, (("money", 60 * MB),))

    assert [text_of([row]).strip() for row in weight_rows(of_zip(small), 40)] == [
        "900 bytes zipped · 3.9 KB unzipped"
    ]
    words, bar = (text_of([row]) for row in weight_rows(of_zip(large), 40))
    assert words.strip() == "30.0 MB of 50.0 MB zipped"
    assert bar.strip().endswith("60%")
    assert bar.count("█") == round((40 - 3 - 3) * 0.6)
    words, _ = (text_of([row]) for row in weight_rows(on_lambda(large), 60))
    assert words.strip() == "150.0 MB of 250.0 MB with layers · 60.0 MB of them"


@given(st.integers(0, 400 * MB), st.integers(1, 80))
def test_any_weight_fits_its_rows(size_bytes: int, width: int) -> None:
    for weight in (of_zip(Sizes(size_bytes, 0, ())), on_lambda(Sizes(0, size_bytes, ()))):
        assert all(runs_width(row) == width for row in weight_rows(weight, width))


def test_findings_are_told_with_their_signs_and_layers_by_their_short_names() -> None:
    lines = [
        line.plain
        for line in sentence_lines(seen(FLAT, files(**{"astray.py": ""})).report.findings, 200)
    ]

    assert lines[0].startswith("! astray.py of the layer layer0:1 lands in /opt/astray.py")
    assert sentence_lines((), 80)[0].plain.startswith("✓ ")


def test_findings_that_have_no_room_are_counted_and_the_first_is_never_cut() -> None:
    astray = {f"astray{at}.py": "" for at in range(4)}
    shelf = [files(**{path: ""}) for path in astray]
    findings = seen(FLAT, *shelf).report.findings
    assert len(findings) == 4

    every = sentence_lines(findings, 60)
    few = sentence_lines(findings, 60, most=5)
    assert len(few) <= 5
    assert few[-1].plain.strip() == "…3 more: w shows all"
    assert few[:-1] == every[: len(few) - 1]
    assert sentence_lines(findings[:1], 20, most=1) == sentence_lines(findings[:1], 20)


def test_layers_are_attached_at_the_end_taken_away_and_moved() -> None:
    view = LayersView(("money:1", "tariffs:2"), ("pricing:1",))

    assert view.turned("pricing:1") == ("money:1", "tariffs:2", "pricing:1")
    assert view.turned("money:1") == ("tariffs:2",)
    assert view.moved("money:1", 1) == ("tariffs:2", "money:1")
    assert view.moved("money:1", -1) == view.attached == view.moved("pricing:1", 1)
    said = text_of([layer_row(view, 2, 60, focused=True)])
    assert said.split() == ["▸Layers", "1", "money:1", "2", "tariffs:2", "▸○", "pricing:1"]


@given(
    st.lists(st.text(min_size=1, max_size=30), max_size=6), st.integers(0, 5), st.integers(1, 70)
)
def test_any_layers_fit_their_line(names: list[str], at: int, width: int) -> None:
    view = LayersView(tuple(names[:3]), tuple(names[3:]))

    assert runs_width(layer_row(view, at, width, focused=True)) == width


def test_a_layer_is_called_by_its_name_and_version() -> None:
    assert layer_label("arn:aws:lambda:us-east-1:123456789012:layer:money:3") == "money:3"
    assert layer_label("money") == "money"


KNOWN = Known(
    files=["My_function/lambda_function.py", "My_function/data.json", "notes.txt"],
    folders=["My_function", "empty"],
    libraries=["tariffs"],
    layers=["money:1"],
    settings=["handler", "layers"],
)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("m", ["mv", "mkdir"]),
        ("to", ["touch"]),
        ("touch ", ["My_function/", "empty/"]),
        ("mv ", ["My_function/", "empty/", "notes.txt"]),
        ("mv My", ["My_function/"]),
        ("mv My_function/", ["My_function/data.json", "My_function/lambda_function.py"]),
        ("mv My_function/data.json e", ["empty/"]),
        ("zip ", ["My_function/", "empty/"]),
        ("pip ", ["install"]),
        ("pip install ", ["tariffs"]),
        ("pip install tariffs ", ["-t"]),
        ("pip install tariffs -t ", ["My_function/", "empty/"]),
        ("pip install -t empty ", ["tariffs"]),
        ("publish ", ["money"]),
        ("publish money ", ["My_function/", "empty/"]),
        ("set h", ["handler"]),
        ("set layers ", ["money:1"]),
        ("aws lambda update-function-conf", ["update-function-configuration"]),
        ("nothing ", []),
    ],
)
def test_a_line_goes_on_with_what_there_is_to_name(text: str, offered: list[str]) -> None:
    assert candidates(text, KNOWN) == offered


@cache
def page(text: str | None, path: str = "app.py") -> FilePage:
    return FilePage(path, text)


def test_a_file_is_shown_with_numbers_and_as_it_is() -> None:
    lines = [line.plain for line in page("a = '[red]x\x1b[2J'\n\nb = 2").lines(40)]

    assert lines == ["1  a = '[red]x [2J'", "2  ", "3  b = 2"]
    assert page(None).lines(40)[0].plain == "This file is no text, so it is not shown."
    assert all(line.cell_length <= 30 for line in page("x = " + "1" * 99).lines(30))
