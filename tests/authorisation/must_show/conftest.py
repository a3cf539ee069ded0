"""What the lessons on permissions must show, with the scenes of the folder above."""

import sys
from pathlib import Path

HERE = Path(__file__).parent

# pytest imports test files by path, so a module elsewhere is found only if its folder is known.
for folder in (HERE, HERE.parent):
    sys.path.insert(0, str(folder))
