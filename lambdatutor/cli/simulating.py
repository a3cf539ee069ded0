"""The simulator without lessons."""

from __future__ import annotations

from lambdatutor.cli.arguments import Options


def simulate(options: Options) -> int:
    from lambdatutor.simulate import run

    return run(options)
