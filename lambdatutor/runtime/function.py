"""A function whose code is really there: its folders and its settings."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from lambdatutor.aws.arn import ACCOUNT, REGION
from lambdatutor.aws.handler import DEFAULT_HANDLER
from lambdatutor.aws.operations.functions import UpdateFunctionConfiguration
from lambdatutor.aws.shapes.functions import Environment as Variables
from lambdatutor.aws.validation import validate

RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"
"""The code runs on the Python that runs us."""


class Function(msgspec.Struct, frozen=True, kw_only=True):
    """What an environment is made from: an unpacked package, unpacked layers, settings."""

    code: Path
    """Becomes /var/task."""
    layers: Path | None = None
    """Becomes /opt: all layers, unpacked over each other in order (PKG-007)."""
    name: str = "function"
    handler: str = DEFAULT_HANDLER
    variables: Mapping[str, str] = {}
    memory_mb: int = 128
    timeout_s: int = 3
    storage_mb: int = 512
    """The size of /tmp (LIF-019)."""
    version: str = "$LATEST"
    alias: str | None = None
    """How the caller addressed it (INV-033)."""

    def check(self) -> None:
        """Raises the AwsError with which Lambda refuses such settings."""
        operation = UpdateFunctionConfiguration(
            FunctionName=self.name,
            Handler=self.handler,
            MemorySize=self.memory_mb,
            Timeout=self.timeout_s,
            Environment=Variables(Variables=dict(self.variables)),
        )
        validate(operation)

    @property
    def arn(self) -> str:
        qualifier = f":{self.alias}" if self.alias else ""
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.name}{qualifier}"

    @property
    def log_group(self) -> str:
        """LOG-008."""
        return f"/aws/lambda/{self.name}"
