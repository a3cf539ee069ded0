"""What each lesson with a code or a package lab must show, and the test that shows it."""

from __future__ import annotations

MUST_SHOW: dict[str, dict[str, str]] = {
    "events": {
        "object, array, string, number, null": (
            "test_events_every_type_of_json_is_an_event_and_has_a_type_of_python"
        ),
        "what sources send": "test_events_what_aws_sends_is_an_object",
        "the context's fields": "test_events_the_fields_of_the_context",
        "the remaining time counting down": "test_events_the_remaining_time_counts_down",
        "the Test button is a synchronous call": (
            "test_events_a_synchronous_call_waits_and_is_not_tried_again"
        ),
    },
    "errors-and-logs": {
        "raising": "test_errors_and_logs_an_exception_that_is_raised",
        "an exception returned": "test_errors_and_logs_an_exception_that_is_returned",
        "import, syntax and handler-not-found errors": (
            "test_errors_and_logs_code_that_cannot_be_loaded"
        ),
        "timeout": "test_errors_and_logs_a_timeout",
        "FunctionError": "test_errors_and_logs_a_failure_answers_200_with_a_function_error",
        "START, END, REPORT": "test_errors_and_logs_start_end_and_report",
    },
    "environment-variables": {
        "os.environ": "test_environment_variables_change_behaviour_and_not_the_code",
        "values are strings": "test_environment_variables_are_strings",
        "a missing name is a KeyError": "test_environment_variables_a_missing_name_is_a_key_error",
        "reserved names": "test_environment_variables_reserved_names_are_refused",
        "4 KB": "test_environment_variables_have_4_kb_together",
        "a change starts new environments": (
            "test_environment_variables_a_change_starts_new_environments"
        ),
        "secrets do not belong here, and where they do": (
            "test_environment_variables_a_secret_is_where_its_name_leads"
        ),
    },
    "layers": {
        "the same library in three packages, felt in megabytes": (
            "test_layers_one_library_in_three_packages_or_stored_once"
        ),
        "python/ mandatory, /opt/python on the path": "test_layers_python_is_found_below_python",
        "attached by version ARN": "test_layers_a_new_version_must_be_attached",
        "merge order": "test_layers_the_last_one_wins",
        "five": "test_layers_are_five_at_most",
        "250 MB counts them": "test_layers_count_among_the_250_mb",
    },
    "init-code": {
        "a database connection inside and outside, counted over 20 events": (
            "test_init_code_a_connection_inside_and_outside_over_20_events"
        ),
        "state that leaks": "test_init_code_state_leaks_from_one_caller_to_the_next",
        "a stale connection after a thaw": "test_init_code_a_connection_is_stale_after_a_thaw",
        "never assume reuse": "test_init_code_no_reuse_is_promised",
    },
}
"""By lesson: the items of the curriculum, as it names them."""
