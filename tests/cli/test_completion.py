"""What a shell offers after the first letters, asked of a real bash."""

import shutil
import subprocess

import pytest

from .conftest import Start

bash = shutil.which("bash")

ASKED = {
    "le": {"lesson", "lessons"},
    "lesson co": {"cold-start"},
    "lesson n": {"new"},
    "--no-save lesson co": {"cold-start"},
    "--lessons somewhere pro": {"progress"},
    "progress e": {"export"},
    "completion f": {"fish"},
    "lesson cold-start --th": {"--theme"},
    "lesson cold-start --theme d": {"dark"},
    "invoke code --event sample:sq": {"sample:sqs"},
    # As bash parts it at the colon: what comes behind is offered.
    "invoke code --event sample : s3": {"s3-put", "s3-delete"},
    "invoke code --event order": {""},
}


@pytest.mark.skipif(bash is None, reason="there is no bash here")
def test_bash_offers_what_can_be_typed(start: Start) -> None:
    script = start("completion", "bash").stdout
    for line, offered in ASKED.items():
        words = " ".join(f"'{word}'" for word in ["lambdatutor", *line.split()])
        asking = (
            f"{script}\nCOMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))\n"
            '_lambdatutor; printf "%s\\n" "${COMPREPLY[@]}"\n'
        )
        done = subprocess.run(
            [str(bash), "--norc"], input=asking, capture_output=True, text=True, check=True
        )

        assert set(done.stdout.split()) == offered - {""}, line


def test_fish_offers_the_words_after_a_command_and_after_a_flag(start: Start) -> None:
    script = start("completion", "fish").stdout

    assert "-n '__fish_seen_subcommand_from progress' -a 'show export import reset'" in script
    assert "-l theme -x -a 'dark light contrast'" in script
    assert "-l event -r -a 'sample:hello-world " in script
