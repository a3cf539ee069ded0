"""Facts about queues and their mappings that the tests here hold the simulator to."""

from __future__ import annotations

_BATCHES = "test_batches.py::"
_OUTCOMES = "test_outcomes.py::"
_QUEUES = "test_queues.py::"
_REFUSALS = "test_queue_refusals.py::"
_SCALING = "test_scaling.py::"

FACTS_HELD: dict[str, tuple[str, str]] = {
    "ESM-001": (
        f"{_REFUSALS}test_a_source_that_pushes_is_no_source_to_poll",
        "a topic is refused as the source of a mapping",
    ),
    "ESM-002": (
        f"{_OUTCOMES}test_a_role_that_may_not_receive_stops_the_polling",
        "without sqs:ReceiveMessage in the role nothing is polled",
    ),
    "ESM-003": (
        f"{_BATCHES}test_six_megabytes_close_a_window",
        "window, size or 6 MB, whichever comes first",
    ),
    "ESM-004": (
        f"{_BATCHES}test_a_window_gathers_messages_until_it_ends",
        "messages of five seconds are one batch",
    ),
    "ESM-005": (
        f"{_BATCHES}test_ten_messages_are_a_batch_when_nothing_is_said",
        "25 messages are batches of 10, 10 and 5",
    ),
    "ESM-006": (
        f"{_OUTCOMES}test_a_disabled_mapping_ends_what_runs_and_takes_nothing_more",
        "Disabling, Disabled, Enabling, Enabled; Creating and Deleting beside it",
    ),
    "ESM-007": (
        f"{_OUTCOMES}test_a_message_whose_visibility_is_over_is_delivered_again_while_it_runs",
        "one message, three deliveries",
    ),
    "ESM-008": (
        f"{_OUTCOMES}test_a_throttled_batch_is_tried_again_until_its_visibility_timeout_ends",
        "throttles are retried and cost no receive",
    ),
    "ESM-009": (
        f"{_BATCHES}test_one_pattern_that_fits_is_enough",
        "patterns are OR, fields within one AND",
    ),
    "ESM-010": (
        f"{_BATCHES}test_filtered_messages_are_deleted_and_invoke_nothing",
        "two of three messages are deleted without an invocation",
    ),
    "ESM-011": (
        f"{_BATCHES}test_the_operators_of_a_filter",
        "each operator, and 300 is not 300.0",
    ),
    "ESM-012": (
        f"{_REFUSALS}test_a_filter_that_is_none",
        "Invalid filter pattern definition.",
    ),
    "SQS-001": (
        f"{_SCALING}test_pollers_follow_the_line_from_5_up_by_5_a_second",
        "5 + 5t, 305 after a minute; 100,000 messages in about 62.25 s; 1,250 at most",
    ),
    "SQS-002": (
        f"{_SCALING}test_maximum_concurrency_caps_the_mapping_and_reserves_nothing",
        "10 batches in flight, and the account's pool is whole",
    ),
    "SQS-003": (
        f"{_SCALING}test_with_less_than_five_reserved_a_plain_mapping_is_throttled",
        "throttles with 4 reserved, none with a maximum of 5 and 5 reserved",
    ),
    "SQS-004": (
        f"{_OUTCOMES}test_a_fifo_queue_has_as_many_batches_in_flight_as_active_groups",
        "6 groups are 6 batches, 4 with a maximum of 4",
    ),
    "SQS-005": (
        f"{_REFUSALS}test_a_function_that_may_run_longer_than_messages_are_hidden",
        "refused over the visibility timeout, warned of below six times",
    ),
    "SQS-006": (
        f"{_OUTCOMES}test_a_batch_that_fails_comes_back_when_its_visibility_timeout_ends",
        "deleted after success, back at 30 s with one receive more after an error",
    ),
    "SQS-007": (
        f"{_SCALING}test_errors_make_the_mapping_take_fewer_batches",
        "few pollers while the function fails, 305 with partial batch responses",
    ),
    "SQS-008": (
        f"{_OUTCOMES}test_a_throttled_batch_is_tried_again_until_its_visibility_timeout_ends",
        "given up at 30 s, when the visibility timeout ends",
    ),
    "SQS-009": (
        f"{_QUEUES}test_a_message_that_was_received_too_often_goes_to_the_dead_letter_queue",
        "moved at the third receive with a limit of two; ten when none is given",
    ),
    "SQS-010": (
        f"{_OUTCOMES}test_only_reported_messages_come_back",
        "four deleted, two kept",
    ),
    "SQS-011": (
        f"{_OUTCOMES}test_a_report_that_cannot_be_read_fails_the_whole_batch",
        "a malformed answer fails the batch, an empty list is success",
    ),
    "SQS-012": (
        f"{_OUTCOMES}test_a_fifo_function_that_goes_on_loses_the_order",
        "stopping at the first failure keeps the order, going on loses it",
    ),
    "SQS-013": (
        f"{_BATCHES}test_with_few_messages_a_short_window_may_take_twenty_seconds",
        "a lone message is invoked at 20 s despite a window of 2 s; FIFO has no window",
    ),
    "SQS-014": (
        f"{_BATCHES}test_ten_messages_are_a_batch_when_nothing_is_said",
        "one poll brings ten at most",
    ),
    "SQS-016": (
        f"{_SCALING}test_provisioned_pollers_grow_by_a_thousand_batches_a_minute_up_to_the_maximum",
        "10 batches, 10 polls and 1 MB a second each; one poller more every 0.6 s",
    ),
    "SQS-017": (
        f"{_QUEUES}test_a_queue_that_says_nothing_has_the_defaults_of_aws",
        "defaults; delay, visibility and retention at work",
    ),
    "SQS-018": (
        f"{_REFUSALS}test_a_destination_for_failures",
        "DestinationConfig is refused, and the function's dead-letter queue gets nothing",
    ),
    "REC-004": (
        f"{_OUTCOMES}test_a_loop_through_a_queue_ends_in_the_dead_letter_queue",
        "the 17th invocation is stopped and counted",
    ),
    "REC-005": (
        f"{_OUTCOMES}test_a_loop_through_a_queue_ends_in_the_dead_letter_queue",
        "the message ends in the queue's dead-letter queue",
    ),
    "MET-023": (
        f"{_OUTCOMES}test_a_mapping_counts_its_events_where_it_is_asked_to",
        "polled, invoked, failed, deleted and filtered events, on request",
    ),
    "MET-024": (
        f"{_SCALING}test_provisioned_pollers_fall_back_and_are_a_metric",
        "ProvisionedPollers of a minute",
    ),
}
