"""The sandbox from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.cli.arguments import Options
from lambdatutor.cli.playing import need_screen

if TYPE_CHECKING:
    from lambdatutor.tui.sandbox.run import Opened


def sandbox(options: Options) -> int:
    """Raises `NoScreenError`, and what a scenario file raises."""
    opened = _opened(options)
    named = options.scenario or "a scenario file"
    need_screen(f"`lambdatutor simulate` plays {named} and prints numbers", "The sandbox")
    from lambdatutor.tui.startup import run

    return run(
        catalogue_path=options.lessons,
        save=options.save,
        theme=options.theme,
        speed=options.speed,
        sandbox=lambda: opened,
    )


def _opened(options: Options) -> Opened:
    from pathlib import Path

    from lambdatutor.tui.sandbox.run import Opened

    if options.scenario is None:
        from lambdatutor.tui.sandbox.shop import shop

        return Opened(shop(), options.seed, title="a small shop")
    from lambdatutor.simulate.script import read_script

    case = read_script(options.scenario, options.step, options.seed).case
    return Opened(
        case.scenario,
        options.seed,
        case.actions,
        now_us=case.start_us,
        title=Path(options.scenario).name,
    )
