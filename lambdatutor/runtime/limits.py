"""What the lab lets an environment use beyond what Lambda says, to keep the computer usable."""

from __future__ import annotations

LOG_BYTES = 1 << 20
"""Of one invocation's log that are kept: its end."""
OUTPUT_BYTES = 64 << 20
"""Written by one invocation, before it is ended."""
PROCESSES = 64
"""At once, before the environment is ended; Lambda lets 1,024 processes and threads live."""
CPU_S = 3_600
"""Of processor time in the life of one environment: the last wall, if nobody watches any more."""
DATA_MB = 1_024
"""Of memory that one process may ask for beyond the function's, without using it."""
WATCH_S = 0.02
"""How often memory and processes are looked at."""
