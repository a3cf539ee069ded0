"""Zips on disk as Lambda has them: permissions, order, and who may read."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaged import FUNCTION, by_hand, kinds, layer, only, regular, zipped

from lambdatutor.runtime.packages import (
    PackageError,
    Source,
    Weight,
    check,
    open_archive,
    unpack,
    unpack_archive,
    unpack_over,
)
from lambdatutor.runtime.packages.unpacking import allowed

READ_WITHOUT_POWERS = """
import ctypes, struct, sys
# Whoever runs as root gives up what lifts root above permissions.
ctypes.CDLL(None).capset(struct.pack("II", 0x20080522, 0), bytes(24))
try:
    print(open(sys.argv[1]).read())
except PermissionError as problem:
    print(problem.strerror)
"""


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def as_lambda_reads(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-I", "-c", READ_WITHOUT_POWERS, path],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_zip_is_unpacked_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "f.zip").write_bytes(zipped({**FUNCTION, "lib/a.py": "x = 1\n"}))

    unpack(tmp_path / "f.zip", tmp_path / "task")

    assert (tmp_path / "task" / "lib" / "a.py").read_text(encoding="utf-8") == "x = 1\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no permissions")
def test_permissions_are_kept(tmp_path: Path) -> None:
    data = by_hand(
        ("bin/", stat.S_IFDIR | 0o755, b""), regular("bin/tool", 0o755), regular("a.py", 0o644)
    )

    unpack_archive(open_archive(data), tmp_path / "task")

    assert mode_of(tmp_path / "task" / "bin" / "tool") == 0o755
    assert mode_of(tmp_path / "task" / "a.py") == 0o644


@pytest.mark.fact("PKG-013")
@pytest.mark.skipif(sys.platform != "linux", reason="other systems give powers up differently")
@pytest.mark.parametrize(
    ("file", "folder", "read"),
    [
        (0o644, 0o755, "x = 1"),
        (0o600, 0o755, "Permission denied"),
        (0o644, 0o700, "Permission denied"),
    ],
)
def test_what_not_everyone_may_read_is_denied_as_on_lambda(
    file: int, folder: int, read: str, tmp_path: Path
) -> None:
    data = by_hand(("lib/", stat.S_IFDIR | folder, b""), regular("lib/a.py", file, b"x = 1\n"))

    unpack_archive(open_archive(data), tmp_path / "task")

    assert as_lambda_reads(tmp_path / "task" / "lib" / "a.py") == read


@pytest.mark.fact("PKG-013")
def test_a_closed_handler_fails_and_another_closed_file_warns() -> None:
    handler = regular("lambda_function.py", 0o600, FUNCTION["lambda_function.py"].encode())
    finding = only(check(by_hand(handler)), "closed-file")
    assert (finding.weight, finding.fact) == (Weight.FAILS, "PKG-013")
    assert "mode 600" in finding.sentence
    assert 'Permission denied". Give it 644' in finding.sentence

    opened = regular("lambda_function.py", 0o644, handler[2])
    finding = only(check(by_hand(opened, regular("data.txt", 0o640))), "closed-file")
    assert (finding.weight, finding.path) == (Weight.WARNS, "data.txt")


@pytest.mark.parametrize("mode", [0o700, 0o754, 0o751])
def test_a_closed_folder_around_the_handler_fails(mode: int) -> None:
    data = by_hand(
        ("src/", stat.S_IFDIR | mode, b""),
        regular("src/app.py", 0o644, FUNCTION["lambda_function.py"].encode()),
    )

    finding = only(check(data, handler="src/app.lambda_handler"), "closed-file")

    assert (finding.weight, finding.path) == (Weight.FAILS, "src")
    assert "Give it 755" in finding.sentence


def test_a_zip_from_windows_has_no_permissions_and_is_readable(tmp_path: Path) -> None:
    data = by_hand(
        regular("lambda_function.py", 0, FUNCTION["lambda_function.py"].encode()), system=0
    )

    assert kinds(check(data)) == []
    unpack_archive(open_archive(data), tmp_path / "task")
    assert mode_of(tmp_path / "task" / "lambda_function.py") == 0o644


@given(st.integers(0, 0o7777), st.booleans())
def test_the_owner_has_no_more_than_everyone(mode: int, folder: bool) -> None:
    written = allowed(mode, folder=folder)

    for bit in (0o4, 0o1):
        everyone = bool(mode & bit)
        assert bool(written & bit << 6) <= everyone
    assert written & 0o7 == mode & 0o7
    assert written <= 0o777


def test_only_an_empty_folder_is_unpacked_into(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")

    with pytest.raises(PackageError, match="is not empty"):
        unpack_archive(open_archive(zipped(FUNCTION)), tmp_path)

    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_an_empty_folder_of_a_zip_is_there(tmp_path: Path) -> None:
    unpack_archive(open_archive(by_hand(("data/", stat.S_IFDIR | 0o755, b""))), tmp_path / "task")

    assert (tmp_path / "task" / "data").is_dir()


@pytest.mark.fact("PKG-007")
def test_layers_are_written_over_each_other(tmp_path: Path) -> None:
    first = layer("first", {"python/a.py": "old", "python/b.py": "stays"})
    second = layer("second", {"python/a.py": "new", "bin/tool": "x"})

    unpack_over([first, second], tmp_path / "opt")

    assert (tmp_path / "opt" / "python" / "a.py").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "opt" / "python" / "b.py").read_text(encoding="utf-8") == "stays"
    assert (tmp_path / "opt" / "bin" / "tool").is_file()


def test_a_bad_layer_keeps_all_of_them_from_being_written(tmp_path: Path) -> None:
    bad = open_archive(by_hand(regular("../evil.py", 0o644)))

    with pytest.raises(PackageError, match="climb"):
        unpack_over([layer("first", FUNCTION), Source("bad", bad)], tmp_path / "opt")

    assert not (tmp_path / "opt").exists()
