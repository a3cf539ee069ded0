"""Zips for tests: good ones by our own packing, bad ones by hand."""

import stat
from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hypothesis import strategies as st

from lambdatutor.runtime.packages import (
    Finding,
    Report,
    Source,
    SourceFile,
    Target,
    check,
    open_archive,
    zip_of,
)

HANDLER = "def lambda_handler(event, context):\n    return event\n"
FUNCTION = {"lambda_function.py": HANDLER}

ELF_X86 = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00\x3e\x00" + bytes(64)
ELF_ARM = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00\xb7\x00" + bytes(64)
MACH_O_ARM = b"\xcf\xfa\xed\xfe\x0c\x00\x00\x01" + bytes(64)
WINDOWS = b"MZ" + bytes(58) + b"\x40\x00\x00\x00" + b"PE\x00\x00\x64\x86" + bytes(64)

NAMES = st.sampled_from(["a", "b", "app.py", "data.txt", "lib", "ä ö", "Z"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


def _no_file_is_a_folder(files: Mapping[str, SourceFile]) -> bool:
    return not any(other.startswith(f"{path}/") for path in files for other in files)


FILES = st.dictionaries(
    PATHS, st.builds(SourceFile, st.binary(max_size=40), st.booleans()), max_size=6
).filter(_no_file_is_a_folder)
"""Files of a folder, by their path."""


def zipped(files: Mapping[str, str | bytes], *, under: str = "") -> bytes:
    return zip_of(
        {
            path: SourceFile(text.encode() if isinstance(text, str) else text)
            for path, text in files.items()
        },
        under=under,
    )


def layer(name: str, files: Mapping[str, str | bytes]) -> Source:
    return Source(name, open_archive(zipped(files)))


def by_hand(*entries: tuple[str, int, bytes], system: int = 3) -> bytes:
    """A zip of entries with a name, a mode (with its type) and contents."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, mode, content in entries:
            info = ZipInfo(name)
            info.create_system = system
            info.compress_type = ZIP_DEFLATED
            # Python's own zip module would give 600 to a file of no mode at all.
            info.external_attr = (mode << 16) | 0x20
            archive.writestr(info, content)
    return written.getvalue()


def regular(name: str, mode: int, content: bytes = b"") -> tuple[str, int, bytes]:
    return name, stat.S_IFREG | mode, content


def found(
    files: Mapping[str, str | bytes],
    *,
    handler: str = "lambda_function.lambda_handler",
    runtime: str = "python3.13",
    architecture: str = "x86_64",
    layers: Iterable[Source] = (),
) -> Report:
    return check(
        zipped(files), handler=handler, target=Target(runtime, architecture), layers=layers
    )


def only(report: Report, kind: str) -> Finding:
    """The one finding of its kind."""
    (finding,) = [each for each in report.findings if each.kind == kind]
    return finding


def kinds(report: Report) -> list[str]:
    return [each.kind for each in report.findings]
