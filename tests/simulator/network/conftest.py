"""Scenes of networks are shared by the tests in this folder."""

import sys
from pathlib import Path

# pytest imports test files by path, so a module beside them is found only if its folder is known.
sys.path.insert(0, str(Path(__file__).parent))
