"""How laws are tried: without a clock, because the machine may be busy."""

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

# pytest imports test files by path, so a module beside them is found only if its folder is known.
sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
