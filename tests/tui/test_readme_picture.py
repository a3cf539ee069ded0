"""The picture in the README shows what the program shows today, and its description tells it."""

import re
from pathlib import Path

import pytest
from readme_picture import COMMAND, PICTURE, picture, read_off

ROOT = Path(__file__).parents[2]


async def test_the_readme_shows_the_screen_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    committed = read_off(PICTURE.read_text(encoding="utf-8"))

    assert read_off(await picture()) == committed, f"Make the picture anew: {COMMAND}"


def test_the_picture_loads_nothing_and_is_no_burden() -> None:
    drawn = PICTURE.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")

    assert not re.findall(r"https?:|@import|@font-face|url\(|href", drawn)
    assert len(drawn) < 100_000


def test_those_who_cannot_see_the_picture_are_told_what_it_shows() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = " ".join(text for *_, text in read_off(PICTURE.read_text(encoding="utf-8")))

    (told,) = re.findall(rf"!\[([^\]]+)\]\({PICTURE.relative_to(ROOT).as_posix()}\)", readme)
    for said, seen in {
        '"Ben and Cho" at its end': "Watch: Ben and Cho",
        "Ben takes it": "Ben takes the only free environment.",
        "a second one is built for Cho": "(1 in flight): e2 is built.",
        "who waits 1,000 ms": "Cho 1,000 ms",
    }.items():
        assert said in told
        assert seen in shown
