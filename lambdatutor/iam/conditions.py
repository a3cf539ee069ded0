"""One line of a Condition: an operator, a key, and the values that it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from lambdatutor.iam.comparisons import Comparison, LikeArn, LikeText, SameText
from lambdatutor.iam.lists import listed
from lambdatutor.iam.operators import Spelt, read_operator
from lambdatutor.iam.request import Context, ContextValue


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds or does not; all conditions of a statement must hold (IAM-006)."""

    operator: str
    """As it is written."""
    key: str
    """As it is written; case does not matter (IAM-017)."""
    texts: tuple[str, ...]
    text: str
    """The texts, joined by commas."""
    varies: bool
    """Whether a value may have a variable in it."""
    spelt: Spelt
    values: tuple[Comparison, ...]

    def holds(self, context: Context) -> bool:
        value = context.get(self.key.lower())
        if self.spelt.is_null:
            return ("true" if value is None else "false") in {text.lower() for text in self.texts}
        if self.spelt.quantifier == "all":
            return all(self._admits(each, context) for each in _several(value))
        if self.spelt.quantifier == "any":
            return any(self._admits(each, context) for each in _several(value))
        if value is None:
            return self.spelt.if_exists or self.spelt.negated
        return isinstance(value, str) and self._admits(value, context)

    def _admits(self, value: str, context: Context) -> bool:
        """Any value may be met, or for a negated operator each must be missed (IAM-006)."""
        if self.spelt.negated:
            return all(each.holds(value, context) is False for each in self.values)
        return any(each.holds(value, context) for each in self.values)

    def shown(self, context: Context) -> str:
        """Its values with their variables filled in."""
        if not self.varies:
            return self.text
        return ", ".join(map(_shown, self.values, self.texts, [context] * len(self.texts)))


def _several(value: ContextValue | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _shown(value: Comparison, text: str, context: Context) -> str:
    if isinstance(value, LikeArn | LikeText | SameText):
        return value.wanted.shown(context)
    return text


def value_text(value: object) -> str:
    """A value of a condition as text: JSON's true is `true`, 5 is `5`."""
    return value if isinstance(value, str) else str(value).lower()


def conditions(block: Mapping[str, object], *, variables: bool) -> Iterable[Condition]:
    """The lines of a Condition in which nothing is at fault."""
    for operator, lines in block.items():
        spelt = read_operator(operator)
        if spelt is None:
            continue
        for key, found in cast("dict[str, object]", lines).items():
            texts = tuple(map(value_text, listed(found)))
            values = tuple(spelt.read(text, variables=variables) for text in texts)
            text = ", ".join(texts)
            yield Condition(operator, key, texts, text, "${" in text, spelt, values)
