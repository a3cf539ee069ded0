"""The AWS CLI's command that stores a document of a policy lab."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from lambdatutor.aws.resource_arns import Arn, parse_arn, queue_url

if TYPE_CHECKING:
    from lambdatutor.course.policies.names import PolicyNames
    from lambdatutor.course.policies.parts import PolicyDocument


def stored_by(document: PolicyDocument, text: str, names: PolicyNames) -> str:
    """One command on one line; raises `PolicyNameError` for a document of something unknown.

    A boundary, an SCP and an RCP are managed policies, which are made before they are attached: the
    command makes them.
    """
    policy, of = _in_one_line(text), names.of_document(document.side, document.of)
    name = document.policy_name
    match document.side:
        case "resource":
            return _of_resource(of, policy)
        case "trust":
            return _aws(
                *("iam", "update-assume-role-policy", "--role-name", _last(of)),
                *("--policy-document", policy),
            )
        case "identity":
            kind = "user" if ":user/" in of else "role"
            return _aws(
                *("iam", f"put-{kind}-policy", f"--{kind}-name", _last(of)),
                *("--policy-name", name, "--policy-document", policy),
            )
        case "boundary":
            return _aws("iam", "create-policy", "--policy-name", name, "--policy-document", policy)
        case "scp" | "rcp":
            kinds = {"scp": "SERVICE_CONTROL_POLICY", "rcp": "RESOURCE_CONTROL_POLICY"}
            return _aws(
                *("organizations", "create-policy", "--type", kinds[document.side]),
                *("--name", name, "--description", document.title, "--content", policy),
            )
        case "session":
            return _aws(
                *("sts", "assume-role", "--role-arn", of),
                *("--role-session-name", "session", "--policy", policy),
            )
        case "endpoint":
            return _aws(
                *("ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", of),
                *("--policy-document", policy),
            )


def _of_resource(of: str, policy: str) -> str:
    arn = parse_arn(of)
    match arn:
        case Arn("sqs"):
            attributes = json.dumps({"Policy": policy}, separators=(",", ":"), ensure_ascii=False)
            return _aws(
                *("sqs", "set-queue-attributes", "--queue-url", queue_url(arn.name)),
                *("--attributes", attributes),
            )
        case Arn("sns"):
            return _aws(
                *("sns", "set-topic-attributes", "--topic-arn", of),
                *("--attribute-name", "Policy", "--attribute-value", policy),
            )
        case Arn("s3"):
            return _aws("s3api", "put-bucket-policy", "--bucket", arn.name, "--policy", policy)
        case Arn("dynamodb"):
            return _aws(
                *("dynamodb", "put-resource-policy", "--resource-arn", of, "--policy", policy)
            )
        case _:
            return _aws("lambda", "put-resource-policy", "--resource-arn", of, "--policy", policy)


def _in_one_line(text: str) -> str:
    """As AWS stores it, without white space; what is no JSON yet stays as it was typed."""
    try:
        return json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)
    except (ValueError, RecursionError):
        return " ".join(text.split())


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]


def _aws(*words: str) -> str:
    return shlex.join(("aws", *words))
