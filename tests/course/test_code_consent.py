"""What a person is shown before a stranger's code runs, and when they are asked again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lambdatutor.course.catalogue import Catalogue, is_ours
from lambdatutor.course.findings import LessonErrors
from lambdatutor.course.format import Lesson
from lambdatutor.course.handlers.consent import code_in, fingerprint
from lambdatutor.course.handlers.files import FilesError
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from tests.course.code_lessons import lesson_in

PATH = Path(__file__).parent / "lessons" / "greetings.yaml"
Change = Callable[[str, str], Lesson]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(PATH.with_suffix(""), tmp_path / "greetings")
    return Path(shutil.copy(PATH, tmp_path))


@pytest.fixture
def changed(copied: Path) -> Change:
    """The lesson with one text in its file replaced."""

    def change(old: str, new: str) -> Lesson:
        text = PATH.read_text()
        assert old in text
        copied.write_text(text.replace(old, new, 1))
        return read_lesson(copied)

    return change


def test_everything_that_could_run_is_shown(copied: Path) -> None:
    lesson = read_lesson(copied)

    shown = {piece.path for piece in code_in(lesson)}
    texts = "\n".join(piece.text for piece in code_in(lesson))

    beside = {
        path.relative_to(copied.with_suffix("")).as_posix()
        for path in copied.with_suffix("").rglob("*.py")
    }
    assert beside - shown == {"layers/polite/python/polite.py"}  # which no lab names
    assert 'return ValueError("no such order")' in texts
    assert "def greet(event, context)" in texts
    assert "n: 3, 4" in texts
    assert len(set(code_in(lesson))) == len(code_in(lesson))


def test_what_is_no_text_is_shown_by_its_size(copied: Path) -> None:
    (copied.with_suffix("") / "greet" / "data.bin").write_bytes(b"\xff\x00" * 600)

    (piece,) = (each for each in code_in(read_lesson(copied)) if each.path == "greet/data.bin")

    assert piece.text.startswith("1,200 bytes that are no text (SHA-256 ")


def test_a_lesson_without_code_has_nothing_to_ask_about() -> None:
    assert code_in(read_lesson(PATH.parent / "doors.yaml")) == ()


def test_code_that_cannot_be_read_is_not_passed_over(copied: Path) -> None:
    shutil.rmtree(copied.with_suffix("") / "greet")

    with pytest.raises(FilesError, match="greet"):
        code_in(read_lesson(copied))
    with pytest.raises(FilesError, match="greet"):
        fingerprint(read_lesson(copied))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("no such order", "no such thing"),  # a program
        ("event: [1, 2]", "event: [1, 2, 3]"),  # what it is called with
        ("n: [3, 4]", "n: [3, 5]"),  # what is drawn for it
        ("variables: {WORD: Hi}", "variables: {WORD: Ho}"),  # a setting
        ("event: {name: Ben}", "event: {name: Bea}"),  # a case
        ('print(f"greeting {name}")', 'print("greeting")'),  # another way
        ("handler: lambda_function.handler", "handler: shop.word"),
        ("do: zip My_function", "do: zip libraries"),
        ("times: 2", "times: 3"),
        ("fixed: [shop.py]", "fixed: []"),
        ("zip: .", "zip: My_function"),
    ],
)
def test_other_code_is_asked_about_again(changed: Change, old: str, new: str) -> None:
    before = fingerprint(read_lesson(PATH))

    assert fingerprint(changed(old, new)) != before


@pytest.mark.parametrize(
    "path", ["greet/shop.py", "solved/lambda_function.py", "libraries/tariffs/tariffs/__init__.py"]
)
def test_another_file_is_asked_about_again(copied: Path, path: str) -> None:
    before = fingerprint(read_lesson(copied))
    with (copied.with_suffix("") / path).open("a") as file:
        file.write("# more\n")

    assert fingerprint(read_lesson(copied)) != before


def test_a_layer_is_shown_and_asked_about(tmp_path: Path) -> None:
    lab = """\
- lab: ship
  kind: package
  brief: Ship it.
  files: ship
  function: {name: shop, layers: [money]}
  layers: [{name: money, files: money}]
  cases: [{id: any, says: Any, returns: 1}]
  solution: [{do: rm lambda_function.py}]
"""
    code = "import price\ndef lambda_handler(event, context): return price.ONE\n"
    files = {"ship/lambda_function.py": code, "money/python/price.py": "ONE = 1\n"}
    lesson = lesson_in(tmp_path, lab, files)
    before = fingerprint(lesson)
    other = lesson_in(tmp_path, lab, files | {"money/python/price.py": "ONE = 2\n"})

    assert "money/python/price.py" in {piece.path for piece in code_in(lesson)}
    assert fingerprint(other) != before


def test_a_file_more_is_asked_about(copied: Path) -> None:
    before = fingerprint(read_lesson(copied))
    (copied.with_suffix("") / "greet" / "json.py").write_text("")

    assert fingerprint(read_lesson(copied)) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Real greetings", "title: Greetings"),
        ("says: No name at all", "says: Nobody"),
        ("met: It starts.", "met: It runs."),
        ("fails: ValueError", "fails: KeyError"),
    ],
)
def test_other_words_are_not_asked_about(changed: Change, old: str, new: str) -> None:
    before = fingerprint(read_lesson(PATH))

    assert fingerprint(changed(old, new)) == before


def test_steps_in_another_order_are_the_same_code(copied: Path) -> None:
    head, *steps = PATH.read_text().split("\n  - ")
    before = fingerprint(read_lesson(copied))
    greet = next(each for each in steps if each.startswith("lab: greet"))
    steps.remove(greet)
    copied.write_text("\n  - ".join([head, greet, *steps]))

    assert fingerprint(read_lesson(copied)) == before


def test_the_same_code_elsewhere_is_the_same_code(copied: Path) -> None:
    assert fingerprint(read_lesson(copied)) == fingerprint(read_lesson(PATH))


def test_our_own_lessons_are_those_in_our_folder(copied: Path) -> None:
    ours = Catalogue().lesson("cold-start")

    assert is_ours(ours.folder)
    assert not is_ours(read_lesson(copied).folder)
    assert not is_ours(None)


def test_links_and_dots_are_followed_before_it_is_decided_whose_it_is(
    copied: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(Catalogue().folder, target_is_directory=True)

    assert is_ours(link / "environments" / "cold-start.yaml")
    assert not is_ours(Catalogue().folder / ".." / copied.name)


@pytest.mark.parametrize(
    "name", ["/etc", "..", ".", str(Catalogue().folder / "basics" / "handler")]
)
def test_an_id_leads_nowhere(changed: Change, name: str) -> None:
    """The folder beside the lesson is called like it, and decides whose it is."""
    with pytest.raises(LessonErrors, match='"id" is small letters, digits and hyphens'):
        changed("id: greetings", f"id: {name}")


def test_a_folder_that_leads_to_ours_does_not_make_a_lesson_ours(copied: Path) -> None:
    shutil.rmtree(copied.with_suffix(""))
    copied.with_suffix("").symlink_to(Catalogue().folder / "basics")

    assert not is_ours(read_lesson(copied).folder)


def test_what_was_shown_is_what_runs_whatever_became_of_the_files(copied: Path) -> None:
    lesson = read_lesson(copied)
    shown = {piece.path: piece.text for piece in code_in(lesson)}
    (copied.with_suffix("") / "greet" / "lambda_function.py").write_text("import elsewhere")

    run = LessonRun(lesson, seed=1)
    run.go("greet")
    assert run.code_lab is not None
    assert run.code_lab.text("lambda_function.py") == shown["greet/lambda_function.py"]
    run.close()
    again = {piece.path: piece.text for piece in code_in(read_lesson(copied))}
    assert again["greet/lambda_function.py"] == "import elsewhere"
