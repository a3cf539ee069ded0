"""System calls of Linux that Python has no name for."""

from __future__ import annotations

import contextlib
import ctypes
import os

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long

PR_SET_PDEATHSIG = 1
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

NUMBERS = {
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
    "mount_setattr": 442,
}
"""Calls that came after every architecture began to count alike."""

Argument = int | bytes | ctypes.Array[ctypes.c_char] | None


def call(name: str, *arguments: Argument) -> int:
    """A function of the C library; raises OSError."""
    return _checked(name, getattr(_LIBC, name)(*map(_c, arguments)))


def system_call(name: str, *arguments: Argument) -> int:
    """A call by its number; raises OSError."""
    return _checked(name, _LIBC.syscall(ctypes.c_long(NUMBERS[name]), *map(_c, arguments)))


def set_process(option: int, *values: int) -> None:
    """The call `prctl`, which wants four values after its option."""
    filled = (*values, 0, 0, 0, 0)[:4]
    _checked("prctl", _LIBC.prctl(option, *(ctypes.c_ulong(each) for each in filled)))


def drop_privileges() -> None:
    """What is started from here has no more rights than its user, even if that is root."""
    for capability in range(64):
        with contextlib.suppress(OSError):  # whoever has none to drop, or fewer than there are
            set_process(PR_CAPBSET_DROP, capability)


def _c(argument: Argument) -> object:
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


def _checked(name: str, result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result
