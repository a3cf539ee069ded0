"""Landlock: files and ports that a process gives up for good, without any privilege."""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

from lambdatutor.runtime.child.libc import PR_SET_NO_NEW_PRIVS, set_process, system_call

_VERSION = 1
_PATH, _PORT = 1, 2
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_TRUNCATE, _DEVICES = 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _DEVICES
_BIND_TCP, _CONNECT_TCP = 1, 2
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
"""Rights on files by version of Landlock; later ones are those of the fifth."""


def version() -> int:
    """Which Landlock there is; 0 for none."""
    try:
        return system_call("landlock_create_ruleset", None, 0, _VERSION)
    except OSError:
        return 0


def restrict(readable: Iterable[str], writable: Iterable[str], port: int) -> None:
    """Leave this process these files and this port alone; raises OSError."""
    found = version()
    files = _RIGHTS.get(found, (1 << 16) - 1)
    ports = _BIND_TCP | _CONNECT_TCP if found >= 4 else 0
    scoped = 3 if found >= 6 else 0  # abstract sockets, and signals to processes outside
    size = 24 if found >= 6 else 16 if found >= 4 else 8
    asked = ctypes.create_string_buffer(struct.pack("QQQ", files, ports, scoped), 24)
    rules = system_call("landlock_create_ruleset", asked, size, 0)
    try:
        for path in readable:
            _allow(rules, path, files & _READ)
        for path in writable:
            _allow(rules, path, files)
        _allow(rules, "/dev/null", files & (_READ_FILE | _WRITE_FILE | _TRUNCATE))
        if ports:
            one = ctypes.create_string_buffer(struct.pack("QQ", _CONNECT_TCP, port), 16)
            system_call("landlock_add_rule", rules, _PORT, one, 0)
        set_process(PR_SET_NO_NEW_PRIVS, 1)
        system_call("landlock_restrict_self", rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_A_FILE
        one = ctypes.create_string_buffer(struct.pack("=Qi", rights, place), 12)
        system_call("landlock_add_rule", rules, _PATH, one, 0)
    finally:
        os.close(place)
