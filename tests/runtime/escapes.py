"""A handler that tries what it must not: `event` names the attempt, and what it is tried on.

It must do no harm where a wall is missing, for somebody may be building that wall:

- What it changes or deletes was planted for it, and what it writes has a place of its own.
- Of the machine's own files and folders it opens some for writing. It cuts none and writes nothing;
  in a folder it opens a file that has no name and is gone at once.
- What it stops, slows or looks into is a process that the test itself has started.
- What it leaves running ends by itself in a minute.
"""

import contextlib
import ctypes
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

TASK = os.environ["LAMBDA_TASK_ROOT"]
SPARE = tempfile.mkdtemp()
LIBC = ctypes.CDLL(None, use_errno=True)


def lambda_handler(event, context):
    return ATTEMPTS[event["try"]](event.get("on"))


def read_what_is_typed(_):
    return sys.stdin.read()


def loosen_limits(_):
    """Those that could be raised."""
    raised = []
    for name in ("NOFILE", "NPROC", "DATA", "FSIZE", "CPU", "CORE"):
        number = getattr(resource, f"RLIMIT_{name}")
        _, most = resource.getrlimit(number)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(number, (most + 1, most + 1))
            raised.append(name)
    return raised


def processes_to_reach(on):
    """Those that are named, and what holds the walls; never the first process of the machine."""
    holder = os.getppid()
    if holder == 1 and os.readlink("/proc/self/ns/pid") == on["machine"]:
        return on["processes"]
    return [*on["processes"], holder]


def hold_back_processes(on):
    """What could be changed of how they run, of each and of their groups."""
    done = []

    def tried(name, function, *words):
        with contextlib.suppress(OSError):
            function(*words)
            done.append(name)

    for process in processes_to_reach(on):
        tried("limit", resource.prlimit, process, resource.RLIMIT_CPU, (9_000, 9_000))
        tried("turns", os.sched_setscheduler, process, os.SCHED_IDLE, os.sched_param(0))
        tried("processors", os.sched_setaffinity, process, {0})
        tried("rank", os.setpriority, os.PRIO_PROCESS, process, 19)
    for process in on["processes"]:
        tried("rank of a group", os.setpriority, os.PRIO_PGRP, process, 19)
    return done


def open_sockets(port):
    """The families that could be opened; datagrams and a stream go to the port."""
    opened = []
    families = {"raw": (2, 3, 1), "packet": (17, 3, 0), "vsock": (40, 1, 0), "alg": (38, 5, 0)}
    for name, words in families.items():
        with contextlib.suppress(OSError):
            socket.socket(*words).close()
            opened.append(name)
    for family, place in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with contextlib.suppress(OSError):
            socket.socket(family, socket.SOCK_DGRAM).sendto(b"out", (place, port))
        with contextlib.suppress(OSError):
            socket.create_connection((place, port), 1).send(b"out")
    return opened


def listen_to_everybody(_):
    """The address that anybody on the network could knock at."""
    with socket.socket() as door:
        door.listen()
        return door.getsockname()


def use_what_is_shared(numbers):
    """What of another program's memory, messages and semaphores could be used."""
    LIBC.shmat.restype = ctypes.c_void_p
    memory, messages, semaphores = numbers
    held = ctypes.create_string_buffer((1).to_bytes(8, sys.byteorder), 64)
    operation = ctypes.create_string_buffer(6)
    wait = {"x86_64": 65, "aarch64": 193}[os.uname().machine]  # the library makes it the other
    done = {
        "memory": LIBC.shmat(memory, None, 0) != ctypes.c_void_p(-1).value,
        "take": LIBC.msgrcv(messages, held, 8, 0, os.O_NONBLOCK) >= 0,
        "send": LIBC.msgsnd(messages, held, 8, os.O_NONBLOCK) >= 0,
        "wait": LIBC.syscall(wait, semaphores, operation, 1) >= 0,
        "wait a while": LIBC.semtimedop(semaphores, operation, 1, None) >= 0,
    }
    return [name for name, worked in done.items() if worked]


def seized(process):
    """Whether it could be traced; it is not stopped, and is let go when the tracer ends."""
    tracer = os.fork()
    if not tracer:
        os._exit(LIBC.ptrace(0x4206, process, None, None) != 0)  # PTRACE_SEIZE
    return os.waitstatus_to_exitcode(os.waitpid(tracer, 0)[1]) == 0


def look_into_processes(on):
    """What could be read of them, or done to them."""
    done = []
    for process in processes_to_reach(on):
        if seized(process):
            done.append("ptrace")
        for name in ("mem", "environ", "root/etc/hostname", "cwd/pyproject.toml", "fd/1"):
            with contextlib.suppress(OSError):
                os.close(os.open(f"/proc/{process}/{name}", os.O_RDONLY | os.O_NONBLOCK))
                done.append(name)
        local = ctypes.create_string_buffer(8)
        pair = (ctypes.c_size_t * 2)(ctypes.addressof(local), 8)
        if LIBC.process_vm_readv(process, pair, 1, pair, 1, 0) > 0:
            done.append("memory")
    return done


def delete_own_code(_):
    if os.path.dirname(os.path.abspath(__file__)) != TASK:
        raise RuntimeError(f"{TASK} is not where this code lies")
    shutil.rmtree(TASK, ignore_errors=True)
    for path, _, names in os.walk(TASK):
        for name in names:
            for harm in (os.unlink, lambda each: os.rename(each, each + ".x")):
                with contextlib.suppress(OSError):
                    harm(os.path.join(path, name))
    return sorted(os.listdir(TASK))


def wreck(paths):
    """Everything that changes a file or a folder, on each path, by each way that leads there."""
    tried = 0
    for way in WAYS:
        for path in paths:
            for harm in HARM:
                tried += 1
                with contextlib.suppress(OSError):
                    harm(way + path)
    return tried


def open_to_write(paths):
    """Those that could be opened, a folder for a file without a name; nothing is written."""
    opened = []
    for way in WAYS:
        for path in paths:
            for how in (os.O_WRONLY, os.O_WRONLY | os.O_TMPFILE):
                with contextlib.suppress(OSError):
                    os.close(os.open(way + path, how | os.O_NONBLOCK))
                    opened.append(way + path)
    return opened


def leave(seconds):
    """Sleep in processes that try to get away: a new session, an orphan, one that hears nothing."""
    sleep = ["sleep", seconds]
    subprocess.Popen(sleep, start_new_session=True)
    deaf = "trap '' TERM HUP INT; sleep $0 & echo; exec sleep $0"
    subprocess.Popen(["sh", "-c", deaf, seconds], stdout=subprocess.PIPE).stdout.readline()
    parent = os.fork()
    if not parent:
        os.setsid()
        subprocess.Popen(sleep)
        os._exit(0)
    os.waitpid(parent, 0)


def leave_and_crash(seconds):
    leave(seconds)
    os._exit(1)


def stop_itself(_):
    while True:
        os.kill(os.getpid(), signal.SIGSTOP)


def fill_the_disk(_):
    with contextlib.suppress(OSError):
        folder = tempfile.mkdtemp()
        for number in range(16):
            with open(f"{folder}/{number}", "wb") as file:
                file.write(bytes(4 << 20))
    time.sleep(2)


def _append(path):
    with open(path, "ab") as file:
        file.write(b"changed")


def _beside(path):
    with open(path + ".new", "w") as file:
        file.write("new")


WAYS = ("", "/proc/self/root", "/proc/1/root", f"/proc/{os.getppid()}/root")
HARM = (
    _append,
    _beside,
    lambda path: os.truncate(path, 0),
    lambda path: os.chmod(path, 0o777),
    lambda path: os.chown(path, os.getuid(), os.getgid()),
    lambda path: os.utime(path, (1, 1)),
    lambda path: os.link(path, f"{path}.link"),
    lambda path: os.link(path, f"{SPARE}/link"),
    lambda path: os.symlink(path, f"{path}.symlink"),
    lambda path: os.mkdir(f"{path}.folder"),
    lambda path: os.mkfifo(f"{path}.fifo"),
    lambda path: os.setxattr(path, "user.changed", b"yes"),
    lambda path: os.rename(path, f"{path}.moved"),
    lambda path: os.rename(path, f"{SPARE}/moved"),
    os.unlink,
    os.rmdir,
    lambda path: shutil.rmtree(path, ignore_errors=True),
)
ATTEMPTS = {
    each.__name__: each
    for each in (
        read_what_is_typed,
        loosen_limits,
        hold_back_processes,
        open_sockets,
        listen_to_everybody,
        use_what_is_shared,
        look_into_processes,
        delete_own_code,
        wreck,
        open_to_write,
        leave,
        leave_and_crash,
        stop_itself,
        fill_the_disk,
    )
}
