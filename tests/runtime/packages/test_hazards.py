"""Zips that would do harm are refused, by a sentence, before a byte is written."""

import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaged import FUNCTION, by_hand, kinds, regular, zipped

from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.packages import (
    PackageError,
    check,
    drawn,
    open_archive,
    read_archive,
    remove,
    unpack,
    unpack_archive,
    zip_tree,
)

PLAIN = zipped(FUNCTION)
CANNOT_UNZIP = "Could not unzip uploaded file. Please check your file, then try to upload again."


def bombed() -> bytes:
    """Two names in the directory for the bytes of one file, as zip bombs have thousands."""
    data = bytearray(zipped({"a": b"\0" * 1_000}))
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    record = bytes(data[at:end])
    ending = bytearray(data[end:])
    struct.pack_into("<HHL", ending, 8, 2, 2, 2 * len(record))
    return bytes(data[:at]) + record + record[:-1] + b"b" + bytes(ending)


def encrypted() -> bytes:
    """The flag alone makes a reader ask for a password."""
    data = bytearray(PLAIN)
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bzipped(tmp_path: Path) -> bytes:
    with ZipFile(tmp_path / "b.zip", "w", ZIP_BZIP2) as archive:
        archive.writestr("a.py", "x" * 100)
    return (tmp_path / "b.zip").read_bytes()


BAD = {
    "up": (by_hand(regular("../evil.py", 0o644)), "would climb out of the folder"),
    "up, from further in": (by_hand(regular("a/../../evil.py", 0o644)), "would climb out"),
    "absolute": (by_hand(regular("/etc/passwd", 0o644)), "outside the zip"),
    "a drive": (by_hand(regular("C:evil.py", 0o644)), "outside the zip"),
    "from windows": (by_hand(regular("lib\\evil.py", 0o644)), "some programs on Windows"),
    "terminal codes": (by_hand(regular("\x1b[2Ja.py", 0o644)), r"`\x1b[2Ja.py` has characters"),
    "backwards": (by_hand(regular("\u202eyp.a", 0o644)), "cannot be seen"),
    "empty part": (by_hand(regular("a//b.py", 0o644)), "empty part"),
    "deep": (by_hand(regular("a/" * 65 + "b", 0o644)), "folders deep"),
    "long": (by_hand(regular("a" * 300, 0o644)), "too long"),
    "link": (by_hand(("a.py", stat.S_IFLNK | 0o777, b"/etc/passwd")), "is a link"),
    "device": (by_hand(("a", stat.S_IFCHR | 0o666, b"")), "is a device"),
    "file and folder": (
        by_hand(regular("a", 0o644), regular("a/b.py", 0o644)),
        "both a file and a folder",
    ),
    "encrypted": (encrypted(), "is encrypted"),
    "shared bytes": (bombed(), "shares its bytes with"),
}


@contextmanager
def nothing_is_written(into: Path) -> Iterator[None]:
    before = sorted(into.parent.rglob("*"))
    yield
    assert sorted(into.parent.rglob("*")) == before


@pytest.mark.parametrize("bad", BAD)
def test_harm_is_refused_and_nothing_is_written(bad: str, tmp_path: Path) -> None:
    data, says = BAD[bad]
    assert says in check(data).findings[0].sentence
    assert check(data).is_refused

    with nothing_is_written(tmp_path / "task"), pytest.raises(PackageError) as refused:
        unpack_archive(open_archive(data), tmp_path / "task")

    assert says in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("bad", BAD)
def test_the_tree_of_a_bad_zip_can_be_shown(bad: str) -> None:
    lines = drawn(zip_tree("bad.zip", open_archive(BAD[bad][0])))

    assert len(lines) > 1
    assert all(line.isprintable() for line in lines)


def test_rare_compression_is_refused(tmp_path: Path) -> None:
    assert kinds(check(bzipped(tmp_path))) == ["compression"]


def test_a_file_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = by_hand(regular("a.py", 0o644, b"1"), regular("a.py", 0o644, b"2"))

    assert "`a.py` is in the zip twice" in check(data).findings[0].sentence


@pytest.mark.fact("PKG-002")
def test_a_bomb_is_told_by_what_it_says_it_holds() -> None:
    data = bytearray(PLAIN)
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 262_144_000)
    (finding,) = check(bytes(data)).findings

    assert (finding.kind, finding.fact) == ("unzipped-too-large", "PKG-002")
    with pytest.raises(PackageError, match="must stay under 262144000"):
        unpack_archive(open_archive(bytes(data)), Path("never"))


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", PLAIN[:-30], b"PK\x05\x06"])
def test_what_is_no_zip_is_refused_in_awss_words(data: bytes) -> None:
    (finding,) = check(data).findings

    assert (finding.code, finding.sentence) == ("InvalidParameterValueException", CANNOT_UNZIP)
    with pytest.raises(AwsError, match="Could not unzip"):
        open_archive(data)


def test_a_broken_file_is_found_and_not_left_half_unpacked(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.py": "x = 1\n", "b.py": bytes(range(256))}))
    data[data.index(b"b.py") + 20] ^= 0xFF
    broken = bytes(data)

    assert "`b.py` does not unzip" in check(broken).findings[0].sentence
    with nothing_is_written(tmp_path / "task"), pytest.raises(AwsError, match="Could not unzip"):
        unpack_archive(open_archive(broken), tmp_path / "task")


def test_a_file_that_holds_less_than_it_says_is_broken() -> None:
    data = bytearray(PLAIN)
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 1_000)

    assert kinds(check(bytes(data))) == ["broken"]


def test_a_directory_of_millions_is_not_listed() -> None:
    data = bytearray(PLAIN)
    struct.pack_into("<L", data, data.index(b"PK\x05\x06") + 12, 500_000_000)

    (finding,) = check(bytes(data)).findings
    assert finding.kind == "too-many-files"


def test_a_zip_that_names_its_own_folder_is_fine() -> None:
    data = by_hand(
        ("./", stat.S_IFDIR | 0o755, b""),
        regular("./lambda_function.py", 0o644, FUNCTION["lambda_function.py"].encode()),
    )

    assert check(data).findings == ()


def test_a_zip_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.zip"):
        with pytest.raises(PackageError, match="there is no such file"):
            unpack(path, tmp_path / "task")


def test_a_zip_file_larger_than_lambda_takes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "film.zip").open("wb") as file:
        file.truncate(262_144_000)

    with pytest.raises(PackageError, match="as a zip"):
        read_archive(tmp_path / "film.zip")


@given(st.data())
def test_whatever_is_changed_in_a_zip_it_is_checked_or_refused(data: st.DataObject) -> None:
    """No byte of a zip can end in anything but a report."""
    changed = bytearray(zipped({**FUNCTION, "lib/a.py": "x = 1\n"}))
    places = st.tuples(st.integers(0, len(changed) - 1), st.integers(0, 255))
    for place, value in data.draw(st.lists(places, min_size=1, max_size=4)):
        changed[place] = value

    report = check(bytes(changed))

    assert all(each.sentence.isprintable() for each in report.findings)
    assert report.placement is None or not report.is_refused


def test_removing_does_not_care_for_permissions(tmp_path: Path) -> None:
    data = by_hand(
        ("closed/", stat.S_IFDIR | 0o700, b""), regular("closed/a.py", 0o600, b"x = 1\n")
    )
    unpack_archive(open_archive(data), tmp_path / "task")

    remove(tmp_path / "task")

    assert not (tmp_path / "task").exists()
