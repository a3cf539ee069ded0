"""The control plane: what each of AWS's operations changes, and when it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws.validation import validate
from lambdatutor.simulator.control import (
    alarms,
    buckets,
    concurrency,
    deployments,
    event_invoke,
    function_policies,
    function_urls,
    functions,
    identities,
    mappings,
    networks,
    permissions,
    provisioning,
    queues,
    recursion,
    resource_policies,
    rest_apis,
    rules,
    scaling,
    schedules,
    streams,
    tables,
    target_groups,
    topics,
    versions,
)
from lambdatutor.simulator.settings import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service

HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateFunction: functions.create,
    aws.UpdateFunctionCode: functions.update_code,
    aws.UpdateFunctionConfiguration: functions.update_configuration,
    aws.DeleteFunction: functions.delete,
    aws.GetFunction: functions.get,
    aws.GetFunctionConfiguration: functions.get_configuration,
    aws.ListFunctions: functions.list_all,
    aws.PublishVersion: versions.publish,
    aws.ListVersionsByFunction: versions.list_versions,
    aws.ListAliases: versions.list_aliases,
    aws.CreateAlias: versions.create_alias,
    aws.UpdateAlias: versions.update_alias,
    aws.DeleteAlias: versions.delete_alias,
    aws.GetAlias: versions.get_alias,
    aws.PutFunctionConcurrency: concurrency.put,
    aws.GetFunctionConcurrency: concurrency.get,
    aws.DeleteFunctionConcurrency: concurrency.delete,
    aws.GetAccountSettings: concurrency.account_settings,
    aws.PutProvisionedConcurrencyConfig: provisioning.put,
    aws.GetProvisionedConcurrencyConfig: provisioning.get,
    aws.DeleteProvisionedConcurrencyConfig: provisioning.delete,
    aws.ListProvisionedConcurrencyConfigs: provisioning.list_all,
    aws.PutFunctionEventInvokeConfig: event_invoke.put,
    aws.UpdateFunctionEventInvokeConfig: event_invoke.update,
    aws.GetFunctionEventInvokeConfig: event_invoke.get,
    aws.DeleteFunctionEventInvokeConfig: event_invoke.delete,
    aws.PutFunctionRecursionConfig: recursion.put,
    aws.GetFunctionRecursionConfig: recursion.get,
    **scaling.HANDLERS,
    **queues.HANDLERS,
    **mappings.HANDLERS,
    **streams.HANDLERS,
    **tables.HANDLERS,
    **buckets.HANDLERS,
    **function_urls.HANDLERS,
    **permissions.HANDLERS,
    **function_policies.HANDLERS,
    **identities.HANDLERS,
    **resource_policies.HANDLERS,
    **rest_apis.HANDLERS,
    **rules.HANDLERS,
    **schedules.HANDLERS,
    **target_groups.HANDLERS,
    **topics.HANDLERS,
    **alarms.HANDLERS,
    **deployments.HANDLERS,
    **networks.HANDLERS,
}
"""What does the work of each operation but Invoke."""


def carry_out(service: Service, operation: aws.Operation) -> Answer:
    """Do what an operation says; raises `AwsError` when AWS would refuse it.

    Raises `SettingError` for one that nothing here does: Invoke, outside a run.
    """
    validate(operation)
    handler = HANDLERS.get(type(operation))
    if handler is None:
        raise SettingError(operation.name, "cannot be done here; let traffic call in its place")
    return handler(service, operation)
