"""A network lab as lines of text: what becomes of each packet, and its way hop by hop."""

from pathlib import Path

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.plain.play import play

ROOMS = read_lesson(Path(__file__).parent.parent / "course" / "lessons" / "rooms.yaml")


def played(*lines: str, width: int = 80) -> str:
    """What is written, with every white space as one blank."""
    written: list[str] = []
    run = LessonRun(ROOMS, seed=7)
    play(run, [f"{line}\n" for line in lines], written.append, width)
    assert all(len(line) <= width for line in "".join(written).split("\n"))
    return " ".join("".join(written).split())


def test_a_run_that_shows_its_network_tells_the_way_of_each_call() -> None:
    text = played("", "")

    assert "checkout calls database: hangs at sg-database. 1. checkout opens" in text
    assert "mailer calls payments: hangs at rtb-private. 1. mailer opens" in text
    assert "4. rtb-private has no route to the internet, and none to 0.0.0.0/0." in text


def test_packets_are_told_as_the_lab_opens_and_what_changes_with_every_change() -> None:
    text = played("", "", "set way-out igw-shop", "set way-out nat-a", "set door 0.0.0.0/0")

    assert "2. pay, checkout calls the payment provider: dropped at rtb-private; it must" in text
    assert "Packet pay now: dropped at igw-shop; it must arrive." in text
    assert "Packet pay now: arrives, as it must." in text
    assert "Packet hop now: arrives, and must not." in text
    assert "Packet scan now" not in text, "it fares as before"


def test_the_way_of_a_packet_is_counted_and_says_why_it_matters() -> None:
    text = played("", "", "packet 3", "set door 0.0.0.0/0", "packet hop", "packet nobody")

    way, _, after = text.partition("set, a name")[0].partition("1. Somebody on the internet")
    assert way.rstrip().endswith("dropped at the wall of the VPC.")
    assert "2. database is inside vpc-shop: 10.0.2.4 is a private address" in after
    assert "1. bastion sends from 10.0.9.5." in after
    assert "Whoever breaks into the bastion host has the database." in after
    assert "You can type: packet query, packet pay, packet scan, packet hop." in after


def test_the_lab_is_met_and_help_speaks_of_packets() -> None:
    text = played("", "", "?", "set way-out nat-a", "set door sg-function", "run", "packets", "")

    assert "packets tells what becomes of each packet" in text
    assert "The lab is met." in text
    assert "4. hop, the bastion host asks the database: dropped at sg-database, as it" in text
