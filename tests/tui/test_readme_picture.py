"""The pictures in the README show what the program shows today, and their descriptions tell it."""

import re
from pathlib import Path

import pytest
from readme_picture import ASSETS, COMMAND, PICTURES, read_off

ROOT = Path(__file__).parents[2]
TOLD = {
    "cold-start.svg": {
        '"Ben and Cho" at its end': "Watch: Ben and Cho",
        "Ben takes it": "Ben takes the only free environment.",
        "a second one is built for Cho": "(1 in flight): e2 is built.",
        "who waits 1,000 ms": "Cho 1,000 ms",
    },
    "two-sides.svg": {
        "who may come in": "Who may come in · thumbnails",
        "what it may do": "What it may do · thumbnails-role",
        "S3 is denied": "denied, and must be allowed",
        "fails only in its Principal": "fails only in its Principal",
    },
    "deployment-package.svg": {
        "Ben's folder": "Your folder",
        "the zip that comes of it": "The zip",
        "what stands on Lambda": "On Lambda",
        "the file that the handler names is missing": "✗ missing",
        "built for macOS": "pricing-1.2.0 was built for macOS",
    },
}
"""What a description says, and what stands in the picture for it."""

pictures = pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.stem)


@pictures
async def test_the_readme_shows_the_screen_as_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert read_off(await PICTURES[file]()) == _committed(file), (
        f"Make the pictures anew: {COMMAND}"
    )


@pictures
def test_a_picture_loads_nothing_and_is_no_burden(file: Path) -> None:
    drawn = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")

    assert not re.findall(r"https?:|@import|@font-face|url\(|href", drawn)
    assert len(drawn) < 100_000


@pytest.mark.parametrize("name", TOLD)
def test_those_who_cannot_see_a_picture_are_told_what_it_shows(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = " ".join(text for *_, text in _committed(ASSETS / name))

    (told,) = re.findall(rf"!\[([^\]]+)\]\(assets/{re.escape(name)}\)", readme)
    for said, seen in TOLD[name].items():
        assert said in told
        assert seen in shown


def _committed(file: Path) -> list[tuple[int, int, str, str]]:
    return read_off(file.read_text(encoding="utf-8"))
