"""A zip: what it says it holds, before anything of it is unpacked."""

from __future__ import annotations

import base64
import hashlib
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from lambdatutor.aws import quotas
from lambdatutor.aws.errors import AwsError, invalid_parameter_value
from lambdatutor.runtime.packages.findings import PackageError, printable

MOST_ENTRIES = 65_535
"""A rule of this program: a zip with more would take seconds to list."""

_MOST_DIRECTORY_BYTES = 16 * 1_048_576
_UNIX = 3
_ENCRYPTED = 0x1
_END = struct.Struct("<4s4H2LH")
_END_64_LOCATOR_BYTES = 20
_END_64 = struct.Struct("<4sQ2H2L4Q")
_MOST_COMMENT_BYTES = 65_535


class Kind(Enum):
    """What an entry of a zip is."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    OTHER = auto()
    """A device, a socket or a pipe."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or folder of a zip."""

    path: str
    """As the zip names it, without the slash that ends a folder's name."""
    kind: Kind
    size_bytes: int
    zipped_bytes: int
    mode: int | None
    """The permissions; None when the zip was made on a system that has none."""
    encrypted: bool
    method: int
    """How it is compressed: 0 is stored, 8 deflated."""
    offset: int
    """Where its header begins, in bytes."""

    @property
    def is_file(self) -> bool:
        return self.kind is Kind.FILE


@dataclass(frozen=True)
class Archive:
    """A zip that could be listed."""

    data: bytes = field(repr=False)
    entries: tuple[Entry, ...]
    _zip: ZipFile = field(repr=False, compare=False)
    _infos: tuple[ZipInfo, ...] = field(repr=False, compare=False)

    @property
    def zipped_bytes(self) -> int:
        return len(self.data)

    @cached_property
    def unzipped_bytes(self) -> int:
        return sum(each.size_bytes for each in self.entries)

    @cached_property
    def code_sha256(self) -> str:
        """The SHA-256 of the zip in base64, as CodeSha256 has it."""
        return base64.b64encode(hashlib.sha256(self.data).digest()).decode()

    @cached_property
    def files(self) -> dict[str, Entry]:
        """The files by their path; of two with one path, the later."""
        return {each.path: each for each in self.entries if each.is_file}

    @cached_property
    def _places(self) -> dict[int, ZipInfo]:
        return {id(entry): info for entry, info in zip(self.entries, self._infos, strict=True)}

    def content(self, entry: Entry) -> bytes:
        """What a file holds. Raises AwsError for one that does not unzip."""
        return b"".join(self.chunks(entry))

    def head(self, entry: Entry, most_bytes: int) -> bytes:
        """How a file begins. Raises AwsError for one that does not unzip."""
        try:
            with self._zip.open(self._places[id(entry)]) as file:
                return file.read(most_bytes)
        except _BROKEN:
            raise cannot_unzip() from None

    def chunks(self, entry: Entry, chunk_bytes: int = 1_048_576) -> Iterator[bytes]:
        """A file piece by piece, never more than it says it holds. Raises AwsError as `content`."""
        read_bytes = 0
        try:
            with self._zip.open(self._places[id(entry)]) as file:
                while chunk := file.read(chunk_bytes):
                    read_bytes += len(chunk)
                    yield chunk
        except _BROKEN:
            raise cannot_unzip() from None
        if read_bytes != entry.size_bytes:
            raise cannot_unzip()


_BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)
"""What the zip module raises for contents that do not unzip."""


def cannot_unzip() -> AwsError:
    """AWS's refusal of what is no zip, or a broken one."""
    return invalid_parameter_value(
        "Could not unzip uploaded file. Please check your file, then try to upload again."
    )


def read_archive(path: Path) -> Archive:
    """The zip in a file. Raises as `read_zip` and `open_archive` do."""
    return open_archive(read_zip(path))


def read_zip(path: Path) -> bytes:
    """A file that may be a zip. Raises PackageError for one that cannot be read.

    One that is larger than what it may unzip to (PKG-002) is not even read.
    """
    most = quotas.UNZIPPED_CODE_BYTES.value
    try:
        # A pipe or a device has no size, and reading one may never end.
        if not path.is_file():
            raise PackageError(f"{printable(str(path))}: there is no such file. Give a zip.")
        size_bytes = path.stat().st_size
        if size_bytes >= most:
            raise PackageError(
                f"{printable(str(path))} is {size_bytes} bytes as a zip, and Lambda takes less "
                f"than {most} unzipped. Leave something out, or use a container image."
            )
        return path.read_bytes()
    except OSError as problem:
        raise PackageError(
            f"{printable(str(path))} cannot be read: {problem.strerror}. Check its permissions."
        ) from None


def open_archive(data: bytes) -> Archive:
    """Lists a zip. Raises AwsError for what is no zip, PackageError for one with too many files."""
    entry_count, directory_bytes = _directory(data)
    if entry_count > MOST_ENTRIES or directory_bytes > _MOST_DIRECTORY_BYTES:
        raise _too_many()
    try:
        opened = ZipFile(BytesIO(data))
    except (*_BROKEN, struct.error):
        raise cannot_unzip() from None
    # Some programs name the folder itself too, as `./`.
    infos = tuple(each for each in opened.infolist() if _path(each))
    if len(infos) > MOST_ENTRIES:
        raise _too_many()
    return Archive(data, tuple(map(_entry, infos)), opened, infos)


def _too_many() -> PackageError:
    return PackageError(
        f"The zip says it holds more than {MOST_ENTRIES} files, which this program does not list. "
        "Leave some out."
    )


def _directory(data: bytes) -> tuple[int, int]:
    """How many entries the zip's directory says it has, and its length in bytes."""
    at = len(data) - _END.size
    if data[max(at, 0) :][:4] != b"PK\x05\x06" or data[-2:] != b"\0\0":
        at = data.rfind(b"PK\x05\x06", max(0, at - _MOST_COMMENT_BYTES))
    if at < 0 or len(data) < at + _END.size:
        raise cannot_unzip()
    _, _, _, _, count, size_bytes, _, _ = _END.unpack_from(data, at)
    larger = at - _END_64_LOCATOR_BYTES - _END_64.size
    if larger >= 0 and data[at - _END_64_LOCATOR_BYTES :][:4] == b"PK\x06\x07":
        *_, count, size_bytes, _ = _END_64.unpack_from(data, larger)
    return count, size_bytes


def _entry(info: ZipInfo) -> Entry:
    on_unix = info.create_system == _UNIX
    whole = info.external_attr >> 16
    return Entry(
        path=_path(info),
        kind=_kind(info.filename, whole if on_unix else 0),
        size_bytes=info.file_size,
        zipped_bytes=info.compress_size,
        mode=stat.S_IMODE(whole) if on_unix else None,
        encrypted=bool(info.flag_bits & _ENCRYPTED),
        method=info.compress_type,
        offset=info.header_offset,
    )


def _path(info: ZipInfo) -> str:
    return info.filename.removeprefix("./").removesuffix("/")


def _kind(name: str, mode: int) -> Kind:
    if name.endswith("/"):
        return Kind.FOLDER
    if stat.S_ISLNK(mode):
        return Kind.LINK
    return Kind.FILE if stat.S_IFMT(mode) in {0, stat.S_IFREG} else Kind.OTHER
