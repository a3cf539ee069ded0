"""The lesson on the deployment package: its words are what its folders really do."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lambdatutor.aws import quotas
from lambdatutor.aws.facts import fact
from lambdatutor.course.catalogue import Catalogue
from lambdatutor.course.format import Lesson, PackageLab, Quiz
from lambdatutor.course.handlers.files import files_beside
from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.course.handlers.parts import Program
from lambdatutor.course.handlers.running import Running
from lambdatutor.course.handlers.telling import program_of
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.questions import Matching, Single
from lambdatutor.course.vary import draws, vary
from lambdatutor.course.walking import texts
from lambdatutor.learner.progress import Progress
from lambdatutor.plain.play import FINISHED
from lambdatutor.plain.play import play as play_plainly
from lambdatutor.runtime.clients import Client, best
from lambdatutor.runtime.deployment import deployed
from lambdatutor.runtime.environment import Environment
from lambdatutor.runtime.function import Function
from lambdatutor.runtime.packages import Sizes, Target, check, pack
from lambdatutor.runtime.packages.native import compiled_for
from lambdatutor.runtime.packages.sizes import size_refusal
from lambdatutor.runtime.packages.wheels import fits

PLACES = {
    "libraries/pricing": "",
    "at-the-top": "",
    "too-deep": "My_function/",
    "with-venv": "venv/lib/python3.13/site-packages/",
    "from-a-mac": "",
    "bens-folder": "venv/lib/python3.13/site-packages/",
}
"""Where in each folder of the lesson the library lies."""
BUILT_FOR_A_MAC = ("from-a-mac", "bens-folder")
WITH_NOTES = ("libraries/pricing", "bens-folder")
COMPILED = "pricing/rounding.cpython-313-darwin.so"
NOTES = "pricing-1.2.0.dist-info"


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return Catalogue().lesson("deployment-package")


@pytest.fixture(scope="module")
def lab(lesson: Lesson) -> PackageLab:
    step = lesson.step("bens-folder")
    assert isinstance(step, PackageLab)
    return step


def library_in(lesson: Lesson, folder: str) -> dict[str, bytes]:
    """The library in a folder of the lesson, by its paths in site-packages."""
    place = PLACES[folder]
    found = {
        path.removeprefix(place): content
        for path, content in files_beside(lesson, folder).items()
        if path.startswith(place)
    }
    return {path: content for path, content in found.items() if path.startswith("pricing")}


def question(lesson: Lesson, name: str) -> object:
    quiz = next(step for step in lesson.steps if isinstance(step, Quiz))
    return next(each for each in quiz.questions if each.id == name)


def says(lesson: Lesson, sentence: str) -> bool:
    return any(sentence in " ".join(each.text.split()) for each in texts(lesson))


# The folders: one library, and one that stands for a wheel of another system


@pytest.mark.parametrize("folder", sorted(PLACES.keys() - set(BUILT_FOR_A_MAC)))
def test_every_copy_of_the_library_is_the_same(lesson: Lesson, folder: str) -> None:
    library = files_beside(lesson, "libraries/pricing")
    if folder not in WITH_NOTES:
        library = {path: each for path, each in library.items() if NOTES not in path}

    assert library_in(lesson, folder) == library


@pytest.mark.parametrize("folder", BUILT_FOR_A_MAC)
def test_the_wheel_for_a_mac_differs_in_what_is_compiled_alone(lesson: Lesson, folder: str) -> None:
    plain = files_beside(lesson, "libraries/pricing")
    built = library_in(lesson, folder)

    code = {path for path in plain if NOTES not in path}
    assert {path for path in built if NOTES not in path} ^ code == {
        COMPILED,
        "pricing/rounding.py",
    }
    assert {path for path in built.keys() & plain.keys() if built[path] != plain[path]} == (
        {f"{NOTES}/RECORD", f"{NOTES}/WHEEL"} if folder in WITH_NOTES else set()
    )
    assert compiled_for(built[COMPILED]) == ("macOS", "aarch64")
    assert len(built[COMPILED]) < 200


@pytest.mark.parametrize("folder", WITH_NOTES)
def test_pips_own_notes_on_the_library_are_true(lesson: Lesson, folder: str) -> None:
    files = library_in(lesson, folder)
    record = files[f"{NOTES}/RECORD"].decode().splitlines()

    told = {path: (digest, size) for path, digest, size in csv.reader(record)}
    assert told.keys() == files.keys()
    assert told.pop(f"{NOTES}/RECORD") == ("", "")
    for path, (digest, size) in told.items():
        found = base64.urlsafe_b64encode(hashlib.sha256(files[path]).digest()).rstrip(b"=")
        assert (digest, size) == (f"sha256={found.decode()}", str(len(files[path])))


def test_the_old_orders_of_the_tests_cost_what_the_library_says(
    lesson: Lesson, tmp_path: Path
) -> None:
    """Ben's tests pass with the library, so what the lab leaves out was good work."""
    for path, content in {
        **files_beside(lesson, "bens-folder"),
        **{
            f"site/{path}": each for path, each in files_beside(lesson, "libraries/pricing").items()
        },
    }.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    done = subprocess.run(
        [sys.executable, "-m", "unittest", "discover", "tests"],
        cwd=tmp_path / "My_function",
        env={"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Ran 1 test" in done.stderr


# What the guesses are about


def answered(
    lesson: Lesson, program: Program, folder: Path, client: Client | None = None
) -> tuple[dict[str, object] | str, ...]:
    """The answers to all calls of a program, in one environment."""
    if program.files:
        for path, content in files_beside(lesson, program.files).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    else:
        (folder / "lambda_function.py").write_text(program.code)
    settings = Function(code=folder, handler=program.function.handler, name=program.function.name)
    with deployed(folder, settings) as deployment:
        environment = Environment(deployment.function, client=client)
        try:
            return tuple(
                json.loads(environment.invoke(call.event).text)
                for call in program.calls
                for _ in range(call.number)
            )
        finally:
            environment.close()


def import_error(*, missing: str, module: str = "lambda_function") -> dict[str, object]:
    return {
        "errorMessage": f"Unable to import module '{module}': No module named '{missing}'",
        "errorType": "Runtime.ImportModuleError",
        "requestId": "",
        "stackTrace": [],
    }


ANSWERS: dict[str, tuple[dict[str, object] | str, ...]] = {
    "one-file": (import_error(missing="pricing"),) * 2,
    "the-folder": (import_error(missing="lambda_function"),),
    "at-the-top-run": ("107.73",),
    "the-venv": (import_error(missing="pricing"),),
    "the-mac": (import_error(missing="pricing.rounding"),),
}


@pytest.mark.parametrize("client", Client)
@pytest.mark.parametrize("step", ANSWERS)
def test_each_package_answers_as_the_lesson_says(
    lesson: Lesson, step: str, client: Client, tmp_path: Path
) -> None:
    if client is Client.AWS and best() is not Client.AWS:
        pytest.skip("AWS's client is not installed here")
    if step == "the-mac" and sys.platform == "darwin":
        pytest.skip("a Mac tries to load the file, and has other words for it")
    program = program_of(lesson, lesson.step(step))
    assert program is not None

    assert answered(lesson, program, tmp_path, client) == ANSWERS[step]


def test_the_report_on_each_package_names_what_the_lesson_teaches(lesson: Lesson) -> None:
    def found(folder: str) -> set[str]:
        return {each.kind for each in check(zipped(lesson, folder)).findings}

    assert found("at-the-top") == set()
    assert found("too-deep") == {"handler-file-not-found"}
    assert found("with-venv") >= {"missing-module", "virtual-environment"}
    assert found("from-a-mac") == {"native-misfit"}
    assert found("bens-folder") >= {"wheel-misfit", "native-misfit", "virtual-environment"}


def zipped(lesson: Lesson, folder: str) -> bytes:
    assert lesson.folder is not None
    return pack(lesson.folder / folder)


def test_a_setting_is_taken_apart_at_its_dot(lesson: Lesson, tmp_path: Path) -> None:
    """The question's four settings are four answers, so no choice is there for nothing."""
    asked = question(lesson, "which-error")
    assert isinstance(asked, Single)
    kinds: dict[str, object] = {}
    for number, values in enumerate(draws(asked)):
        varied = vary(asked, values)
        assert varied.program is not None
        folder = tmp_path / str(number)
        folder.mkdir()
        (answer,) = answered(lesson, varied.program, folder)
        kinds[values["setting"]] = answer["errorType"] if isinstance(answer, dict) else answer

    assert kinds == {
        "lambda_function.quote": 7,
        "app.quote": "Runtime.ImportModuleError",
        "lambda_function.lambda_handler": "Runtime.HandlerNotFound",
        "lambda_function": "Runtime.MalformedHandlerName",
    }


# What stands in the texts


def test_the_limits_in_the_texts_are_awss(lesson: Lesson) -> None:
    mb = quotas.MB_BYTES.value
    zipped_mb = quotas.ZIPPED_CODE_BYTES.value // mb
    unzipped_mb = quotas.UNZIPPED_CODE_BYTES.value // mb

    assert says(lesson, f"**A zip that you upload**: {zipped_mb} MB zipped.")
    assert says(lesson, f"**Unzipped**: {unzipped_mb} MB")
    assert says(lesson, f"You upload a zip of up to {zipped_mb} MB, and a larger one by way of S3.")
    assert says(
        lesson, f"Unzipped, {unzipped_mb} MB are the most. A container image may have 10 GB"
    )
    assert says(lesson, f"An upload may have {zipped_mb} MB. Unzipped, every zip may have")
    assert fact("PKG-005").values["max_GB"] == 10


def test_each_size_of_the_question_has_one_way_to_lambda(lesson: Lesson) -> None:
    asked = question(lesson, "how-large")
    assert isinstance(asked, Matching)
    mb = quotas.MB_BYTES.value

    ways: dict[str, str] = {}
    for pair in asked.pairs:
        numbers = [int(each) for each in re.findall(r"(\d+) MB", pair.left)]
        size = Sizes(numbers[0] * mb, numbers[1] * mb, ())
        by_s3, direct = size_refusal(size, through_s3=True), size_refusal(size)
        ways[pair.right] = "image" if by_s3 else "s3" if direct else "upload"

    assert ways == {
        "Upload the zip": "upload",
        "Put the zip into S3, and name the bucket": "s3",
        "Build a container image": "image",
    }


def test_the_platforms_in_the_texts_are_those_of_lambda(lesson: Lesson) -> None:
    arm, x86 = Target("python3.13", "arm64"), Target("python3.13", "x86_64")

    assert fits("cp313-cp313-manylinux2014_aarch64", arm)
    assert fits("cp313-cp313-manylinux2014_x86_64", x86)
    assert not fits("cp313-cp313-manylinux2014_x86_64", arm)
    assert not fits("cp313-cp313-win_amd64", arm)
    assert says(lesson, "For a function on arm64, the platform is `manylinux2014_aarch64`.")
    asked = question(lesson, "for-arm64")
    assert isinstance(asked, Single)
    (right,) = (choice for choice in asked.choices if choice.right)
    assert "manylinux2014_aarch64" in right.text


def test_the_sizes_that_the_lab_speaks_of_are_those_of_its_zips(
    lesson: Lesson, lab: PackageLab
) -> None:
    """With room, as another zlib packs a little more or less."""
    whole = len(zipped(lesson, "bens-folder"))

    assert 7_500 < whole < 8_700
    assert says(lesson, "The zip of the whole folder had 8 KB")
    assert says(lesson, "The zip stays below 4 KB")
    assert says(lesson, "Yours has about 3 KB")


# The lab


def played(attempt: HandlerAttempt, running: Running) -> None:
    for _ in running.outcomes():
        pass
    attempt.take(running)


WAY = (
    ("", "The last name in the message is the file", "There is no `lambda_function.py` in the zip"),
    ("set handler quote.app", "folder by folder", "There is no `quote.py` in the zip"),
    ("set handler app.lambda_handler", "Look at the tree of the zip", "lies in `My_function/`"),
    ("mv My_function/app.py .", "last name is the library", "where Python does not look"),
    (
        "mv venv/lib/python3.13/site-packages/pricing .",
        "for which system was this copy built",
        "is compiled for macOS, aarch64",
    ),
    ("pip install -t . pricing", "What else lay beside `app.py`", "was built for macOS"),
    ("mv My_function/prices.json .", "no function of the name that stands", "defines no"),
    ("set handler app.quote", "It answers, and the zip is too large", "is a virtual environment"),
)
"""What is done, what the hint speaks of then, and what the report on the package says."""


@pytest.mark.parametrize("number", range(len(WAY)))
def test_each_hint_speaks_of_what_is_wrong_now(
    lesson: Lesson, lab: PackageLab, number: int
) -> None:
    attempt = HandlerAttempt(lesson, lab, lambda _: None)
    try:
        for line, _, _ in WAY[1 : number + 1]:
            assert attempt.command(line).error is None, line
        played(attempt, attempt.again("mugs"))
        hint = attempt.hint()
        report = attempt.report
    finally:
        attempt.close()

    _, said, found = WAY[number]
    assert hint is not None
    assert said in " ".join(hint.split())
    assert report is not None
    assert any(found in each.sentence for each in report.findings)


def test_hints_begin_with_a_run_and_go_by_what_stands_now(lesson: Lesson, lab: PackageLab) -> None:
    attempt = HandlerAttempt(lesson, lab, lambda _: None)
    try:
        first = attempt.hint()
        played(attempt, attempt.again("mugs"))
        attempt.command("set handler app.quote")
        changed = attempt.hint()
    finally:
        attempt.close()

    assert first is not None
    assert "run the cases" in first
    assert changed is not None
    assert "Ben's file" not in changed  # the setting names it by now


def test_a_wrong_guess_is_laid_beside_the_message_that_came(lesson: Lesson) -> None:
    run = LessonRun(lesson, seed=7)
    try:
        run.go("one-file")
        verdict = run.answer("one-file", 0)
        run.go("the-mac")
        named = run.answer("the-mac", 1)
    finally:
        run.close()

    assert verdict.happened == (
        "In the run it is Unable to import module 'lambda_function': No module named 'pricing'. "
        "You said: The price: by now Lambda has installed pricing."
    )
    assert verdict.try_.startswith("Go through what the code imports")
    assert named.happened == (
        "In the run it is Runtime.ImportModuleError; you said Runtime.HandlerNotFound."
    )


def test_the_orders_kept_back_are_answered_by_the_whole_library(
    lesson: Lesson, lab: PackageLab
) -> None:
    attempt = HandlerAttempt(lesson, lab, lambda _: None)
    try:
        for change in lab.solution:
            assert attempt.do(change).error is None
        assert not attempt.passed
        played(attempt, attempt.judge())
        record, met = attempt.record, attempt.met
        views = {each.id: each.state for each in attempt.cases}
    finally:
        attempt.close()

    assert met
    assert views == dict.fromkeys(("mugs", "plate", "lamp"), "passes")
    assert [each.payload for each in record.of_case("spoons")] == [
        '{"article": "spoon", "pieces": 10, "total": "2.19"}'
    ]
    assert round(23 * 10 * 95 / 100) == 218  # Python's own rounding, which the lesson speaks of
    assert record.report is not None
    assert record.report.findings == ()
    assert record.report.sizes is not None
    assert record.report.sizes.zipped < 3_200


def test_it_is_played_to_its_end_in_plain_text(lesson: Lesson) -> None:
    progress = Progress.in_memory()
    run = LessonRun(lesson, seed=1, progress=progress)
    lab = ("set handler app.quote", "mv My_function/app.py .", "mv My_function/prices.json .")
    rest = ("rm -r My_function", "rm -r venv", "pip install -t . pricing", "run", "")
    right = ("", "2", "", "", "3", "", "", "2", "", "", "", "4", "")
    typed = [f"{line}\n" for line in (*right, *lab, *rest, "", *[""] * 12)]
    written: list[str] = []
    try:
        status = play_plainly(run, typed, written.append, 80, keeps=lambda: True)
    finally:
        run.close()
    text = "".join(written)

    assert status == FINISHED
    assert "Right: An error: No module named 'pricing'." in text
    assert "Right: An error: No module named 'lambda_function'." in text
    assert "Right: Runtime.ImportModuleError." in text
    assert "The lab is met." in text
    assert "End of the lesson." in text
    assert progress.summary()["deployment-package"].state == "finished"
