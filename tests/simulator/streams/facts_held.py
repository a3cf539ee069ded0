"""Facts about streams that the tests here hold the simulator to."""

FACTS_HELD: dict[str, tuple[str, str]] = {
    "STR-001": (
        "test_polling.py::test_with_a_factor_a_key_has_one_batch_at_a_time",
        "one batch a shard, or one a lane with a factor; keys stay in order",
    ),
    "STR-002": (
        "test_polling.py::test_lambda_looks_into_a_shard_of_kinesis_once_a_second",
        "batches begin on full seconds, and on quarters for a table",
    ),
    "STR-003": (
        "test_failures.py::test_a_batch_that_fails_blocks_its_shard_and_no_other",
        "a shard with a bad record stands still, its neighbour goes on",
    ),
    "STR-004": (
        "test_failures.py::test_a_batch_is_given_up_after_its_retries",
        "2 retries are 3 invocations; at 60 s of age it is given up",
    ),
    "STR-005": (
        "test_failures.py::test_a_batch_that_fails_is_halved_and_halving_uses_no_retry",
        "8, 4, 4, 2, 1, 1, 1, 2 records with one retry",
    ),
    "STR-006": (
        "test_failures.py::test_a_reported_failure_is_retried_from_the_lowest_on",
        "of six records the last four come again",
    ),
    "STR-007": (
        "test_polling.py::test_a_mapping_begins_where_it_is_told_to",
        "three, none or two of three earlier records are seen",
    ),
    "STR-008": (
        "test_polling.py::test_latest_misses_what_comes_while_the_mapping_is_created",
        "LATEST misses the record, TRIM_HORIZON does not",
    ),
    "STR-009": (
        "test_failures.py::test_the_destination_of_a_failure_learns_where_the_batch_lies",
        "shard, sequence numbers and size, and no data; a bucket gets the records too",
    ),
    "STR-010": (
        "test_failures.py::test_a_record_that_is_too_old_has_no_response_context",
        "RetryAttemptsExhausted with retries + 1, RecordAgeExceeded without a response",
    ),
    "STR-011": (
        "test_polling.py::test_iterator_age_is_that_of_the_last_record_of_a_batch_when_it_is_sent",
        "300 ms for records 900 and 300 ms old",
    ),
    "STR-012": (
        "test_streams.py::test_a_record_is_gone_after_24_hours",
        "records of the first second are gone a day later",
    ),
    "STR-013": (
        "test_polling.py::test_a_third_reader_of_a_table_is_told_of",
        "an event names the three readers",
    ),
    "STR-014": (
        "test_polling.py::test_no_batch_holds_records_of_two_tumbling_windows",
        "batches end at each ten seconds",
    ),
    "ESM-002": (
        "test_polling.py::test_a_role_that_may_not_read_the_stream_stops_the_polling",
        "without kinesis:GetRecords nothing is read",
    ),
    "ESM-003": (
        "test_polling.py::test_a_batch_is_sent_when_its_window_its_size_or_6_mb_is_reached",
        "4 records after 2 s, 10 at once, 6 of 1 MB at once",
    ),
    "ESM-004": (
        "test_polling.py::test_without_a_window_a_batch_is_sent_as_it_is",
        "two of a hundred are sent at the first look",
    ),
    "ESM-005": (
        "test_polling.py::test_a_stream_has_a_batch_size_of_100_where_none_is_set",
        "250 records are 100, 100 and 50",
    ),
    "ESM-006": (
        "test_polling.py::test_a_mapping_goes_on_where_it_was_when_it_is_enabled_again",
        "disabled for a minute, it loses nothing",
    ),
    "ESM-007": (
        "test_polling.py::test_a_batch_that_failed_brings_records_again_that_were_done",
        "good records come twice",
    ),
    "ESM-008": (
        "test_failures.py::test_throttles_use_no_retry",
        "ten minutes of throttles with no retry allowed, and nothing is given up",
    ),
    "ESM-009": (
        "test_polling.py::test_what_a_filter_rejects_is_skipped_and_not_billed",
        "two of six records fit",
    ),
    "ESM-010": (
        "test_polling.py::test_what_a_filter_rejects_is_skipped_and_not_billed",
        "four records are passed by, and one invocation is billed",
    ),
    "SQS-011": (
        "test_failures.py::test_a_report_that_cannot_be_read_fails_the_whole_batch",
        "a malformed report sends all three again",
    ),
    "REC-002": (
        "test_tables.py::test_a_chain_of_functions_is_not_followed_through_a_table",
        "hops are back at 0 behind a table",
    ),
    "MET-013": (
        "test_polling.py::test_iterator_age_is_that_of_the_last_record_of_a_batch_when_it_is_sent",
        "in milliseconds, of the function and of the mapping",
    ),
    "MET-023": (
        "test_failures.py::test_what_fails_and_is_dropped_is_counted_where_it_was_asked_for",
        "all five counts with EventCount, none without",
    ),
}
