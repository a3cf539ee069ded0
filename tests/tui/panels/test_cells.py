"""Rows of cells are as wide as they say, whatever text is drawn on them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lambdatutor.tui.panels.cells import Ink, Line, Run, clean, crop, cut, join, width_of
from lambdatutor.tui.panels.glyphs import ascii_wanted, to_ascii

texts = st.text(max_size=30) | st.text("aé漢🙂\u0301\u200d\x1b\n[/]▇·", max_size=30)


@given(texts)
def test_clean_text_has_no_control_characters_and_its_width_is_what_the_terminal_counts(
    text: str,
) -> None:
    drawn = clean(text)

    assert drawn.isprintable()
    assert width_of(text) == cell_len(drawn)


@given(texts)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(texts, st.integers(-2, 40))
def test_cropped_text_fits(text: str, width: int) -> None:
    assert width_of(crop(text, width)) <= max(0, width)
    assert width_of(cut(clean(text), max(0, width))) <= max(0, width)


@given(st.integers(0, 30), st.lists(st.tuples(st.integers(-5, 35), texts), max_size=6))
def test_a_line_keeps_its_width_whatever_is_put_on_it(
    width: int, puts: list[tuple[int, str]]
) -> None:
    line = Line(width)
    for x, text in puts:
        line.put(x, text, "ink-bad")

    assert sum(cell_len(run.text) for run in line.row()) == width


@given(texts)
def test_ascii_text_is_ascii_and_as_wide(text: str) -> None:
    drawn = to_ascii(clean(text))

    assert drawn.isascii()
    assert len(drawn) == width_of(text)


def test_text_is_cut_between_words_when_that_keeps_half_of_it() -> None:
    assert crop("Lambda builds an environment", 20) == "Lambda builds an…"
    assert crop("put-provisioned-concurrency", 10) == "put-provi…"
    assert crop("short", 5) == "short"


def test_parts_that_do_not_fit_are_left_out_whole() -> None:
    assert join(["init 800 ms", "run 200 ms", "cold start"], 24) == "init 800 ms · run 200 ms"


def test_neighbours_of_one_ink_are_one_run() -> None:
    line = Line(6)
    line.put(1, "ab", "ink-bad")
    line.put(3, "c", "ink-bad")

    assert line.row() == (Run(" ", "ink"), Run("abc", "ink-bad"), Run("  ", "ink"))


def test_half_of_a_wide_character_never_stays() -> None:
    line = Line(4)
    line.put(0, "漢字", "ink")
    line.put(1, "x", "ink")

    assert "".join(line.chars) == " x字"


def test_an_ink_names_colour_ground_and_attributes() -> None:
    assert Ink.parse("phase-invoke bold on cursor-row underline") == Ink(
        "phase-invoke", "cursor-row", frozenset({"bold", "underline"})
    )


def test_ascii_is_drawn_when_asked_for_or_when_the_terminal_has_no_utf_8() -> None:
    assert ascii_wanted({"LAMBDATUTOR_ASCII": "1"}, "utf-8")
    assert not ascii_wanted({"LAMBDATUTOR_ASCII": "0"}, "latin-1")
    assert ascii_wanted({}, "latin-1")
    assert ascii_wanted({}, "no such encoding")
    assert not ascii_wanted({}, "UTF8")
