"""What is left behind when the program itself is at fault: a file, and one sentence."""

from __future__ import annotations

import platform
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from lambdatutor import __version__
from lambdatutor.learner.folder import data_folder


def fault_path() -> Path:
    return data_folder() / "fault.log"


def write_fault(error: BaseException) -> Path | None:
    """Describe the fault in a file; where none can be written, in the folder for passing files."""
    story = (
        f"lambdatutor {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"{datetime.now(UTC).isoformat(timespec='seconds')}\n\n"
        + "".join(traceback.format_exception(error))
    )
    for path in (fault_path(), Path(tempfile.gettempdir()) / "lambdatutor-fault.log"):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(story, encoding="utf-8", errors="replace")
        except OSError:
            continue
        return path
    return None


def fault_sentence(error: BaseException, path: Path | None) -> str:
    """What the person reads."""
    where = f"It is described in {path}" if path else f"It was {type(error).__name__}"
    return f"a fault inside lambdatutor has stopped it. {where}; what you did is kept."
