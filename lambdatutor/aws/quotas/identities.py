"""Policies of functions."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

POLICY_CHARACTERS = Quota(
    20_480, "characters", "PER-002", "The resource-based policy of a function, version or alias."
)
