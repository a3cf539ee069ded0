"""What each lesson on permissions must show, and the tests that show it."""

from __future__ import annotations

TRACKS = ("permissions", "more-permissions")
"""Tracks all of whose lessons stand here."""

BESIDE = frozenset({"resource-policy"})
"""Lessons of other tracks whose lab is a policy."""

FILES = (
    "authorisation/must_show/test_two_sides.py",
    "authorisation/must_show/test_execution_role.py",
    "authorisation/must_show/test_resource_policy.py",
    "authorisation/must_show/test_cross_account.py",
    "authorisation/must_show/test_deny_wins.py",
    "authorisation/must_show/test_least_privilege.py",
    "authorisation/must_show/test_sam.py",
    "course/test_labs_to_come.py",
    "sam/test_must_show.py",
    "simulator/identities/test_function_policies.py",
)
"""Where the tests stand."""

PROVED = "test_each_lesson_is_proved_and_no_cheat_of_the_suite_meets_it"

MUST_SHOW: dict[str, dict[str, tuple[str, ...]]] = {
    "two-sides": {
        "the same failure seen from either side": (
            "test_a_closed_door_is_the_policy_of_the_function_and_its_code_never_runs",
            "test_a_denied_write_is_the_role_and_the_code_has_run",
            "test_the_same_request_with_both_sides_open",
        ),
        "which policy to open for which error": (
            "test_the_same_words_and_another_policy_whoever_calls_by_hand",
            "test_an_api_without_permission_answers_500_and_the_log_of_the_function_is_empty",
            "test_a_queue_is_read_with_the_role_and_no_door_is_asked",
        ),
    },
    "execution-role": {
        "trust policy": ("test_a_role_that_does_not_trust_lambda_makes_no_function",),
        "choosing a role at creation and iam:PassRole": (
            "test_whoever_creates_a_function_must_be_allowed_to_pass_its_role",
        ),
        "no logs without permission": ("test_without_the_logs_actions_it_runs_and_writes_nothing",),
        "a DynamoDB write denied, then allowed": ("test_a_write_is_denied_and_then_allowed",),
        "a policy lab": (PROVED,),
    },
    "resource-policy": {
        "S3 as service principal with SourceArn and SourceAccount": (
            "test_the_bucket_that_is_named_comes_in_and_no_other",
            "test_a_bucket_of_the_same_name_in_another_account_is_told_apart_by_the_account",
        ),
        "an account, a role, a user": (
            "test_users_roles_and_accounts",
            "test_an_account_delegates_to_its_own_policies",
        ),
        "an organisation": ("test_everybody_of_an_organisation_and_nobody_else",),
        "20 KB": ("test_a_document_holds_twenty_kilobytes",),
        "bound to the qualifier": ("test_a_statement_on_an_alias_opens_the_alias_alone",),
        "a policy lab": (PROVED,),
    },
    "cross-account": {
        "both cases": (
            "test_both_accounts_must_allow",
            "test_nobody_asks_twice_within_one_account",
            "test_one_statement_lets_in_who_is_at_home_and_not_who_is_not",
        ),
        "a role instead when the policy grows too large": (
            "test_a_role_takes_the_place_of_a_policy_that_has_no_room_left",
            "test_with_a_role_of_the_account_itself_one_side_is_enough_again",
        ),
        "two policy labs": (PROVED,),
    },
    "deny-wins": {
        "explicit deny": (
            "test_a_deny_in_the_callers_own_policy",
            "test_a_deny_at_the_door",
            "test_no_number_of_allows_repairs_a_deny",
        ),
        "boundary": (
            "test_a_boundary_without_an_allow_grants_nothing_and_stops_what_others_grant",
        ),
        "SCP": (
            "test_a_level_of_the_organisation_without_an_allow",
            "test_a_deny_of_the_organisation_is_stronger_than_every_allow",
        ),
        "session policy": (
            "test_a_session_policy_takes_away_from_its_role_and_gives_nothing",
            "test_a_boundary_and_a_session_policy_take_away_and_give_nothing",
        ),
        "reading AWS's own message": (
            "test_the_sentence_of_aws_names_the_kind_of_policy",
            "test_the_end_of_aws_sentence_names_the_policy_to_open",
        ),
        "a policy lab": (PROVED,),
    },
    "least-privilege": {
        "shrink * while allowed traffic passes and held-out attacks fail": (
            PROVED,
            "test_what_the_refusals_name_is_enough_and_leaves_the_deputy_and_the_thief",
            "test_each_star_and_each_missing_condition_has_an_attack_that_finds_it",
            "test_start_from_nothing_and_add_what_the_refusals_name",
        ),
        "size of the grant": ("test_the_grant_shrinks_from_everything_to_seven_actions",),
    },
    "sam": {
        "managed name, inline, policy template": (
            "test_a_managed_policy_is_given_by_its_name_or_its_arn",
            "test_a_document_is_written_into_the_role",
            "test_a_policy_template_becomes_a_document_about_the_one_queue",
            "test_a_managed_name_a_document_and_a_policy_template_open_differently_far",
        ),
        "what each expands to": (
            "test_the_lab_opens_with_what_sam_makes_of_the_template",
            "test_each_policy_says_which_line_of_the_template_made_it",
        ),
        "what Events creates": (
            "test_an_upload_event_opens_the_door_and_the_bucket_comes_in",
            "test_a_queue_event_gives_the_role_what_polling_takes_and_opens_no_door",
        ),
        "a policy lab": (PROVED,),
    },
}
"""By lesson: each thing that it must show, and the tests."""
