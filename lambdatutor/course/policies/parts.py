"""What a policy lab is made of: documents, the requests they answer, and ways to write them."""

from __future__ import annotations

from typing import Literal

import msgspec

from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.course.expressions import PolicyExpression
from lambdatutor.course.lab_parts import Hint, Objective

Side = Literal["resource", "identity", "trust", "boundary", "scp", "rcp", "session", "endpoint"]
"""Which of AWS's kinds of policy a document is."""


class PolicyDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A policy that is shown; the learner writes it, unless it is fixed."""

    id: str
    title: str
    """What it answers: `Who may come in`."""
    side: Side
    of: str
    """Whose: a function (`thumbnails`, `thumbnails:live`), an address such as `sqs:orders`, a role,
    a user, an ARN, or the id of a VPC endpoint; of an SCP or RCP the level of the organization, the
    root is 1."""
    name: str = ""
    """The policy's own; left out: the id."""
    start: PolicyText | None = None
    """As it opens; left out: a document without a statement."""
    broken: str = ""
    """In place of `start`: a text that AWS refuses, for a learner to put right."""
    fixed: bool = False
    """It is shown, and cannot be edited."""

    @property
    def policy_name(self) -> str:
        return self.name or self.id


class AskedRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request that AWS is asked to decide about."""

    says: str
    """In words: `S3 calls thumbnails after an upload`."""
    principal: str
    """A service such as `s3.amazonaws.com`, a function, a role, a user, an ARN, or `anonymous`."""
    action: str
    resource: str
    """An ARN, `*`, an address such as `s3:photos`, or the name of what the action is done to."""
    context: dict[str, str | tuple[str, ...]] = {}
    """Condition keys besides those that AWS knows by itself, such as aws:SourceArn."""
    through: str = ""
    """The VPC endpoint of this world that it comes through, if any. AWS knows it by itself: as
    aws:SourceVpce, with its VPC as aws:SourceVpc."""


class PolicyRequest(AskedRequest, frozen=True, kw_only=True):
    """A request of a lab: one that has to come through, or one that must not."""

    id: str
    kind: Literal["traffic", "attack"]
    held_out: bool = False
    """Judged only at the end; then it is shown."""
    why: str = ""
    """What it would mean if this went the wrong way."""

    @property
    def must(self) -> Literal["allowed", "denied"]:
        return "allowed" if self.kind == "traffic" else "denied"


class PolicyObjective(Objective, frozen=True, kw_only=True):
    """What is to be reached: its words and its check."""

    check: PolicyExpression


class PolicyHint(Hint, frozen=True, kw_only=True):
    """What is said when the learner is stuck; the first whose `when` is true."""

    when: PolicyExpression | None = None
    """Left out: always fits, so it comes last."""


class Written(msgspec.Struct, frozen=True, kw_only=True, rename={"text": "is"}):
    """A document as somebody may write it."""

    document: str
    """Its id."""
    text: PolicyText
    """`is` in the file."""


class PolicyFail(msgspec.Struct, frozen=True, kw_only=True):
    """A tempting way that must not pass, and what it breaks."""

    do: tuple[Written, ...]
    breaks: tuple[str, ...]
    """Ids of objectives, or of requests that it answers wrongly."""
    why: str = ""


class WrongFill(msgspec.Struct, frozen=True, kw_only=True):
    """Something that many put into the gap of a document, and what it hears."""

    fill: str
    why: str
    misconception: str | None = None
