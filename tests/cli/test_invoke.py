"""`lambdatutor invoke`: a handler really run, and what Lambda would answer and log."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from lambdatutor.runtime import cell, folders

from .conftest import Start

COUNTING = """
import os
count = 0
print("begun")
def lambda_handler(event, context):
    global count
    count += 1
    if event == "fail":
        os._exit(3)
    return {"count": count, "event": event, "stage": os.environ.get("STAGE")}
"""
KEYS = {
    "status",
    "function_error",
    "payload",
    "log",
    "duration_ms",
    "init_duration_ms",
    "billed_ms",
    "max_memory_mb",
    "environment",
}


@pytest.fixture
def code(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "lambda_function.py").write_text(COUNTING)
    return folder


def test_a_variable_that_is_no_text_is_refused_in_a_sentence(start: Start, code: Path) -> None:
    done = start("invoke", str(code), "--event", "{}", "--env", "STAGE=\udcff")

    assert done.returncode == 2
    assert "The value of STAGE is no text in UTF-8." in done.stderr


def test_a_folder_is_run_and_its_answer_and_log_are_printed(start: Start, code: Path) -> None:
    done = start("invoke", str(code), "--event", '{"a": 1}', "--env", "STAGE=test=1")

    assert done.returncode == 0
    first, answer, blank, init, begun, *_, report = done.stdout.rstrip("\n").split("\n")
    assert first == "status 200"
    assert json.loads(answer) == {"count": 1, "event": {"a": 1}, "stage": "test=1"}
    assert (blank, begun) == ("", "begun")
    assert init.startswith("INIT_START")
    assert report.startswith("REPORT RequestId: ")
    assert done.stderr == ""


def test_many_times_are_one_environment_and_for_machines_a_line_each(
    say: Start, code: Path
) -> None:
    done = say("invoke", str(code), "--times", "3", "--json", "--memory", "256", "--timeout", "5s")
    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert [json.loads(each["payload"])["count"] for each in answers] == [1, 2, 3]
    assert all(each.keys() == KEYS for each in answers)
    assert [each["init_duration_ms"] is None for each in answers] == [False, True, True]
    assert len({each["environment"] for each in answers}) == 1
    assert "Memory Size: 256 MB" in answers[0]["log"]


def test_the_status_says_whether_the_function_succeeded(say: Start, code: Path) -> None:
    done = say("invoke", str(code), "--event", '"fail"', "--json")
    answer = json.loads(done.stdout)

    assert done.returncode == 1
    assert (answer["status"], answer["function_error"]) == (200, "Unhandled")
    assert json.loads(answer["payload"])["errorType"] == "Runtime.ExitError"


def test_a_zip_is_run_with_its_layers_and_an_event_from_a_file(say: Start, tmp_path: Path) -> None:
    for name, path, text in (
        ("code.zip", "main.py", "import tax\ndef go(event, context): return tax.RATE * event\n"),
        ("one.zip", "python/tax.py", "RATE = 2\n"),
        ("two.zip", "python/tax.py", "RATE = 3\n"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            file = zipfile.ZipInfo(path)
            file.external_attr = 0o644 << 16  # what Lambda wants (PKG-013)
            packed.writestr(file, text)
    (tmp_path / "event.json").write_text("7")
    words = ("--handler", "main.go", "--event", "event.json", "--json")
    done = say("invoke", "code.zip", *words, "--layer", "one.zip", "--layer", "two.zip")

    assert json.loads(done.stdout)["payload"] == "21"  # the later layer lies over the earlier


def test_an_event_is_one_of_the_samples(say: Start, code: Path) -> None:
    done = say("invoke", str(code), "--event", "sample:s3-put", "--json")
    event = json.loads(json.loads(done.stdout)["payload"])["event"]

    assert event["Records"][0]["eventName"] == "ObjectCreated:Put"


def test_what_a_handler_prints_does_nothing_to_the_terminal(say: Start, code: Path) -> None:
    (code / "lambda_function.py").write_text(
        'def lambda_handler(event, context):\n    print("\\x1b[2J\\x07\\u202edetrevni")\n'
    )
    shown = say("invoke", str(code)).stdout

    assert "\\x1b[2J\\x07\\u202edetrevni" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--event", "nowhere.json"), "nowhere.json is no JSON, and no file that can be read"),
        (
            ("--event", "sample:s3-putt"),
            'There is no sample event "s3-putt". Did you mean "s3-put"?',
        ),
        (("--event", "sample:"), "Say which sample event. There are hello-world, array, "),
        (("--timeout", "soon"), "soon is no timeout"),
        (("--timeout", "901"), "less than or equal to 900"),
        (("--memory", "64"), "'memorySize' failed to satisfy constraint"),
        (("--env", "STAGE"), "STAGE has no ="),
        (("--env", "1A=x"), "1A is no name of a variable"),
        (("--env", "AWS_REGION=x"), "Reserved keys used in this request: AWS_REGION"),
        (("--times", "0"), "write 1 or more"),
        (("--layer", "nowhere.zip"), "nowhere.zip"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_bad_usage_is_a_sentence(say: Start, code: Path, words: tuple[str, ...], said: str) -> None:
    done = say("invoke", str(code), *words)

    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_code_that_is_not_there_is_bad_usage(say: Start) -> None:
    done = say("invoke", "nowhere")

    assert done.returncode == 2
    assert "nowhere is not there" in done.stderr


def test_a_sixth_layer_is_refused(say: Start, code: Path) -> None:
    done = say("invoke", str(code), *("--layer", "x.zip") * 6)

    assert done.returncode == 2
    assert "Cannot reference more than 5 layers." in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="handlers do not run elsewhere")
def test_what_a_killed_invoke_unpacked_is_removed_by_the_next(
    start: Start, code: Path, tmp_path: Path
) -> None:
    (code / "lambda_function.py").write_text(
        "import time\ndef lambda_handler(event, context):\n    time.sleep(event)\n"
    )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    words = [sys.executable, "-m", "lambdatutor", "invoke", str(code), "--event"]
    settings = os.environ | {"TMPDIR": str(temporary)}
    with subprocess.Popen([*words, "60", "--timeout", "90s"], env=settings) as killed:
        until_s = time.monotonic() + 20
        while len(list(temporary.iterdir())) < 2:  # the package, and the environment's own
            assert time.monotonic() < until_s
            time.sleep(0.02)
        os.kill(killed.pid, signal.SIGKILL)
    left = list(temporary.iterdir())
    done = start("invoke", str(code), "--event", "0", TMPDIR=str(temporary))

    assert left
    assert (done.returncode, done.stderr) == (0, "")
    while list(temporary.iterdir()):  # its environment removes its own folder
        assert time.monotonic() < until_s
        time.sleep(0.02)


def test_where_handlers_cannot_run_that_is_one_sentence(
    say: Start, code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows."""
    monkeypatch.setattr(cell, "os", SimpleNamespace(name="nt"))
    monkeypatch.setattr(folders.tempfile, "tempdir", str(tmp_path))
    done = say("invoke", str(code))
    told = say("doctor")

    sentence = "Handlers run on Linux, macOS and WSL. Open WSL to run this one."
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"lambdatutor: {sentence}\n"
    assert sentence in told.stdout
    assert not list(tmp_path.glob("lambdatutor-*"))
