"""Where progress lies on this machine."""

import os
from pathlib import Path

FOLDER_VARIABLE = "LAMBDATUTOR_DATA"
"""Names a folder of the person's own choice."""


def data_folder() -> Path:
    """The folder for what a person keeps; it need not exist yet."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_dir

    return Path(user_data_dir("lambdatutor", appauthor=False))


def progress_path() -> Path:
    """The one file that holds everything a person has done."""
    return data_folder() / "progress.sqlite3"
