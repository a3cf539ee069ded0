"""Policies in files: a mapping of YAML, JSON text, or an ARN."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lambdatutor.aws.operations import PutRolePolicy, PutUserPermissionsBoundary
from lambdatutor.course.findings import LessonErrors
from lambdatutor.course.reader import read_scenario
from lambdatutor.simulator.scenario import Scenario

ROLE = """
functions: [{name: f, role: writer}]
identities:
  roles:
    - name: writer
      inline:
        table: POLICY
"""


def scenario(text: str, folder: Path) -> Scenario:
    path = folder / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    return read_scenario(str(path))


def inline(policy: str, folder: Path) -> object:
    (role,) = scenario(ROLE.replace("POLICY", policy), folder).identities.roles
    return json.loads(role.inline["table"])


def test_a_mapping_becomes_json_and_numbers_in_it_stay_as_they_are_written(tmp_path: Path) -> None:
    policy = (
        "{Version: 2012-10-17, Statement: [{Effect: Allow, Action: [s3:GetObject, 's3:List*'], "
        "Resource: '*', Condition: {StringEquals: {aws:SourceAccount: 012345678901}, "
        "Bool: {aws:SecureTransport: true}}}]}"
    )

    assert inline(policy, tmp_path) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:List*"],
                "Resource": "*",
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": "012345678901"},
                    "Bool": {"aws:SecureTransport": "true"},
                },
            }
        ],
    }


def test_json_text_stays_as_it_is_written(tmp_path: Path) -> None:
    text = '{"Version": "2012-10-17",   "Statement": []}'
    (role,) = scenario(ROLE.replace("POLICY", f"'{text}'"), tmp_path).identities.roles

    assert role.inline["table"] == text


def test_an_operation_takes_a_mapping_and_an_arn_stays_an_arn(tmp_path: Path) -> None:
    text = """
functions: [{name: f}]
setup:
  - PutRolePolicy:
      RoleName: writer
      PolicyName: table
      PolicyDocument: {Version: 2012-10-17, Statement: {Effect: Deny, Action: "*", Resource: "*"}}
  - PutUserPermissionsBoundary:
      UserName: ana
      PermissionsBoundary: arn:aws:iam::aws:policy/AdministratorAccess
identities:
  users:
    - name: ana
      boundary: arn:aws:iam::aws:policy/AdministratorAccess
"""
    found = scenario(text, tmp_path)
    put, bound = found.setup

    assert isinstance(put, PutRolePolicy)
    assert json.loads(put.PolicyDocument)["Statement"]["Effect"] == "Deny"
    assert isinstance(bound, PutUserPermissionsBoundary)
    assert found.identities.users[0].boundary == bound.PermissionsBoundary


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("'{\"Version\": }'", "this policy is not JSON"),
        ("all", "here must stand a policy: a mapping with Statement, or the same as JSON text"),
        ("[]", "here must stand a policy: a mapping with Statement, or the same as JSON text"),
        ("{Statement: [{Effect: }]}", "a value is missing here; a policy has no empty ones"),
    ],
)
def test_what_is_no_policy_is_found_at_its_place(policy: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(LessonErrors) as errors:
        inline(policy, tmp_path)

    (finding,) = errors.value.findings
    assert said in finding.sentence
    assert finding.line == 7
