"""The learner's own editor: which one it is, and what is said when it does not do."""

import sys
from pathlib import Path

from lambdatutor.learner.own_editor import editor_words, opened_in


def test_the_editor_is_the_one_that_the_environment_names() -> None:
    assert editor_words({"EDITOR": "nano"}) == ["nano"]
    assert editor_words({"VISUAL": "code --wait", "EDITOR": "nano"}) == ["code", "--wait"]
    assert editor_words({"VISUAL": "'open", "EDITOR": " "}) == []


def test_it_is_waited_for_and_its_faults_are_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a b.py"
    writes = "import sys; open(sys.argv[1], 'w').write('there')"

    assert opened_in([sys.executable, "-c", writes], file) == ""
    assert file.read_text() == "there"
    assert "could not be started" in opened_in([str(tmp_path / "none")], file)
    assert "status 3" in opened_in([sys.executable, "-c", "raise SystemExit(3)"], file)
