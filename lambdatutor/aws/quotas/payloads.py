"""Payloads and packages."""

from __future__ import annotations

from lambdatutor.aws.quotas.quota import Quota

MB_BYTES = Quota(1_048_576, "bytes", "INV-006", "What AWS calls 1 MB in its payload limits.")
SYNCHRONOUS_PAYLOAD_MB = Quota(
    6, "MB", "INV-006", "An event, or a response, of a synchronous call."
)
ASYNCHRONOUS_PAYLOAD_BYTES = Quota(
    1_048_576, "bytes", "INV-007", "An event of an asynchronous call."
)
RESPONSE_BYTES = Quota(6_291_556, "bytes", "INV-008", "A buffered response, before it is refused.")
TAIL_BYTES = Quota(4_096, "bytes", "INV-040", "The end of a log that a caller may ask for.")
CLIENT_CONTEXT_BYTES = Quota(3_583, "bytes", "INV-032", "The client context, in base64.")
ZIPPED_CODE_BYTES = Quota(52_428_800, "bytes", "PKG-001", "A zip file that is uploaded directly.")
UNZIPPED_CODE_BYTES = Quota(262_144_000, "bytes", "PKG-002", "Code and layers, unzipped.")
