"""The resource-based policy of a function: who may invoke it, statement by statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from lambdatutor.simulator.sources.statement import Statement, read_statement

if TYPE_CHECKING:
    from lambdatutor.simulator.answers import Answer

INVOKE = "lambda:InvokeFunction"
INVOKE_URL = "lambda:InvokeFunctionUrl"


class FunctionPolicy:
    """The whole document of a function, version or alias."""

    def __init__(self, arn: str, document: Answer | None = None) -> None:
        self.arn = arn
        """What it is attached to."""
        head = {"Version": "2012-10-17", "Id": "default"} if document is None else document
        self._head = {key: value for key, value in head.items() if key != "Statement"}
        """All but the statements; AddPermission begins a document so (PER-003)."""
        self.statements = [
            read_statement(each, arn) for each in _listed((document or {}).get("Statement"))
        ]

    def __len__(self) -> int:
        return len(self.statements)

    def statement(self, sid: str) -> Statement | None:
        return next((each for each in self.statements if each.sid == sid), None)

    def with_statement(self, document: Answer) -> FunctionPolicy:
        """The same with one statement more."""
        return FunctionPolicy(self.arn, self.document([*self._shown(), document]))

    def without(self, statement: Statement) -> FunctionPolicy:
        """The same with one statement less."""
        rest = [each.document for each in self.statements if each is not statement]
        return FunctionPolicy(self.arn, self.document(rest))

    def document(self, statements: list[Answer] | None = None) -> Answer:
        """As AWS keeps it."""
        shown = self._shown() if statements is None else statements
        return {**self._head, "Statement": shown}

    def text(self) -> str:
        return msgspec.json.encode(self.document()).decode()

    def lets_in(self, principal: str, source_arn: str, account: str, action: str) -> bool:
        """Whether a source in this account may call, as far as a source is judged without IAM."""
        allowed = False
        for each in self.statements:
            if each.meets(principal, source_arn, account, action.lower()):
                if not each.allows:
                    return False
                allowed = True
        return allowed

    def is_public(self) -> bool:
        """Whether it lets everybody in (PER-018)."""
        return any(each.is_public for each in self.statements)

    def _shown(self) -> list[Answer]:
        return [each.document for each in self.statements]


def _listed(value: object) -> list[Answer]:
    """The statements of a document; one may stand without a list."""
    found = cast("list[object]", value) if isinstance(value, list) else [value]
    return [cast("Answer", each) for each in found if isinstance(each, dict)]
