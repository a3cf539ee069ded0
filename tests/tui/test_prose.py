"""The text of lessons: laid out for any width, and never markup of the screen."""

from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.tui.prose import blocks, laid_out

words = st.text("abc*_`[]()#->.é λ", min_size=1, max_size=12)
texts = st.lists(st.lists(words, max_size=9).map(" ".join), max_size=9).map("\n".join)


@given(texts, st.integers(8, 90))
def test_no_line_is_wider_than_its_space(text: str, width: int) -> None:
    assert all(line.cell_length <= width for line in laid_out(text, width))


@given(st.lists(st.from_regex(r"[a-z]{1,7}", fullmatch=True), min_size=1), st.integers(8, 60))
def test_words_are_kept_whole_and_in_order(plain: list[str], width: int) -> None:
    lines = laid_out(" ".join(plain), width)

    assert " ".join(line.plain.strip() for line in lines).split() == plain


def test_signs_of_markup_in_a_lesson_are_letters_on_the_screen() -> None:
    (line,) = laid_out("The log says [ERROR] and [/b], and `a[0]`.", 80)

    assert line.plain == "The log says [ERROR] and [/b], and a[0]."


def test_control_characters_never_reach_the_terminal() -> None:
    (line,) = laid_out("a\x1b[31mred\x07", 80)

    assert line.plain.isprintable()


def test_code_keeps_its_lines_and_indents() -> None:
    lines = laid_out("```python\ndef handler(event):\n    return 1\n```", 60)

    assert [line.plain for line in lines] == ["  def handler(event):", "      return 1"]


def test_a_list_goes_on_under_its_text() -> None:
    lines = laid_out("- one two three\n  four\n- five", 12)

    assert [line.plain for line in lines] == ["• one two", "  three four", "• five"]


def test_a_heading_a_quotation_and_a_paragraph_are_told_apart() -> None:
    kinds = [block.kind for block in blocks("# Head\n\ntext\ngoes on\n\n> said")]

    assert kinds == ["heading", "paragraph", "quote"]


def test_an_entry_goes_on_in_the_next_line_even_where_that_is_not_set_in() -> None:
    lines = laid_out("- one two three\nfour\n- five\n\nsix", 12)

    assert [line.plain for line in lines] == ["• one two", "  three four", "• five", "", "six"]
