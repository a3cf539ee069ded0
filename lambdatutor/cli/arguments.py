"""What can be typed, and what each command does with it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from lambdatutor import __version__
from lambdatutor.aws.handler import DEFAULT_HANDLER
from lambdatutor.cli.commands import Commands, parser_of

Options = argparse.Namespace


def parse(words: Sequence[str]) -> Options:
    """Read the words; raises `UsageError`, or leaves after `--help` and `--version`."""
    return parsers()[""].parse_args(list(words))


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Everything that can be typed: each command's parser, and under "" that of all."""
    root = parser_of(
        "lambdatutor",
        "Learn AWS Lambda by running it.",
        "lambdatutor                       the course, and what comes next",
        "lambdatutor lesson cold-start     one lesson, from where it was left",
        "lambdatutor simulate --rate 50    numbers without a lesson",
    )
    root.add_argument("--version", action="version", version=f"lambdatutor {__version__}")
    root.add_argument(
        "--lessons", type=Path, metavar="DIR", help="another folder of lessons than our own"
    )
    root.add_argument(
        "--no-save", dest="save", action="store_false", help="keep nothing of what is done"
    )
    root.add_argument("--theme", choices=("dark", "light", "contrast"), help="colours")
    root.set_defaults(command=_later("playing", "home"))
    commands = Commands(root)
    for add in (_lesson, _lessons, _sandbox, _simulate, _play):
        add(commands)
    for add in (_invoke, _iam, _sam, _check, _schema, _progress, _doctor, _shell):
        add(commands)
    return commands.named


def _later(module: str, function: str) -> Callable[[Options], int]:
    """The function of a command, imported when it is called: start-up is felt."""

    def call(options: Options) -> int:
        from importlib import import_module

        return getattr(import_module(f"lambdatutor.cli.{module}"), function)(options)

    return call


def _lesson(commands: Commands) -> None:
    found = commands.add(
        "lesson",
        "play one lesson from where it was left, or write a new one",
        "lesson cold-start",
        "lesson cold-start --plain < answers.txt",
        "lesson new my-lesson             the text of a new lesson, ready to change",
    )
    found.add_argument(
        "lesson", metavar="ID", help="the lesson's id, a lesson file, or the word new"
    )
    found.add_argument("new_id", metavar="NEW", nargs="?", help="after new: the id it will have")
    found.add_argument("--restart", action="store_true", help="from the beginning")
    found.add_argument("--step", metavar="STEP", help="from this step")
    found.add_argument("--seed", type=int, metavar="N", help="the same chance each time")
    found.add_argument("--plain", action="store_true", help="as lines of text, without a screen")
    found.add_argument(
        "--speed", type=_speed, metavar="X", help="simulated seconds a second, 0.02 to 3600"
    )
    found.add_argument(
        "--no-save",
        dest="save",
        action="store_false",
        default=argparse.SUPPRESS,
        help="keep nothing",
    )
    found.add_argument("--theme", choices=("dark", "light", "contrast"), default=argparse.SUPPRESS)
    found.set_defaults(command=_later("playing", "lesson"))


def _speed(text: str) -> float:
    speed = float(text)
    if not 0.02 <= speed <= 3600:
        raise argparse.ArgumentTypeError("a speed lies between 0.02 and 3600")
    return speed


def _lessons(commands: Commands) -> None:
    found = commands.add("lessons", "list the lessons with what was done", "lessons --json")
    found.add_argument("--json", action="store_true", help="for machines")
    found.set_defaults(command=_later("listing", "lessons"))


def _sandbox(commands: Commands) -> None:
    found = commands.add(
        "sandbox",
        "open the whole simulated account, with every control and no task",
        "sandbox                           a small shop with its traffic running",
        "sandbox scenario.yaml             an account of your own, or of a lesson file",
        "sandbox scenario.yaml --seed 3 --speed 60",
    )
    found.add_argument("scenario", metavar="FILE", nargs="?", help="a scenario or a lesson")
    found.add_argument("--step", metavar="STEP", help="the world of this step of the lesson")
    found.add_argument("--seed", type=int, metavar="N", default=0, help="the same chance each time")
    found.add_argument(
        "--speed", type=_speed, metavar="X", help="simulated seconds a second, 0.02 to 3600"
    )
    found.add_argument("--theme", choices=("dark", "light", "contrast"), default=argparse.SUPPRESS)
    found.set_defaults(command=_later("sandbox", "sandbox"))


def _simulate(commands: Commands) -> None:
    from lambdatutor.simulate.flags import add_arguments

    found = commands.add(
        "simulate",
        "simulate traffic on a function and print numbers",
        "simulate --rate 50 --arrivals poisson --duration lognormal:200ms,p99=1s --for 1h",
        "simulate --rate 20 --burst 1000@60s --reserved 100 --json",
    )
    add_arguments(found)
    found.set_defaults(command=_later("simulating", "simulate"))


def _play(commands: Commands) -> None:
    found = commands.add("play", "open a run that somebody shared", "play lt1-eNp…")
    found.add_argument("run", metavar="STRING", help="the text of the run")
    found.add_argument("--plain", action="store_true", help="as lines of text")
    found.set_defaults(command=_later("playing", "shared"))


def _invoke(commands: Commands) -> None:
    found = commands.add(
        "invoke",
        "run a Python handler as Lambda runs it, and print its answer and its log",
        "invoke my_function",
        'invoke function.zip --event \'{"name": "Ana"}\' --layer tariffs.zip --env STAGE=test',
        "invoke my_function --event order.json --times 3 --json",
        "invoke my_function --event sample:s3-put     an event as S3 sends it",
    )
    found.add_argument("package", metavar="DIR_OR_ZIP", type=Path, help="the code")
    found.add_argument(
        "--handler",
        metavar="FILE.FUNCTION",
        default=DEFAULT_HANDLER,
        help=f"file and function ({DEFAULT_HANDLER})",
    )
    found.add_argument(
        "--event",
        metavar="FILE|JSON",
        default="{}",
        help="JSON, or a file with it, or sample:NAME (sample: alone lists them); - reads a pipe",
    )
    found.add_argument(
        "--layer", metavar="ZIP", type=Path, action="append", default=[], help="may be repeated"
    )
    found.add_argument(
        "--env", metavar="K=V", action="append", default=[], help="a variable; may be repeated"
    )
    found.add_argument("--memory", metavar="MB", type=int, default=128, help="128 to 10240 (128)")
    found.add_argument("--timeout", metavar="TIME", default="3s", help="1s to 900s (3s)")
    found.add_argument(
        "--times", metavar="N", type=int, default=1, help="in one environment, one after the other"
    )
    found.add_argument("--json", action="store_true", help="one object a line")
    found.set_defaults(command=_later("invoking", "invoke"))


def _iam(commands: Commands) -> None:
    found = commands.add(
        "iam",
        "decide about a request by policies, and explain the decision",
        "iam evaluate question.json           explained on a terminal, JSON in a pipe",
        "iam evaluate question.json | jq .    the same answer for a program",
        "iam evaluate - --jsonl < many.jsonl  one question and one answer a line",
    )
    found.epilog = f"{found.epilog}\n\n{_QUESTION}"
    found.add_argument("what", choices=("evaluate",), help="what to do")
    found.add_argument("file", metavar="FILE", help="request and policies as JSON; - reads a pipe")
    found.add_argument("--jsonl", action="store_true", help="one question a line")
    found.add_argument("--json", action="store_true", help="as JSON, also on a terminal")
    found.add_argument("--explain", action="store_true", help="for people, also in a pipe")
    found.set_defaults(command=_later("iam", "iam"))


_QUESTION = """\
one to paste, from the first line to END:

lambdatutor iam evaluate - <<'END'
{
  "request": {
    "principal": "arn:aws:iam::123456789012:user/ana",
    "principalAccount": "123456789012",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::photos/cat.jpg",
    "resourceAccount": "123456789012",
    "context": {}
  },
  "policies": {
    "identity": [
      {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos"}
        ]
      }
    ]
  }
}
END"""
"""At the edge, because a shell looks for END there."""


def _sam(commands: Commands) -> None:
    examples = ("sam expand template.yaml", "sam expand template.yaml --json --region eu-west-1")
    found = commands.add("sam", "show what a SAM template becomes", *examples)
    found.add_argument("what", choices=("expand",))
    found.add_argument("template", metavar="TEMPLATE", help="YAML or JSON; - reads a pipe")
    found.add_argument("--json", action="store_true", help="for machines")
    found.add_argument("--account", metavar="ID", help="instead of the simulated account")
    found.add_argument("--region", metavar="REGION", help="instead of us-east-1")
    found.set_defaults(command=_later("sam", "sam"))


def _check(commands: Commands) -> None:
    found = commands.add(
        "check",
        "check lesson files: play every run and prove every answer",
        "check",
        "check lessons/environments/cold-start.yaml --watch",
    )
    found.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="files or folders")
    found.add_argument("--watch", action="store_true", help="again each time a file is saved")
    found.add_argument(
        "--stale", type=int, metavar="MONTHS", help="find facts nobody has looked up for so long"
    )
    found.add_argument(
        "--run-code",
        action="store_true",
        help="run the code of lessons that are not lambdatutor's own without asking",
    )
    found.set_defaults(command=_later("checking", "check"))


def _schema(commands: Commands) -> None:
    found = commands.add(
        "schema",
        "print the JSON Schema of a lesson file, for editors",
        "schema > lesson.schema.json",
    )
    found.set_defaults(command=_later("checking", "schema"))


def _progress(commands: Commands) -> None:
    found = commands.add(
        "progress",
        "show, export, import or reset what was done",
        "progress",
        "progress export > mine.json",
        "progress import mine.json      adds what is missing here",
        "progress reset                 begins anew, and sets the file aside",
    )
    found.add_argument(
        "what",
        nargs="?",
        choices=("show", "export", "import", "reset"),
        default="show",
        help="show if left out",
    )
    found.add_argument("file", nargs="?", type=Path, help="for import; - or nothing reads a pipe")
    found.set_defaults(command=_later("listing", "progress"))


def _doctor(commands: Commands) -> None:
    found = commands.add("doctor", "say what this terminal can do and where files lie", "doctor")
    found.set_defaults(command=_later("doctor", "doctor"))


def _shell(commands: Commands) -> None:
    found = commands.add(
        "completion",
        "print completion for a shell",
        "completion bash > ~/.local/share/bash-completion/completions/lambdatutor",
        "completion zsh > ~/.zfunc/_lambdatutor",
        "completion fish > ~/.config/fish/completions/lambdatutor.fish",
    )
    found.add_argument("shell", choices=("bash", "zsh", "fish"))
    found.set_defaults(command=_later("completion", "completion"))
