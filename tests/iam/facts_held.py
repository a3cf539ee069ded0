"""Facts about permissions that the table of cases holds the policy engine to.

Each has cases that are allowed and cases that are denied; `where` names the fact.
"""

from __future__ import annotations

_DECIDED = "test_cases.py::test_aws_decides_so"
_HOLDS = "test_cases.py::test_a_condition_holds_so"

FACTS_HELD: dict[str, tuple[str, str]] = {
    "IAM-001": (_DECIDED, "a Deny wins in each layer; without an Allow there is none"),
    "IAM-002": (
        _DECIDED,
        "a Deny, then a gap in the SCPs, then a grant, the boundary, the session",
    ),
    "IAM-003": (_DECIDED, "boundary, session policy and SCPs alone grant nothing"),
    "IAM-004": (_DECIDED, "28 measured rows: user, role, session, account and everybody"),
    "IAM-005": (_DECIDED, "a service-linked role is bound by neither SCPs nor RCPs"),
    "IAM-006": (_HOLDS, "operators and keys are joined by and, values by or, or by nor"),
    "IAM-007": (_DECIDED, "case, stars at each place, one character for a question mark"),
    "IAM-008": (_DECIDED, "case, stars in each segment; foo* covers foo:alias and foobar"),
    "IAM-009": (_DECIDED, "an account delegates, and a wildcard inside an ARN names nobody"),
    "IAM-010": (_DECIDED, "NotAction and NotResource with Allow and with Deny"),
    "IAM-011": (_DECIDED, "NotPrincipal with Deny; elsewhere it is refused"),
    "IAM-012": (_HOLDS, "each family with its key absent"),
    "IAM-013": (_HOLDS, "IfExists of texts, numbers, addresses, ARNs and Bool"),
    "IAM-014": (_HOLDS, "true where the key is absent, false where it is there and not empty"),
    "IAM-015": (_HOLDS, "all values, none at all, and the guard with Null"),
    "IAM-016": (_HOLDS, "one of the values, none at all"),
    "IAM-017": (_HOLDS, "letters, wildcards, and keys in any case"),
    "IAM-018": (_HOLDS, "segment by segment; a star does not cross a colon"),
    "IAM-019": (_DECIDED, "values, defaults, literals, old Versions, and keys that are absent"),
    "IAM-020": (_DECIDED, "a Deny for the code of a function does not bind the Lambda service"),
    "IAM-021": (_HOLDS, "all eleven keys"),
    "PER-007": (_DECIDED, "a statement for an alias, for the function, for neither of them"),
    "PER-008": (_DECIDED, "a stranger's bucket, with and without SourceAccount"),
    "PER-009": (_DECIDED, "one side in one account, both across accounts"),
    "PER-010": (_DECIDED, "S3 needs the function's policy, and no other counts"),
}
