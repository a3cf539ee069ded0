"""A run in a string: it comes back whole, or is refused in words, whatever became of it."""

from __future__ import annotations

import base64
import zlib

import msgspec
import pytest
from any_operation import operations
from hypothesis import example, given
from hypothesis import strategies as st
from rich_scene import END, JOURNAL, rich

from lambdatutor.simulator.history import Entry, History
from lambdatutor.simulator.shared_run import ENGINE, SharedRun, SharedRunError, pack, unpack
from lambdatutor.simulator.time import LONGEST

RUN = SharedRun(
    engine=ENGINE,
    lesson="cold-start",
    step="lab",
    seed=3,
    fingerprint=rich().fingerprint(),
    until_us=END,
    journal=JOURNAL,
)
TEXT = pack(RUN)


def written(packed: bytes) -> str:
    """As `pack` writes it, whatever it is."""
    checked = zlib.crc32(packed).to_bytes(4, "big") + packed
    return "lt1-" + base64.urlsafe_b64encode(zlib.compress(checked)).decode().rstrip("=")


@given(
    seed=st.integers(0, 2**63 - 1),
    lesson=st.text(max_size=20),
    until=st.integers(0, LONGEST),
    journal=st.lists(st.builds(Entry, st.integers(0, LONGEST), operations), max_size=6),
)
def test_a_packed_run_comes_back_whole(
    seed: int, lesson: str, until: int, journal: list[Entry]
) -> None:
    run = msgspec.structs.replace(
        RUN, seed=seed, lesson=lesson, until_us=until, journal=tuple(journal)
    )
    text = pack(run)

    assert unpack(text) == run
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert unpack(f"  {text[:30]}\n {text[30:]}\t") == run


def test_a_shared_run_plays_the_same_somewhere_else() -> None:
    here = History(rich(), RUN.seed, RUN.journal)
    here.advance(RUN.until_us)
    sent = unpack(TEXT)
    there = History(rich(), sent.seed, sent.journal)
    there.advance(sent.until_us)

    assert there.world.log.digest() == here.world.log.digest()
    assert rich().fingerprint() == sent.fingerprint != rich("oldest").fingerprint()


@given(
    at=st.integers(0, len(TEXT)),
    cut=st.integers(0, 5),
    put=st.text(max_size=4) | st.sampled_from(["=", "+", "/", "lt1-", "\x1b[0m", "é"]),
)
@example(at=0, cut=len(TEXT), put="")
def test_spoilt_text_is_refused_and_never_read_as_another_run(at: int, cut: int, put: str) -> None:
    spoilt = TEXT[:at] + put + TEXT[at + cut :]
    try:
        assert unpack(spoilt) == RUN
        return
    except SharedRunError as error:
        refused = error
    assert str(refused).startswith("this is not a run that can be opened: ")
    assert refused.args == (refused.problem,)


@given(text=st.text() | st.text().map(lambda rest: "lt1-" + rest))
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(SharedRunError):
        unpack(text)


@given(packed=st.binary(max_size=60))
@example(packed=b"\x91" * 100_000)
@example(packed=b"\x97\x01\xa1x\xa1x\x01\xa1x\x01" + b"\x91" * 100_000 + b"\x01")
@example(packed=b"")
def test_a_checksum_does_not_make_nonsense_a_run(packed: bytes) -> None:
    with pytest.raises(SharedRunError):
        unpack(written(packed))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"engine": ENGINE + 1}, f"engine {ENGINE + 1}, and this is engine {ENGINE}"),
        ({"until_us": -1}, "another version"),
        ({"until_us": LONGEST + 1}, "another version"),
    ],
)
def test_a_run_of_another_engine_or_without_an_end_is_refused(
    change: dict[str, int], problem: str
) -> None:
    with pytest.raises(SharedRunError, match=problem):
        unpack(pack(msgspec.structs.replace(RUN, **change)))


def test_a_small_text_that_grows_without_end_is_refused() -> None:
    with pytest.raises(SharedRunError):
        unpack(written(b"\x00" * 50_000_000))
    with pytest.raises(SharedRunError, match="longer than any run"):
        unpack("lt1-" + "A" * 300_000)
