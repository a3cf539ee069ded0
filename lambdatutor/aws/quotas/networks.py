"""Functions in VPCs."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

VPC_SUBNETS = Quota(16, "subnets", "VPC-007", "The most subnets of one function.")
VPC_SECURITY_GROUPS = Quota(5, "groups", "VPC-007", "The most security groups of one function.")
VPC_INTERFACES = Quota(
    500, "interfaces", "VPC-007", "Lambda's network interfaces in one VPC, unless it is raised."
)
INTERFACE_DELETION_MIN = Quota(
    20, "minutes", "VPC-007", "The longest time until an interface is gone that nothing needs."
)
NETWORK_IDLE_DAYS = Quota(
    14, "days", "VPC-003", "How long a function goes uncalled until it loses its interface."
)
