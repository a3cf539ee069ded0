"""How functions come into VPCs and out of them: what an update has to wait for, and whether it may.

`Update` and the account call it at every change of a function; it costs nothing where no function
was ever in a VPC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.simulator.network.idleness import Idleness
from lambdatutor.simulator.network.interfaces import IDLE, NO_ADDRESS, NO_MORE, RESTORING

if TYPE_CHECKING:
    from lambdatutor.aws.errors import AwsError
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.update import Update


def prepare(account: Account, update: Update) -> None:
    """Make what interfaces an update needs; it takes until they are there (VPC-001, VPC-002).

    Where they cannot be made it fails (VPC-009): after as long as they would take, as AWS does not
    say when.
    """
    placement = update.configuration.placement
    if placement is None:
        return
    interfaces = account.network.interfaces
    update.fault = interfaces.lack(placement)
    if update.fault:
        takes_us = account.network.setup.interface_creation.least()
    else:
        interfaces.settle()
        takes_us = interfaces.ready_in_us(placement)
    update.takes_us = max(update.takes_us, takes_us)


def settled(account: Account, function: Function) -> None:
    """A change of a function is done: let go of what it needed before, and watch it or no more."""
    placed = function.latest.configuration.placement is not None
    idleness = function.idleness
    if idleness is not None:
        idleness.used_us = account.clock.now_us
        if idleness.asleep:
            idleness.rouse()
        if not placed:
            idleness.end()
            function.idleness = None
    elif placed:
        function.idleness = Idleness(account, function)
    function.state_code = ""
    if placed or account.network.interfaces.by_key:
        account.network.interfaces.settle()


def failed(account: Account, update: Update) -> None:
    """A new function is Failed; one that was there goes on as it was (VPC-009)."""
    function, code = update.function, update.fault
    if update.kind == "create":
        function.state_code = code
    else:
        function.update_code = code
    account.note("function.no_interface", function.name, (update.kind, code), account.cause)


def gone(account: Account, function: Function) -> None:
    """It is deleted, and with it the need for its interfaces."""
    if function.idleness is not None:
        function.idleness.end()
    account.network.forget_function(function.name)
    if account.network.interfaces.by_key:
        account.network.interfaces.settle()


def called_in_vain(function: Function, cause: int) -> None:
    """Wake it up, if it sleeps; where that failed before, try again (VPC-003)."""
    idleness = function.idleness
    if idleness is not None and idleness.asleep and function.state_code != RESTORING:
        idleness.wake(cause)


def refusal(code: str) -> AwsError | None:
    """Why a function cannot be invoked, by its StateReasonCode; None where it is Pending."""
    make = _REFUSALS.get(code)
    return None if make is None else make()


def refusal_by_name(name: str) -> AwsError | None:
    """The refusal with this error code, if it is one of those (VPC-003, VPC-009)."""
    made = (make() for make in _REFUSALS.values())
    return next((each for each in made if each.code == name), None)


_REFUSALS = {
    IDLE: errors.resource_not_ready,
    NO_ADDRESS: errors.subnet_ip_address_limit_reached,
    NO_MORE: errors.eni_limit_reached,
}
