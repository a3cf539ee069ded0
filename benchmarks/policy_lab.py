"""How long after a key is it on the screen, while 200 requests are judged again at each?

A policy lab with two documents and 200 requests. Keys go into the Sid of the first statement, and
the character has to be on the terminal (target: median below 20 ms). What is typed while requests
are judged waits for them, so the keys come at all distances.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from terminal import Terminal

REQUESTS = 200

_REQUEST = """
      - id: caller-{number}
        says: Bucket {number} calls thumbnails
        kind: {kind}
        principal: s3.amazonaws.com
        action: lambda:InvokeFunction
        resource: thumbnails
        context: {{aws:SourceArn: "arn:aws:s3:::photos-{number}"}}
"""
_DOOR = """
          Version: "2012-10-17"
          Statement:
            - Sid: S
              Effect: Allow
              Principal: {Service: s3.amazonaws.com}
              Action: lambda:InvokeFunction
              Resource: "*"
"""
LESSON = f"""
format: 1
id: many
title: Many requests
minutes: 1
world: {{permissions: judged, functions: [{{name: thumbnails}}]}}
steps:
  - lab: door
    kind: policy
    brief: Many call.
    documents:
      - id: door
        title: Who may come in
        side: resource
        of: thumbnails
        start: {_DOOR}
      - id: work
        title: What it may do
        side: identity
        of: thumbnails
    requests: {
    "".join(
        _REQUEST.format(number=number, kind="attack" if number else "traffic")
        for number in range(REQUESTS)
    )
}
    objectives: [{{id: closed, says: Nobody else calls, check: 'denied("caller-7")'}}]
    solution:
      - document: door
        is: {_DOOR}
              Condition: {{ArnLike: {{aws:SourceArn: "arn:aws:s3:::photos-0"}}}}
  - recap: done
    points: [It was busy.]
"""
COURSE = {
    "course.yaml": "title: Doors\ntracks: [{id: doors, title: Doors, lessons: [many]}]\n",
    "misconceptions.yaml": "[]\n",
    "doors/many.yaml": LESSON,
}


def measure(terminal: Terminal, keys: int) -> list[float]:
    """How long each key took in milliseconds."""
    terminal.wait_for("Many call")
    terminal.drain(1.5)
    terminal.press("\r")
    terminal.wait_for("Requests")
    terminal.drain(0.5)
    terminal.press("\x1b[B" * 4 + "\x1b[F\x1b[D\x1b[D")  # into the text of the Sid
    terminal.drain(0.5)
    return terminal.typed_ms(keys, after="S")


def main() -> None:
    rounds, keys = (1, 20) if "--quick" in sys.argv else (5, 40)
    took_ms = list[float]()
    with TemporaryDirectory() as folder:
        for name, text in COURSE.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        command = ("-m", "lambdatutor", "--lessons", folder, "--no-save", "lesson", "many")
        for _ in range(rounds):
            with Terminal(command, LAMBDATUTOR_DATA=folder) as terminal:
                took_ms += measure(terminal, keys)
    late_ms = quantiles(took_ms, n=20)[-1]
    print(f"Policy lab, {REQUESTS} requests: {rounds} rounds of {keys} keys")
    print(f"  key to paint        median {median(took_ms):.1f} ms, p95 {late_ms:.1f} ms")


if __name__ == "__main__":
    main()
