"""The scenes of the other folders are shared here: a lesson takes from every part."""

import sys
from pathlib import Path

HERE = Path(__file__).parent

# pytest imports test files by path, so a module elsewhere is found only if its folder is known.
for folder in ("must_show", "queues", "streams", "asynchronous", "sources", "metrics"):
    sys.path.insert(0, str(HERE.parent / folder))
