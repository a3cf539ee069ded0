"""One target of a source, and the events on their way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.aws.arn import function_reference
from lambdatutor.simulator.callers.statuses import status_of
from lambdatutor.simulator.randomness import share, stream

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.authoriser import Denial
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.sources.retry_rules import RetryRule


class SourceView(NamedTuple):
    """A source and one of its targets, at one moment."""

    kind: str
    """`topic`, `bucket`, `rule` or `schedule`."""
    name: str
    target: str
    """Its ARN."""
    sent: int
    """Events meant for it; each was taken, dropped, put into a dead-letter queue, or waits."""
    taken: int
    refused: int
    """Tries that it did not take."""
    retried: int
    dropped: int
    dead_lettered: int
    waiting: int
    """Events between two tries."""


class Target:
    """Where a source sends events to; what is not taken is tried again, as far as that may help.

    A failure on AWS's side (5xx, 429) is tried again. A refusal that is the account's own fault, a
    function that is gone or a permission that is missing, is final (PUS-001, PUS-003).
    """

    def __init__(
        self,
        account: Account,
        source: tuple[str, str],
        arn: str,
        rule: RetryRule,
        *,
        lets_in: tuple[str, str] | None,
        dead_letter: str | None = None,
    ) -> None:
        self.account = account
        self.source = source
        """Kind and name."""
        self.arn = arn
        self.rule = rule
        self.lets_in = lets_in
        """Principal and ARN that a function's policy has to let in; None: it comes with a role."""
        self.dead_letter = dead_letter
        """The ARN of its dead-letter queue."""
        self.luck_seed = stream(account.seed, "pushes", *source, arn).getrandbits(64)
        self.sent = self.taken = self.refused = self.retried = 0
        self.dropped = self.dead_lettered = 0

    @property
    def waiting(self) -> int:
        return self.sent - self.taken - self.dropped - self.dead_lettered

    @property
    def name(self) -> str:
        """The last part of its ARN, as people call it."""
        return self.arn.rpartition(":")[2] if self._function() is None else self._spoken_function()

    def send(self, parcel: Parcel, cause: int) -> None:
        """Hand it an event, now and later until it takes it."""
        self.sent += 1
        Delivery(self, self.sent, parcel, cause).attempt()

    def view(self) -> SourceView:
        kind, name = self.source
        return SourceView(
            kind=kind,
            name=name,
            target=self.arn,
            sent=self.sent,
            taken=self.taken,
            refused=self.refused,
            retried=self.retried,
            dropped=self.dropped,
            dead_lettered=self.dead_lettered,
            waiting=self.waiting,
        )

    def _function(self) -> tuple[str, str | None] | None:
        if not self.arn.startswith("arn:aws:lambda:"):
            return None
        found = function_reference(self.arn)
        return None if found is None else (found.name, found.qualifier)

    def _spoken_function(self) -> str:
        found = self._function()
        if found is None:
            raise AssertionError
        name, qualifier = found
        return name if qualifier is None else f"{name}:{qualifier}"

    def denial(self) -> Denial | None:
        """Whether its policy lets the source in; the policy of what is no function is its own."""
        found = self._function()
        if found is None or self.lets_in is None:
            return None
        principal, source_arn = self.lets_in
        name, qualifier = found
        return self.account.permissions.source_denial(
            name, principal, source_arn, qualifier=qualifier
        )


class Delivery:
    """One event on its way to one target."""

    __slots__ = ("cause", "first_us", "number", "parcel", "target", "tries")

    def __init__(self, target: Target, number: int, parcel: Parcel, cause: int) -> None:
        self.target = target
        self.number = number
        self.parcel = parcel
        self.cause = cause
        self.first_us = target.account.clock.now_us
        self.tries = 0

    def attempt(self) -> None:
        """Try it now."""
        target = self.target
        self.tries += 1
        if self.tries > 1:
            target.retried += 1
        self._note("source.sent", (target.name, self.tries))
        code = self._deliver()
        if not code:
            target.taken += 1
            return
        target.refused += 1
        self._note("source.refused", (target.name, code))
        self._after_refusal(code)

    def _deliver(self) -> str:
        """One try; the answer is an error code, or nothing."""
        account = self.target.account
        denial = self.target.denial()
        if denial is not None:
            self.cause = account.permissions.tell(denial, self.cause)
            return denial.code
        return account.deliver(self.target.arn, self.parcel, self.cause)

    def _after_refusal(self, code: str) -> None:
        target, now = self.target, self.target.account.clock.now_us
        rule = target.rule
        luck = share(target.luck_seed, self.number << 32 | self.tries)
        wait = rule.wait_us(self.tries, luck)
        status = status_of(code)
        if status < 500 and status != 429:
            self._give_up(code, "final")
        elif self.tries > rule.retries:
            self._give_up(code, "attempts")
        elif now + wait - self.first_us > rule.max_age_us:
            self._give_up(code, "age")
        else:
            self._note("source.waits", (target.name, self.tries, wait))
            target.account.clock.call_at(now + wait, self.attempt)

    def _give_up(self, code: str, why: str) -> None:
        target = self.target
        queue = target.dead_letter
        if queue is not None:
            attributes = (*self.parcel.attributes, ("ERROR_CODE", code))
            kept = self.parcel._replace(attributes=attributes)
            name = queue.rpartition(":")[2]
            if not target.account.deliver(queue, kept, self.cause):
                target.dead_lettered += 1
                self._note("source.dead_lettered", (target.name, name, code))
                return
            why = "dead-letter"
        target.dropped += 1
        self._note("source.dropped", (target.name, self.tries, code, why))

    def _note(self, kind: str, numbers: tuple[int | str, ...]) -> None:
        target = self.target
        told = (target.source[1], *numbers)
        event = target.account.note(kind, "", told, self.cause)
        if target.account.log is not None:
            self.cause = event
