"""What IAM's documents and attachments may come to, by IAM's own page of quotas.

The sheet of facts is about Lambda and has none of these. Read in 2026-11:
docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from __future__ import annotations

ROLE_POLICIES_CHARACTERS = 10_240
"""All inline policies of a role together, without white space."""
USER_POLICIES_CHARACTERS = 2_048
"""All inline policies of a user together, without white space."""
MANAGED_POLICY_CHARACTERS = 6_144
"""One version of a managed policy, without white space."""
TRUST_POLICY_CHARACTERS = 2_048
"""A role's trust policy, without white space; the default, which can be raised."""
ATTACHED_POLICIES = 10
"""Managed policies on one role or user; the default, which can be raised."""
POLICY_VERSIONS = 5
"""Versions that a managed policy keeps."""
TAGS = 50
"""On one role or user."""
SESSION_S = 3_600
"""How long a session lasts where nothing else is said."""
