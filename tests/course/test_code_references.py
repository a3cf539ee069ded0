"""What `lambdatutor check` says of code in a lesson before any of it runs."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from lambdatutor.course.check import lesson_files
from lambdatutor.course.findings import LessonErrors
from lambdatutor.course.handlers.files import FilesError, files_beside
from lambdatutor.course.reader import lesson_file
from lambdatutor.course.style import check_style

PATH = Path(__file__).parent / "lessons" / "greetings.yaml"
GOOD = PATH.read_text(encoding="utf-8")


class Spoilt(NamedTuple):
    """A change that makes the lesson wrong, where it is found, and what is said."""

    old: str
    new: str
    at: str
    says: str


def found(text: str, path: Path = PATH) -> list[tuple[tuple[int, int], str]]:
    """Places and sentences, as `lambdatutor check` has them."""
    try:
        findings = check_style(lesson_file(text, str(path)))
    except LessonErrors as errors:
        findings = errors.findings
    return [((each.line, each.column), f"{each.sentence} {each.suggestion}") for each in findings]


def place(text: str, at: str) -> tuple[int, int]:
    offset = text.index(at)
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def test_the_lesson_itself_names_nothing_that_is_not_there() -> None:
    assert found(GOOD) == []


SPOILT = (
    # Programs
    Spoilt("of: returned-exception\n", "of: returned-exeption\n", "returned-exeption\n", "mean"),
    Spoilt("{call: 2, say", "{call: 3, say", "3, say", "there is no call 3"),
    Spoilt("{call: 1, say: A", "{call: 0, say: A", "0, say: A", "counted from 1 to 2"),
    Spoilt("from_run: answer()", 'from_run: answer("2")', "answer(", 'no call "2"'),
    Spoilt("from_run: error_type()", "from_run: error_type(7)", "error_type(7", 'no call "7"'),
    Spoilt(
        "from_run: answer()",
        "from_run: cold_start()",
        "cold_start()",
        'Did you mean "cold_starts"?',
    ),
    Spoilt(
        "      - numeric: how-many\n",
        "      - numeric: which\n        ask: How many?\n        answer: {from_run: answer()}\n"
        "      - numeric: how-many\n",
        "{from_run: answer()}\n      - num",
        "program",
    ),
    Spoilt(
        "answer: {from_run: answer()}\n",
        "answer: 5\n",
        "code: |\n            def lambda_handler(event, context):\n                return len",
        "from_run",
    ),
    Spoilt(
        "            calls += 1\n",
        f"            calls += 1{' ' * 30}# and what a day this was for a comment\n",
        "|\n        calls = 0",
        "60 by 16 fit",
    ),
    Spoilt(
        "        calls = 0\n\n",
        f"        calls = 0\n{'        # so' * 1}\n" + "        # so\n" * 12,
        "|\n        calls = 0",
        "60 by 16 fit",
    ),
    Spoilt(
        "        why: An exception cannot be written as JSON.\n",
        "",
        "value: none",
        "does not say why",
    ),
    # What lies beside the lesson
    Spoilt("files: greet\n", "files: great\n", "great\n", 'Did you mean "greet"?'),
    Spoilt("    files: parcel\n", "    files: ../greetings\n", "../greetings", "leads out of"),
    Spoilt("    files: parcel\n", "    files: /etc\n", "/etc", "leads out of"),
    Spoilt("opens: lambda_function.py", "opens: lambda.py", "lambda.py", "Did you mean"),
    Spoilt("fixed: [shop.py]", "fixed: [shops.py]", "shops.py", 'Did you mean "shop.py"?'),
    Spoilt(
        "from: solved/lambda_function.py",
        "from: solved/lambda_functions.py",
        "solved/lambda_functions.py",
        'Did you mean "solved/lambda_function.py"?',
    ),
    Spoilt(
        "files: libraries/tariffs,",
        "files: libraries/tarifs,",
        "libraries/tarifs,",
        'Did you mean "libraries/tariffs"?',
    ),
    Spoilt("zip: .", "zip: My_functions", "My_functions", 'Did you mean "My_function"?'),
    # Names inside a lab
    Spoilt(
        "- write: app.py",
        "- write: shop.py",
        "shop.py\n          is",
        "fixed in this lab, so nobody can write it",
    ),
    Spoilt(
        "do: pip install tariffs -t .\n    equivalent",
        "do: pip install -t . tarifs\n    equivalent",
        "pip install -t . tarifs",
        'Did you mean "tariffs"?',
    ),
    Spoilt(
        "settings: [handler]\n",
        "settings: [handler]\n    layers: [{name: polite, files: layers/polite}]\n"
        "    samples: [sqs, s3-putt]\n",
        "s3-putt",
        'Did you mean "s3-put"?',
    ),
    Spoilt(
        "function: {name: parcel,",
        "function: {name: parcel, layers: [polit],",
        "polit]",
        'there is no layer "polit"',
    ),
    Spoilt(
        "function: {name: parcel,",
        "layers: [{name: polite, files: layers/polite}]\n"
        "    function: {name: parcel, layers: ['polite:2'],",
        "'polite:2'",
        'there is no layer "polite:2"',
    ),
    Spoilt("breaks: [light,", "breaks: [lihgt,", "lihgt,", 'Did you mean "light"?'),
    Spoilt(
        "check: failed() == 0 and passed() >= 4",
        'check: errors("anna") == 0 and passed() >= 4',
        "errors(",
        'Did you mean "ana"?',
    ),
    Spoilt(
        "check: failed() == 0 and passed() >= 4",
        'check: log_lines("x", of=anna) == 0 and passed() >= 4',
        "log_lines(",
        'Did you mean "ana"?',
    ),
    Spoilt('when: "errors() > 2"', 'when: "errors(bem) > 2"', '"errors(', 'Did you mean "ben"?'),
    Spoilt(
        "says: No name at all",
        "says: No name at all, as of somebody who forgot what it was",
        "No name at all, as",
        "52 fit in the table",
    ),
    Spoilt("met: It starts.", "met: It just starts.", "It just", "leave it out"),
    Spoilt(
        "      greet has to greet everybody",
        "".join(f"      - line {n}\n" for n in range(20)) + "      greet has to greet everybody",
        "|\n      - line 0",
        "a screen has 20",
    ),
)


@pytest.mark.parametrize("case", SPOILT, ids=lambda case: case.new.strip()[:40])
def test_what_is_not_there_is_named_at_its_place(case: Spoilt) -> None:
    assert case.old in GOOD
    text = GOOD.replace(case.old, case.new, 1)

    findings = found(text)

    said = [sentence for at, sentence in findings if at == place(text, case.at)]
    assert any(case.says in each for each in said), (place(text, case.at), findings)
    assert len(findings) == 1, findings


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """A copy of the lesson, with what lies beside it."""
    shutil.copytree(PATH.with_suffix(""), tmp_path / "greetings")
    return Path(shutil.copy(PATH, tmp_path))


def link_to_a_file(folder: Path) -> None:
    (folder / "shop.py").unlink()
    (folder / "shop.py").symlink_to("/etc/passwd")


def link_to_a_folder(folder: Path) -> None:
    (folder / "more").symlink_to("/etc", target_is_directory=True)


def link_in_place_of_it(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to("/etc", target_is_directory=True)


def link_in_place_of_all(folder: Path) -> None:
    shutil.rmtree(folder.parent)
    folder.parent.symlink_to(PATH.with_suffix(""), target_is_directory=True)


def many_files(folder: Path) -> None:
    for number in range(201):
        (folder / f"{number}.txt").touch()


def many_folders(folder: Path) -> None:
    for number in range(201):
        (folder / f"{number}").mkdir()


def many_bytes(folder: Path) -> None:
    with (folder / "data.bin").open("wb") as file:
        file.truncate(6_000_000)


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")


@pytest.mark.parametrize(
    "spoil",
    [
        link_to_a_file,
        link_to_a_folder,
        link_in_place_of_it,
        link_in_place_of_all,
        many_files,
        many_folders,
        many_bytes,
        a_pipe,
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_a_lesson_reads_nothing_but_a_small_folder_of_its_own(
    lesson: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(lesson.with_suffix("") / "greet")

    findings = found(lesson.read_text(), lesson)

    assert place(GOOD, "greet\n    opens") in [at for at, _ in findings], findings
    read = lesson_file(lesson.read_text(), str(lesson)).lesson
    with pytest.raises(FilesError):
        files_beside(read, "greet")


def test_yaml_that_belongs_to_a_lesson_is_no_lesson(lesson: Path) -> None:
    (lesson.with_suffix("") / "greet" / "template.yaml").write_text("Resources: {}")

    assert list(lesson_files(lesson.parent)) == [lesson]
