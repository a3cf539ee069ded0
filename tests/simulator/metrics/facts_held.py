"""Facts about metrics, alarms and deployments that the tests here hold the simulator to."""

_SEVEN = "test_metrics.py::test_the_seven_numbers_of_a_minute"
_ACCOUNT = (
    "test_metrics.py::test_concurrency_of_the_account_is_the_most_at_once_not_the_sum_of_peaks"
)
_HELD = (
    "test_metrics.py::"
    "test_provisioned_concurrency_is_claimed_and_what_runs_on_it_is_not_counted_twice"
)
_OTHERS = "test_metrics.py::test_metrics_that_no_record_holds_have_dimensions_too"
_KINDS = "test_catalogue.py::test_name_unit_and_statistic_are_those_of_the_fact"
_ABSENT = "test_catalogue.py::test_every_metric_of_the_facts_is_kept_or_said_not_to_be"

FACTS_HELD: dict[str, tuple[str, str]] = {
    "MET-001": (_SEVEN, "runs, errors included, throttles not"),
    "MET-002": (_SEVEN, "errors and timeouts; Average is their share"),
    "MET-003": (_SEVEN, "requests that were throttled"),
    "MET-004": (_SEVEN, "Average, Maximum and percentiles without Init"),
    "MET-005": (_OTHERS, "what extensions take after the handler"),
    "MET-006": (_ACCOUNT, "the most at once, by function and over all"),
    "MET-007": (_ACCOUNT, "without those of functions with reserved concurrency"),
    "MET-008": (_ACCOUNT, "unreserved and what is allocated, added up"),
    "MET-009": (_HELD, "busy provisioned environments"),
    "MET-010": (_HELD, "busy ones over configured ones"),
    "MET-011": (_HELD, "runs on provisioned environments"),
    "MET-012": (_HELD, "the one that spilled over"),
    "MET-013": (_KINDS, "IteratorAge in ms, by function and mapping"),
    "MET-014": (_ABSENT, "OffsetLag: the account has no Kafka, and says so"),
    "MET-015": (_KINDS, "DeadLetterErrors"),
    "MET-016": (_KINDS, "DestinationDeliveryFailures"),
    "MET-017": (_OTHERS, "events accepted, by function and over all"),
    "MET-018": (_OTHERS, "three minutes for the third try"),
    "MET-019": (_OTHERS, "the event whose retries are used up"),
    "MET-020": (_KINDS, "RecursiveInvocationsDropped"),
    "MET-021": (_ABSENT, "OversizedRecordCount: no DocumentDB"),
    "MET-022": (_ABSENT, "SignatureValidationErrors: no code signing"),
    "MET-023": (_KINDS, "metrics of mappings, by UUID"),
    "MET-024": (_KINDS, "ProvisionedPollers"),
    "MET-025": (
        "test_metrics.py::test_an_alias_with_weights_has_metrics_by_the_version_that_ran",
        "FunctionName, Resource and ExecutedVersion",
    ),
    "MET-026": (
        "test_alarms.py::test_an_alarm_on_throttles_rings_at_the_end_of_its_minute",
        "notBreaching takes a sparse metric back to OK",
    ),
    "MET-027": (
        "test_evaluation.py::test_missing_data_does_what_the_tables_of_cloudwatch_say",
        "ten rows of data points under four treatments",
    ),
    "MET-029": (_SEVEN, "100 less the share of errors"),
    "MET-030": (_ABSENT, "metrics of Managed Instances are said not to be there"),
    "VER-007": (
        "test_deployments.py::test_a_tenth_of_the_requests_meets_the_canary",
        "the weight is the share that arrives",
    ),
    "VER-013": (
        "test_deployments.py::test_the_weight_of_the_new_version_minute_by_minute",
        "canary, linear and all at once",
    ),
}
