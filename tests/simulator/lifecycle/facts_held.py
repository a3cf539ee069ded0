"""Facts about the life of environments that the tests here hold the simulator to."""

FACTS_HELD: dict[str, tuple[str, str]] = {
    "CON-031": (
        "test_what_it_costs.py::test_the_init_of_provisioned_environments_is_billed_though_nobody_calls",
        "the init of provisioned environments is billed though nobody calls",
    ),
    "ENV-007": (
        "test_init_that_fails.py::test_a_variable_that_is_not_set_fails_init_or_the_invoke",
        "a variable that is not set fails init or the invoke",
    ),
    "INV-013": (
        "test_init_that_fails.py::test_slashes_in_a_handler_setting_count_as_dots",
        "slashes in a handler setting count as dots",
    ),
    "INV-014": (
        "test_init_that_fails.py::test_a_handler_setting_without_a_dot_is_malformed",
        "a handler setting without a dot is malformed",
    ),
    "INV-015": (
        "test_init_that_fails.py::test_a_module_that_is_not_in_the_package_cannot_be_imported",
        "a module that is not in the package cannot be imported",
    ),
    "INV-016": (
        "test_init_that_fails.py::test_an_attribute_that_the_module_lacks_is_not_found",
        "an attribute that the module lacks is not found",
    ),
    "INV-017": (
        "test_init_that_fails.py::test_what_module_level_code_raises_is_the_error_type",
        "what module level code raises is the error type",
    ),
    "INV-018": (
        "test_init_that_fails.py::test_a_handler_module_cannot_be_called_like_a_built_in_one",
        "a handler module cannot be called like a built in one",
    ),
    "INV-019": (
        "test_init_that_fails.py::test_what_module_level_code_raises_is_the_error_type",
        "what module level code raises is the error type",
    ),
    "INV-045": (
        "test_changes_under_way.py::test_a_new_function_is_pending_and_cannot_be_invoked",
        "a new function is pending and cannot be invoked",
    ),
    "INV-046": (
        "test_changes_under_way.py::test_states_and_statuses_are_those_of_aws",
        "states and statuses are those of aws",
    ),
    "INV-047": (
        "test_changes_under_way.py::test_a_new_function_is_pending_and_cannot_be_invoked",
        "a new function is pending and cannot be invoked",
    ),
    "LIF-005": (
        "test_init_that_fails.py::test_the_waiting_request_fails_and_the_next_runs_init_again",
        "the waiting request fails and the next runs init again",
    ),
    "LIF-008": (
        "test_init_that_fails.py::test_an_init_that_would_fail_after_the_timeout_times_out_first",
        "an init that would fail after the timeout times out first",
    ),
    "LIF-009": (
        "test_what_is_kept.py::test_a_reset_loses_the_globals_and_keeps_the_files",
        "a reset loses the globals and keeps the files",
    ),
    "LIF-010": (
        "test_what_is_kept.py::test_an_exception_keeps_the_globals",
        "an exception keeps the globals",
    ),
    "LIF-011": (
        "test_what_is_kept.py::test_a_reset_loses_the_globals_and_keeps_the_files",
        "a reset loses the globals and keeps the files",
    ),
    "LIF-012": (
        "test_what_is_kept.py::test_globals_count_from_the_reset_on",
        "globals count from the reset on",
    ),
    "LIF-013": (
        "test_what_is_kept.py::test_work_left_running_goes_on_only_while_another_request_runs",
        "work left running goes on only while another request runs",
    ),
    "LIF-014": (
        "test_what_is_kept.py::test_shutdown_is_as_short_as_extensions_make_it_and_never_longer_than_they_may",
        "shutdown is as short as extensions make it and never longer than they may",
    ),
    "LIF-017": (
        "test_changes_under_way.py::test_requests_run_the_old_code_until_the_update_is_successful",
        "requests run the old code until the update is successful",
    ),
    "LIF-019": (
        "test_what_is_kept.py::test_tmp_fills_up_and_a_larger_one_takes_more",
        "tmp fills up and a larger one takes more",
    ),
    "LIF-020": (
        "test_init_that_fails.py::test_the_eleventh_extension_is_one_too_many",
        "the eleventh extension is one too many",
    ),
    "LIF-021": (
        "test_init_that_fails.py::test_the_init_of_such_an_environment_is_billed_with_its_first_request",
        "the init of such an environment is billed with its first request",
    ),
    "LIF-023": (
        "test_what_is_kept.py::test_how_it_was_initialised_never_changes",
        "how it was initialised never changes",
    ),
    "LIF-025": (
        "test_init_that_fails.py::test_an_environment_may_be_initialised_ahead_of_a_request",
        "an environment may be initialised ahead of a request",
    ),
    "LIF-027": (
        "test_init_that_fails.py::test_provisioned_concurrency_whose_init_fails_ends_as_failed",
        "provisioned concurrency whose init fails ends as failed",
    ),
    "LIF-028": (
        "test_init_that_fails.py::test_provisioned_init_gets_no_more_cpu_than_the_memory_brings",
        "provisioned init gets no more cpu than the memory brings",
    ),
    "LOG-002": (
        "test_init_that_fails.py::test_the_init_of_such_an_environment_is_billed_with_its_first_request",
        "the init of such an environment is billed with its first request",
    ),
    "MET-005": (
        "test_what_is_kept.py::test_extensions_work_under_the_timeout_of_the_function",
        "extensions work under the timeout of the function",
    ),
    "PRC-002": (
        "test_what_it_costs.py::test_computing_shrinks_with_memory_up_to_one_vcpu_and_waiting_does_not",
        "computing shrinks with memory up to one vcpu and waiting does not",
    ),
    "PRC-005": (
        "test_what_it_costs.py::test_each_function_has_a_bill_of_its_own_and_they_add_up",
        "each function has a bill of its own and they add up",
    ),
    "PRC-006": (
        "test_what_it_costs.py::test_the_free_tier_is_off",
        "the free tier is off",
    ),
    "PRC-008": (
        "test_what_it_costs.py::test_each_function_has_a_bill_of_its_own_and_they_add_up",
        "each function has a bill of its own and they add up",
    ),
    "PRC-009": (
        "test_what_it_costs.py::test_tmp_beyond_512_mb_is_paid_for_while_requests_run",
        "tmp beyond 512 mb is paid for while requests run",
    ),
    "VER-001": (
        "test_changes_under_way.py::test_a_version_published_along_with_an_update_runs_once_it_is_done",
        "a version published along with an update runs once it is done",
    ),
}
