"""The sandbox from the command line: what it needs, and what it says where that is missing."""

from pathlib import Path

from .conftest import Start


def test_without_a_terminal_it_says_what_prints_numbers(say: Start) -> None:
    done = say("sandbox")

    assert done.returncode == 2
    assert "The sandbox on screen needs a terminal" in done.stderr
    assert "lambdatutor simulate" in done.stderr


def test_a_scenario_is_read_before_anything_is_drawn(say: Start, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("functions: 3\n", encoding="utf-8")

    wrong, missing = say("sandbox", "bad.yaml"), say("sandbox", "nowhere.yaml")

    assert wrong.returncode == 1
    assert 'bad.yaml:1:12: "functions" must be a list' in wrong.stderr
    assert "nowhere.yaml: there is no such file" in missing.stderr


def test_help_has_examples(say: Start) -> None:
    done = say("sandbox", "--help")

    assert done.returncode == 0
    assert "lambdatutor sandbox scenario.yaml" in done.stdout
