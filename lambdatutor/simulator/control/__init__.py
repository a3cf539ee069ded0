"""The control plane: what each of AWS's operations changes, and when it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws.validation import validate
from lambdatutor.simulator.control import concurrency, functions, provisioning, versions

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
    aws.PublishVersion: versions.publish,
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
}
"""What does the work of each operation but Invoke."""


def carry_out(service: Service, operation: aws.Operation) -> Answer:
    """Do what an operation says; raises `AwsError` when AWS would refuse it."""
    validate(operation)
    return HANDLERS[type(operation)](service, operation)
