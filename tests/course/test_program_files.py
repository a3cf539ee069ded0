"""Which files of a program are there to be read, and which are only named."""

from pathlib import Path

from lambdatutor.course.format import CodeWatch, Lesson
from lambdatutor.course.handlers.consent import code_in, fingerprint
from lambdatutor.course.handlers.parts import Program
from lambdatutor.course.handlers.program_files import MOST_NAMED, ROOM_LINES, program_files
from lambdatutor.course.lesson_run import LessonRun
from tests.course.code_lessons import lesson_in

WATCH = """\
- watch: shop
  kind: code
  program:
    files: shop
    function: {handler: app/door.open, layers: [money]}
    layers: [{name: money, files: money}]
"""
DOOR = "import pricing\n\n\ndef open(event, context):\n    return pricing.total(event)\n"
SHOP = {"shop/app/door.py": DOOR, "money/python/pricing.py": "def total(event):\n    return 7\n"}
COMPILED = b"\x7fELF\x00\xff" * 19


def lesson_with(folder: Path, files: dict[str, str | bytes]) -> Lesson:
    return lesson_in(folder, WATCH, {**SHOP, **files})


def program_in(lesson: Lesson) -> Program:
    step = lesson.step("shop")
    assert isinstance(step, CodeWatch)
    assert step.program is not None
    return step.program


def test_the_handlers_file_comes_first_and_compiled_ones_never_as_text(tmp_path: Path) -> None:
    long = "# so\n" * 12
    lesson = lesson_with(
        tmp_path,
        {
            "shop/a.py": "A = 1\n",
            "shop/fast.cpython-313-darwin.so": COMPILED,
            "shop/long.py": long,
            "shop/nothing.py": "",
        },
    )

    whole, named = program_files(lesson, program_in(lesson))

    assert [(each.path, each.text) for each in whole] == [
        ("app/door.py", DOOR),
        ("/opt/python/pricing.py", SHOP["money/python/pricing.py"]),
        ("a.py", "A = 1\n"),
    ]
    assert named == (
        "fast.cpython-313-darwin.so, 114 bytes",
        f"long.py, {len(long)} bytes",
        "nothing.py, empty",
    )


def test_a_long_handler_is_shown_whole_and_short_files_only_while_there_is_room(
    tmp_path: Path,
) -> None:
    handler = DOOR + "# so\n" * 100
    many = {f"shop/part_{number:02}.py": "N = 1\n" * 9 for number in range(30)}
    lesson = lesson_with(tmp_path, {"shop/app/door.py": handler, **many})

    whole, named = program_files(lesson, program_in(lesson))

    assert whole[0].text == handler
    assert sum(each.text.count("\n") + 1 for each in whole[1:]) <= ROOM_LINES
    assert len(named) == MOST_NAMED + 1
    assert named[-1] == f"and {32 - len(whole) - MOST_NAMED} files more"


def test_a_program_runs_with_its_layer_which_is_asked_about_with_the_rest(tmp_path: Path) -> None:
    lesson = lesson_with(tmp_path, {})
    run = LessonRun(lesson)
    run.go("shop")
    assert isinstance(run.step, CodeWatch)

    (outcome,) = run.handlers.run(run.step).outcomes

    run.close()
    assert outcome.payload == "7"
    assert "money/python/pricing.py" in {piece.path for piece in code_in(lesson)}
    other = lesson_with(tmp_path, {"money/python/pricing.py": "def total(event):\n    return 8\n"})
    assert fingerprint(other) != fingerprint(lesson)
