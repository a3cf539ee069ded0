"""The environment variables of a running function: Lambda's, and nothing of the learner's own."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import NamedTuple

from lambdatutor.aws.arn import REGION
from lambdatutor.runtime.clients import Client
from lambdatutor.runtime.function import RUNTIME, Function


class Places(NamedTuple):
    """Where the code finds things, in its room or, where there is none, on this machine."""

    task: str
    opt: str
    runtime: str
    tmp: str
    port: int


def log_stream(version: str) -> str:
    """One for each environment (LOG-010)."""
    return f"{datetime.now(UTC):%Y/%m/%d}/[{version}]{uuid.uuid4().hex}"


def variables(function: Function, stream: str, places: Places, client: Client) -> dict[str, str]:
    """All that the process is started with: no credentials, no home (ENV-003, ENV-004)."""
    overridable = {
        "LANG": "en_US.UTF-8",
        "LD_LIBRARY_PATH": f"{places.task}:{places.task}/lib:{places.opt}/lib",
        "PATH": f"/usr/local/bin:/usr/bin:/bin:{places.opt}/bin",
        "PYTHONPATH": places.runtime,
        "TZ": ":UTC",
    }
    if places.tmp != "/tmp":  # noqa: S108  it is where Lambda's code writes
        overridable["TMPDIR"] = places.tmp
    fixed = {
        "_HANDLER": function.handler,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{RUNTIME}",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_mb),
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": function.version,
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": function.log_group,
        "AWS_LAMBDA_LOG_STREAM_NAME": stream,
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{places.port}",
        "AWS_REGION": REGION,
        "LAMBDA_RUNTIME_DIR": places.runtime,
        "LAMBDA_TASK_ROOT": places.task,
        # Read and removed before the code starts.
        "LAMBDATUTOR_CLIENT": client.value,
        "LAMBDATUTOR_OPT": places.opt,
    }
    return overridable | dict(function.variables) | fixed
