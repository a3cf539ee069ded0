"""Facts about what functions do that the tests here hold the simulator to."""

FACTS_HELD: dict[str, tuple[str, str]] = {
    "CON-002": (
        "test_concurrency_rules.py::test_functions_share_the_thousand_of_their_account",
        "functions share the thousand of their account",
    ),
    "CON-003": (
        "test_concurrency_rules.py::test_at_most_nine_hundred_can_be_reserved_in_all",
        "at most nine hundred can be reserved in all",
    ),
    "CON-004": (
        "test_concurrency_rules.py::test_at_most_nine_hundred_can_be_reserved_in_all",
        "at most nine hundred can be reserved in all",
    ),
    "CON-005": (
        "test_concurrency_rules.py::test_reserved_concurrency_is_a_cap_and_builds_nothing",
        "reserved concurrency is a cap and builds nothing",
    ),
    "CON-006": (
        "test_concurrency_rules.py::test_reserved_places_are_kept_even_when_nobody_uses_them",
        "reserved places are kept even when nobody uses them",
    ),
    "CON-007": (
        "test_concurrency_rules.py::test_reserving_zero_stops_a_function_and_does_not_cut_off_what_runs",
        "reserving zero stops a function and does not cut off what runs",
    ),
    "CON-008": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "CON-009": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "CON-010": (
        "test_provisioned_rules.py::test_provisioned_concurrency_stays_within_the_reservation",
        "provisioned concurrency stays within the reservation",
    ),
    "CON-011": (
        "test_provisioned_rules.py::test_provisioned_concurrency_stays_within_the_reservation",
        "provisioned concurrency stays within the reservation",
    ),
    "CON-012": (
        "test_provisioned_rules.py::test_provisioned_concurrency_without_a_reservation_comes_out_of_the_pool",
        "provisioned concurrency without a reservation comes out of the pool",
    ),
    "CON-013": (
        "test_provisioned_rules.py::test_with_all_of_the_reservation_provisioned_latest_is_throttled",
        "with all of the reservation provisioned latest is throttled",
    ),
    "CON-014": (
        "test_provisioned_rules.py::test_provisioned_concurrency_is_used_when_all_of_it_is_there",
        "provisioned concurrency is used when all of it is there",
    ),
    "CON-015": (
        "test_provisioned_rules.py::test_provisioned_concurrency_is_used_when_all_of_it_is_there",
        "provisioned concurrency is used when all of it is there",
    ),
    "CON-016": (
        "test_provisioned_rules.py::test_provisioned_concurrency_is_used_when_all_of_it_is_there",
        "provisioned concurrency is used when all of it is there",
    ),
    "CON-017": (
        "test_provisioned_rules.py::test_what_goes_beyond_spills_over_to_on_demand",
        "what goes beyond spills over to on demand",
    ),
    "CON-018": (
        "test_provisioned_rules.py::test_ten_requests_a_second_and_unit_is_what_provisioned_ones_serve",
        "ten requests a second and unit is what provisioned ones serve",
    ),
    "CON-019": (
        "test_concurrency_rules.py::test_each_function_has_a_scaling_bucket_of_its_own",
        "each function has a scaling bucket of its own",
    ),
    "CON-020": (
        "test_concurrency_rules.py::test_each_function_has_a_scaling_bucket_of_its_own",
        "each function has a scaling bucket of its own",
    ),
    "CON-021": (
        "test_concurrency_rules.py::test_the_request_rate_is_ten_times_the_reservation",
        "the request rate is ten times the reservation",
    ),
    "CON-022": (
        "test_concurrency_rules.py::test_the_request_rate_is_ten_times_the_reservation",
        "the request rate is ten times the reservation",
    ),
    "CON-024": (
        "test_concurrency_rules.py::test_giving_the_reservation_back_returns_to_the_pool_with_what_is_in_flight",
        "giving the reservation back returns to the pool with what is in flight",
    ),
    "CON-028": (
        "test_concurrency_rules.py::test_what_is_set_aside_and_idle_is_no_concurrent_execution",
        "what is set aside and idle is no concurrent execution",
    ),
    "CON-029": (
        "test_concurrency_rules.py::test_account_settings",
        "account settings",
    ),
    "CON-030": (
        "test_provisioned_rules.py::test_a_moved_alias_takes_its_provisioned_concurrency_along",
        "a moved alias takes its provisioned concurrency along",
    ),
    "INV-001": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "INV-002": (
        "test_bill_and_metrics.py::test_a_call_by_hand_is_answered_at_once_and_ends_in_its_own_time",
        "a call by hand is answered at once and ends in its own time",
    ),
    "INV-003": (
        "test_bill_and_metrics.py::test_a_call_by_hand_is_answered_at_once_and_ends_in_its_own_time",
        "a call by hand is answered at once and ends in its own time",
    ),
    "INV-011": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "INV-034": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "INV-041": (
        "test_bill_and_metrics.py::test_a_call_by_hand_is_throttled_like_any_other",
        "a call by hand is throttled like any other",
    ),
    "INV-042": (
        "test_bill_and_metrics.py::test_a_call_by_hand_is_throttled_like_any_other",
        "a call by hand is throttled like any other",
    ),
    "INV-043": (
        "test_bill_and_metrics.py::test_a_call_by_hand_is_throttled_like_any_other",
        "a call by hand is throttled like any other",
    ),
    "INV-044": (
        "test_concurrency_rules.py::test_each_function_has_a_scaling_bucket_of_its_own",
        "each function has a scaling bucket of its own",
    ),
    "LIF-001": (
        "test_environment_rules.py::test_init_is_extensions_then_runtime_then_code",
        "init is extensions then runtime then code",
    ),
    "LIF-002": (
        "test_environment_rules.py::test_init_over_ten_seconds_starts_again_inside_the_invocation",
        "init over ten seconds starts again inside the invocation",
    ),
    "LIF-003": (
        "test_environment_rules.py::test_init_over_ten_seconds_starts_again_inside_the_invocation",
        "init over ten seconds starts again inside the invocation",
    ),
    "LIF-004": (
        "test_environment_rules.py::test_provisioned_init_may_take_far_longer",
        "provisioned init may take far longer",
    ),
    "LIF-006": (
        "test_environment_rules.py::test_two_requests_at_once_need_two_environments",
        "two requests at once need two environments",
    ),
    "LIF-007": (
        "test_environment_rules.py::test_an_idle_environment_is_used_again_and_frozen_in_between",
        "an idle environment is used again and frozen in between",
    ),
    "LIF-008": (
        "test_environment_rules.py::test_the_second_init_is_bounded_by_the_timeout_of_the_function",
        "the second init is bounded by the timeout of the function",
    ),
    "LIF-009": (
        "test_environment_rules.py::test_after_a_timeout_init_runs_again_inside_the_next_invocation",
        "after a timeout init runs again inside the next invocation",
    ),
    "LIF-010": (
        "test_environment_rules.py::test_an_exception_keeps_the_process_and_an_exit_does_not",
        "an exception keeps the process and an exit does not",
    ),
    "LIF-011": (
        "test_environment_rules.py::test_after_a_timeout_init_runs_again_inside_the_next_invocation",
        "after a timeout init runs again inside the next invocation",
    ),
    "LIF-012": (
        "test_environment_rules.py::test_after_a_timeout_init_runs_again_inside_the_next_invocation",
        "after a timeout init runs again inside the next invocation",
    ),
    "LIF-013": (
        "test_environment_rules.py::test_an_idle_environment_is_used_again_and_frozen_in_between",
        "an idle environment is used again and frozen in between",
    ),
    "LIF-014": (
        "test_environment_ends.py::test_shutdown_takes_as_long_as_extensions_may",
        "shutdown takes as long as extensions may",
    ),
    "LIF-015": (
        "test_environment_ends.py::test_the_idle_life_is_a_setting_and_counts_from_the_last_use",
        "the idle life is a setting and counts from the last use",
    ),
    "LIF-016": (
        "test_environment_ends.py::test_an_environment_ends_after_some_hours_even_when_it_is_always_busy",
        "an environment ends after some hours even when it is always busy",
    ),
    "LIF-017": (
        "test_environment_ends.py::test_an_update_retires_what_stands_and_lets_what_runs_finish",
        "an update retires what stands and lets what runs finish",
    ),
    "LIF-021": (
        "test_bill_and_metrics.py::test_init_is_on_the_bill",
        "init is on the bill",
    ),
    "LIF-022": (
        "test_environment_ends.py::test_init_is_billed_and_milliseconds_are_rounded_up_once",
        "init is billed and milliseconds are rounded up once",
    ),
    "LIF-028": (
        "test_environment_ends.py::test_memory_brings_cpu_to_the_handler_and_not_to_init",
        "memory brings cpu to the handler and not to init",
    ),
    "LOG-002": (
        "test_bill_and_metrics.py::test_the_metrics_of_a_minute",
        "the metrics of a minute",
    ),
    "MET-001": (
        "test_bill_and_metrics.py::test_the_metrics_of_a_minute",
        "the metrics of a minute",
    ),
    "MET-002": (
        "test_bill_and_metrics.py::test_the_metrics_of_a_minute",
        "the metrics of a minute",
    ),
    "MET-003": (
        "test_bill_and_metrics.py::test_errors_are_paid_for_and_throttles_are_not",
        "errors are paid for and throttles are not",
    ),
    "MET-004": (
        "test_bill_and_metrics.py::test_the_metrics_of_a_minute",
        "the metrics of a minute",
    ),
    "MET-006": (
        "test_bill_and_metrics.py::test_concurrent_executions_are_the_most_at_once_in_each_period",
        "concurrent executions are the most at once in each period",
    ),
    "PRC-001": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "PRC-002": (
        "test_environment_ends.py::test_memory_brings_cpu_to_the_handler_and_not_to_init",
        "memory brings cpu to the handler and not to init",
    ),
    "PRC-003": (
        "test_bill_and_metrics.py::test_an_invocation_costs_its_gigabyte_seconds_and_its_request",
        "an invocation costs its gigabyte seconds and its request",
    ),
    "PRC-004": (
        "test_bill_and_metrics.py::test_an_invocation_costs_its_gigabyte_seconds_and_its_request",
        "an invocation costs its gigabyte seconds and its request",
    ),
    "PRC-005": (
        "test_bill_and_metrics.py::test_an_invocation_costs_its_gigabyte_seconds_and_its_request",
        "an invocation costs its gigabyte seconds and its request",
    ),
    "PRC-007": (
        "test_bill_and_metrics.py::test_provisioned_concurrency_costs_while_it_is_configured_and_when_it_runs",
        "provisioned concurrency costs while it is configured and when it runs",
    ),
    "PRC-008": (
        "test_bill_and_metrics.py::test_an_invocation_costs_its_gigabyte_seconds_and_its_request",
        "an invocation costs its gigabyte seconds and its request",
    ),
    "VER-001": (
        "test_version_rules.py::test_versions_are_numbered_from_one_and_no_number_comes_twice",
        "versions are numbered from one and no number comes twice",
    ),
    "VER-002": (
        "test_version_rules.py::test_publishing_without_a_change_gives_the_version_that_is_there",
        "publishing without a change gives the version that is there",
    ),
    "VER-003": (
        "test_version_rules.py::test_a_published_version_never_changes",
        "a published version never changes",
    ),
    "VER-004": (
        "test_version_rules.py::test_no_qualifier_means_latest",
        "no qualifier means latest",
    ),
    "VER-005": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "VER-006": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "VER-007": (
        "test_version_rules.py::test_the_additional_version_gets_its_weight_and_the_primary_the_rest",
        "the additional version gets its weight and the primary the rest",
    ),
    "VER-008": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "VER-009": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "VER-010": (
        "test_refusals.py::test_both_versions_of_an_alias_need_the_same_role",
        "both versions of an alias need the same role",
    ),
    "VER-011": (
        "test_version_rules.py::test_no_qualifier_means_latest",
        "no qualifier means latest",
    ),
    "VER-012": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
    "VER-014": (
        "test_refusals.py::test_refusals_are_worded_by_aws_and_change_nothing",
        "refusals are worded by aws and change nothing",
    ),
}
