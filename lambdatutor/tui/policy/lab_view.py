"""The page of a policy lab: the brief, the objectives as they stand, and what was said."""

from __future__ import annotations

from lambdatutor.course.policies.lab import PolicyAttempt
from lambdatutor.tui.steps.judged_lab import JudgedLabView


class PolicyLabView(JudgedLabView[PolicyAttempt]):
    """What to reach; the documents are on the other page."""
