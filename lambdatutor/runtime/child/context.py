"""The second argument of a handler, as AWS's client makes it (INV-028 to INV-033)."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from typing import Any

_CLIENT = (
    "installation_id",
    "app_title",
    "app_version_name",
    "app_version_code",
    "app_package_name",
)


class Named:
    """Fields that may be unset."""

    def __init__(self, kind: str, fields: tuple[str, ...], found: Mapping[str, Any]) -> None:
        self._kind = kind
        for field in fields:
            setattr(self, field, found.get(field))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  asked for only where there is none
        raise AttributeError(f"'{self._kind}' object has no attribute '{name}'")


class Context:
    """What a handler is told about its invocation."""

    def __init__(self, headers: Mapping[str, str | None]) -> None:
        told = os.environ.get
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.log_group_name = told("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = told("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = told("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = told("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = told("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.tenant_id = headers["Lambda-Runtime-Aws-Tenant-Id"]
        self.client_context = _client_context(headers["Lambda-Runtime-Client-Context"])
        identity = json.loads(headers["Lambda-Runtime-Cognito-Identity"] or "{}")
        known = {
            "cognito_identity_id": identity.get("cognitoIdentityId"),
            "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId"),
        }
        self.identity = Named("CognitoIdentity", tuple(known), known)
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"] or 0)

    def get_remaining_time_in_millis(self) -> int:
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message: object) -> None:
        print(message, end="")  # noqa: T201  it is a log line


def _client_context(text: str | None) -> Named | None:
    if not text:
        return None
    found: dict[str, Any] = json.loads(text)
    client = found.get("client")
    if client is not None:
        found["client"] = Named("Client", _CLIENT, client)
    return Named("ClientContext", ("custom", "env", "client"), found)
