"""The handler setting of a Python function."""

from __future__ import annotations

DEFAULT_HANDLER = "lambda_function.lambda_handler"
"""What the console begins with (PKG-017)."""
