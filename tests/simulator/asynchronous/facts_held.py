"""Facts about asynchronous invocation and loops that the tests here hold the simulator to."""

FACTS_HELD: dict[str, tuple[str, str]] = {
    "ASY-001": (
        "test_retries.py::test_an_event_is_answered_202_before_anything_runs",
        "202 first, one event waits, then it runs",
    ),
    "ASY-002": (
        "test_retries.py::test_an_error_is_tried_again_after_one_and_two_minutes",
        "tries at 0, 60 and 180 s",
    ),
    "ASY-003": (
        "test_retries.py::test_the_number_of_retries_can_be_set",
        "0, 1, 2 retries are 1, 2, 3 tries; 3 is refused",
    ),
    "ASY-004": (
        "test_retries.py::test_an_event_is_kept_for_six_hours_at_most",
        "given up when the next try would come after 21,600 s; 59 and 21,601 are refused",
    ),
    "ASY-005": (
        "test_retries.py::test_throttles_use_up_no_retry",
        "ten refusals, and then three tries",
    ),
    "ASY-006": (
        "test_retries.py::test_the_back_off_doubles_from_a_second_to_five_minutes",
        "1, 2, 4 … 256, 300, 300 s",
    ),
    "ASY-007": (
        "test_retries.py::test_a_try_is_made_only_before_the_maximum_age",
        "60 s: one try; 90 s: two; EventAgeExceeded",
    ),
    "ASY-008": (
        "test_destinations.py::test_the_record_of_a_failure_says_how_it_ended_and_what_was_asked",
        "RetriesExhausted, approximateInvokeCount 3",
    ),
    "ASY-009": (
        "test_retries.py::test_reserved_concurrency_of_zero_gives_events_up_at_once",
        "ZeroReservedConcurrency, count 0, no responseContext",
    ),
    "ASY-010": (
        "test_destinations.py::test_the_record_of_a_success_carries_the_answer",
        "condition Success; the three failures are in other scenarios",
    ),
    "ASY-011": (
        "test_destinations.py::test_the_record_of_a_failure_says_how_it_ended_and_what_was_asked",
        "every field of the record",
    ),
    "ASY-012": (
        "test_destinations.py::test_a_record_names_what_was_called_and_what_ran",
        "a qualified functionArn, and executedVersion",
    ),
    "ASY-013": (
        "test_destinations.py::test_failures_go_to_a_queue_a_topic_a_bus_or_a_bucket",
        "each takes a record; FIFO, and a bucket for successes, are refused",
    ),
    "ASY-014": (
        "test_destinations.py::test_a_bus_gets_the_record_as_detail_of_an_event",
        "source lambda, detail-type Success or Failure",
    ),
    "ASY-015": (
        "test_event_invoke_config.py::test_a_function_is_no_destination_of_its_own",
        "refused in AWS's words",
    ),
    "ASY-016": (
        "test_dead_letters.py::test_the_target_of_dead_letters_is_locked_into_a_version",
        "version 1 keeps the old target; the body is the event itself",
    ),
    "ASY-017": (
        "test_dead_letters.py::test_a_dead_letter_is_the_event_itself_with_the_error_as_attributes",
        "RequestID, ErrorCode 200, ErrorMessage",
    ),
    "ASY-018": (
        "test_dead_letters.py::test_a_failure_goes_to_both_if_both_are_set",
        "one dead letter and one record",
    ),
    "ASY-019": (
        "test_dead_letters.py::test_what_cannot_be_delivered_is_counted_and_lost",
        "DeadLetterErrors 1, DestinationDeliveryFailures 1",
    ),
    "ASY-020": (
        "test_destinations.py::test_the_role_must_be_allowed_to_tell_a_destination",
        "without each action the record is lost, with it it arrives",
    ),
    "ASY-021": (
        "test_binding.py::test_an_event_may_come_twice_without_an_error",
        "as often as the scenario says, each with its event's request id",
    ),
    "ASY-022": (
        "test_retries.py::test_events_can_expire_before_they_were_ever_tried",
        "four of five events are dropped untried",
    ),
    "ASY-023": (
        "test_retries.py::test_metrics_count_what_came_how_old_it_was_and_what_was_dropped",
        "received 2, dropped 2, ages 0, 60,000 and 180,000 ms",
    ),
    "ASY-024": (
        "test_event_invoke_config.py::test_put_replaces_all_settings",
        "Put replaces, Update merges, each qualifier apart, none given is refused",
    ),
    "ASY-025": (
        "test_destinations.py::test_a_topic_takes_no_record_above_256_kb",
        "a topic refuses what a queue takes",
    ),
    "ASY-026": (
        "test_destinations.py::test_an_object_is_named_after_function_and_day",
        "aws/lambda/async/f/2026/01/01/…",
    ),
    "ASY-027": (
        "test_retries.py::test_events_are_tried_again_in_the_same_way_whoever_sent_them",
        "by hand and from another function: the same tries",
    ),
    "ASY-028": (
        "test_dead_letters.py::test_the_role_is_looked_at_when_a_target_is_set",
        "refused when it is set; lost silently when it goes away later",
    ),
    "REC-001": (
        "test_recursion.py::test_a_function_that_calls_itself_runs_sixteen_times",
        "16 run, the next is stopped; Allow lets it go on",
    ),
    "REC-002": (
        "test_recursion.py::test_a_chain_is_lost_in_other_services",
        "followed through SQS, SNS and S3, not through EventBridge and Kinesis",
    ),
    "REC-003": (
        "test_recursion.py::test_an_old_sdk_does_not_pass_the_chain_on",
        "the loop is not found",
    ),
    "REC-004": (
        "test_recursion.py::test_a_poller_is_told_which_invocation_was_stopped",
        "RecursiveInvocationException after 16 hops, and the metric",
    ),
    "REC-006": (
        "test_recursion.py::test_a_stopped_event_goes_to_the_dead_letters_and_to_the_destination",
        "one dead letter and one record; notices by email are not simulated",
    ),
    "INV-001": (
        "test_retries.py::test_an_event_for_what_is_not_there_is_refused_at_once",
        "InvocationType Event looks for the function first",
    ),
    "INV-002": (
        "test_retries.py::test_an_event_is_answered_202_before_anything_runs",
        "202 for Event",
    ),
    "INV-005": (
        "test_retries.py::test_an_event_is_answered_202_before_anything_runs",
        "no payload and no ExecutedVersion",
    ),
    "INV-007": (
        "test_retries.py::test_an_event_has_at_most_a_megabyte",
        "1,048,576 bytes are taken, one more is not",
    ),
    "INV-036": (
        "test_destinations.py::test_a_record_names_the_error",
        "Sandbox.Timedout in a destination record",
    ),
    "INV-037": (
        "test_destinations.py::test_a_record_names_the_error",
        "Runtime.ExitError in a destination record",
    ),
    "LIF-018": (
        "test_binding.py::test_a_waiting_event_runs_with_the_code_of_the_moment_it_is_tried",
        "fixed code saves an event that waits",
    ),
    "CON-023": (
        "test_retries.py::test_events_have_no_limit_on_their_rate",
        "100 events in half a second with one place; a caller is refused",
    ),
    "MET-015": (
        "test_dead_letters.py::test_what_cannot_be_delivered_is_counted_and_lost",
        "DeadLetterErrors 1",
    ),
    "MET-016": (
        "test_dead_letters.py::test_what_cannot_be_delivered_is_counted_and_lost",
        "DestinationDeliveryFailures 1",
    ),
    "MET-017": (
        "test_retries.py::test_metrics_count_what_came_how_old_it_was_and_what_was_dropped",
        "AsyncEventsReceived 2",
    ),
    "MET-018": (
        "test_retries.py::test_metrics_count_what_came_how_old_it_was_and_what_was_dropped",
        "AsyncEventAge 0, 60,000, 180,000 ms",
    ),
    "MET-019": (
        "test_retries.py::test_metrics_count_what_came_how_old_it_was_and_what_was_dropped",
        "AsyncEventsDropped 2",
    ),
    "MET-020": (
        "test_recursion.py::test_a_function_that_calls_itself_runs_sixteen_times",
        "RecursiveInvocationsDropped 1",
    ),
}
