"""Calls about concurrency that AWS refuses, worded as it words them."""

from __future__ import annotations

from refusals import ARN, CONFLICT, INVALID, MISSING, NOT_FOUND, Refusal
from scenes import provision, reserve

from lambdatutor.aws.operations import (
    DeleteFunctionConcurrency,
    DeleteProvisionedConcurrencyConfig,
    GetProvisionedConcurrencyConfig,
    ListProvisionedConcurrencyConfigs,
    Operation,
    UpdateAlias,
)

NO_CONFIG = ("ProvisionedConcurrencyConfigNotFoundException", 404)
NO_ALIAS = "Cannot find alias arn: "
UNPUBLISHED = "Provisioned Concurrency Configs cannot be applied to unpublished function versions."
NEITHER = "The function resource provided must be an alias or a published version."
ALREADY = (
    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned "
    "version"
)


def get_provisioned(qualifier: str, name: str = "f") -> Operation:
    return GetProvisionedConcurrencyConfig(FunctionName=name, Qualifier=qualifier)


OF_CONCURRENCY: list[Refusal] = [
    # Reserved concurrency
    (
        reserve(1),
        INVALID,
        (
            " ReservedConcurrentExecutions  1 should not be lower than function's total "
            "provisioned concurrency [4]."
        ),
    ),
    (
        reserve(901),
        INVALID,
        (
            "Specified ReservedConcurrentExecutions for function decreases account's "
            "UnreservedConcurrentExecution below its minimum value of [100]."
        ),
    ),
    (
        reserve(5, "f:live"),
        INVALID,
        (
            "This operation is permitted on Lambda functions only. Aliases and versions do not "
            "support this operation. Please specify either a function name or an unqualified "
            "function ARN."
        ),
    ),
    (reserve(5, "doesnotexist"), MISSING, f"{NOT_FOUND}{ARN}doesnotexist"),
    (
        DeleteFunctionConcurrency(FunctionName="doesnotexist"),
        MISSING,
        f"{NOT_FOUND}{ARN}doesnotexist",
    ),
    # Provisioned concurrency
    (
        provision(1, "$LATEST"),
        INVALID,
        UNPUBLISHED,
    ),
    (
        provision(1, "head"),
        INVALID,
        UNPUBLISHED,
    ),
    (
        UpdateAlias(FunctionName="f", Name="live", FunctionVersion="$LATEST"),
        INVALID,
        UNPUBLISHED,
    ),
    (
        get_provisioned("$LATEST"),
        INVALID,
        NEITHER,
    ),
    (
        DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="$LATEST"),
        INVALID,
        NEITHER,
    ),
    (
        get_provisioned("2"),
        NO_CONFIG,
        "No Provisioned Concurrency Config found for this function",
    ),
    (
        DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="other"),
        NO_CONFIG,
        "No Provisioned Concurrency Config found for this function",
    ),
    (
        provision(1, "other"),
        CONFLICT,
        (ALREADY),
    ),
    (
        UpdateAlias(FunctionName="f", Name="live", FunctionVersion="3"),
        CONFLICT,
        (ALREADY),
    ),
    (provision(1, "1"), CONFLICT, "Version is pointed by a Provisioned Concurrency alias"),
    (
        provision(1, "doesnotexist"),
        MISSING,
        f"{NO_ALIAS}{ARN}f:doesnotexist",
    ),
    (
        provision(1, "noalias", "doesnotexist"),
        MISSING,
        f"{NO_ALIAS}{ARN}doesnotexist:noalias",
    ),
    (
        get_provisioned("noalias", "doesnotexist"),
        MISSING,
        f"{NO_ALIAS}{ARN}doesnotexist:noalias",
    ),
    (provision(1, "1", "doesnotexist"), MISSING, f"{NOT_FOUND}{ARN}doesnotexist:1"),
    (get_provisioned("10"), MISSING, f"{NOT_FOUND}{ARN}f:10"),
    (
        ListProvisionedConcurrencyConfigs(FunctionName="doesnotexist"),
        MISSING,
        f"{NOT_FOUND}{ARN}doesnotexist",
    ),
]
