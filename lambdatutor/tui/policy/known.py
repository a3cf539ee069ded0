"""What a lab's editors can offer: the actions, ARNs and callers that its requests speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lambdatutor.tui.policy.completion import Known

if TYPE_CHECKING:
    from lambdatutor.course.policies.lab import PolicyAttempt

_ACCOUNT = re.compile(r"\d{12}")
_SESSION = re.compile(r"arn:aws:sts::(\d{12}):assumed-role/([^/]+)/.*")


def known_in(attempt: PolicyAttempt) -> Known:
    """From the requests that can be seen; those held out give nothing away."""
    actions: dict[str, None] = {}
    arns: dict[str, None] = {}
    principals: dict[str, None] = {}
    accounts: dict[str, None] = {}
    keys: dict[str, None] = {}
    for verdict in attempt.verdicts():
        request, asked = verdict.request, verdict.asked
        actions.setdefault(request.action)
        keys.update(dict.fromkeys(request.context))
        if request.through:
            keys.update(dict.fromkeys(("aws:SourceVpce", "aws:SourceVpc")))
        texts = [
            text
            for value in request.context.values()
            for text in ((value,) if isinstance(value, str) else value)
        ]
        if asked is not None:
            texts.append(asked.resource)
            if asked.principal.startswith("arn:"):
                principals.setdefault(_SESSION.sub(r"arn:aws:iam::\1:role/\2", asked.principal))
            accounts.setdefault(asked.resource_account)
        for text in texts:
            if text.startswith("arn:"):
                arns.setdefault(text)
            elif _ACCOUNT.fullmatch(text):
                accounts.setdefault(text)
    return Known(tuple(actions), tuple(arns), tuple(principals), tuple(accounts), tuple(keys))
