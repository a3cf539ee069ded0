"""A package lab at work: files are moved, libraries installed, layers published, zips made."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lambdatutor.course.format import Lesson, PackageLab
from lambdatutor.course.handlers.environments import MOST_ENVIRONMENTS, Closed, Environments
from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.course.handlers.layers import Published
from lambdatutor.course.handlers.parts import Calling
from lambdatutor.course.handlers.running import Planned, Running
from lambdatutor.runtime.environment import Environment
from lambdatutor.runtime.packages import Branch
from tests.course.code_lessons import faces, forgotten, gone_through, lab_of, lesson_in, states

HANDLER = """\
import pricing


def lambda_handler(event, context):
    return pricing.total(event["prices"])
"""
OLD, NEW = "def total(prices):\n    return 0\n", "def total(prices):\n    return sum(prices)\n"
LAB = """\
- lab: ship
  kind: package
  brief: Make it run.
  files: colleague
  function: {name: shop}
  settings: [handler, layers]
  layers: [{name: money, files: layers/money}]
  libraries: [{name: Price-Tags, files: libraries/tags, says: "pure Python, 1 KB"}]
  cases:
    - {id: two, says: Two prices, event: {prices: [1, 2]}, returns: 3}
    - {id: none, says: No price, event: {prices: []}, returns: 0, held_out: true, why: Empty bags.}
  objectives:
    - {id: lean, says: No tests in the zip, check: not in_zip("tests")}
    - {id: home, says: It is found in the layer, check: found(pricing) == "layer"}
  solution:
    - do: mv My_function/lambda_function.py .
    - do: rm -r My_function tests
    - do: set layers money
  fails:
    - {do: [{do: zip My_function}, {do: set layers money:1}], breaks: [home]}
"""
FILES = {
    "colleague/My_function/lambda_function.py": HANDLER,
    "colleague/tests/test_it.py": "assert True\n",
    "colleague/requirements.txt": "# prices\nprice_tags==1.0  # newest\n",
    "layers/money/python/pricing.py": NEW,
    "libraries/tags/tags/__init__.py": "",
    "libraries/tags/price_tags-1.0.dist-info/METADATA": "Name: price-tags\n",
}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return lesson_in(tmp_path_factory.mktemp("lessons"), LAB, FILES)


@pytest.fixture
def work(lesson: Lesson) -> Iterator[HandlerAttempt]:
    attempt = HandlerAttempt(lesson, lab_of(lesson, "ship"), forgotten)
    yield attempt
    attempt.close()


def paths_in(branch: Branch | None) -> set[str]:
    assert branch is not None
    inner = {path for child in branch.children for path in paths_in(child)}
    return inner if branch.is_folder else inner | {branch.path}


def said(work: HandlerAttempt, line: str) -> str:
    outcome = work.command(line)
    return "" if outcome.error is None else str(outcome.error)


def test_a_lab_of_this_kind_zips_a_folder_that_can_be_another(work: HandlerAttempt) -> None:
    assert isinstance(work.lab, PackageLab)
    assert paths_in(work.trees.task) == {
        "/var/task/My_function/lambda_function.py",
        "/var/task/requirements.txt",
        "/var/task/tests/test_it.py",
    }
    assert said(work, "zip My_function") == ""
    assert work.last_command == "cd My_function && zip -r ../package.zip ."
    assert paths_in(work.trees.zip) == {"lambda_function.py"}
    assert work.undo()
    assert len(paths_in(work.trees.zip)) == 3


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("zip -r function.zip .", 3),
        ("zip -qr ../function.zip ./", 3),
        ("cd My_function && zip -r ../function.zip .", 1),
        ("(cd My_function/ && zip -r9 ../function.zip .)", 1),
        ("cd tests&&zip -r ../function.zip .", 1),
    ],
)
def test_it_zips_as_a_shell_does(work: HandlerAttempt, line: str, holds: int) -> None:
    said(work, "zip tests" if holds == 3 else "zip .")
    assert said(work, line) == ""
    assert len(paths_in(work.trees.zip)) == holds
    assert work.last_command.replace(" ", "") == line.strip("()").replace(" ", "")


def test_what_is_wrong_with_the_package_is_said_before_it_runs(work: HandlerAttempt) -> None:
    assert work.report is not None
    assert work.report.findings[0].sentence.startswith(
        "`lambda_function.py` lies in `My_function/`"
    )
    (outcome,) = gone_through(work.run(), work)
    assert outcome.error_type == "Runtime.ImportModuleError"
    assert faces(work) == {"lean": "not yet", "home": "not yet"}


def test_the_solution_passes_for_real_with_its_layer(work: HandlerAttempt) -> None:
    for line in (
        "mv My_function/lambda_function.py .",
        "rm -r My_function tests",
        "set layers money",
    ):
        assert said(work, line) == ""
    assert work.settings.layers == ("money:1",)
    assert paths_in(work.trees.opt) == {"/opt/python/pricing.py"}

    gone_through(work.run(), work)
    assert work.ready
    gone_through(work.judge(), work)

    assert work.met
    assert faces(work) == {"lean": "met", "home": "met"}


def test_a_layer_that_is_published_again_is_a_new_version_and_the_old_one_stays(
    work: HandlerAttempt,
) -> None:
    said(work, "mv My_function/lambda_function.py .")
    said(work, "mkdir -p layer/python")
    work.create("layer/python/pricing.py")
    work.edit("layer/python/pricing.py", OLD)

    done = work.command("publish money layer")
    assert done.response is not None
    assert done.response["Version"] == 2
    work.edit("layer/python/pricing.py", NEW)  # what was published does not change

    work.set("layers", "money:2")
    (old,) = gone_through(work.again("two"), work)
    assert old.payload == "0"
    work.set("layers", "money:1")
    (new,) = gone_through(work.again("two"), work)
    assert new.payload == "3"

    assert "does not exist" in said(work, "set layers money:3")
    assert "two different versions" in said(work, "set layers money:1 money:2").lower()


def test_layers_of_the_learners_own_are_there_the_next_day(lesson: Lesson) -> None:
    kept: list[str] = []
    lab = lab_of(lesson, "ship")
    first = HandlerAttempt(lesson, lab, kept.append)
    said(first, "mkdir layer")
    first.create("layer/a.py")
    said(first, "publish mine layer")
    first.set("layers", "mine:1 money:1")
    first.close()

    second = HandlerAttempt(lesson, lab, kept.append)
    assert second.resume(kept[-1])
    assert second.settings.layers == ("mine:1", "money:1")
    assert paths_in(second.trees.opt) == {"/opt/a.py", "/opt/python/pricing.py"}
    second.close()
    assert not second.resume("no state")


def test_pip_installs_what_the_lab_brings_into_the_folder_that_is_named(
    work: HandlerAttempt,
) -> None:
    installed = {"price_tags-1.0.dist-info/METADATA", "tags/__init__.py"}
    for line in (
        "pip install -t . price_tags",
        "pip install Price.Tags --target=.",
        "python -m pip install -r requirements.txt -t .",
    ):
        assert said(work, line) == ""
        assert installed <= set(work.paths)
        assert (work.folder / "tags" / "__init__.py").exists()
        assert work.undo()
    assert said(work, "pip install -t vendor/lib price-tags==1.0") == ""
    assert "vendor/lib/tags/__init__.py" in work.paths

    assert "comes into the zip" in said(work, "pip install price-tags")
    assert "price-tags" in said(work, "pip install -t . price-tag").lower()
    assert "leave it out" in said(work, "pip install --user -t . price-tags")
    assert "Name a library" in said(work, "pip install -t .")


def test_files_move_as_a_shell_moves_them(work: HandlerAttempt) -> None:
    assert said(work, "mv My_function/* .") == ""
    assert "lambda_function.py" in work.paths
    assert "My_function" in work.folders  # it stays, with nothing in it
    assert (work.folder / "My_function").is_dir()
    assert said(work, "mv My_function src") == ""
    assert work.folders == ("src", "tests")
    assert said(work, "cp lambda_function.py src/app.py") == ""
    assert said(work, "cp -r tests src") == ""
    assert "src/tests/test_it.py" in work.paths
    assert said(work, "mv src/app.py src/tests") == ""
    assert "src/tests/app.py" in work.paths
    assert said(work, "rm -rf src missing") == ""
    assert not (work.folder / "src").exists()
    assert sorted(each.name for each in work.folder.iterdir()) == [
        "lambda_function.py",
        "requirements.txt",
        "tests",
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("mv ../x .", "leads out"),
        ("mv requirements.txt ../../x", "leads out"),
        ("cp requirements.txt /etc/x", "leads out"),
        ("mv requirements.txt .env", "never comes into a zip"),
        ("mkdir __pycache__", "never comes into a zip"),
        ("mv missing.py .", 'There is no "missing.py"'),
        ("mv *.rs .", 'There is no "*.rs"'),
        ("mv requirements.txt lib/", "mkdir"),
        ("mv requirements.txt lib/x.txt", "mkdir"),
        ("mv tests tests/deeper", "into itself"),
        ("cp -r tests tests/deeper", "into itself"),
        ("mv tests tests/test_it.py My_function/", 'There is no "tests/test_it.py"'),
        ("cp tests other", "cp -r"),
        ("rm tests", "rm -r"),
        ("rm -r .", "itself stays"),
        ("rm", "Write rm PATH"),
        ("mkdir tests", "is there already"),
        ("mkdir requirements.txt/x", "is a file"),
        ("touch", "Write touch PATH"),
        ("touch lib/x.py", "mkdir"),
        ("touch requirements.txt/x", "is a file"),
        ("touch ../x", "leads out"),
        ("touch .env", "never comes into a zip"),
        ("touch new/", "no name for a file"),
        ("rm -x tests", 'does not know "-x"'),
        ("zip -r package.zip tests", 'put "tests" itself into the zip, not what is in it. Write'),
        ("cd tests && zip -r ../package.zip test_it.py", 'put "test_it.py" itself'),
        ("zip -r package.zip *", "Write zip FOLDER"),
        ("zip -e package.zip .", "Write zip FOLDER"),
        ("zip -r .", "Write zip FOLDER"),
        ("zip package.zip .", "Without -r nothing"),
        ("cd missing && zip -r ../package.zip .", "There is no folder"),
        ("cd .. && zip -r package.zip .", "leads out"),
        ("cd 'tests && zip -r ../package.zip .", "One command at a time"),
        ("cd tests && rm -r .", "One command at a time"),
        ("zip missing", "There is no folder"),
        ("publish money", "Write publish"),
        ("publish bad*name tests", "ValidationException"),
        ("rm a && rm b", "One command at a time"),
        ("rm 'a", "quote"),
        ("curl x", "no command of this lab"),
        ("move a b", "no command of this lab"),
        ("cd My_function", "Write every path from the top of your folder."),
        ("", "A command is missing"),
        ("set timeout 3", "does not change Timeout"),
        ("set colour red", "knows set handler FILE.FUNCTION, set layers NAME:VERSION …."),
        ("aws lambda publish-version --function-name shop", "changes nothing in this lab"),
        ("aws lambda explode", "not a command"),
    ],
)
def test_a_command_that_cannot_be_done_changes_nothing_and_says_why(
    work: HandlerAttempt, line: str, why: str
) -> None:
    before = work.desk
    assert why in said(work, line)
    assert work.desk is before


def test_what_is_taken_back_leaves_no_command_behind(work: HandlerAttempt) -> None:
    said(work, "rm -r tests")
    assert work.last_command == "rm -r tests"
    assert work.undo()
    assert work.last_command == ""


def test_touch_makes_an_empty_file_and_leaves_those_that_are_there(work: HandlerAttempt) -> None:
    assert said(work, "touch tests/__init__.py app.py requirements.txt tests") == ""

    assert work.text("tests/__init__.py") == work.text("app.py") == ""
    assert (work.folder / "app.py").read_text() == ""
    assert work.text("requirements.txt") == FILES["colleague/requirements.txt"]
    assert work.undo()
    assert "app.py" not in work.paths


def test_a_file_can_be_created_once_and_only_under_a_fit_name(work: HandlerAttempt) -> None:
    assert work.create("a/b/c.py").response is not None
    assert (work.folder / "a" / "b" / "c.py").read_text() == ""
    for name in ("a/b/c.py", "a/b", "", "x/", "../x", ".hidden", "a/b/c.py/d.py"):
        assert work.create(name).response is None


def test_files_that_can_be_executed_stay_so(work: HandlerAttempt) -> None:
    program = work.folder / "run.sh"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    work.refresh()
    work.edit("run.sh", "#!/bin/sh\nexit 0\n")

    assert program.stat().st_mode & 0o111
    assert work.report is not None
    assert work.report.archive is not None
    mode = work.report.archive.files["run.sh"].mode
    assert mode is not None
    assert mode & 0o111


def test_a_layer_that_cannot_be_unpacked_is_told_and_not_a_fault_of_the_lab(
    work: HandlerAttempt,
) -> None:
    broken = replace(work.desk, published=(Published("money", b"no zip"),))
    package = broken.package()
    assert "Could not unzip uploaded file" in package.refused
    outcomes = list(Running(Environments(), package, [Planned(Calling())], "run").outcomes())
    assert [each.answer for each in outcomes] == [None]
    assert "Could not unzip" in outcomes[0].refused


def test_only_a_worker_waits_for_environments_to_go(work: HandlerAttempt) -> None:
    """The thread that asks is the screen's."""
    stood = {each.environment for each in gone_through(work.run(), work)}
    asking = threading.current_thread()
    closed_by: list[threading.Thread] = []
    real = Environment.close

    def close(environment: Environment) -> None:
        closed_by.append(threading.current_thread())
        real(environment)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "close", close)
        judging = work.judge()
        assert closed_by == []
        judged = {each.environment for each in gone_through(judging, work)}
        assert closed_by
        assert not judged & stood

        closed_by.clear()
        work.rest()
        for each in threading.enumerate():
            if each.name == "rest":
                each.join(10)

    assert closed_by
    assert asking not in closed_by
    again = {each.environment for each in gone_through(work.run(), work)}
    assert not again & judged


def test_no_more_environments_stand_than_ten(work: HandlerAttempt) -> None:
    environments, package = Environments(), work.package
    first = environments.of(package, MOST_ENVIRONMENTS)
    more = environments.of(package, 2, variables={"STAGE": "test"})

    assert environments.standing == MOST_ENVIRONMENTS
    assert {each.number for each in (*first, *more)} == set(range(1, 13))
    assert environments.of(package, 2, variables={"STAGE": "test"}) == more
    environments.close()
    assert environments.standing == 0
    with pytest.raises(Closed):
        environments.of(package, 1)


def test_nothing_is_written_or_removed_where_a_link_leads_out(
    work: HandlerAttempt, tmp_path: Path
) -> None:
    (tmp_path / "test_it.py").write_text("mine")
    (work.folder / "tests" / "test_it.py").unlink()
    (work.folder / "tests").rmdir()
    (work.folder / "tests").symlink_to(tmp_path)
    assert not work.refresh()
    assert "is a link" in str(work.problem)

    work.edit("tests/test_it.py", "yours")
    assert "leads out" in str(work.problem)
    said(work, "rm -r tests")

    assert (tmp_path / "test_it.py").read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["test_it.py"]


def test_a_name_that_no_zip_takes_is_told_and_the_work_goes_on(work: HandlerAttempt) -> None:
    (work.folder / os.fsdecode(b"caf\xe9.py")).write_text("")

    assert not work.refresh()
    assert work.problem is not None
    assert "Rename it" in work.problem
    work.create("fine.py")
    assert "fine.py" in work.paths


def test_an_empty_package_fails_as_on_lambda(work: HandlerAttempt) -> None:
    said(work, "rm -r My_function tests requirements.txt")
    (outcome,) = gone_through(work.run(), work)

    assert outcome.error_type == "Runtime.ImportModuleError"
    assert (
        outcome.error_message
        == "Unable to import module 'lambda_function': No module named 'lambda_function'"
    )
    assert states(work) == {"two": "fails"}
