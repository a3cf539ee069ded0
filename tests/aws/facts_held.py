"""Facts about calls that the tests here hold the vocabulary to."""

from __future__ import annotations

_LIMITS = "test_limits.py::"
_RULES = "test_parameter_rules.py::"
_SAMPLES = "test_sample_events.py::"

FACTS_HELD: dict[str, tuple[str, str]] = {
    "ENV-001": (
        f"{_RULES}test_environment_variables_are_measured_as_json",
        "4,096 bytes of JSON pass, one more is refused",
    ),
    "ENV-002": (
        f"{_LIMITS}test_other_names_of_variables_are_refused",
        "one letter, a digit first, a hyphen",
    ),
    "ENV-003": (f"{_LIMITS}test_a_reserved_variable_is_refused", "each of them"),
    "ENV-004": (
        f"{_LIMITS}test_a_variable_begins_with_a_letter_and_what_the_runtime_sets_can_be_changed",
        "PATH, TZ and their like are accepted",
    ),
    "INV-006": (
        f"{_RULES}test_an_event_may_be_as_large_as_the_limit",
        "6 MB pass, a byte more is refused; answers have no size here",
    ),
    "INV-009": (
        f"{_RULES}test_an_event_may_be_as_large_as_the_limit",
        "RequestTooLargeException, 413",
    ),
    "INV-035": (
        f"{_LIMITS}test_the_shape_lets_more_seconds_through_than_a_standard_function_may_have",
        "901 s and 5,401 s are refused in two ways",
    ),
    "INV-051": (
        f"{_LIMITS}test_a_handler_has_128_characters_without_a_blank_and_a_description_256",
        "names of 64 characters, handlers of 128, descriptions of 256",
    ),
    "SQS-015": (
        f"{_SAMPLES}test_a_message_of_a_queue_has_these_keys_and_the_sum_of_its_body",
        "the sample event of a queue has these keys and no others",
    ),
    "LIM-001": (f"{_LIMITS}test_a_megabyte_has_1024_kilobytes", "6 × 1,048,576 bytes are 6 MB"),
}
