"""A code lab at work: files that are really edited and run, cases, the judging, what is kept."""

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lambdatutor.course import catalogue
from lambdatutor.course.catalogue import work_mark
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import parse_expression
from lambdatutor.course.findings import LessonErrors
from lambdatutor.course.format import Lesson
from lambdatutor.course.handlers.files import FilesError, files_beside
from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.course.handlers.parts import FileWrite
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.learner.progress import Progress
from tests.course.code_lessons import faces, forgotten, gone_through, lab_of, lesson_in, states

STARTER = """\
import shop

print("connected")
seen = 0


def lambda_handler(event, context):
    global seen
    seen += 1
    return {"message": "Hello"}
"""
SOLVED = """\
import os
import shop

print("connected")


def lambda_handler(event, context):
    return {"message": os.environ.get("GREETING", "Hello") + " " + event["name"]}
"""
TABLE = """\
import shop

print("connected")


def lambda_handler(event, context):
    if not event:
        raise KeyError("name")
    return {"message": {"Ana": "Hello Ana"}.get(event["name"], "Hi Ana")}
"""
ENDLESS = """\
def lambda_handler(event, context):
    print("in", flush=True)
    while True:
        pass
"""
LAB = """\
- lab: greet
  kind: code
  brief: Greet everybody by their name.
  fixed: [shop.py]
  function: {name: greet, timeout: 1s}
  settings: [handler, memory, variables]
  cases:
    - id: ana
      says: A name
      event: {name: Ana}
      fresh: true
      returns: {message: Hello Ana}
      logs: connected
    - {id: nobody, says: No name, fails: KeyError}
    - id: polite
      says: Another greeting
      event: {name: Ana}
      variables: {GREETING: Hi}
      times: 2
      returns: {message: Hi Ana}
    - id: at-once
      says: Two at the same moment, twice
      event: {name: Ana}
      times: 2
      at_once: 2
      check: environments() == 2 and errors() == 0
    - {id: free, says: Anything, event: 7, any_answer: true}
    - id: unseen
      says: A name that was not shown
      event: {name: Bo}
      returns: {message: Hello Bo}
      held_out: true
      why: Names come from the event, and nobody knows them all.
  objectives:
    - {id: all, says: Nothing goes wrong, check: failed() == 0}
    - {id: small, says: In little memory, check: memory() <= 128MB, bonus: true}
  hints:
    - {when: passes(nobody), say: Now the names.}
    - {say: Read the event.}
  solution:
    - write: lambda_function.py
      from: solved/app.py
    - UpdateFunctionConfiguration: {FunctionName: greet, MemorySize: 256}
"""
FILES = {
    "greet/lambda_function.py": STARTER,
    "greet/shop.py": "OPEN = True\n",
    "greet/__pycache__/shop.cpython-311.pyc": b"\0",
    "greet/.env": "SECRET=1",
    "greet/shop.py~": "",
    "solved/app.py": SOLVED,
}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return lesson_in(tmp_path_factory.mktemp("lessons"), LAB, FILES)


@pytest.fixture
def attempt(lesson: Lesson) -> Iterator[HandlerAttempt]:
    work = HandlerAttempt(lesson, lab_of(lesson, "greet"), forgotten)
    yield work
    work.close()


def test_the_work_starts_from_the_labs_files_and_leaves_caches_out(
    attempt: HandlerAttempt,
) -> None:
    assert attempt.paths == ("lambda_function.py", "shop.py")
    assert attempt.opens == "lambda_function.py"
    assert (attempt.folder / "lambda_function.py").read_text() == STARTER
    assert attempt.report is not None
    assert attempt.report.archive is not None
    assert set(attempt.report.archive.files) == set(attempt.paths)


def test_nothing_is_reached_by_a_handler_that_was_never_called(attempt: HandlerAttempt) -> None:
    assert faces(attempt) == {"all": "not yet", "small": "not yet"}
    assert set(states(attempt).values()) == {"not run"}
    assert not attempt.ready


def test_cases_run_for_real_and_say_what_came_in_place_of_what_must(
    attempt: HandlerAttempt,
) -> None:
    gone_through(attempt.run(), attempt)

    assert states(attempt) == {
        "ana": "fails",
        "nobody": "fails",
        "polite": "fails",
        "at-once": "passes",
        "free": "ran",
    }
    said = {each.id: each.why_failed for each in attempt.cases}
    assert said["ana"] == (
        'It returned {"message": "Hello"}, and had to return {"message": "Hello Ana"}.'
    )
    assert said["nobody"] == 'It returned {"message": "Hello"}, and had to fail with KeyError.'
    assert faces(attempt) == {"all": "not yet", "small": "holding"}
    assert attempt.hint() == "Read the event."


def test_a_looked_up_table_passes_what_is_seen_and_fails_what_is_held_out(
    attempt: HandlerAttempt,
) -> None:
    attempt.edit("lambda_function.py", TABLE)
    attempt.edit("lambda_function.py", TABLE.replace('"Hi Ana")', '"Hello Ana")'))
    gone_through(attempt.run(), attempt)
    assert not attempt.ready  # the greeting of the variable

    attempt.edit("lambda_function.py", SOLVED.replace('event["name"]', '(event["name"] and "Ana")'))
    gone_through(attempt.run(), attempt)
    assert attempt.ready
    assert attempt.held_out == 1

    gone_through(attempt.judge(), attempt)

    assert not attempt.met
    assert states(attempt)["unseen"] == "fails"
    assert attempt.held_out == 0
    assert not attempt.ready


def test_the_lab_is_met_when_a_judging_of_all_cases_passes(attempt: HandlerAttempt) -> None:
    attempt.edit("lambda_function.py", SOLVED)
    gone_through(attempt.run(), attempt)

    outcomes = gone_through(attempt.judge(), attempt)

    assert outcomes[0].cold
    assert outcomes[-1].case_id == "unseen"
    assert attempt.met
    assert attempt.passed
    assert faces(attempt) == {"all": "met", "small": "met"}

    attempt.edit("lambda_function.py", STARTER)
    assert attempt.stale
    assert not attempt.passed
    assert attempt.met


def test_environments_stay_warm_until_something_is_changed(attempt: HandlerAttempt) -> None:
    attempt.edit("lambda_function.py", SOLVED)
    gone_through(attempt.run(), attempt)

    (again,) = gone_through(attempt.again("nobody"), attempt)
    assert not again.cold
    (own,) = gone_through(attempt.try_event('{"name": "Cy"}'), attempt)
    assert own.payload == '{"message": "Hello Cy"}'
    assert not own.cold
    assert attempt.tried == (own,)
    assert states(attempt)["nobody"] == "passes"

    attempt.set("memory", "256")
    assert attempt.stale
    (after,) = gone_through(attempt.again("nobody"), attempt)
    assert after.cold
    assert states(attempt)["ana"] == "not run"  # that was with other settings


def test_a_case_of_many_calls_passes_when_all_of_them_came(attempt: HandlerAttempt) -> None:
    attempt.edit("lambda_function.py", SOLVED)
    passing = parse_expression("passes(polite)", "handlers")
    for outcome in (running := attempt.run()).outcomes():
        attempt.take(running)
        if outcome.case_id == "polite":
            break

    assert states(attempt)["polite"] == "not run"
    assert evaluate(passing, attempt.record.measurable) is False
    gone_through(attempt.again("polite"), attempt)
    assert evaluate(passing, attempt.record.measurable) is True


def test_an_event_that_is_no_json_is_refused_as_lambda_refuses_it(attempt: HandlerAttempt) -> None:
    (refused,) = gone_through(attempt.try_event("{name: Ana}"), attempt)

    assert refused.answer is None
    assert refused.refused.startswith("InvalidRequestContentException")
    assert refused.status == 400


def test_a_fixed_file_is_not_edited_moved_or_removed(attempt: HandlerAttempt) -> None:
    attempt.edit("shop.py", "OPEN = False\n")
    assert attempt.text("shop.py") == "OPEN = True\n"
    for line in ("rm shop.py", "mv shop.py door.py", "cp lambda_function.py shop.py"):
        said = attempt.command(line)
        assert said.error == '"shop.py" stays as it is in this lab.'
    assert attempt.do(FileWrite(path="shop.py", text="")).response is None

    (attempt.folder / "shop.py").write_text("OPEN = False\n")
    attempt.refresh()

    assert attempt.text("shop.py") == "OPEN = True\n"
    assert (attempt.folder / "shop.py").read_text() == "OPEN = True\n"


def test_an_editor_may_change_files_add_some_and_take_some_away(attempt: HandlerAttempt) -> None:
    assert not attempt.refresh()
    (attempt.folder / "lambda_function.py").write_text(SOLVED)
    (attempt.folder / "more").mkdir()
    (attempt.folder / "more" / "words.py").write_text("A = 1\n")
    (attempt.folder / ".lambda_function.py.swp").write_text("")

    assert attempt.refresh()
    assert attempt.text("lambda_function.py") == SOLVED
    assert attempt.paths == ("lambda_function.py", "more/words.py", "shop.py")
    assert not attempt.refresh()

    assert attempt.undo()
    assert attempt.paths == ("lambda_function.py", "shop.py")
    assert not (attempt.folder / "more" / "words.py").exists()
    assert attempt.redo()
    assert (attempt.folder / "more" / "words.py").read_text() == "A = 1\n"


def test_every_change_can_be_undone_and_all_put_back(attempt: HandlerAttempt) -> None:
    attempt.edit("lambda_function.py", SOLVED)
    attempt.set("handler", "app.main")
    assert attempt.create("app.py").response is not None

    assert attempt.undo()
    assert attempt.paths == ("lambda_function.py", "shop.py")
    assert attempt.undo()
    assert attempt.settings.handler == "lambda_function.lambda_handler"
    assert attempt.text("lambda_function.py") == SOLVED

    attempt.reset()
    assert attempt.text("lambda_function.py") == STARTER
    assert attempt.undo()
    assert attempt.text("lambda_function.py") == SOLVED


def test_the_solution_does_not_count_and_ones_own_work_comes_back(
    attempt: HandlerAttempt,
) -> None:
    attempt.edit("lambda_function.py", TABLE)
    attempt.show_solution()
    assert attempt.text("lambda_function.py") == SOLVED
    assert attempt.settings.memory == 256

    gone_through(attempt.judge(), attempt)
    assert attempt.passed
    assert not attempt.met

    assert attempt.undo()
    assert attempt.text("lambda_function.py") == TABLE
    attempt.reset()
    assert attempt.counts


def test_settings_change_by_awss_own_operation_and_only_those_of_the_lab(
    attempt: HandlerAttempt,
) -> None:
    done = attempt.set("variables", "GREETING='Good day' STAGE=test")
    assert done.response is not None
    assert attempt.settings.variables == {"GREETING": "Good day", "STAGE": "test"}
    assert attempt.last_command.startswith("aws lambda update-function-configuration")

    assert "Timeout" in str(attempt.set("timeout", "5").error)
    assert "ValidationException" in str(attempt.set("memory", "64").error)
    line = "aws lambda update-function-configuration --function-name greet --memory-size 512"
    attempt.command(line)
    assert attempt.settings.memory == 512
    other = attempt.command(line.replace("greet", "other"))
    assert "ResourceNotFoundException" in str(other.error)


def test_code_that_never_ends_is_stopped_from_another_thread(attempt: HandlerAttempt) -> None:
    attempt.edit("lambda_function.py", ENDLESS)
    running = attempt.run()
    worker = threading.Thread(target=lambda: list(running.outcomes()))
    worker.start()
    while "in" not in running.log_so_far.text:
        assert worker.is_alive()
    running.stop()
    worker.join(10)

    assert running.ended
    assert not running.complete
    attempt.take(running)
    assert not attempt.ready


def test_leaving_ends_code_that_runs_and_nothing_is_called_afterwards(lesson: Lesson) -> None:
    work = HandlerAttempt(lesson, lab_of(lesson, "greet"), forgotten)
    work.edit("lambda_function.py", ENDLESS)
    running = work.run()
    worker = threading.Thread(target=lambda: list(running.outcomes()))
    worker.start()
    while "in" not in running.log_so_far.text:
        assert worker.is_alive()
    work.close()
    worker.join(10)

    assert not worker.is_alive()
    assert list(work.run().outcomes()) == []
    assert not work.folder.exists()


def test_the_work_is_kept_from_one_day_to_the_next(lesson: Lesson, tmp_path: Path) -> None:
    place = tmp_path / "progress.sqlite3"
    with Progress.open(place) as progress:
        run = LessonRun(lesson, progress=progress)
        work = run.code_lab
        assert work is not None
        work.edit("lambda_function.py", SOLVED)
        work.set("memory", "256")
        work.set_event('{"name": "Di"')
        gone_through(work.run(), work)
        gone_through(work.judge(), work)
        run.handlers.judged(work.lab)
        run.close()
        assert [each.correct for each in progress.answers()] == [True]
    with Progress.open(place) as progress:
        run = LessonRun(lesson, progress=progress)
        work = run.code_lab
        assert work is not None
        assert work.text("lambda_function.py") == SOLVED
        assert work.settings.memory == 256
        assert work.event_text == '{"name": "Di"'
        assert work.met
        assert work.passed
        assert faces(work) == {"all": "met", "small": "met"}
        run.close()


def test_a_starter_that_changed_leaves_the_learners_files_alone(
    lesson: Lesson, tmp_path: Path
) -> None:
    (tmp_path / "greet").mkdir()
    (tmp_path / "greet" / "lambda_function.py").write_text(TABLE)
    work = HandlerAttempt(lesson, lab_of(lesson, "greet"), forgotten, tmp_path / "greet")

    assert work.text("lambda_function.py") == TABLE
    assert work.text("shop.py") == "OPEN = True\n"  # a fixed file is the lesson's own
    work.close()
    assert (tmp_path / "greet" / "lambda_function.py").read_text() == TABLE


def test_a_lesson_that_begins_again_begins_with_new_files(lesson: Lesson, tmp_path: Path) -> None:
    mark = work_mark(lesson)
    with Progress.open(tmp_path / "progress.sqlite3") as progress:
        first = progress.work(f"real{mark}", "greet")
        assert first is not None
        first.mkdir(parents=True)
        (first / "lambda_function.py").write_text(TABLE)
        progress.restart("real", mark)
        run = LessonRun(lesson, progress=progress)
        assert run.code_lab is not None
        assert run.code_lab.text("lambda_function.py") == STARTER
        run.close()
    aside = tmp_path / "work" / f"real{mark}.before-1" / "greet" / "lambda_function.py"
    assert aside.read_text() == TABLE


def test_a_strangers_lesson_with_the_id_of_ours_opens_nothing_that_was_written_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs, others = (
        lesson_in(tmp_path / name, LAB, FILES) for name in ("ours", "theirs", "others")
    )
    monkeypatch.setattr(catalogue, "lessons_folder", lambda: tmp_path / "ours")
    with Progress.open(tmp_path / "progress.sqlite3") as progress:
        for each, text in ((ours, SOLVED), (theirs, TABLE)):
            run = LessonRun(each, progress=progress)
            assert run.code_lab is not None
            assert run.code_lab.text("lambda_function.py") == STARTER
            run.code_lab.edit("lambda_function.py", text)
            run.code_lab.set("memory", "256")
            run.close()
        for each, text, memory_mb in (
            (ours, SOLVED, 256),
            (theirs, TABLE, 256),
            (others, STARTER, 128),
        ):
            run = LessonRun(each, progress=progress)
            assert run.code_lab is not None
            assert run.code_lab.text("lambda_function.py") == text
            assert run.code_lab.settings.memory == memory_mb
            run.close()
        progress.restart("real", work_mark(theirs))
        assert (tmp_path / "work" / "real" / "greet" / "lambda_function.py").read_text() == SOLVED
    folders = sorted(each.name for each in (tmp_path / "work").iterdir())
    assert folders == sorted(
        ["real", f"real{work_mark(theirs)}.before-1", f"real{work_mark(others)}"]
    )


def test_a_folder_that_cannot_be_written_loses_no_text(lesson: Lesson, tmp_path: Path) -> None:
    blocked = tmp_path / "greet"
    blocked.write_text("this is no folder")
    work = HandlerAttempt(lesson, lab_of(lesson, "greet"), forgotten, blocked)
    assert work.problem is not None

    work.edit("lambda_function.py", SOLVED)
    work.refresh()

    assert work.text("lambda_function.py") == SOLVED
    assert work.problem is not None
    assert "cannot be kept" in work.problem
    gone_through(work.run(), work)
    assert states(work)["ana"] == "passes"

    blocked.unlink()
    work.edit("lambda_function.py", TABLE)
    assert work.problem is None
    assert (blocked / "lambda_function.py").read_text() == TABLE
    work.close()


def test_on_a_full_disk_the_newest_text_is_the_one_in_memory(
    attempt: HandlerAttempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "replace", full)
        attempt.edit("lambda_function.py", SOLVED)
    assert attempt.problem is not None
    assert "No space left on device" in attempt.problem
    (attempt.folder / "other.py").write_text("")

    assert attempt.refresh()

    assert attempt.text("lambda_function.py") == SOLVED
    assert (attempt.folder / "lambda_function.py").read_text() == SOLVED
    assert attempt.problem is None
    assert [each.name for each in attempt.folder.iterdir() if each.name[0] == "."] == []


def test_work_in_a_lesson_of_any_name_stays_in_the_folder_of_work(tmp_path: Path) -> None:
    with Progress.open(tmp_path / "progress.sqlite3") as progress:
        for name in ("../..", "/etc", "a/b", "", "A" * 300, ".."):
            found = progress.work(name, name)
            assert found is not None
            assert found.parent.parent == tmp_path / "work"
    with Progress.in_memory() as progress:
        assert progress.work("real", "greet") is None


@pytest.mark.parametrize("spoil", ["the file is a link", "a link beside it", "a pipe beside it"])
def test_work_that_cannot_be_read_is_not_written_over(
    lesson: Lesson, tmp_path: Path, spoil: str
) -> None:
    work, other = tmp_path / "work", tmp_path / "other.py"
    work.mkdir()
    other.write_text("# an hour of work\n")
    mine = work / "lambda_function.py"
    if spoil == "the file is a link":
        mine.symlink_to(other)
    else:
        mine.write_text(other.read_text())
    if spoil == "a link beside it":
        (work / "root").symlink_to("/")
    if spoil == "a pipe beside it":
        os.mkfifo(work / "pipe")

    attempt = HandlerAttempt(lesson, lab_of(lesson, "greet"), lambda _: None, work)
    attempt.edit("lambda_function.py", SOLVED)

    assert mine.read_text() == "# an hour of work\n"
    assert attempt.problem is not None
    assert "your files stay as they are" in attempt.problem
    assert attempt.folder != work
    assert (attempt.folder / "lambda_function.py").read_text() == SOLVED
    attempt.close()
    assert not attempt.folder.exists()
    assert mine.read_text() == "# an hour of work\n"


def test_a_line_of_the_code_may_begin_as_one_of_the_platform_does(lesson: Lesson) -> None:
    attempt = HandlerAttempt(lesson, lab_of(lesson, "greet"), lambda _: None)
    said = ["START of the day", "END of it", "REPORT RequestId: 1 Duration: 1.00 ms"]
    code = f"def lambda_handler(event, context):\n    for each in {said!r}: print(each)\n"
    attempt.edit("lambda_function.py", code)
    (outcome,) = attempt.try_event("{}").outcomes()

    assert outcome.log_lines == tuple(said)
    own = [line.partition(" ")[0] for line in outcome.platform_lines]
    assert own == ["INIT_START", "START", "END", "REPORT"]
    attempt.close()


def test_files_of_a_lesson_never_come_from_elsewhere(lesson: Lesson, tmp_path: Path) -> None:
    assert set(files_beside(lesson, "greet")) == {"lambda_function.py", "shop.py"}
    for name in ("../real", "/etc", "", "greet/../../x", "missing"):
        with pytest.raises(FilesError):
            files_beside(lesson, name)
    (tmp_path / "real").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "real" / "greet").symlink_to(tmp_path / "outside")
    linked = lesson_in(tmp_path, LAB)
    with pytest.raises(FilesError, match="link"):
        files_beside(linked, "greet")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("fails: KeyError", "why: x", "what must come of it"),
        ("fails: KeyError", "fails: KeyError, returns: 1", "leave out returns or fails"),
        ("why: Names come", "# ", "a held-out case has why"),
        ("at_once: 2", "at_once: 11", "from 1 to 10"),
        ("timeout: 1s", "timeout: 1500ms", "whole seconds"),
        ("id: small", "id: ana", "stands twice"),
        ("check: environments() == 2", "check: passed() == 2", "that is an objective"),
        ("kind: code", "kind: coda", 'Did you mean "code"?'),
        ("failed() == 0", "throttles() == 0", "measures a run"),
    ],
)
def test_a_lab_that_makes_no_sense_is_told_so(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    with pytest.raises(LessonErrors) as told:
        lesson_in(tmp_path, LAB.replace(before, after, 1))
    assert said in str(told.value)
