"""Facts about push sources, front doors and policies that the tests here hold the simulator to."""

FACTS_HELD: dict[str, tuple[str, str]] = {
    "ASY-027": (
        "test_buckets.py::test_one_record_an_event_and_the_key_is_coded",
        "S3, and in the files beside it SNS, rules and schedules, hand events to the queue",
    ),
    "INV-052": (
        "test_front_doors.py::test_each_door_has_its_own_statuses",
        "without statusCode: 200 from a URL and an HTTP API, 502 from a REST API",
    ),
    "PER-002": (
        "test_permissions.py::test_a_policy_holds_twenty_kilobytes",
        "PolicyLengthExceededException above 20,480 characters",
    ),
    "PER-003": (
        "test_permissions.py::test_a_permission_is_one_allow_statement",
        "Sid, Effect, Principal, Action, Resource, Condition",
    ),
    "PER-004": ("test_permissions.py::test_principals_have_four_forms", "Service, AWS, and *"),
    "PER-005": (
        "test_permissions.py::test_a_permission_is_one_allow_statement",
        "ArnLike AWS:SourceArn, StringEquals AWS:SourceAccount",
    ),
    "PER-006": ("test_permissions.py::test_refusals", "409 for a second statement of one id"),
    "PER-007": (
        (
            "test_permissions.py::"
            "test_a_statement_counts_for_the_qualifier_it_was_added_to_and_for_no_other"
        ),
        "a statement on an alias lets nobody in through the function's own ARN",
    ),
    "PER-010": (
        "test_permissions.py::test_only_the_policy_decides_about_a_source",
        "no statement, no delivery",
    ),
    "PUS-001": (
        (
            "test_topics.py::"
            "test_a_failure_on_awss_side_is_tried_again_at_once_then_slower_then_every_20_seconds"
        ),
        "three at once, two after 1 s, ten growing, then every 20 s: 100,015 in 23 days",
    ),
    "PUS-002": (
        "test_buckets.py::test_two_rules_are_refused_if_prefixes_and_suffixes_overlap",
        "coded keys, sequencers and overlapping rules",
    ),
    "PUS-003": (
        "test_rules_and_schedules.py::test_a_target_is_retried_for_a_day_and_up_to_185_times",
        "186 tries within 24 h, then the dead-letter queue",
    ),
    "PUS-004": (
        "test_rules_and_schedules.py::test_expressions_mean_what_they_mean_on_aws",
        "rate, cron and at; a schedule of Scheduler needs no statement",
    ),
    "PUS-005": (
        "test_front_doors.py::test_a_rest_api_waits_29_seconds_and_the_function_goes_on",
        "29 s and 30 s; a setting from 50 ms to 29 s",
    ),
    "PUS-006": (
        "test_front_doors.py::test_each_door_has_its_own_statuses",
        "500 for a throttle, 502 for an error, 504 for the timeout, and no second try",
    ),
    "PUS-007": (
        "test_front_doors.py::test_a_request_can_be_too_large_for_the_door_or_for_lambda",
        "413 above 1 MB; 502 for error, malformed answer, timeout and throttle",
    ),
    "PUS-008": (
        "test_buckets.py::test_a_bucket_invokes_asynchronously_once_the_policy_lets_it_in",
        "a statement for the service principal, with its SourceArn or SourceAccount",
    ),
    "PUS-009": (
        "test_rules_and_schedules.py::test_a_schedule_retries_within_its_bounds",
        "0 to 185 retries, 60 s and more",
    ),
    "REC-002": (
        "test_buckets.py::test_a_function_that_writes_where_it_reads_goes_in_circles",
        "a loop through S3 ends after 16 invocations",
    ),
    "URL-001": (
        "test_front_doors.py::test_a_url_is_made_once_and_read_and_deleted",
        "for $LATEST or an alias; NONE or AWS_IAM",
    ),
    "URL-002": (
        "test_front_doors.py::test_a_url_without_a_statement_answers_403",
        "InvokeFunctionUrl alone is not enough",
    ),
    "URL-003": (
        "test_front_doors.py::test_a_url_without_a_statement_answers_403",
        "AuthType NONE still needs a statement for everybody",
    ),
    "URL-004": (
        "test_front_doors.py::test_each_door_has_its_own_statuses",
        "502 for error and malformed answer, 429 for a throttle",
    ),
}
