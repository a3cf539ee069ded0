"""Facts about versions, SnapStart and scaling that the tests here hold the simulator to."""

FACTS_HELD: dict[str, tuple[str, str]] = {
    "CON-017": (
        "test_autoscaling.py::test_cloudwatch_sees_use_and_spill_over_a_minute_at_a_time",
        "cloudwatch sees use and spill over a minute at a time",
    ),
    "CON-025": (
        "test_autoscaling.py::test_capacity_stays_between_its_bounds",
        "capacity stays between its bounds",
    ),
    "CON-026": (
        "test_autoscaling.py::test_load_over_the_target_for_three_minutes_scales_out",
        "load over the target for three minutes scales out",
    ),
    "ENV-005": (
        "test_versions_and_aliases.py::test_a_published_version_runs_as_it_was_whatever_is_changed_later",
        "a published version runs as it was whatever is changed later",
    ),
    "INV-005": (
        "test_versions_and_aliases.py::test_the_answer_to_invoke_names_the_version_that_runs",
        "the answer to invoke names the version that runs",
    ),
    "INV-011": (
        "test_versions_and_aliases.py::test_a_deleted_version_is_not_found_and_its_requests_finish",
        "a deleted version is not found and its requests finish",
    ),
    "LIF-004": (
        "test_snapstart.py::test_init_for_a_snapshot_may_take_far_longer_than_ten_seconds",
        "init for a snapshot may take far longer than ten seconds",
    ),
    "LIF-023": (
        "test_snapstart.py::test_such_an_environment_says_snap_start",
        "such an environment says snap start",
    ),
    "MET-009": (
        "test_autoscaling.py::test_cloudwatch_sees_use_and_spill_over_a_minute_at_a_time",
        "cloudwatch sees use and spill over a minute at a time",
    ),
    "MET-010": (
        "test_autoscaling.py::test_cloudwatch_sees_use_and_spill_over_a_minute_at_a_time",
        "cloudwatch sees use and spill over a minute at a time",
    ),
    "MET-011": (
        "test_autoscaling.py::test_cloudwatch_sees_use_and_spill_over_a_minute_at_a_time",
        "cloudwatch sees use and spill over a minute at a time",
    ),
    "MET-012": (
        "test_autoscaling.py::test_cloudwatch_sees_use_and_spill_over_a_minute_at_a_time",
        "cloudwatch sees use and spill over a minute at a time",
    ),
    "MET-025": (
        "test_autoscaling.py::test_cloudwatch_sees_use_and_spill_over_a_minute_at_a_time",
        "cloudwatch sees use and spill over a minute at a time",
    ),
    "SNP-001": (
        "test_snapstart.py::test_latest_never_starts_from_a_snapshot",
        "latest never starts from a snapshot",
    ),
    "SNP-002": (
        "test_snapstart.py::test_it_excludes_provisioned_concurrency_and_a_larger_tmp",
        "it excludes provisioned concurrency and a larger tmp",
    ),
    "SNP-003": (
        "test_snapstart.py::test_a_new_environment_restores_the_snapshot_instead_of_running_init",
        "a new environment restores the snapshot instead of running init",
    ),
    "SNP-004": (
        "test_snapstart.py::test_a_version_is_pending_until_its_snapshot_is_there",
        "a version is pending until its snapshot is there",
    ),
    "SNP-006": (
        "test_snapstart.py::test_every_environment_restores_one_and_the_same_init",
        "every environment restores one and the same init",
    ),
    "SNP-007": (
        "test_snapstart.py::test_caching_and_restores_are_paid_for_but_not_with_java",
        "caching and restores are paid for but not with java",
    ),
    "VER-001": (
        "test_versions_and_aliases.py::test_lists_show_latest_first_and_then_every_version",
        "lists show latest first and then every version",
    ),
    "VER-002": (
        "test_versions_and_aliases.py::test_a_description_of_the_version_alone_is_no_change",
        "a description of the version alone is no change",
    ),
    "VER-003": (
        "test_versions_and_aliases.py::test_reserved_concurrency_belongs_to_the_function_and_not_to_a_version",
        "reserved concurrency belongs to the function and not to a version",
    ),
    "VER-007": (
        "test_versions_and_aliases.py::test_a_weighted_alias_says_which_of_the_two_it_chose",
        "a weighted alias says which of the two it chose",
    ),
    "VER-010": (
        "test_versions_and_aliases.py::test_both_versions_of_a_weighted_alias_have_the_same_dead_letter_queue",
        "both versions of a weighted alias have the same dead letter queue",
    ),
    "VER-011": (
        "test_versions_and_aliases.py::test_the_answer_to_invoke_names_the_version_that_runs",
        "the answer to invoke names the version that runs",
    ),
    "VER-012": (
        "test_versions_and_aliases.py::test_lists_show_latest_first_and_then_every_version",
        "lists show latest first and then every version",
    ),
}
