"""How many requests a second does the policy engine decide about, with the whole explanation?

Against a loop that does no more than match every action and resource with `fnmatch`, which knows no
principals, conditions, variables, accounts or layers, and against `json.loads` of the same
documents. All take turns in one process. Run it with `--quick` for fewer rounds.
"""

from __future__ import annotations

import gc
import json
import sys
from fnmatch import fnmatchcase
from time import process_time
from typing import TYPE_CHECKING, Any

from turns import table

from lambdatutor.iam import Policies, Request, evaluate, read_document

if TYPE_CHECKING:
    from collections.abc import Callable

ACCOUNT = "111111111111"
REQUESTS = 200
"""A round: what a lab asks while somebody edits, many times over."""

BARE = "fnmatch of actions and resources"

Json = dict[str, Any]


def identity(number: int) -> Json:
    """Ten statements, of which one or two are about a request."""
    return document(
        *(
            {
                "Sid": f"Table{each}",
                "Effect": "Allow",
                "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
                "Resource": f"arn:aws:dynamodb:*:{ACCOUNT}:table/team-{each}-*",
                "Condition": {"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-north-1"]}},
            }
            for each in range(number, number + 8)
        ),
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::home/${aws:username}/*"},
        {
            "Effect": "Deny",
            "Action": ["dynamodb:Delete*", "s3:Delete*"],
            "Resource": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    )


def document(*statements: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": list(statements)}


EVERYTHING = document({"Effect": "Allow", "Action": "*", "Resource": "*"})
DOOR = document(
    *(
        {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/worker-{each}"},
            "Action": "dynamodb:*",
            "Resource": f"arn:aws:dynamodb:*:{ACCOUNT}:table/*",
        }
        for each in range(4)
    )
)

SCENES: dict[str, tuple[list[Json], dict[str, list[Json]]]] = {
    "one policy of ten statements": ([identity(0)], {}),
    "three policies, a resource's, a boundary, two levels of SCPs": (
        [identity(0), identity(8), identity(16)],
        {"resource": [DOOR], "boundary": [EVERYTHING], "scps": [EVERYTHING, EVERYTHING]},
    ),
}


def requests() -> list[Request]:
    return [
        Request(
            principal=f"arn:aws:sts::{ACCOUNT}:assumed-role/worker-{number % 7}/run",
            principal_account=ACCOUNT,
            action=("dynamodb:PutItem", "dynamodb:DeleteItem", "s3:GetObject")[number % 3],
            resource=f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/team-{number % 40}-orders",
            resource_account=ACCOUNT,
            context={
                "aws:RequestedRegion": ("eu-west-1", "us-east-1")[number % 2],
                "aws:SecureTransport": "true",
            },
        )
        for number in range(REQUESTS)
    ]


def policies(own: list[Json], others: dict[str, list[Json]]) -> Policies:
    door = others.get("resource")
    boundary = others.get("boundary")
    scps = others.get("scps")
    return Policies(
        identity=tuple(read_document(each, "identity") for each in own),
        resource=read_document(door[0], "resource") if door else None,
        boundary=tuple(read_document(each, "boundary") for each in boundary) if boundary else None,
        scps=tuple((read_document(each, "scp"),) for each in scps) if scps else None,
    )


def listed(found: str | list[str]) -> list[str]:
    return [found] if isinstance(found, str) else found


def bare(statements: list[Json], asked: Request) -> bool:
    allowed = False
    action = asked.action.lower()
    for each in statements:
        if not any(fnmatchcase(action, pattern.lower()) for pattern in listed(each["Action"])):
            continue
        if not any(fnmatchcase(asked.resource, pattern) for pattern in listed(each["Resource"])):
            continue
        if each["Effect"] == "Deny":
            return False
        allowed = True
    return allowed


def contestants(own: list[Json], others: dict[str, list[Json]]) -> dict[str, Callable[[], object]]:
    """Each decides about all requests, or does as often what its name says."""
    asked = requests()
    written = [*own, *(each for layer in others.values() for each in layer)]
    statements = [statement for each in written for statement in each["Statement"]]
    texts = [json.dumps(each) for each in written]
    ready = policies(own, others)

    def edited() -> None:
        changed = policies(own, others)
        for each in asked:
            evaluate(each, changed)

    return {
        BARE: lambda: [bare(statements, each) for each in asked],
        "json.loads of the documents": lambda: [json.loads(text) for _ in asked for text in texts],
        "decided and explained": lambda: [evaluate(each, ready) for each in asked],
        f"all read anew, then {REQUESTS} decided": edited,
    }


def main() -> None:
    rounds = 5 if "--quick" in sys.argv else 25
    gc.freeze()
    for title, scene in SCENES.items():
        found: dict[str, list[float]] = {}
        for number in range(rounds + 1):
            for name, decide in contestants(*scene).items():
                began_s = process_time()
                decide()
                if number:  # the first time, patterns are compiled
                    rate = REQUESTS / (process_time() - began_s)
                    found.setdefault(name, []).append(rate)
        table(title, found, BARE)


if __name__ == "__main__":
    main()
