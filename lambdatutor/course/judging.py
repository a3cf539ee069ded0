"""How the answers to each kind of question are judged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeGuard, cast

from lambdatutor.course.handlers.json_text import same_json
from lambdatutor.course.quantities import BARE, Quantity, Value, in_unit, parse_quantity, value_text
from lambdatutor.course.verdicts import Verdict, not_understood, right, wrong
from lambdatutor.simulator.time import UNITS

if TYPE_CHECKING:
    from lambdatutor.course.questions import Choice, Matching, Near, Number, Numeric, Ordering, Text

_CLOSE = 1e-9


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are equal for people: the same number of the same thing."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        if one.unit != other.unit and not (one.unit in BARE and other.unit in BARE):
            return False
        return abs(one.number - other.number) <= _CLOSE * max(1.0, abs(other.number)) or (
            one.unit == "money" and value_text(one) == value_text(other)
        )
    if one is None or other is None:
        return False
    return one == other or same_json(_json(one), _json(other))


def _json(value: Value) -> str:
    """As JSON has it: what code answers is compared with a choice such as 7, true or "ok"."""
    if isinstance(value, Quantity):
        return json.dumps(value.number) if value.unit == "count" else ""
    return value


def right_ones(choices: tuple[Choice, ...], outcome: Value | None) -> tuple[int, ...]:
    """The positions of the choices that are right, by their key or by the run."""
    return tuple(
        index
        for index, choice in enumerate(choices)
        if choice.right or (outcome is not None and same(choice.value, outcome))
    )


def judge_choice(
    choices: tuple[Choice, ...], given: object, outcome: Value | None, rule: str, try_: str
) -> Verdict:
    """One is picked by its position, counted from 0."""
    if not _is_position(given, len(choices)):
        return not_understood(f"Pick one of 1 to {len(choices)}.")
    keys = right_ones(choices, outcome)
    picked = choices[given]
    answer = choices[keys[0]].shown if keys else value_text(outcome)
    if given in keys:
        happened = f"Right: {picked.shown}"
        return right(_stopped(happened), rule or picked.why, answer=answer, given=picked.shown)
    if outcome is None:
        happened = f"The answer is: {answer}"
        about = _joined(_stopped(f"You chose: {picked.shown}"), picked.why) if picked.why else ""
    else:
        came = "there is none" if outcome == "none" else f"it is {value_text(outcome)}"
        # A label may be half a sentence, with a colon in it.
        said = f". You said: {picked.label}" if picked.label else f"; you said {picked.shown}"
        happened = f"In the run {came}{said}"
        about = picked.why
    return wrong(
        _stopped(happened),
        _joined(about, rule),
        try_,
        picked.misconception,
        answer,
        given=picked.shown,
    )


def judge_multiple(
    choices: tuple[Choice, ...], given: object, outcome: Value | None, rule: str, try_: str
) -> Verdict:
    """Several are picked; only all the right ones together are right."""
    picked = _positions(given, len(choices))
    if picked is None:
        return not_understood(f"Pick any of 1 to {len(choices)}.")
    keys = set(right_ones(choices, outcome))
    answer = "; ".join(choices[index].shown for index in sorted(keys)) or "none of them"
    kept = json.dumps([choices[index].shown for index in sorted(picked)], ensure_ascii=False)
    if set(picked) == keys:
        return right("Right, all of them.", rule, answer=answer, given=kept)
    misfits = sorted(set(picked) - keys)
    found = len(keys & set(picked))
    happened = (
        f"{found} of {len(keys)} right ones picked, and {len(misfits)} that {_do(misfits)} fit."
    )
    about = [choices[index].why for index in (misfits or sorted(keys - set(picked)))][:1]
    misconception = choices[misfits[0]].misconception if misfits else None
    return wrong(happened, _joined(*about, rule), try_, misconception, answer, given=kept)


def judge_number(
    question: Numeric | Number, given: object, key: Value | None, rule: str, try_: str
) -> Verdict:
    """A number is typed, with its unit or in the question's own."""
    quantity = _quantity(given, question.unit)
    if quantity is None:
        return not_understood("That is not a number. Write digits, and a unit if there is one.")
    if not isinstance(key, Quantity):
        return Verdict(None, "The run gives no number here.", given=str(given))
    if quantity.unit != key.unit and not (quantity.unit in BARE and key.unit in BARE):
        return not_understood(f"Another unit is asked for, as in {value_text(key)}.")
    answer = _with_word(key, question.unit)
    said = _with_word(quantity, question.unit)
    if _near_enough(question, quantity, key):
        happened = f"Right: {answer}." if same(quantity, key) else f"Near enough: it is {answer}."
        return right(happened, rule, answer=answer, given=said)
    near = _trap(question.near, quantity)
    return wrong(
        f"It is {answer}; you said {said}.",
        _joined(near.why if near else "", rule),
        try_,
        near.misconception if near else None,
        answer,
        given=said,
    )


def judge_ordering(
    question: Ordering, shown: tuple[str, ...], given: object, rule: str, try_: str
) -> Verdict:
    """All the positions of what is shown, in the order that they belong in."""
    order = _positions(given, len(shown))
    if order is None or sorted(order) != list(range(len(shown))):
        return not_understood(f"Write every number from 1 to {len(shown)} once, in order.")
    said = [shown[index] for index in order]
    kept, answer = json.dumps(said, ensure_ascii=False), " → ".join(question.items)
    if tuple(said) == question.items:
        return right("Right, in this order.", rule, answer=answer, given=kept)
    placed = [one == other for one, other in zip(said, question.items, strict=True)]
    first = question.items[placed.index(False)]
    happened = (
        f"{sum(placed)} of {len(placed)} stand where they belong. "
        f"Number {placed.index(False) + 1} is: {first}"
    )
    return wrong(_stopped(happened), rule, try_, answer=answer, given=kept)


def judge_matching(
    question: Matching, shown: tuple[str, ...], given: object, rule: str, try_: str
) -> Verdict:
    """For each thing on the left, in order, the position of its partner on the right."""
    partners = _positions(given, len(shown))
    if partners is None or len(partners) != len(question.pairs):
        return not_understood(f"Write {len(question.pairs)} numbers, one for each line.")
    said = [shown[index] for index in partners]
    kept = json.dumps(
        {pair.left: partner for pair, partner in zip(question.pairs, said, strict=True)},
        ensure_ascii=False,
    )
    answer = "; ".join(f"{pair.left}: {pair.right}" for pair in question.pairs)
    missed = [pair for pair, right in zip(question.pairs, said, strict=True) if pair.right != right]
    if not missed:
        return right("Right, every pair.", rule, answer=answer, given=kept)
    found = len(question.pairs) - len(missed)
    happened = (
        f"{found} of {len(question.pairs)} pairs {'is' if found == 1 else 'are'} right.",
        *(_stopped(f"{pair.left} goes with: {pair.right}") for pair in missed),
    )
    why = _joined(*dict.fromkeys(pair.why for pair in missed), rule)
    return wrong("\n".join(happened), why, try_, answer=answer, given=kept)


def judge_text(
    question: Text, given: object, outcome: Value | None, rule: str, try_: str
) -> Verdict:
    """A word or a command; case and spaces do not count. `outcome` is what its program gives."""
    if not isinstance(given, str) or not given.strip():
        return not_understood("Write a word or a command.")
    forms = (*(() if outcome is None else (value_text(outcome),)), *question.accepted)
    answer, said = forms[0], given.strip()
    if _plain(said) in {_plain(form) for form in forms}:
        return right(_stopped(f"Right: {answer}"), rule, answer=answer, given=said)
    near = next((at for at in question.near if _plain(str(at.value)) == _plain(said)), None)
    return wrong(
        _stopped(f"Expected was: {answer}"),
        _joined(near.why if near else "", rule),
        try_,
        near.misconception if near else None,
        answer,
        given=said,
    )


def _near_enough(question: Numeric | Number, said: Quantity, key: Quantity) -> bool:
    if question.between is not None:
        low, high = question.between
        return low.number <= said.number <= high.number
    room = question.tolerance.number if question.tolerance is not None else 0
    return same(said, key) or abs(said.number - key.number) <= room


def _trap(near: tuple[Near, ...], said: Quantity) -> Near | None:
    return next((trap for trap in near if same(said, trap.value)), None)


def _quantity(given: object, unit: str) -> Quantity | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    quantity = parse_quantity(str(given).strip().removesuffix(unit) if unit else str(given))
    if quantity is None:
        quantity = parse_quantity(str(given))
    if quantity is not None and quantity.unit == "count":
        return in_unit(quantity.number, unit)
    return quantity


def _with_word(quantity: Quantity, unit: str) -> str:
    """In the unit that was asked for: `1,000 ms`, `3 customers`."""
    if quantity.unit == "time" and unit in UNITS:
        return f"{quantity.number / UNITS[unit]:,.6g} {unit}"
    word = unit if quantity.unit == "count" else ""
    return f"{value_text(quantity)} {word}".strip()


def _is_position(given: object, size: int) -> TypeGuard[int]:
    return isinstance(given, int) and not isinstance(given, bool) and 0 <= given < size


def _positions(given: object, size: int) -> list[int] | None:
    """A list of positions; None if it is anything else."""
    if isinstance(given, str) or not isinstance(given, Sequence | set | frozenset):
        return None
    asked = list(cast("Iterable[object]", given))
    positions = [each for each in asked if _is_position(each, size)]
    return positions if len(positions) == len(asked) else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _do(things: Sequence[int]) -> str:
    return "does not" if len(things) == 1 else "do not"


def _joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part.strip())


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", '"')) else f"{sentence}."
