"""A policy decision for people: the verdict, who made it so, and what every statement said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lambdatutor.cli.statement_lines import elements
from lambdatutor.iam import Decision, Judged, Refused, access_denied, is_told, warnings
from lambdatutor.iam.answers import where
from lambdatutor.iam.decision import parting
from lambdatutor.iam.lists import listed
from lambdatutor.iam.questions import documents, read_question

_VERDICTS: Final = {
    "Allow": ("Allowed", "bold green"),
    "ExplicitDeny": ("Denied explicitly", "bold red"),
    "ImplicitDeny": ("Denied, because nothing allows it", "bold red"),
}


def show_decision(question: object, decision: Decision) -> None:
    console = Console(highlight=False)
    written = _written(cast("Mapping[str, object]", question))
    word, style = _VERDICTS[decision.verdict]
    console.print(Text.assemble((word, style), (f"   {decision.reason}", "dim")))
    console.print(Text(decision.because))
    decisive = (
        "\n  ".join((_named(each), *elements(written[each.policy, each.index])))
        for each in decision.decisive
    )
    _list(console, "Decided by", map(Text, decisive))
    _list(console, "Near misses", map(missed, decision.near_misses), "○ ")
    told = {(each.policy, each.index) for each in (*decision.decisive, *decision.near_misses)}
    others = [each for each in decision.judged if (each.policy, each.index) not in told]
    _list(console, "Other statements" if told else "Every statement", map(_looked_at, others), "○ ")
    advice = _advice(cast("Mapping[str, object]", question))
    _list(console, "Look at again", map(Text, advice))
    request, _ = read_question(question)
    said = access_denied(request, decision)
    whose = "AWS tells the caller" if is_told(request) else _UNREAD
    _list(console, whose, [Text(said)] if said else [])


_UNREAD: Final = "In AWS's words, which a service shows to nobody"


def show_refused(refused: Refused) -> None:
    console = Console(highlight=False)
    place = f" ({where(refused.path)})" if refused.path else ""
    console.print(Text.assemble(("Not decided", "bold yellow"), (f"   {refused.element}", "dim")))
    console.print(Text(f"{refused.because}{place}"))


def _list(console: Console, title: str, lines: Iterable[Text], sign: str = "") -> None:
    listed = list(lines)
    if not listed:
        return
    console.print()
    console.print(Text(title, style="bold"))
    for line in listed:
        hanging = Table.grid()
        hanging.add_row(f"  {sign}", line)
        console.print(hanging)


def _written(question: Mapping[str, object]) -> dict[tuple[str, int], Mapping[str, object]]:
    """The statements as they were written, by the document's name and their number."""
    found: dict[tuple[str, int], Mapping[str, object]] = {}
    for each in documents(question):
        statements = cast("Mapping[str, object]", each.data)["Statement"]
        for index, statement in enumerate(listed(statements), 1):
            found[each.name, index] = cast("Mapping[str, object]", statement)
    return found


def _named(judged: Judged) -> str:
    as_whom = f", which names the caller as {_WHOM[judged.how]}" if judged.how else ""
    return f"{judged.effect} {judged.sid} of {judged.policy}{as_whom}"


_WHOM: Final = {"direct": "itself", "role": "its role", "account": "its account"}


def missed(judged: Judged) -> Text:
    """A near miss, with the part marked in which the policy and the request differ."""
    failed = judged.failed
    if failed is None:
        return Text(f"{judged.sid} of {judged.policy}")
    text = Text(f"{judged.sid} of {judged.policy}: {failed.sentence}")
    wants, has = failed.resolved, failed.value or ""
    same = parting(wants, has)
    if not same:
        return text  # they have nothing in common, and all would be marked
    at = text.plain.find(wants)
    for part, start in ((wants, at), (has, text.plain.find(has, at + len(wants)))):
        if part[same:] and start >= 0 <= at:
            text.stylize("bold underline", start + same, start + len(part))
    return text


def _looked_at(judged: Judged) -> Text:
    """A statement that did not matter, and why."""
    why = judged.failed.sentence if judged.failed else "It matches."
    return Text.assemble(f"{judged.effect} {judged.sid} of {judged.policy}: ", (why, "dim"))


def _advice(question: Mapping[str, object]) -> Iterator[str]:
    for found in documents(question):
        for fault in warnings(found.data, found.kind):
            yield f"{where((found.name, *fault.path))}: {fault.because}"
