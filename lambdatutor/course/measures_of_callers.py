"""Measures of clients that try again and of dependencies: who was answered, and what was full."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from lambdatutor.course.counting_events import about, number_of, values_of
from lambdatutor.course.measure import OF_EVENTS, WHEN, Measure, Series
from lambdatutor.course.measuring import Measurable, Take, Taken
from lambdatutor.course.quantities import Quantity

if TYPE_CHECKING:
    from lambdatutor.simulator.callers.ledger import CallerView
    from lambdatutor.simulator.dependencies.backend import DependencyView

_OF = about(0)
_ENDS = ("customer.answered", "customer.gave_up")


def _callers(run: Measurable, name: str | None) -> Iterable[CallerView]:
    return (each for each in run.snapshot().callers if name in (None, each.name))


def _customers(
    name: str, help_: str, of: Callable[[CallerView], int], *, only_grows: bool = True
) -> Measure:
    def take(run: Measurable, taken: Taken) -> Quantity:
        return Quantity(sum(map(of, _callers(run, taken.name))))

    return Measure(name, help_, "count", take, "client", only_grows=only_grows)


def _dependencies(of: Callable[[DependencyView], int]) -> Take:
    def take(run: Measurable, taken: Taken) -> Quantity:
        found = run.snapshot().dependencies
        return Quantity(sum(of(each) for each in found if taken.name in (None, each.name)))

    return take


MEASURES = (
    _customers(
        "customers", "Customers of clients that try again or hang up.", lambda at: at.customers
    ),
    _customers(
        "customers_answered",
        "Customers with an answer that is no error, after any number of tries.",
        lambda at: at.answered,
    ),
    _customers(
        "customers_failed",
        "Customers whose answer says that the function failed.",
        lambda at: at.failed,
    ),
    _customers(
        "customers_given_up", "Customers whom their client gave up on.", lambda at: at.given_up
    ),
    _customers(
        "customers_waiting",
        "Customers who have no answer yet.",
        lambda at: at.waiting,
        only_grows=False,
    ),
    _customers("tries", "Requests made for all customers together.", lambda at: at.tries),
    _customers(
        "tries_timed_out",
        "Tries that the client did not wait for any longer.",
        lambda at: at.timeouts,
    ),
    Measure(
        "connections",
        "Connections to a dependency that are in use now.",
        "count",
        _dependencies(lambda at: at.connections),
        "dependency",
    ),
    Measure(
        "connections_refused",
        "Calls that found no connection to a dependency.",
        "count",
        number_of("dependency.full", belongs=_OF),
        "dependency",
        WHEN,
        only_grows=True,
        counted="refused",
    ),
    Measure(
        "dependency_failures",
        "Calls that a dependency answered with an error.",
        "count",
        number_of("dependency.failed", belongs=_OF),
        "dependency",
        WHEN,
        only_grows=True,
    ),
    Measure(
        "dependency_calls",
        "Calls of a dependency, refused ones included.",
        "count",
        _dependencies(lambda at: at.calls),
        "dependency",
        only_grows=True,
    ),
)

SERIES = (
    Series(
        "wait",
        "What each customer waited in all, from the first try to the answer or to giving up.",
        "time",
        ("client", *OF_EVENTS),
        values_of(*_ENDS, place=4, belongs=_OF),
    ),
    Series(
        "tries",
        "Tries for each customer who was answered or given up on.",
        "count",
        ("client", *OF_EVENTS),
        values_of(*_ENDS, place=2, belongs=_OF),
    ),
)
