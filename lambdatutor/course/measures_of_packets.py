"""Measures of packets: those of a network lab by their ids, and any by its two ends."""

from __future__ import annotations

from typing import Literal

from lambdatutor.course.measure import Measure, Series
from lambdatutor.course.measuring import Measurable, Taken
from lambdatutor.course.networks.packets import ways
from lambdatutor.simulator.network.network_view import NetworkView


def _kept_out(run: Measurable, taken: Taken) -> bool:
    source, to = map(str, taken.arguments)
    port = None if taken.filters.port is None else int(taken.filters.port)
    family: Literal["ipv4", "ipv6"] = "ipv6" if taken.filters.family == "ipv6" else "ipv4"
    found = ways(run.snapshot().network or NetworkView(), source, to, port, family)
    return bool(found) and all(each.verdict == "dropped" for each in found)


def _of_no_lab(run: Measurable, taken: Taken) -> bool:
    """In its lab a packet's id stands for its ends (`packet_checks`); elsewhere there is none."""
    del run, taken
    return False


MEASURES = (
    Measure(
        "kept_out",
        "Whether a connection from one end to the other gets no answer at all, from any subnet.",
        "truth",
        _kept_out,
        "ends",
        ("port", "family"),
    ),
    Measure(
        "arrives",
        "Whether a packet of a network lab is answered, from every subnet.",
        "truth",
        _of_no_lab,
        "packet",
    ),
    Measure(
        "dropped",
        "Whether a packet of a network lab gets no answer at all, from any subnet.",
        "truth",
        _of_no_lab,
        "packet",
    ),
)

SERIES: tuple[Series, ...] = ()
