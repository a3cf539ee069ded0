"""A room of its own for an environment: namespaces for users, files, processes and network.

Inside, the code is at /var/task, layers at /opt, and /tmp is the only place that takes files, as
on Lambda. There is no other network than a loopback of its own.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import stat
import struct

from lambdatutor.runtime.child.libc import call, system_call
from lambdatutor.runtime.child.plan import OPT, RUNTIME, TASK, TMP, Plan

_USER, _GROUP = 993, 990
"""Not 0, so that what is started inside has no privileges even in the room."""

_NEW = 0x10000000 | 0x20000000 | 0x40000000 | 0x08000000 | 0x04000000
"""CLONE_NEWUSER, NEWPID, NEWNET, NEWIPC, NEWUTS."""
_NEW_FILES = 0x00020000
"""CLONE_NEWNS, apart: whoever waits outside still has to remove files of the machine."""

_NOSUID, _NODEV, _NOEXEC, _BIND, _REC, _PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
_DETACH = 2
_AT_RECURSIVE, _AT_FDCWD = 0x8000, -100
_ATTR_READ_ONLY = 1 | 2 | 4  # with no set-user-ID and no devices

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store")
_OF_ETC = (
    *("ld.so.cache", "localtime", "ca-certificates", "alternatives", "mime.types"),
    # Its neighbour is /etc/ssl/private, which root could read.
    *("ssl/certs", "ssl/cert.pem", "ssl/openssl.cnf"),
)
_DEVICES = ("null", "zero", "full", "random", "urandom")

SYSTEM_FILES = (*_SYSTEM, *(f"/etc/{name}" for name in _OF_ETC))


def leave() -> None:
    """Leave the namespaces of the machine; the next child is the first process of new ones."""
    user, group = os.getuid(), os.getgid()
    call("unshare", _NEW)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{_USER} {user} 1")
    _write("/proc/self/gid_map", f"{_GROUP} {group} 1")


def raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        up = struct.pack("16sH14x", b"lo", 1)
        fcntl.ioctl(any_socket, 0x8914, up)  # SIOCSIFFLAGS


def furnish(plan: Plan) -> None:
    """Build the files of the room and make them the only ones there are; raises OSError."""
    root = os.path.join(plan.folder, "root")
    call("unshare", _NEW_FILES)
    _mount(None, "/", None, _REC | _PRIVATE)
    _mount("tmpfs", root, "tmpfs", _NOSUID | _NODEV, "size=1m,mode=755")
    # Before the rest: Python may itself be installed somewhere below it.
    os.makedirs(root + TMP)
    _mount("tmpfs", root + TMP, "tmpfs", _NOSUID | _NODEV, f"size={plan.tmp_mb}m,mode=1777")
    for path in (*SYSTEM_FILES, *plan.readable):
        _show(path, root + path)
    _show(plan.task, root + TASK)
    _show(plan.opt, root + OPT)
    _show(plan.runtime, root + RUNTIME)
    for name in _DEVICES:
        _show(f"/dev/{name}", f"{root}/dev/{name}", devices=True)
    _processes(root)
    os.makedirs(f"{root}/old")
    call("pivot_root", os.fsencode(root), os.fsencode(f"{root}/old"))
    os.chdir("/")
    call("umount2", b"/old", _DETACH)
    os.rmdir("/old")
    _attributes("/", _ATTR_READ_ONLY, recursive=False)


def _processes(root: str) -> None:
    """Its own list of processes; a container may not allow it, and code seldom asks for it."""
    os.makedirs(f"{root}/proc")
    try:
        _mount("proc", f"{root}/proc", "proc", _NOSUID | _NODEV | _NOEXEC)
    except OSError:
        return
    os.symlink("/proc/self/fd", f"{root}/dev/fd")


def _show(path: str, place: str, *, devices: bool = False) -> None:
    """Show a file or folder of the machine in the room, to be read only."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return
    if os.path.lexists(place):
        return
    os.makedirs(os.path.dirname(place), exist_ok=True)
    if stat.S_ISLNK(mode):
        os.symlink(os.readlink(path), place)
        return
    if stat.S_ISDIR(mode):
        os.makedirs(place, exist_ok=True)
    else:
        os.close(os.open(place, os.O_CREAT | os.O_WRONLY))
    _mount(path, place, None, _BIND | _REC)
    if not devices:
        _attributes(place, _ATTR_READ_ONLY)


def _attributes(place: str, attributes: int, *, recursive: bool = True) -> None:
    wanted = ctypes.create_string_buffer(struct.pack("QQQQ", attributes, 0, 0, 0), 32)
    how = _AT_RECURSIVE if recursive else 0
    system_call("mount_setattr", _AT_FDCWD, os.fsencode(place), how, wanted, 32)


def _mount(what: str | None, place: str, kind: str | None, flags: int, more: str = "") -> None:
    call("mount", _bytes(what), os.fsencode(place), _bytes(kind), flags, _bytes(more or None))


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else os.fsencode(text)


def _write(path: str, text: str) -> None:
    file = os.open(path, os.O_WRONLY)
    try:
        os.write(file, text.encode())
    finally:
        os.close(file)
