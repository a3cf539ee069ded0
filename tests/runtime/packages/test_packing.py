"""A folder becomes a zip: what is in it, as it was, and always the same bytes."""

import hashlib
import os
import stat
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from packaged import FILES, FUNCTION, zipped

from lambdatutor.runtime.packages import (
    PackageError,
    SourceFile,
    check,
    open_archive,
    pack,
    read_folder,
    unpack_archive,
    zip_of,
)


@given(FILES)
def test_what_is_packed_comes_back(files: dict[str, SourceFile]) -> None:
    archive = open_archive(zip_of(files))

    back = {
        path: SourceFile(archive.content(entry), entry.mode == 0o755)
        for path, entry in archive.files.items()
    }
    assert back == files


@given(FILES)
def test_the_same_files_give_the_same_bytes_in_whatever_order(
    files: dict[str, SourceFile],
) -> None:
    backwards = dict(reversed(files.items()))

    assert zip_of(backwards) == zip_of(files)


def test_from_folder_to_zip_to_folder_nothing_changes(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "lib").mkdir(parents=True)
    (folder / "lambda_function.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "lib" / "run.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / "lib" / "run.sh").chmod(0o700)

    unpack_archive(open_archive(pack(folder)), tmp_path / "task")

    assert read_folder(tmp_path / "task") == read_folder(folder)


def test_the_zip_does_not_know_when_it_was_made(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    before = pack(tmp_path)

    os.utime(tmp_path / "a.py", (1_000_000_000, 1_000_000_000))

    assert pack(tmp_path) == before


@pytest.mark.fact("PKG-013")
def test_everyone_may_read_what_was_packed(tmp_path: Path) -> None:
    (tmp_path / "closed.py").write_text("", encoding="utf-8")
    (tmp_path / "closed.py").chmod(0o600)
    (tmp_path / "tool").write_text("", encoding="utf-8")
    (tmp_path / "tool").chmod(0o700)

    with ZipFile(BytesIO(pack(tmp_path))) as archive:
        modes = {each.filename: each.external_attr >> 16 for each in archive.infolist()}

    assert modes == {"closed.py": stat.S_IFREG | 0o644, "tool": stat.S_IFREG | 0o755}


def test_what_python_compiled_stays_at_home(tmp_path: Path) -> None:
    (tmp_path / "lib" / "__pycache__").mkdir(parents=True)
    (tmp_path / "lib" / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"x")
    (tmp_path / "lib" / "a.py").write_text("", encoding="utf-8")

    assert [*open_archive(pack(tmp_path)).files] == ["lib/a.py"]


def test_a_layer_is_packed_under_python(tmp_path: Path) -> None:
    (tmp_path / "tariffs.py").write_text("", encoding="utf-8")

    assert [*open_archive(pack(tmp_path, under="python")).files] == ["python/tariffs.py"]


def test_the_code_hash_is_that_of_the_zip() -> None:
    data = zipped(FUNCTION)

    assert b64decode(open_archive(data).code_sha256) == hashlib.sha256(data).digest()


def test_an_own_zip_has_nothing_to_complain_of() -> None:
    assert check(zipped(FUNCTION)).findings == ()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("mine", encoding="utf-8")
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "a.py").symlink_to(tmp_path / "secret")

    with pytest.raises(PackageError, match="leads out of the folder"):
        pack(folder)


def test_a_link_within_the_folder_brings_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "b.py").symlink_to("a.py")

    assert read_folder(tmp_path)["b.py"].content == b"x = 1\n"


def test_a_link_to_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)

    with pytest.raises(PackageError, match="round is a link to a folder"):
        pack(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(PackageError, match="no file that can be zipped"):
        pack(tmp_path)


@pytest.mark.fact("PKG-002")
def test_a_folder_larger_than_lambda_takes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "film").open("wb") as file:
        file.truncate(262_144_000)

    with pytest.raises(PackageError, match="must stay under 262144000 bytes"):
        pack(tmp_path)


def test_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="there is no such folder"):
        pack(tmp_path / "nowhere")
