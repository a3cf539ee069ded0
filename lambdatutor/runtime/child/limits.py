"""What one environment may use, as limits of the operating system."""

from __future__ import annotations

import contextlib
import os
import resource

from lambdatutor.runtime.child.plan import Plan

_MB = 1 << 20


def set_limits(plan: Plan) -> None:
    """For this process and all it will start."""
    values = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, plan.cpu_s),
        (resource.RLIMIT_FSIZE, plan.tmp_mb * _MB),
        (resource.RLIMIT_NOFILE, plan.files),
        (resource.RLIMIT_DATA, plan.data_bytes),
    ]
    if plan.processes:
        values.append((resource.RLIMIT_NPROC, plan.processes))
    for limit, value in values:
        _, most = resource.getrlimit(limit)
        kept = value if most == resource.RLIM_INFINITY else min(value, most)
        # Not every system lets every limit be set; what is left open is watched from outside.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (kept, kept))
    # The screen comes first when the machine is busy.
    with contextlib.suppress(OSError):
        os.nice(5)
