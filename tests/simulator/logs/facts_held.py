"""Facts about the log that the tests here hold the simulator to."""

FACTS_HELD: dict[str, tuple[str, str]] = {
    "INV-036": (
        "test_lines.py::test_a_failed_invoke_says_so_in_its_report",
        "a failed invoke says so in its report",
    ),
    "INV-037": (
        "test_lines.py::test_a_failed_invoke_says_so_in_its_report",
        "a failed invoke says so in its report",
    ),
    "INV-038": (
        "test_lines.py::test_a_failed_invoke_says_so_in_its_report",
        "a failed invoke says so in its report",
    ),
    "INV-053": (
        "test_lines.py::test_one_uuid_stands_in_start_end_and_report",
        "one uuid stands in start end and report",
    ),
    "INV-055": (
        "test_lines.py::test_an_init_that_fails_writes_its_error_and_a_suppressed_one_writes_nothing",
        "an init that fails writes its error and a suppressed one writes nothing",
    ),
    "LIF-003": (
        "test_lines.py::test_an_init_over_ten_seconds_writes_an_init_report",
        "an init over ten seconds writes an init report",
    ),
    "LIF-012": (
        "test_lines.py::test_an_init_that_fails_writes_its_error_and_a_suppressed_one_writes_nothing",
        "an init that fails writes its error and a suppressed one writes nothing",
    ),
    "LOG-001": (
        "test_lines.py::test_the_log_of_a_cold_and_a_warm_request",
        "the log of a cold and a warm request",
    ),
    "LOG-002": (
        "test_lines.py::test_the_log_of_a_cold_and_a_warm_request",
        "the log of a cold and a warm request",
    ),
    "LOG-003": (
        "test_lines.py::test_a_failed_invoke_says_so_in_its_report",
        "a failed invoke says so in its report",
    ),
    "LOG-004": (
        "test_lines.py::test_the_log_of_a_cold_and_a_warm_request",
        "the log of a cold and a warm request",
    ),
    "LOG-005": (
        "test_lines.py::test_an_init_over_ten_seconds_writes_an_init_report",
        "an init over ten seconds writes an init report",
    ),
    "LOG-006": (
        "test_lines.py::test_logging_writes_level_time_and_id_and_print_writes_the_line_alone",
        "logging writes level time and id and print writes the line alone",
    ),
    "LOG-007": (
        "test_lines.py::test_an_exception_that_nobody_caught_is_logged_with_its_traceback_before_end",
        "an exception that nobody caught is logged with its traceback before end",
    ),
    "LOG-008": (
        "test_json.py::test_platform_events_are_json",
        "platform events are json",
    ),
    "LOG-009": (
        "test_lines.py::test_retries_of_one_event_keep_its_request_id",
        "retries of one event keep its request id",
    ),
    "LOG-010": (
        "test_lines.py::test_each_environment_has_a_stream_of_its_own_in_the_group_of_its_function",
        "each environment has a stream of its own in the group of its function",
    ),
    "SNP-003": (
        "test_lines.py::test_a_restore_is_told_in_the_place_of_init",
        "a restore is told in the place of init",
    ),
}
