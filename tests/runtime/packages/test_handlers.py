"""The handler is found, or a sentence says where it is."""

import pytest
from packaged import FUNCTION, HANDLER, by_hand, found, kinds, layer, only, regular, zipped

from lambdatutor.runtime.packages import check
from lambdatutor.runtime.packages.handlers import Handler, parse_handler

NOT_FOUND = "handler-file-not-found"


@pytest.mark.fact("INV-013")
@pytest.mark.parametrize(
    ("setting", "parts"),
    [
        ("lambda_function.lambda_handler", ("lambda_function", "lambda_handler")),
        ("src/app.handler", ("src.app", "handler")),
        ("src.app.handler", ("src.app", "handler")),
        ("handler", None),
    ],
)
def test_a_handler_setting_is_split_at_its_last_dot(
    setting: str, parts: tuple[str, str] | None
) -> None:
    assert parse_handler(setting) == (Handler(*parts) if parts else None)


@pytest.mark.parametrize(
    ("files", "handler"),
    [
        (FUNCTION, "lambda_function.lambda_handler"),
        ({"src/app.py": HANDLER}, "src/app.lambda_handler"),
        ({"src/app.py": HANDLER}, "src.app.lambda_handler"),
        ({"app/__init__.py": HANDLER}, "app.lambda_handler"),
        ({"a.py": "from b import *\n", "b.py": HANDLER}, "a.lambda_handler"),
        ({"a.py": "from b import lambda_handler\n", "b.py": HANDLER}, "a.lambda_handler"),
        ({"a.py": "lambda_handler = print\n"}, "a.lambda_handler"),
        ({"a.py": "if 1:\n    def go(e, c): pass\n"}, "a.go"),
        ({"a.py": "try:\n    import x as go\nexcept ImportError:\n    go = print\n"}, "a.go"),
    ],
)
def test_a_handler_that_lambda_finds_is_found(files: dict[str, str], handler: str) -> None:
    assert kinds(found(files, handler=handler)) == []


@pytest.mark.fact("INV-015")
def test_one_folder_too_deep_is_said_in_a_sentence() -> None:
    finding = only(found({"My_function/lambda_function.py": HANDLER}), NOT_FOUND)

    assert finding.sentence == (
        "`lambda_function.py` lies in `My_function/`; Lambda looks at the top of the zip. "
        "Zip what is in the folder, not the folder itself."
    )
    assert (finding.fact, finding.code) == ("INV-015", "Runtime.ImportModuleError")


@pytest.mark.fact("INV-016")
def test_a_folder_named_like_the_module_is_imported_and_holds_no_handler() -> None:
    """Python takes the folder for a package, so the error is another than the usual."""
    finding = only(found({"lambda_function/lambda_function.py": HANDLER}), NOT_FOUND)

    assert "`lambda_function.py` lies in `lambda_function/`" in finding.sentence
    assert finding.code == "Runtime.HandlerNotFound"


SENTENCES = {
    "renamed": (
        {"app.py": "def handler(event, context): ...\n"},
        "lambda_function.lambda_handler",
        "`app.py` has `handler`, which takes two arguments: set the handler to `app.handler`",
    ),
    "two that might be it": (
        {"a.py": "def target(x, y): ...\n", "b.py": "def my_handler(event, context): ...\n"},
        "lambda_function.lambda_handler",
        "set the handler to `b.my_handler`",
    ),
    "its name, elsewhere": (
        {"a.py": "def my_handler(event, context): ...\n", "b.py": "def go(event, context): ...\n"},
        "app.go",
        "set the handler to `b.go`",
    ),
    "capital letters": (
        {"Lambda_function.py": HANDLER},
        "lambda_function.lambda_handler",
        "`Lambda_function.py` differs in small and capital letters",
    ),
    "slip of the pen": (
        {"lambda_funtion.py": "x = 1\n"},
        "lambda_function.lambda_handler",
        "Did you mean `lambda_funtion.py`?",
    ),
    "no folder": (
        {"app.py": HANDLER},
        "src/app.lambda_handler",
        "`app.py` lies at its top. Set the handler to `app.lambda_handler`",
    ),
    "another folder": (
        {"code/src/app.py": HANDLER},
        "src/app.lambda_handler",
        "lies in `code/src/`; Lambda looks for `src/app.py` from the top",
    ),
    "zip in the zip": (
        {"function.zip": "x"},
        "lambda_function.lambda_handler",
        "The zip holds another zip, `function.zip`",
    ),
    "nothing": (
        {"readme.txt": "x"},
        "lambda_function.lambda_handler",
        "There is no `lambda_function.py` in the zip. Put it at the top",
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
@pytest.mark.fact("PKG-017")
def test_a_missing_handler_file_says_what_is_there(case: str) -> None:
    files, handler, says = SENTENCES[case]
    report = found(files, handler=handler)

    assert says in only(report, NOT_FOUND).sentence
    assert not report.works


@pytest.mark.fact("PKG-017", "INV-016")
def test_a_missing_function_names_the_nearest() -> None:
    finding = only(
        found({"lambda_function.py": "def handler(event, context): ...\n"}),
        "handler-function-not-found",
    )

    assert finding.sentence == (
        "`lambda_function.py` defines no `lambda_handler`. Set the handler to "
        "`lambda_function.handler`, or rename the function."
    )
    assert finding.code == "Runtime.HandlerNotFound"


def test_an_empty_file_is_told_what_to_define() -> None:
    finding = only(found({"lambda_function.py": ""}), "handler-function-not-found")

    assert "Define it: `def lambda_handler(event, context):`" in finding.sentence


@pytest.mark.fact("INV-014")
def test_a_handler_without_a_dot() -> None:
    finding = only(found(FUNCTION, handler="lambda_handler"), "malformed-handler")

    assert finding.code == "Runtime.MalformedHandlerName"


@pytest.mark.fact("INV-017")
def test_a_syntax_error_has_its_line() -> None:
    finding = only(found({"lambda_function.py": "x = 1\ndef f(:\n"}), "syntax-error")

    assert finding.sentence.startswith("`lambda_function.py`, line 2: ")
    assert finding.code == "Runtime.UserCodeSyntaxError"


@pytest.mark.fact("INV-018")
def test_a_handler_in_a_file_named_like_a_built_in_module() -> None:
    finding = only(found({"sys.py": HANDLER}, handler="sys.lambda_handler"), "built-in-handler")

    assert finding.code == "Runtime.BuiltInModuleConflict"


def test_a_handler_may_come_from_a_layer() -> None:
    shared = layer("shared", {"python/shared.py": HANDLER})

    assert kinds(found({"data.txt": ""}, handler="shared.lambda_handler", layers=[shared])) == []


def test_a_handler_at_the_top_of_a_layer_is_not_found() -> None:
    report = found({"data.txt": ""}, layers=[layer("shared", FUNCTION)])

    assert "stands in `/opt`, where Python does not look" in only(report, NOT_FOUND).sentence


@pytest.mark.parametrize(
    "source",
    [
        b"(" * 5_000,
        b"x = " + b"-" * 100_000 + b"1",
        b"x = " + b"1+" * 20_000 + b"1",
        b"\0",
        b"\xff",
        b"x=1\n" * 400_000,
    ],
)
def test_source_that_is_meant_to_hurt_is_looked_into_without_harm(source: bytes) -> None:
    data = by_hand(regular("lambda_function.py", 0o644, source))

    assert check(data).archive is not None


def test_names_from_a_strangers_zip_cannot_end_a_sentence_with_terminal_codes() -> None:
    report = check(zipped(FUNCTION), handler="\x1b[2J.x")

    assert all(each.sentence.isprintable() for each in report.findings)


def test_the_heaviest_finding_comes_first() -> None:
    report = check(by_hand(regular("readme.txt", 0o600), regular("__MACOSX/x", 0o644)))

    weights = [each.weight for each in report.findings]
    assert len(set(weights)) == 3
    assert weights == sorted(weights, reverse=True)
