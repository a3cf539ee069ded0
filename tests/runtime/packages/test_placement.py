"""What stands under /var/task and /opt, and the laws of merging and of sizes."""

import stat
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaged import FILES, FUNCTION, by_hand, layer, zipped

from lambdatutor.aws import quotas
from lambdatutor.runtime.packages import (
    PACKAGE,
    Source,
    SourceFile,
    open_archive,
    place,
    sizes,
    unpack_over,
    zip_of,
)
from lambdatutor.runtime.packages.sizes import Sizes, megabytes, size_findings, size_refusal

FOLDERS = st.sampled_from(["", "python/", "python/lib/", "bin/"])
LEAVES = st.sampled_from(["a.py", "b.py", "c"])
LAYER_FILES = st.dictionaries(
    st.builds(str.__add__, FOLDERS, LEAVES), st.binary(max_size=9), max_size=5
)
LAYERS = st.lists(LAYER_FILES, max_size=5).map(
    lambda all_files: [layer(f"layer-{number}", files) for number, files in enumerate(all_files)]
)
ANY_LAYERS = st.lists(FILES, max_size=4).map(
    lambda all_files: [
        Source(f"layer-{number}", open_archive(zip_of(files)))
        for number, files in enumerate(all_files)
    ]
)
"""These may have a file where another has a folder."""


@pytest.mark.fact("PKG-007")
@given(LAYERS)
def test_of_each_path_the_last_layer_wins_and_says_whom_it_replaced(layers: list[Source]) -> None:
    owners: dict[str, list[Source]] = {}
    for each in layers:
        for path in each.archive.files:
            owners.setdefault(f"/opt/{path}", []).append(each)

    standing = place(open_archive(zipped(FUNCTION)), layers).opt

    assert {each.path for each in standing} == owners.keys()
    for each in standing:
        *before, last = owners[each.path]
        assert each.origin == last.origin
        assert each.replaced == tuple(source.origin for source in before)
        inner = each.path.removeprefix("/opt/")
        assert each.content() == last.archive.content(last.archive.files[inner])


@given(ANY_LAYERS)
def test_what_is_shown_is_what_is_on_disk(layers: list[Source]) -> None:
    standing = {
        each.path.removeprefix("/opt/"): each.content()
        for each in place(open_archive(zipped(FUNCTION)), layers).opt
    }
    with TemporaryDirectory() as folder:
        into = Path(folder) / "opt"
        unpack_over(layers, into)
        written = {
            path.relative_to(into).as_posix(): path.read_bytes()
            for path in into.rglob("*")
            if path.is_file()
        }

    assert written == standing


@given(ANY_LAYERS)
def test_the_last_layer_stands_whole(layers: list[Source]) -> None:
    standing = {each.path: each for each in place(open_archive(zipped(FUNCTION)), layers).opt}

    for last in layers[-1:]:
        for path in last.archive.files:
            assert standing[f"/opt/{path}"].origin == last.origin


def test_a_file_in_the_place_of_a_folder_overwrites_no_file() -> None:
    folder = open_archive(by_hand(("python/", stat.S_IFDIR | 0o755, b"")))
    layers = [Source("folder", folder), layer("file", {"python": "x"})]

    (file,) = place(open_archive(zipped(FUNCTION)), layers).opt

    assert (file.origin, file.replaced) == ("file", ())


@pytest.mark.fact("PKG-007")
def test_code_stands_under_var_task_and_no_layer_reaches_it() -> None:
    over = layer("over", {"lambda_function.py": "evil"})

    placement = place(open_archive(zipped(FUNCTION)), [over])

    (code,) = placement.task
    assert (code.path, code.origin) == ("/var/task/lambda_function.py", PACKAGE)
    assert [each.path for each in placement.opt] == ["/opt/lambda_function.py"]


@pytest.mark.fact("PKG-002", "PKG-018")
@given(FILES, LAYERS)
def test_every_byte_of_code_and_layers_counts_be_it_overwritten_or_not(
    files: dict[str, SourceFile], layers: list[Source]
) -> None:
    package = open_archive(zip_of(files))
    measured = sizes(package, layers)

    code = sum(len(file.content) for file in files.values())
    in_layers = sum(
        len(each.archive.content(entry)) for each in layers for entry in each.archive.files.values()
    )
    assert measured.unzipped == code
    assert measured.together == code + in_layers
    assert measured.left == 262_144_000 - measured.together
    assert measured.zipped == len(package.data)


@pytest.mark.fact("PKG-002")
@given(st.lists(st.integers(0, 100_000_000), min_size=1, max_size=6))
def test_code_and_layers_share_one_limit(parts: list[int]) -> None:
    code, *layers = parts
    measured = Sizes(1, code, tuple((f"layer-{n}", size) for n, size in enumerate(layers)))

    refusal = size_refusal(measured)

    if sum(parts) < 262_144_000:
        assert refusal is None
    else:
        assert refusal is not None
        assert (refusal.code, refusal.status) == ("InvalidParameterValueException", 400)
        assert refusal.message == "Unzipped size must be smaller than 262144000 bytes"


@pytest.mark.fact("PKG-001", "PKG-003")
@pytest.mark.parametrize(
    ("zipped_bytes", "says"),
    [
        (52_428_800, None),
        (52_428_801, "Zipped size must be smaller than 52428800 bytes"),
        (52_625_406, "Zipped size must be smaller than 52428800 bytes"),
        (
            52_625_407,
            "Request must be smaller than 70167211 bytes for the CreateFunction operation",
        ),
    ],
)
def test_an_upload_is_limited_and_s3_is_the_way_round(zipped_bytes: int, says: str | None) -> None:
    measured = Sizes(zipped_bytes, 100_000_000, ())

    refusal = size_refusal(measured)

    assert (refusal.message if refusal is not None else None) == says
    if refusal is not None:
        assert (refusal.code, refusal.status) == ("RequestEntityTooLargeException", 413)
        told = [each for each in size_findings(measured) if each.kind == "zipped-too-large"]
        assert "S3 bucket" in told[0].sentence
    assert size_refusal(measured, through_s3=True) is None


def test_s3_does_not_lift_the_unzipped_limit() -> None:
    measured = Sizes(60_000_000, 200_000_000, (("libraries", 70_000_000),))

    (finding, _) = size_findings(measured, through_s3=True)

    assert finding.fact == "PKG-002"
    assert "257.5 MB: 190.7 MB of code and 66.8 MB of layers" in finding.sentence
    assert "container image" in finding.sentence


@pytest.mark.fact("PKG-004")
def test_the_consoles_editor_is_a_note_because_its_limit_is_old() -> None:
    (finding,) = size_findings(Sizes(3 * quotas.MB_BYTES.value + 1, 9_000_000, ()))

    assert (finding.kind, finding.weight) == ("no-console-editor", 0)
    assert [*size_findings(Sizes(3 * quotas.MB_BYTES.value, 9_000_000, ()))] == []


def test_sizes_are_said_as_aws_counts_them() -> None:
    assert megabytes(52_428_800) == "50.0 MB"
    assert megabytes(2_048) == "2.0 KB"
    assert megabytes(17) == "17 bytes"
