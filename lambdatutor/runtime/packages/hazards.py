"""Zips that are not unpacked: they would write elsewhere, never end, or cannot be read.

AWS publishes what it does with none of these but the broken zip: the others are rules of this
program, and their findings carry no fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED

from lambdatutor.aws import quotas
from lambdatutor.aws.errors import AwsError
from lambdatutor.runtime.packages.archive import Archive, Entry, Kind
from lambdatutor.runtime.packages.findings import Finding, Weight, quoted

MOST_FOLDERS = 64
"""How deep a file may lie, by a rule of this program."""

_MOST_NAME_BYTES = 255
_MOST_PATH_BYTES = 1_024
_HEADER_BYTES = 30
"""A file's own header, without its name."""


def hazards(archive: Archive) -> tuple[Finding, ...]:
    """Why the zip is not unpacked here; nothing where it may be. Reads all of it."""
    return dangers(archive) or tuple(_broken(archive))


def dangers(archive: Archive) -> tuple[Finding, ...]:
    """The same by what the zip says it holds, without reading its files."""
    found = [
        *(each for entry in archive.entries for each in _of_entry(entry)),
        *_of_paths(archive.entries),
        *_of_sizes(archive),
    ]
    return tuple(found)


def _of_entry(entry: Entry) -> Iterator[Finding]:
    name = quoted(entry.path)
    reason = _bad_name(entry.path)
    if reason is not None:
        yield _refused("bad-name", entry.path, f"{name} {reason}")
    if entry.encrypted:
        says = "is encrypted, and nothing can ask for its password. Zip it without one."
        yield _refused("encrypted", entry.path, f"{name} {says}")
    if entry.kind is Kind.LINK:
        says = "is a link, and this program follows none out of a zip. Zip the file it points to."
        yield _refused("link", entry.path, f"{name} {says}")
    if entry.kind is Kind.OTHER:
        says = "is a device, a pipe or a socket. Leave it out."
        yield _refused("special-file", entry.path, f"{name} {says}")
    if entry.method not in {ZIP_STORED, ZIP_DEFLATED}:
        says = "is compressed in a way that few programs read. Zip it with deflate, as `zip` does."
        yield _refused("compression", entry.path, f"{name} {says}")


def _bad_name(path: str) -> str | None:
    parts = path.split("/")
    if not path.isprintable():
        return "has characters in its name that cannot be seen. Rename it."
    if "\\" in path:
        return (
            r"has `\` between its folders, as some programs on Windows write it; on Lambda's Linux "
            "that is one long file name. Zip it with another program."
        )
    if path.startswith("/") or path[1:2] == ":":
        return "has a place outside the zip as its name. Zip it by a relative path."
    if ".." in parts:
        return "would climb out of the folder with `..`. Leave it out."
    if "" in parts or "." in parts:
        return "has an empty part in its path. Zip it again."
    if len(parts) > MOST_FOLDERS:
        return f"lies more than {MOST_FOLDERS} folders deep. Move it up."
    longest = max(len(part.encode()) for part in parts)
    if longest > _MOST_NAME_BYTES or len(path.encode()) > _MOST_PATH_BYTES:
        return "has a name that is too long to be written. Shorten it."
    return None


def _of_paths(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    """Two entries that cannot both be written."""
    seen: set[str] = set()
    folders: set[str] = {each.path for each in entries if each.kind is Kind.FOLDER}
    for entry in entries:
        if entry.kind is not Kind.FOLDER and entry.path in seen:
            says = "is in the zip twice. Keep one."
            yield _refused("twice", entry.path, f"{quoted(entry.path)} {says}")
        seen.add(entry.path)
        folders.update(parents(entry.path))
    for entry in entries:
        if entry.kind is not Kind.FOLDER and entry.path in folders:
            says = "is both a file and a folder. Rename one."
            yield _refused("twice", entry.path, f"{quoted(entry.path)} {says}")


def parents(path: str) -> Iterator[str]:
    """The folders that a path lies in, the nearest first; none for one at the top.

    No more than a path may have, so a name made of slashes costs nothing.
    """
    for _ in range(MOST_FOLDERS):
        path, slash, _ = path.rpartition("/")
        if not slash or not path:
            return
        yield path


def _of_sizes(archive: Archive) -> Iterator[Finding]:
    """Zip bombs: more than Lambda takes (PKG-002), or bytes that several files share."""
    most = quotas.UNZIPPED_CODE_BYTES
    if archive.unzipped_bytes >= most.value:
        yield Finding(
            "unzipped-too-large",
            Weight.REFUSED,
            f"Unzipped it would be {archive.unzipped_bytes} bytes, and code and layers together "
            f"must stay under {most.value} (250 MB). Leave something out, or use a container "
            "image, which may have 10 GB.",  # PKG-005
            most.fact,
            code="InvalidParameterValueException",
        )
    end, last = 0, None
    for entry in sorted(archive.entries, key=lambda each: each.offset):
        if entry.offset < end and last is not None:
            says = f"shares its bytes with {quoted(last)}, as zip bombs do. Zip the files again."
            yield _refused("overlap", entry.path, f"{quoted(entry.path)} {says}")
            return
        end, last = entry.offset + _HEADER_BYTES + entry.zipped_bytes, entry.path


def _broken(archive: Archive) -> Iterator[Finding]:
    """A file that does not unzip: every byte is read, and none kept."""
    for entry in archive.entries:
        try:
            for _ in archive.chunks(entry):
                pass
        except AwsError as refusal:
            yield Finding(
                "broken",
                Weight.REFUSED,
                f"{quoted(entry.path)} does not unzip, and AWS refuses the zip: "
                f"{refusal.message} Zip the files again.",
                # What AWS says to a broken zip is recorded, and stands on no numbered fact.
                None,
                entry.path,
                refusal.code,
            )
            return


def _refused(kind: str, path: str, sentence: str) -> Finding:
    return Finding(kind, Weight.REFUSED, sentence, None, path)
