"""Facts about callers and their SDKs that the tests here hold the simulator to."""

FACTS_HELD: dict[str, tuple[str, str]] = {
    "BKO-001": (
        "test_modes.py::test_waits_double_up_to_twenty_seconds_and_all_of_a_wait_is_luck",
        "random(0, min(20 s, scale x 2^n))",
    ),
    "BKO-002": (
        "test_modes.py::test_standard_mode_makes_three_attempts_and_legacy_mode_five",
        "3 tries in standard mode; its quota of 500 and the waits are in the tests beside it",
    ),
    "BKO-003": (
        "test_modes.py::test_throttles_and_server_errors_are_tried_again_and_other_refusals_are_not",
        "429, 500, 502, 503, 504 and no other status",
    ),
    "BKO-004": (
        "test_modes.py::test_lambda_itself_never_tries_again",
        "one throttled request, one record",
    ),
    "BKO-005": (
        "test_modes.py::test_an_sdk_hangs_up_after_a_minute_and_the_work_is_done_twice",
        "a call of 100 s runs three times",
    ),
    "INV-003": (
        "test_modes.py::test_a_function_that_fails_is_not_tried_again",
        "a failed function is answered with 200, so legacy mode makes one try",
    ),
}
