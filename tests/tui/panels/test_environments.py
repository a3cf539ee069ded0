"""Tiles show every environment, by letter as well as by colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import environment, snapshot

from lambdatutor.simulator.snapshot import EnvironmentView
from lambdatutor.tui.panels.cells import text_of
from lambdatutor.tui.panels.environments import environment_rows
from lambdatutor.tui.panels.glyphs import PHASES, to_ascii
from lambdatutor.tui.panels.tiles import grid, tile_rows


def drawn(environments: tuple[EnvironmentView, ...], width: int = 70, height: int = 6) -> str:
    return text_of(environment_rows(snapshot(environments), None, width, height, focused=False))


def test_a_tile_stands_for_each_environment_with_the_letter_of_its_phase() -> None:
    environments = tuple(environment(n, phase) for n, phase in enumerate(PHASES, start=1))

    tiles = drawn(environments).splitlines()[1]

    assert tiles.strip() == "▐x▌▐r▌▐f▌▐█▌▐·▌▐R▌▐!▌▐s▌"
    assert to_ascii(tiles).strip() == "[x][r][f][#][.][R][!][s]"


def test_no_two_phases_share_a_letter_even_in_ascii() -> None:
    letters = [to_ascii(glyph.letter) for glyph in PHASES.values()]

    assert len(set(letters)) == len(PHASES)


def test_provisioned_and_chosen_tiles_differ_without_colour() -> None:
    tiles = (
        environment(1, "frozen"),
        environment(2, "frozen", provisioned=True),
        environment(3, "frozen"),
    )

    row = text_of(tile_rows(tiles, 3, 20, 1))

    assert row.strip() == "▐·▌│·│⟦·⟧"
    assert to_ascii(row).strip() == "[.]|.|>.<"


def test_the_heading_counts() -> None:
    assert "6 warm · 4 starting · 6 running · 2 refused" in drawn(())


def test_an_empty_account_is_a_sentence() -> None:
    assert "No environment exists." in drawn(())


def test_the_chosen_ones_life_is_under_the_tiles() -> None:
    now = snapshot((environment(4, "invoke", served=3, since_us=61_000_000),))

    says = text_of(environment_rows(now, 4, 80, 4, focused=True)).splitlines()[2]

    assert says.startswith(" e4 · invoke for 240 ms · served 3 · created at 54.000 s")


def test_thousands_are_counted_by_phase() -> None:
    many = tuple(environment(n, "frozen" if n % 4 else "invoke") for n in range(4_000))

    says = drawn(many)

    assert "3,000" in says
    assert "1,000" in says
    assert "▇" in says


@given(st.integers(0, 3_000), st.integers(0, 200), st.integers(0, 40))
def test_a_grid_has_room_for_all_or_draws_none(count: int, width: int, lines: int) -> None:
    places = grid(count, width, lines)

    assert not places.tile or places.room >= count
    assert places.columns * places.tile <= width


@given(st.integers(1, 300), st.data())
def test_the_tile_under_a_cell_is_the_one_drawn_there(count: int, data: st.DataObject) -> None:
    places = grid(count, 70, 10)
    at = data.draw(st.integers(0, count - 1))
    y, column = divmod(at, places.columns)

    assert places.at(column * places.tile, y) == at
    assert places.at(column * places.tile + places.tile - 1, y) == at


@pytest.mark.parametrize(("x", "y"), [(-1, 0), (0, -1), (69, 0), (0, 10)])
def test_beside_the_tiles_there_is_none(x: int, y: int) -> None:
    assert grid(230, 70, 10).at(x, y) is None
