"""The flags of `lambdatutor simulate`. They stay text here, so that start-up imports nothing."""

from __future__ import annotations

import argparse

_TIMES = "a time (200ms), exp:2s, lognormal:200ms,p99=1s or uniform:5min..7min"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add all flags to a parser."""
    parser.add_argument(
        "scenario",
        nargs="?",
        metavar="SCENARIO.yaml",
        help="a scenario or lesson file, or one of ours: busy-day, noisy-neighbour, poison-queue, "
        "retry-storm; flags change its first function and its first traffic",
    )
    _traffic(parser)
    _function(parser)
    _own(parser)
    _run(parser)
    _output(parser)


def _traffic(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("traffic")
    group.add_argument("--rate", metavar="R", help="requests a second (10)")
    group.add_argument(
        "--arrivals", metavar="HOW", help="poisson (as of many strangers) or steady (poisson)"
    )
    group.add_argument(
        "--burst",
        metavar="N@TIME",
        action="append",
        default=[],
        help="N more requests at once at that time, as in 1000@60s; may be repeated",
    )


def _function(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the function")
    group.add_argument("--duration", metavar="TIMES", help=f"of the handler: {_TIMES} (200ms)")
    group.add_argument(
        "--init", metavar="TIMES", help="of a new environment (lognormal:300ms,p99=1s)"
    )
    group.add_argument(
        "--cold-duration",
        metavar="TIMES",
        help="the whole time of a cold request, in place of --init and --duration",
    )
    group.add_argument(
        "--timeout",
        metavar="TIME",
        help="of the function (3s as on AWS; 900s with --duration or --cold-duration, "
        "so that no long time is cut by surprise)",
    )
    group.add_argument("--memory", metavar="MB", help="128 to 10240 (128)")
    group.add_argument("--errors", metavar="SHARE", help="of requests that fail, 0 to 1 (0)")
    group.add_argument("--reserved", metavar="N", help="reserved concurrency")
    group.add_argument(
        "--provisioned",
        metavar="N",
        help="provisioned concurrency, ready at the start, on the alias `live` that traffic uses",
    )
    group.add_argument(
        "--account-limit", metavar="N", help="concurrent executions of the account (1000)"
    )


def _own(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the simulator's own (AWS does not publish these)")
    group.add_argument(
        "--idle-timeout",
        metavar="TIMES",
        help="how long an idle environment lives (uniform:5min..7min)",
    )
    group.add_argument(
        "--routing",
        metavar="WHICH",
        help="idle environment that is taken: most-recently-used, newest-created, oldest or random "
        "(most-recently-used)",
    )


def _run(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the run")
    group.add_argument("--step", metavar="ID", help="of a lesson file: the run of that step")
    group.add_argument("--for", dest="length", metavar="TIME", help="simulated time (1h)")
    group.add_argument("--seed", metavar="N", help="the same seed gives the same run (1)")


def _output(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("output")
    group.add_argument("--json", action="store_true", help="one JSON object in place of the table")
    group.add_argument("--events", metavar="FILE", help="write every event as a line of JSON")
    group.add_argument(
        "--plots",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="charts over time (only on a terminal, unless asked for)",
    )
