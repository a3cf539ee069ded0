"""seccomp: system calls that the learner's code has no use for, and that could open a wall.

Among them are those for memory that belongs to no process, which nobody would find to count.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from lambdatutor.runtime.child.libc import PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, set_process

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_FILTER_MODE = 2
_NEW_NAMESPACE = 0x7E020080
"""CLONE_NEW… for users, files, processes, network, cgroups, names and times."""
_FAST_OPEN = 0x20000000
"""A first packet that goes out without `connect`, past Landlock's rule on ports."""

_OTHERS = {
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "memfd_secret": 447,
}
_CLONE3 = 435
_X86_64 = {
    "ptrace": 101, "syslog": 103, "personality": 135, "pivot_root": 155, "acct": 163,
    "settimeofday": 164, "mount": 165, "umount2": 166, "swapon": 167, "swapoff": 168, "reboot": 169,
    "sethostname": 170, "init_module": 175, "delete_module": 176, "quotactl": 179,
    "clock_settime": 227, "kexec_load": 246, "add_key": 248, "request_key": 249, "keyctl": 250,
    "shmget": 29, "memfd_create": 319,
    "unshare": 272, "perf_event_open": 298, "open_by_handle_at": 304, "setns": 308,
    "process_vm_readv": 310, "process_vm_writev": 311, "finit_module": 313, "kexec_file_load": 320,
    "bpf": 321, "userfaultfd": 323,
}  # fmt: skip
_ARM64 = {
    "umount2": 39, "mount": 40, "pivot_root": 41, "quotactl": 60, "acct": 89, "personality": 92,
    "unshare": 97, "kexec_load": 104, "init_module": 105, "delete_module": 106,
    "clock_settime": 112, "syslog": 116, "ptrace": 117, "reboot": 142, "sethostname": 161,
    "settimeofday": 170, "add_key": 217, "request_key": 218, "keyctl": 219, "swapon": 224,
    "swapoff": 225, "perf_event_open": 241, "open_by_handle_at": 265, "setns": 268,
    "process_vm_readv": 270, "process_vm_writev": 271, "finit_module": 273, "bpf": 280,
    "userfaultfd": 282, "kexec_file_load": 294, "shmget": 194, "memfd_create": 279,
}  # fmt: skip
_MARKS_X86_64 = (90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261, 268, 280)
_MARKS_ARM64 = (5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88)
_MARKS = (452, 463, 466)
"""Modes, owners, times and attributes of files, about which Landlock has no rule."""
_SHARED_X86_64 = (30, 31, 64, 65, 66, 68, 69, 70, 71, 220, 240, 241, 251)
_SHARED_ARM64 = (196, 195, 190, 193, 191, 186, 189, 188, 187, 192, 180, 181, 30)
"""Memory, semaphores and messages of other programs, which whoever guesses their number can use,
and which outlive whoever made them; and the order at the disk."""
_LOOKED_INTO_X86_64 = {
    "clone": 56, "socket": 41, "sendto": 44, "sendmsg": 46, "sendmmsg": 307, "prlimit64": 302,
    "setpriority": 141, "sched_setparam": 142, "sched_setscheduler": 144, "sched_setaffinity": 203,
    "sched_setattr": 314, "listen": 50,
}  # fmt: skip
_LOOKED_INTO_ARM64 = {
    "clone": 220, "socket": 198, "sendto": 206, "sendmsg": 211, "sendmmsg": 269, "prlimit64": 261,
    "setpriority": 140, "sched_setparam": 118, "sched_setscheduler": 119, "sched_setaffinity": 122,
    "sched_setattr": 274, "listen": 201,
}  # fmt: skip
_TURNS = ("sched_setparam", "sched_setscheduler", "sched_setaffinity", "sched_setattr")
_MACHINES = {
    "x86_64": (0xC000003E, _X86_64, _MARKS_X86_64 + _SHARED_X86_64, _LOOKED_INTO_X86_64),
    "aarch64": (0xC00000B7, _ARM64, _MARKS_ARM64 + _SHARED_ARM64, _LOOKED_INTO_ARM64),
}

Step = tuple[int, int, int, int]


def known() -> bool:
    """Whether this kernel filters calls, and the numbers of its machine's calls are known here."""
    if os.uname().machine not in _MACHINES:
        return False
    try:
        set_process(PR_SET_SECCOMP, _FILTER_MODE, 0)
    except OSError as error:
        # A kernel that filters looks for the filter, which is nowhere.
        return error.errno == errno.EFAULT
    return False


def restrict(*, room: bool) -> None:
    """Refuse such calls from now on.

    Without a room also every socket but one of TCP, what changes a file without opening it, and
    what is done to another process; in a room every socket that is not of its own ground.

    Raises OSError where the kernel has no seccomp.
    """
    steps = _program(room=room)
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(steps), ctypes.addressof(held))
    )
    set_process(PR_SET_NO_NEW_PRIVS, 1)
    set_process(PR_SET_SECCOMP, _FILTER_MODE, ctypes.addressof(program))


def _program(*, room: bool) -> list[Step]:
    architecture, refused, marks, looked_into = _MACHINES[os.uname().machine]
    steps: list[Step] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        _refuse(errno.EPERM),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, 0x40000000),  # the x32 way of calling, which would pass by the rest
        _refuse(errno.ENOSYS),
        *_equal(_CLONE3, [_refuse(errno.ENOSYS)]),  # its flags lie in memory; libc then uses clone
    ]
    for number in (*refused.values(), *_OTHERS.values()):
        steps += _equal(number, [_refuse(errno.EPERM)])
    steps += _equal(looked_into["clone"], _any_bit(0, _NEW_NAMESPACE))
    # A limit of zero seconds would end any process of the same user.
    steps += _equal(looked_into["prlimit64"], _all_zero(0))
    if room:
        steps += _equal(looked_into["socket"], _family_of_a_room())
    else:
        for number in (*marks, *_MARKS):
            steps += _equal(number, [_refuse(errno.EPERM)])
        steps += _equal(looked_into["socket"], _stream_of_tcp())
        # Without `bind` it takes any free port, past Landlock's rule, and the whole network hears.
        steps += _equal(looked_into["listen"], [_refuse(errno.EACCES)])
        steps += _equal(looked_into["setpriority"], _all_zero(0, 1))
        for name in _TURNS:
            steps += _equal(looked_into[name], _all_zero(0))
        for name, flags in (("sendto", 3), ("sendmsg", 2), ("sendmmsg", 3)):
            steps += _equal(looked_into[name], _any_bit(flags, _FAST_OPEN))
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _equal(number: int, then: list[Step]) -> list[Step]:
    return [(_EQUAL, 0, len(then), number), *then]


def _any_bit(argument: int, bits: int) -> list[Step]:
    """Ends the program either way."""
    return [
        (_LOAD, 0, 0, _ARGUMENTS + 8 * argument),
        (_ANY_BIT, 0, 1, bits),
        _refuse(errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _all_zero(*arguments: int) -> list[Step]:
    """As a process speaks of itself; ends the program either way."""
    found: list[Step] = []
    for argument in arguments:
        found += [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument), (_EQUAL, 1, 0, 0), _refuse(errno.EPERM)]
    return [*found, (_RETURN, 0, 0, _ALLOW)]


def _family_of_a_room() -> list[Step]:
    """UNIX, the internet, and netlink, by which the C library looks at it: all the room's own.

    Others know no namespace: AF_VSOCK leads to whoever runs this machine.
    """
    families = (1, 2, 10, 16)
    return [
        (_LOAD, 0, 0, _ARGUMENTS),
        *((_EQUAL, len(families) - at, 0, family) for at, family in enumerate(families)),
        _refuse(errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _stream_of_tcp() -> list[Step]:
    """The families of the internet, a stream, and its usual protocol."""
    return [
        (_LOAD, 0, 0, _ARGUMENTS),
        (_EQUAL, 2, 0, 2),
        (_EQUAL, 1, 0, 10),
        _refuse(errno.EACCES),
        (_LOAD, 0, 0, _ARGUMENTS + 8),
        (_AND, 0, 0, 0xF),
        (_EQUAL, 1, 0, 1),
        _refuse(errno.EACCES),
        (_LOAD, 0, 0, _ARGUMENTS + 16),
        (_EQUAL, 2, 0, 0),
        (_EQUAL, 1, 0, 6),
        _refuse(errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _refuse(number: int) -> Step:
    return (_RETURN, 0, 0, _ERRNO | number)
