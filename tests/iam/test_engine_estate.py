"""Which policies of an account a request meets, and what is known about its caller."""

import pickle
from collections.abc import Mapping

import pytest

from lambdatutor.iam import Document, Estate, Identity, Organization, Refused, read_document
from lambdatutor.iam.document import Kind

HERE, THERE = "123456789012", "210987654321"
ROLE = f"arn:aws:iam::{HERE}:role/team/thumbs"
SESSION = f"arn:aws:sts::{HERE}:assumed-role/thumbs/thumbnails"
ANA = f"arn:aws:iam::{HERE}:user/ana"
FUNCTION = f"arn:aws:lambda:eu-west-1:{HERE}:function:thumbnails"


def document(kind: Kind, name: str = "", **statement: object) -> Document:
    whole = {"Effect": "Allow", "Action": "*"} | statement
    if kind not in ("resource", "trust"):
        whole = {"Resource": "*"} | whole
    return read_document({"Version": "2012-10-17", "Statement": whole}, kind, name)


def estate(**more: object) -> Estate:
    identities: Mapping[str, Identity] = {
        ROLE: Identity(ROLE, (document("identity", "all"),), tags={"team": "photos"}),
        ANA: Identity(ANA),
    }
    return Estate(HERE, "eu-west-1", identities, **more)  # type: ignore[arg-type]  fields of Estate


def test_a_session_has_the_policies_and_the_tags_of_its_role() -> None:
    request, policies = estate().ask(SESSION, "s3:GetObject", "arn:aws:s3:::photos/a.jpg")

    assert [each.name for each in policies.identity] == ["all"]
    assert request.context["aws:PrincipalArn"] == ROLE
    assert request.context["aws:PrincipalTag/team"] == "photos"
    assert "aws:username" not in request.context


def test_a_given_key_wins_over_what_is_filled_in_whatever_its_case() -> None:
    request, _ = estate().ask(ANA, "lambda:Invoke", FUNCTION, {"AWS:USERNAME": "bo"})

    assert request.context["AWS:USERNAME"] == "bo"
    assert "aws:username" not in request.context
    assert request.context["aws:RequestedRegion"] == "eu-west-1"


def test_a_bucket_lets_in_to_its_objects_and_belongs_to_its_owner() -> None:
    bucket = "arn:aws:s3:::photos"
    open_ = document("resource", Principal="*", Resource=f"{bucket}/*")
    found = estate(resource_policies={bucket: open_}, owners={bucket: THERE})

    assert found.decide(SESSION, "s3:GetObject", f"{bucket}/a.jpg").reason == "granted_by(both)"
    assert found.decide(ANA, "s3:GetObject", f"{bucket}/a.jpg").reason == "xacct_missing_identity"
    assert found.decide("anonymous", "s3:GetObject", f"{bucket}/a.jpg").allowed
    assert not found.decide("anonymous", "s3:GetObject", bucket).allowed


def test_the_account_in_an_arn_is_that_of_the_resource() -> None:
    request, _ = estate().ask(SESSION, "lambda:GetFunction", FUNCTION.replace(HERE, THERE))
    without, _ = estate().ask(SESSION, "lambda:ListFunctions", "*")

    assert request.resource_account == THERE
    assert without.resource_account == HERE


def test_a_session_has_nothing_of_a_role_of_that_name_in_another_account() -> None:
    stranger = SESSION.replace(HERE, THERE)

    request, policies = estate().ask(stranger, "s3:GetObject", "arn:aws:s3:::photos/a.jpg")

    assert policies.identity == ()
    assert request.context["aws:PrincipalArn"] == f"arn:aws:iam::{THERE}:role/thumbs"


def test_a_role_is_assumed_by_whom_its_trust_policy_names() -> None:
    trust = document("trust", Principal={"Service": "lambda.amazonaws.com"})
    found = estate()
    trusted = found.with_document("trust", ROLE, trust)

    assert not found.decide("lambda.amazonaws.com", "sts:AssumeRole", ROLE).allowed
    assert trusted.decide("lambda.amazonaws.com", "sts:AssumeRole", ROLE).allowed
    assert not trusted.decide("ec2.amazonaws.com", "sts:AssumeRole", ROLE).allowed


def test_the_organisation_limits_its_members_and_not_its_management_account() -> None:
    gap = document("scp", Action="s3:*")
    of_member = Organization("o-1", THERE, (HERE, THERE), scps=((gap,),))
    of_manager = Organization("o-1", HERE, (HERE, THERE), scps=((gap,),))

    member, manager = (estate(organization=each) for each in (of_member, of_manager))

    assert member.decide(SESSION, "lambda:GetFunction", FUNCTION).reason == "scp_no_allow(1)"
    assert manager.decide(SESSION, "lambda:GetFunction", FUNCTION).allowed


def test_a_document_takes_the_place_of_the_one_of_its_name() -> None:
    narrow = document("identity", "all", Action="s3:*")
    found = estate()

    assert (
        not found.with_document("identity", ROLE, narrow)
        .decide(SESSION, "lambda:GetFunction", FUNCTION)
        .allowed
    )
    beside = found.with_document("identity", ROLE, narrow, name="more")
    assert beside.decide(SESSION, "lambda:GetFunction", FUNCTION).allowed
    assert [each.name for each in beside.identities[ROLE].documents] == ["all", "more"]


@pytest.mark.parametrize(
    ("side", "reason"),
    [
        ("boundary", "boundary_no_allow"),
        ("session", "session_no_allow"),
        ("scp", "scp_no_allow(1)"),
    ],
)
def test_each_side_that_limits_can_be_put_in_place(side: Kind, reason: str) -> None:
    of = {"boundary": ROLE, "session": SESSION}.get(side, "")
    limited = estate().with_document(side, of, document(side, Action="s3:*"))

    assert limited.decide(SESSION, "lambda:GetFunction", FUNCTION).reason == reason
    assert limited.decide(SESSION, "s3:GetObject", "arn:aws:s3:::photos/a.jpg").allowed


def test_a_resource_control_policy_limits_the_resources_of_its_services() -> None:
    closed = estate().with_document("rcp", "2", document("rcp", Effect="Deny", Principal="*"))

    assert closed.decide(SESSION, "sqs:SendMessage", f"arn:aws:sqs:eu-west-1:{HERE}:q").reason == (
        "explicit_deny(rcp)"
    )
    assert closed.decide(SESSION, "lambda:GetFunction", FUNCTION).allowed


def test_about_a_kms_key_only_a_deny_is_certain() -> None:
    key = f"arn:aws:kms:eu-west-1:{HERE}:key/1"
    denied = estate().with_document("identity", ROLE, document("identity", "no", Effect="Deny"))

    assert denied.decide(SESSION, "kms:Decrypt", key).verdict == "ExplicitDeny"
    with pytest.raises(Refused, match="KMS key policy"):
        estate().decide(SESSION, "kms:Decrypt", key)


def test_an_estate_can_be_kept_with_a_world() -> None:
    conditions = {
        "NumericLessThan": {"s3:max-keys": 10},
        "DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"},
        "IpAddress": {"aws:SourceIp": "10.0.0.0/8"},
        "Bool": {"aws:SecureTransport": True},
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::${aws:username}"},
    }
    found = estate().with_document("identity", ANA, document("identity", Condition=conditions))

    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  our own bytes
