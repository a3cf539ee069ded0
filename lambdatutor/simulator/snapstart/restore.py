"""The Restore phase: what a new environment of a version with SnapStart does instead of Init."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors, quotas
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.aws.errors import AwsError
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.version import Version

_LIMIT_US = quotas.RESTORE_LIMIT_S.value * SECOND


def failure(version: Version) -> AwsError | None:
    """The refusal with which every restore of this version ends, if it fails (SNP-003, SNP-004)."""
    code = version.configuration.code
    if code.after_restore > _LIMIT_US:
        return errors.snapstart_timeout()
    return errors.snapstart_failed() if code.after_restore_fails else None


def start(environment: ExecutionEnvironment) -> None:
    """Load the snapshot and run the hooks; all environments have the same Init behind them."""
    version = environment.version
    code = version.configuration.code
    restore_us = code.restore.at(environment.init_share)
    hooks_us = min(code.after_restore, restore_us)
    cut_us = max(0, code.after_restore - _LIMIT_US)
    if cut_us:
        restore_us = max(restore_us, code.after_restore) - cut_us
    environment.phase = "restore"
    environment.init_us = hooks_us
    environment.note("restore.start", (restore_us,))
    environment.built = Bell(environment.service.clock, environment.end_restore)
    environment.built.set(environment.since_us + restore_us)
    if version.snapshot is not None:
        version.snapshot.restored()


def end(environment: ExecutionEnvironment) -> None:
    """Go on with the request, or refuse it when a hook failed or took too long."""
    version = environment.version
    now = environment.service.clock.now_us
    refusal = failure(version)
    error = "" if refusal is None else refusal.code
    if refusal is not None:
        environment.init_us = 0
        environment.note("restore.failed", (refusal.code, refusal.message))
    else:
        environment.note("restore.end", (now - environment.since_us, environment.init_us))
    if environment.request is None:
        environment.wait_initialised(error)  # made ahead of a request (LIF-025)
    elif error:
        environment.fail_start(error)
    else:
        environment.invoke(environment.request)
