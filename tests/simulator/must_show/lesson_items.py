"""What each lesson with a simulation must show, and the test that shows it."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "environments": "test_environments.py",
    "invocation": "test_invocation.py",
    "releases": "test_releases.py",
    "concurrency": "test_concurrency.py",
    "queues-and-streams": "test_queues_and_streams.py",
    "operations": "test_operations.py",
    "networking": "test_networking.py",
}
"""By track: where its lessons are shown."""

OTHER_LABS = frozenset({"init-code", "resource-policy"})
"""Lessons of these tracks whose lab is code or a policy alone."""

MUST_SHOW: dict[str, dict[str, str]] = {
    "cold-start": {
        "one cold, one warm": "test_cold_start_one_cold_one_warm",
        "two at once": "test_cold_start_two_at_once",
        "overlap counts, not people": "test_cold_start_overlap_counts_not_people",
        "idle life is not promised": "test_cold_start_idle_life_is_not_promised",
    },
    "lifecycle": {
        "extension init, runtime init, function init": "test_lifecycle_phases_of_init",
        "freeze and thaw": "test_lifecycle_freeze_and_thaw",
        "taken away": "test_lifecycle_the_end_of_an_idle_environment",
        "shutdown with and without extensions": (
            "test_lifecycle_shutdown_with_and_without_extensions"
        ),
        "timeout or crash resets it: globals lost, /tmp kept": (
            "test_lifecycle_a_timeout_or_crash_resets_it"
        ),
        "an exception does not": "test_lifecycle_an_exception_resets_nothing",
        "init over 10 s runs again": "test_lifecycle_init_over_ten_seconds_runs_again",
    },
    "memory-and-cost": {
        "a computing function": "test_memory_and_cost_a_computing_function",
        "a waiting function": "test_memory_and_cost_a_waiting_function",
        "the 1,769 MB knee": "test_memory_and_cost_the_knee_at_1769_mb",
        "memory lowers duration and so concurrency": (
            "test_memory_and_cost_memory_lowers_duration_and_so_concurrency"
        ),
        "the bill per million": "test_memory_and_cost_the_bill_per_million",
    },
    "sync-and-async": {
        "both ways, by a parameter": "test_sync_and_async_one_function_both_ways_by_a_parameter",
        "what the caller knows and when": "test_sync_and_async_what_the_caller_knows_and_when",
        "200 and 202": "test_sync_and_async_200_and_202",
        "one caller that needs the answer": "test_sync_and_async_a_caller_that_needs_the_answer",
    },
    "http": {
        "API Gateway and function URL": "test_http_api_gateway_and_function_url",
        "statusCode and string body": "test_http_an_answer_needs_statuscode_and_a_string_body",
        "500, 502, 504": "test_http_500_502_504",
        "29 s": "test_http_after_29_seconds_nobody_waits",
        "error-is-5xx": "test_http_error_is_5xx",
        "proxy-any-json": "test_http_proxy_any_json",
    },
    "triggers": {
        "S3, SNS, EventBridge, schedule: async": "test_triggers_that_call_asynchronously",
        "API Gateway: sync": "test_triggers_api_gateway_calls_synchronously",
        "console and SAM add the statement, by API you add it": (
            "test_triggers_by_api_the_statement_is_yours_to_add"
        ),
        "sources that are read need the role instead": (
            "test_triggers_sources_that_are_read_need_the_role_instead"
        ),
    },
    "retries-and-dlq": {
        "tries at 0, 1 and 3 minutes": "test_retries_and_dlq_tries_at_0_1_and_3_minutes",
        "age and attempts": "test_retries_and_dlq_age_and_attempts",
        "DLQ beside destination": ("test_retries_and_dlq_a_dead_letter_queue_beside_a_destination"),
        "the permission to deliver taken away later": (
            "test_retries_and_dlq_the_permission_to_deliver_is_taken_away_later"
        ),
    },
    "idempotency": {
        "duplicates from async": "test_idempotency_an_asynchronous_event_comes_twice",
        "duplicates from SQS": "test_idempotency_a_message_of_a_queue_comes_twice",
        "duplicates from S3": "test_idempotency_an_upload_is_told_twice",
        "duplicates from streams": (
            "test_idempotency_records_of_a_stream_come_again_with_their_batch"
        ),
        "a key and a conditional write": "test_idempotency_a_key_and_a_conditional_write",
        "expiry": "test_idempotency_a_key_expires",
    },
    "timeouts": {
        "client": "test_timeouts_the_client",
        "gateway": "test_timeouts_the_gateway",
        "function": "test_timeouts_the_function",
        "SDK inside": "test_timeouts_the_sdk_inside",
        "visibility": "test_timeouts_the_visibility",
    },
    "versions": {
        "publish, then change $LATEST": "test_versions_publish_then_change_latest",
        "refusals": "test_versions_refusals",
        "optional": "test_versions_are_optional",
        "what is not frozen": "test_versions_what_is_not_frozen",
    },
    "aliases": {
        "move it": "test_aliases_move_and_callers_need_not_change",
        "dev, beta, prod with settings of their own": (
            "test_aliases_dev_beta_and_prod_with_settings_of_their_own"
        ),
        "permissions per alias": "test_aliases_permissions_are_given_for_each",
    },
    "deploy": {
        "weights and the share that really arrives": (
            "test_deploy_weights_and_the_share_that_really_arrives"
        ),
        "canary": "test_deploy_canary",
        "linear": "test_deploy_linear",
        "roll-back by alarm": "test_deploy_roll_back_by_alarm",
        "events that wait": "test_deploy_events_that_wait_meet_the_code_of_their_try",
    },
    "concurrency": {
        "the formula against the live count": (
            "test_concurrency_the_formula_against_the_live_count"
        ),
        "the shared 1,000 per Region": "test_concurrency_the_shared_thousand",
        "how to raise it": "test_concurrency_a_raised_quota",
        "a noisy neighbour": "test_concurrency_a_noisy_neighbour",
        "sizing a real case": "test_concurrency_sizing_a_real_case",
    },
    "reserved-concurrency": {
        "guarantee": "test_reserved_concurrency_is_a_guarantee",
        "ceiling": "test_reserved_concurrency_is_a_ceiling",
        "the 100 that stay": "test_reserved_concurrency_a_hundred_stay",
        "0 as off switch": "test_reserved_concurrency_0_is_the_off_switch",
        "no warmth": "test_reserved_concurrency_gives_no_warmth",
        "free": "test_reserved_concurrency_is_free",
    },
    "provisioned-concurrency": {
        "version or alias": "test_provisioned_concurrency_on_a_version_or_an_alias",
        "allocation takes time": "test_provisioned_concurrency_allocation_takes_time",
        "spill-over": "test_provisioned_concurrency_spills_over",
        "within the reserved number": (
            "test_provisioned_concurrency_stays_within_the_reserved_number"
        ),
        "scheduled scaling": "test_provisioned_concurrency_on_a_schedule",
        "target tracking": "test_provisioned_concurrency_follows_its_use",
        "when it is dearer, when cheaper": (
            "test_provisioned_concurrency_is_cheaper_above_60_percent"
        ),
    },
    "faster-cold-starts": {
        "share of cold starts": "test_faster_cold_starts_their_share_is_small",
        "a p99 target": "test_faster_cold_starts_a_p99_target",
        "smaller package and lazy imports": (
            "test_faster_cold_starts_a_smaller_package_and_lazy_imports"
        ),
        "SnapStart": "test_faster_cold_starts_snapstart",
        "provisioned": "test_faster_cold_starts_provisioned",
        "the cost of each": "test_faster_cold_starts_the_cost_of_each",
    },
    "throttling": {
        "429 and its reasons": "test_throttling_429_and_its_reasons",
        "reserved": "test_throttling_by_the_reserved_number",
        "pool": "test_throttling_by_the_pool",
        "1,000 environments per 10 s": (
            "test_throttling_by_a_thousand_environments_in_ten_seconds"
        ),
        "ten times the rate": "test_throttling_by_ten_times_the_rate",
    },
    "retry-storms": {
        "sync, async, queue and stream callers": "test_retry_storms_four_callers_side_by_side",
        "no back-off": "test_retry_storms_without_back_off",
        "exponential with jitter": "test_retry_storms_exponential_with_jitter",
        "databases with too few connections": (
            "test_retry_storms_databases_with_too_few_connections"
        ),
    },
    "queues": {
        "SNS is not read, SQS is": "test_queues_a_topic_is_not_read_and_a_queue_is",
        "pollers scaling up": "test_queues_pollers_scale_up",
        "batch size and window": "test_queues_batch_size_and_window",
        "filters": "test_queues_filters",
        "maximum concurrency instead of reserved 1": (
            "test_queues_maximum_concurrency_instead_of_reserved_1"
        ),
    },
    "queue-failures": {
        "visibility too short gives duplicates": (
            "test_queue_failures_visibility_too_short_gives_duplicates"
        ),
        "one bad message fails its batch": "test_queue_failures_one_bad_message_fails_its_batch",
        "partial batch responses": "test_queue_failures_partial_batch_responses",
        "redrive": "test_queue_failures_redrive",
    },
    "streams": {
        "Kinesis": "test_streams_kinesis",
        "DynamoDB Streams": "test_streams_dynamodb",
        "one batch per shard": "test_streams_one_batch_per_shard",
        "factor": "test_streams_a_factor_lets_several_batches_of_a_shard_run",
        "bisect": "test_streams_bisect",
        "age": "test_streams_age",
        "retries": "test_streams_retries",
        "what is given up": "test_streams_what_is_given_up_is_told",
        "IteratorAge growing and draining": "test_streams_iterator_age_grows_and_drains",
    },
    "logs": {
        "request id": "test_logs_the_request_id_finds_all_lines_of_a_request",
        "JSON logs": "test_logs_as_json",
        "levels": "test_logs_levels",
        "a query over many environments": "test_logs_a_query_over_many_environments",
        "what is lost without permission": "test_logs_what_is_lost_without_permission",
    },
    "metrics": {
        "the seven": "test_metrics_the_seven",
        "success rate is computed": "test_metrics_success_rate_is_computed",
        "their statistic": "test_metrics_have_a_statistic_to_look_at",
        "match symptom to number": "test_metrics_match_a_symptom_to_its_number",
    },
    "alarms": {
        "an alarm on throttles": "test_alarms_on_throttles",
        "one that cries wolf": "test_alarms_one_that_cries_wolf",
        "a quiet week and an incident": "test_alarms_a_quiet_week_and_an_incident",
        "missing data": "test_alarms_missing_data",
    },
    "vpc": {
        "subnets": "test_vpc_subnets",
        "security groups": "test_vpc_security_groups",
        "shared interfaces": "test_vpc_shared_interfaces",
        "AWSLambdaVPCAccessExecutionRole": "test_vpc_awslambdavpcaccessexecutionrole",
        "NAT": "test_vpc_nat",
        "IPv6": "test_vpc_ipv6",
        "an outside packet must still be dropped": "test_vpc_an_outside_packet_is_still_dropped",
    },
    "privatelink": {
        "interface endpoint": "test_privatelink_an_interface_endpoint",
        "its policy": "test_privatelink_the_policy_of_the_endpoint_limits_what_comes_through_it",
        "the function's own policy, for what comes by another way": (
            "test_privatelink_a_function_can_ask_by_which_door_a_call_comes"
        ),
        "its security group": (
            "test_privatelink_the_endpoint_has_a_group_that_must_let_the_function_in"
        ),
        "traffic stays on AWS's network": "test_privatelink_traffic_stays_on_aws_network",
        "no way into or out of the VPC": "test_privatelink_is_no_vpc_access_and_no_way_out",
    },
}
"""By lesson: each thing that it must show, and the test."""

NOT_SHOWN: dict[tuple[str, str], str] = {
    ("lifecycle", "download"): (
        "the simulator has no time for it: AWS publishes none, and what Init takes here stands for "
        "all that comes before the handler"
    ),
    ("deploy", "sam build"): "it makes a package of real files, and a package is not simulated",
    ("deploy", "sam deploy"): (
        "it is CloudFormation's work; what it does to an alias is CodeDeploy's, which is shown"
    ),
    ("deploy", "sam sync"): "it replaces the code of $LATEST, which UpdateFunctionCode does here",
    ("logs", "retention"): "a run lasts days at most, and CloudWatch Logs keeps lines until told",
}
"""What cannot be shown by a scenario, and why not."""
