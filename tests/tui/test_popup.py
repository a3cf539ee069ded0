"""A page over the screen, in a window that has no room for it."""

from __future__ import annotations

import pytest
from playing import WIDE, home_app, shown, text_of

from lambdatutor.tui.help import HelpPage
from lambdatutor.tui.small_window import SmallWindow


@pytest.mark.parametrize("size", [(79, 30), (100, 23), (40, 10), (12, 3)])
async def test_where_there_is_no_room_a_page_asks_for_it_and_comes_back(
    size: tuple[int, int],
) -> None:
    app = home_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        whole = text_of(app.screen)
        assert "Keys that work here now" in whole

        await pilot.resize_terminal(*size)
        await pilot.pause()
        small = text_of(app.screen)
        assert shown(app.screen.query_one(SmallWindow)) in " ".join(small.split())
        assert "80×24" in small
        assert "Keys that work" not in small

        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert text_of(app.screen) == whole
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, HelpPage)
