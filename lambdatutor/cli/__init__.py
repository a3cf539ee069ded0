"""The one door: what is typed after `lambdatutor`.

Exit statuses: 0 fine, 1 a fault was found, 2 bad usage, 130 stopped by ctrl-c. Errors go to stderr
as one sentence with the next step.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from lambdatutor.errors import LambdaTutorError

FINE, FAULT, BAD_USAGE, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say and return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    try:
        status = _run(words)
        sys.stdout.flush()  # what cannot be written is told here, and not at the interpreter's end
        return status
    except LambdaTutorError as error:
        return _complain(error, getattr(error, "exit_status", FAULT))
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output has left; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        reason = error.strerror or str(error)
        return _complain(f"{reason}{place}. Make room or choose another place, and try again.")
    except Exception as error:  # noqa: BLE001  whatever it is, the person gets one sentence
        from lambdatutor.learner.fault_log import fault_sentence, write_fault

        return _complain(fault_sentence(error, write_fault(error)))


def _run(words: Sequence[str]) -> int:
    from lambdatutor.cli.arguments import parse

    try:
        options = parse(words)
    except SystemExit as left:  # argparse has said what there was to say
        return int(left.code or 0)
    return int(options.command(options))


def _open_streams() -> None:
    """Let no character, and no stream that was closed before we started, be a fault."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  open while we run
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace" if name != "stderr" else "backslashreplace")


def _complain(about: object, status: int = FAULT) -> int:
    sys.stderr.write(f"lambdatutor: {about}\n")
    return status
