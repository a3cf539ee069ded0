"""YAML as nodes that know their place, composed from PyYAML's events by rules of our own.

PyYAML's own composer crashes the interpreter on deep nesting, keeps the last of two equal keys in
silence and reads YAML 1.1, where `on` is True, `1:30` is ninety and `010` is eight. Here only
`true` and `false` are booleans, only decimal numbers are numbers, and everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from lambdatutor.course.findings import Findings, LessonErrors, readable

if TYPE_CHECKING:
    import yaml

DEEPEST = 32
"""Levels of nesting; a lesson needs about ten."""
_TOO_DEEP = f"this is nested deeper than {DEEPEST} levels"
LARGEST = 1_000_000
"""Bytes."""

_INT = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})")
_FLOAT = re.compile(r"[-+]?\d{1,18}\.\d{1,18}(?:[eE][-+]?\d{1,2})?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
# Told by what it is, not by all that it is not: such a class compiles in a tenth of the time.
_FOREIGN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff\ufeff\ufffe\uffff]")


class Mark(NamedTuple):
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it is written."""

    text: str
    mark: Mark
    style: str = ""
    "`'`, `\"`, `|` or `>`; empty for a plain one."
    varied: bool = False
    """A value of `vary` was written into it, so it counts as plain and as text."""

    @property
    def value(self) -> str | float | bool | None:
        """What it stands for."""
        if self.style and not self.varied:
            return self.text
        if self.text in _WORDS:
            return _WORDS[self.text]
        if _INT.fullmatch(self.text):
            return int(self.text)
        return float(self.text) if _FLOAT.fullmatch(self.text) else self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """The key itself, with its place."""
        return next((name for name, _ in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


def compose(text: str, path: str) -> Node:
    """The one document of `text`; raises `LessonErrors` with every finding."""
    findings = Findings(path, text)
    _refuse_foreign_characters(text, findings)
    findings.raise_any()
    root = _Composer(findings).compose(text)
    findings.raise_any()
    return root


def decode(content: bytes, path: str) -> str:
    """The text of a file; raises `LessonErrors` if it is too large or not UTF-8."""
    findings = Findings(path, "")
    if len(content) > LARGEST:
        findings.add(Mark(1, 1), "the file is larger than 1 MB, and no lesson is")
        findings.raise_any()
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8", "replace")) + 1
        excerpt = content.split(b"\n")[line - 1].decode("utf-8", "replace")
        findings = Findings(path, "\n" * (line - 1) + excerpt)
        findings.add(Mark(line, column), "this is not UTF-8; save the file in that encoding")
        findings.raise_any()
        raise


def _refuse_foreign_characters(text: str, findings: Findings) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FOREIGN.search(line)
        if match is None:
            continue
        mark = Mark(number, match.start() + 1)
        if match[0] == "\t":
            findings.add(mark, "a tab stands here; write spaces")
        else:
            findings.add(mark, f"the control character {readable(match[0])} stands here")


class _Composer:
    """Builds the tree from events, without recursion, and stops where it gets too deep."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def compose(self, text: str) -> Node:
        import yaml

        try:
            root = self._document(_events(text))
        except yaml.MarkedYAMLError as error:
            where = error.problem_mark or error.context_mark
            mark = Mark(where.line + 1, where.column + 1) if where else Mark(1, 1)
            what = " ".join(part for part in (error.context, error.problem) if part)
            if "nesting depth" in what:  # libyaml 0.2.6 gives up at 1,000 before it tells of any
                self._findings.add(mark, _TOO_DEEP)
            else:
                self._findings.add(mark, f"this is not YAML: {what}", _yaml_advice(what))
            self._findings.raise_any()
            raise
        if root is None:
            self._findings.add(Mark(1, 1), "the file is empty")
            self._findings.raise_any()
            raise LessonErrors(())
        return root

    def _document(self, events: Iterator[yaml.Event]) -> Node | None:
        import yaml

        documents = 0
        open_: list[tuple[Mark, list[Node], bool]] = []
        done: Node | None = None
        for event in events:
            mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
            self._refuse_extras(event, mark)
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self._findings.add(mark, "a second document begins here; a file holds one")
                        return done
                    continue
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    open_.append((mark, [], isinstance(event, yaml.MappingStartEvent)))
                    if len(open_) > DEEPEST:
                        self._findings.add(mark, _TOO_DEEP)
                        self._findings.raise_any()
                    continue
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    start, nodes, is_mapping = open_.pop()
                    node = (
                        self._mapping(start, nodes) if is_mapping else Sequence(tuple(nodes), start)
                    )
                case yaml.ScalarEvent():
                    node = Scalar(event.value, mark, event.style or "")
                case yaml.AliasEvent():
                    node = Scalar("", mark)
                case _:
                    continue
            if open_:
                open_[-1][1].append(node)
            else:
                done = node
        return done

    def _refuse_extras(self, event: yaml.Event, mark: Mark) -> None:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            self._findings.add(mark, "an alias (*) stands here; write the value out")
        elif getattr(event, "anchor", None):
            self._findings.add(mark, "an anchor (&) stands here; write the value out where needed")
        if getattr(event, "tag", None):
            self._findings.add(mark, "a tag (!) stands here; a lesson holds plain values only")

    def _mapping(self, start: Mark, nodes: list[Node]) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Mark] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._findings.add(key.mark, "a key must be a word, not a list or a mapping")
            elif key.text in seen:
                first = seen[key.text]
                self._findings.add(
                    key.mark,
                    f'the key "{key.text}" stands here again; '
                    f"it was written first at {first.line}:{first.column}",
                )
            else:
                seen[key.text] = key.mark
                entries.append((key, value))
        return Mapping(tuple(entries), start)


def _events(text: str) -> Iterator[yaml.Event]:
    """PyYAML's own events, from its C parser where that was built; the marks are the same."""
    import yaml

    parse = cast("Callable[..., Iterator[yaml.Event]]", yaml.parse)  # pyright: ignore[reportUnknownMemberType] - its stubs leave it open
    return parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _yaml_advice(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "A text with a colon in it needs quotes, or a | before it."
    if "could not find expected ':'" in problem:
        return "Is a colon missing, or the indentation of a text wrong?"
    if "cannot start any token" in problem:
        return "A text that begins with this character needs quotes."
    if "quoted scalar" in problem:
        return "Is a closing quote missing?"
    if "flow" in problem:
        return "Is a closing bracket or brace missing, or a comma between two entries?"
    if "block" in problem:
        return "Do the lines of this block begin in the same column, and are all quotes closed?"
    return ""
