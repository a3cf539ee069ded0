"""A flag that cannot be used is answered with one sentence and exit status 2."""

from pathlib import Path

import pytest

from lambdatutor.cli import main

BAD = {
    "--duration 200": "write a number and a unit",
    "--duration lognormal:200ms": "write it as lognormal:200ms,p99=1s",
    "--duration often:2s": "use fixed:, exp:, lognormal: or uniform:",
    "--cold-duration x": "write a number and a unit",
    "--init exp:2": "write a number and a unit",
    "--idle-timeout 9min..8min": "write a number and a unit",
    "--idle-timeout uniform:9min..8min": "the lower bound comes first",
    "--rate fast": "write requests a second",
    "--rate 0": "write requests a second",
    "--rate nan": "write requests a second",
    "--rate -3": "write requests a second",
    "--arrivals often": "write steady or poisson",
    "--burst 10": "--burst 1000@60s",
    "--burst many@60s": "write a whole number",
    "--burst 10@60": "write a number and a unit",
    "--burst 10@2s": "the run ends at 1 s",
    "--burst 10@1s": "the run ends at 1 s",
    "--routing lifo": "newest-created",
    "--memory 64": "from 128 to 10240",
    "--memory 1.5": "from 128 to 10240",
    "--errors 2": "between 0 and 1",
    "--timeout 16min": "up to 900s",
    "--timeout 0s": "up to 900s",
    "--for 0s": "how long to simulate",
    "--for 500d": "the longest time is 400d",
    "--seed seven": "write a whole number",
    "--account-limit 0": "write a whole number",
    "--provisioned 0": "write a whole number",
    "--reserved -1": "write a whole number",
    "--reserved 950": "below its minimum value of [100]",
    "--provisioned 2000": "cannot be set up",
    "--reserved 20 --provisioned 30": "cannot be set up",
    "--events /no/such/folder/events": "name another file",
    "no-such-file.yaml": "there is no such file",
    "--warp 9": "--help",
}


@pytest.mark.parametrize(("flags", "says"), BAD.items(), ids=BAD.keys())
def test_a_bad_flag_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], flags: str, says: str
) -> None:
    assert main(["simulate", "--for", "1s", *flags.split()]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert says in err


def test_a_scenario_without_a_function_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("until: 10s\n")

    assert main(["simulate", str(path)]) == 2
    assert "has no function" in capsys.readouterr().err


def test_a_scenario_that_publishes_versions_keeps_its_own_provisioned_concurrency(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "versions.yaml"
    path.write_text(
        "functions: [{name: checkout}]\n"
        "setup: [PublishVersion: {FunctionName: checkout}]\n"
        "until: 10s\n"
    )

    assert main(["simulate", str(path)]) == 0
    assert main(["simulate", str(path), "--provisioned", "3"]) == 2
    assert "publishes versions itself" in capsys.readouterr().err


def test_help_says_that_long_durations_are_not_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--help"]) == 0

    assert "900s with --duration" in " ".join(capsys.readouterr().out.split())
