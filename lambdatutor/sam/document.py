"""The text of a template, YAML or JSON, as plain data that knows where everything stands.

It is built from PyYAML's events by rules of our own. CloudFormation's short forms such as `!Ref`
become their long forms. Only `true` and `false` are booleans and only decimal numbers are numbers,
so that `Version: 2012-10-17` is text. What could exhaust a reader is refused: nesting deeper than
32 levels, more than 1 MB, and aliases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, cast

from lambdatutor.sam.faults import Mark, TemplateError
from lambdatutor.sam.values import Value, Where

if TYPE_CHECKING:
    import yaml

DEEPEST = 32
"""Levels of nesting."""
LARGEST = 1_000_000
"""Bytes; CloudFormation itself takes one megabyte."""

_INT = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})")
_FLOAT = re.compile(r"[-+]?\d{1,18}\.\d{1,18}(?:[eE][-+]?\d{1,2})?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_SHORT_FORMS = {
    "!Ref": "Ref",
    "!Condition": "Condition",
    **{
        f"!{name}": f"Fn::{name}"
        for name in (
            "And",
            "Base64",
            "Cidr",
            "Equals",
            "FindInMap",
            "GetAZs",
            "GetAtt",
            "If",
            "ImportValue",
            "Join",
            "Not",
            "Or",
            "Select",
            "Split",
            "Sub",
            "Transform",
        )
    },
}


@dataclass(frozen=True, slots=True)
class Document:
    """The one document of a text."""

    path: str
    data: Value
    marks: dict[Where, Mark]
    """Where each value stands, or the key before it."""

    def mark(self, where: Where) -> Mark:
        """The place of a value, or of the nearest that is written above it."""
        while where and where not in self.marks:
            where = where[:-1]
        return self.marks.get(where, Mark(1, 1))

    def fault(self, where: Where, problem: str) -> TemplateError:
        return TemplateError(self.path, self.mark(where), problem)


@dataclass(slots=True)
class _Open:
    """A mapping or a list of which the end was not read yet."""

    where: Where
    is_mapping: bool
    function: str | None
    """The function of its short form."""
    items: list[Value]
    keys: list[str]
    key: str | None = None
    """The key whose value comes next."""

    def inner(self) -> Where:
        """The place of what comes next."""
        own = self.where if self.function is None else (*self.where, self.function)
        return (*own, self.key or "") if self.is_mapping else (*own, len(self.items))


def read_document(text: str, path: str) -> Document:
    """The document in a text; raises `TemplateError`."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise TemplateError(path, Mark(1, 1), "this is larger than 1 MB, and no template is.")
    if text.lstrip().startswith("{"):
        text = text.replace("\t", " ")  # JSON is YAML but for tabs, and has none inside strings
    return _Reader(path).read(text)


class _Reader:
    """Builds data from events, without recursion, and stops where it gets too deep."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._marks: dict[Where, Mark] = {}
        self._open: list[_Open] = []
        self._root: list[Value] = []

    def read(self, text: str) -> Document:
        import yaml

        documents = 0
        try:
            for event in _events(text):
                mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
                documents += isinstance(event, yaml.DocumentStartEvent)
                if documents > 1:
                    self._refuse(mark, "a second document begins here; a template is one.")
                self._take(event, mark)
        except yaml.MarkedYAMLError as error:
            where = error.problem_mark or error.context_mark
            mark = Mark(where.line + 1, where.column + 1) if where else Mark(1, 1)
            if "nesting depth" in str(error.problem):  # libyaml gives up at 1,000 levels by itself
                self._refuse(mark, f"this is nested deeper than {DEEPEST} levels.")
            what = " ".join(part for part in (error.context, error.problem) if part)
            self._refuse(mark, f"this is neither YAML nor JSON: {what}.")
        except yaml.YAMLError as error:  # a character that YAML has not
            self._refuse(Mark(1, 1), f"this is not YAML: {' '.join(str(error).split())}.")
        if not self._root:
            self._refuse(Mark(1, 1), "the template is empty.")
        return Document(self._path, self._root[0], self._marks)

    def _take(self, event: yaml.Event, mark: Mark) -> None:
        import yaml

        match event:
            case yaml.AliasEvent():
                self._refuse(mark, "an alias (*) stands here; write the value out.")
            case yaml.ScalarEvent():
                self._scalar(event, mark)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._begin(event, mark)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark) -> None:
        function = self._function(event.tag, mark)
        above = self._open[-1] if self._open else None
        if above is not None and above.is_mapping and above.key is None:
            self._key(above, event.value, mark)
            return
        value = event.value if event.style or function else _plain(event.value)
        if function == "Fn::GetAtt":
            value = cast("Value", str(value).split(".", 1))
        self._add(value if function is None else {function: value}, mark)

    def _key(self, above: _Open, key: str, mark: Mark) -> None:
        if key in above.keys:
            self._refuse(mark, f'the key "{key}" stands here again; leave one of the two.')
        above.keys.append(key)
        above.key = key
        self._marks[above.inner()] = mark

    def _begin(self, event: yaml.CollectionStartEvent, mark: Mark) -> None:
        import yaml

        function = self._function(event.tag, mark)
        above = self._open[-1] if self._open else None
        if above is not None and above.is_mapping and above.key is None:
            self._refuse(mark, "a key must be a word, not a list or a mapping.")
        where = above.inner() if above else ()
        self._marks.setdefault(where, mark)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Open(where, is_mapping, function, [], []))
        if len(self._open) > DEEPEST:
            self._refuse(mark, f"this is nested deeper than {DEEPEST} levels.")

    def _end(self) -> None:
        done = self._open.pop()
        data: Value = (
            dict(zip(done.keys, done.items, strict=True)) if done.is_mapping else done.items
        )
        self._add(data if done.function is None else {done.function: data}, None)

    def _add(self, value: Value, mark: Mark | None) -> None:
        if not self._open:
            self._root.append(value)
            return
        above = self._open[-1]
        if mark is not None:
            self._marks.setdefault(above.inner(), mark)
        above.items.append(value)
        above.key = None

    def _function(self, tag: str | None, mark: Mark) -> str | None:
        """The function of a short form; no other tag means anything to CloudFormation."""
        if tag is None or tag == "!":
            return None
        if tag not in _SHORT_FORMS:
            self._refuse(mark, f'the tag "{tag}" is none of CloudFormation\'s, such as !Ref.')
        return _SHORT_FORMS[tag]

    def _refuse(self, mark: Mark, problem: str) -> NoReturn:
        raise TemplateError(self._path, mark, problem)


def _plain(text: str) -> Value:
    """What a value without quotes stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _events(text: str) -> Iterator[yaml.Event]:
    """PyYAML's own events, from its C parser where that was built."""
    import yaml

    parse = cast("Callable[..., Iterator[yaml.Event]]", yaml.parse)  # pyright: ignore[reportUnknownMemberType] - its stubs leave it open
    return parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
