"""The text of lessons: a small part of Markdown, drawn as Textual Content.

Headings, paragraphs, lists, quotes and fenced code; inside a line *emphasis*, **strong**, `code`
and [links](url). Nothing in it is ever markup of the screen, so a lesson can say `[ERROR]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from textual.content import Content

from lambdatutor.tui.highlight import highlighted
from lambdatutor.tui.panels.cells import clean

_INLINE = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|(?P<strong>\*\*(?=\S)[^\n]+?(?<=\S)\*\*)"
    r"|(?P<emphasis>(?<![\w*])[*_](?=\S)[^*_\n]+?(?<=\S)[*_](?![\w*]))"
    r"|\[(?P<label>[^]\n]+)\]\((?P<url>[^)\s]+)\)"
)
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*]|\d{1,2}\.) +(?P<text>.*)")
_HEADING = re.compile(r"#{1,4} +(.*)")

STYLES = {"code": "$phase-init-f", "strong": "bold", "emphasis": "italic"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an entry of a list, a quotation or a piece of code."""

    kind: Literal["heading", "paragraph", "item", "quote", "code", "blank"]
    text: str
    marker: str = ""
    """Of an item: what stands before it. Of code: the name of its language."""
    depth: int = 0
    """Of an item: how many spaces it is set in."""


@lru_cache(maxsize=256)
def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a lesson's text, in order."""
    found: list[Block] = []
    lines = iter([clean(line.expandtabs(4)) for line in text.splitlines()])
    for line in lines:
        if line.lstrip().startswith("```"):
            found.append(_code(line, lines))
        else:
            found.append(_block(line))
            if len(found) > 1:
                found[-2:] = _joined(*found[-2:])
    return tuple(block for block in found if block.kind != "blank")


def _block(line: str) -> Block:
    """One line by itself."""
    if not line.strip():
        return Block("blank", "")
    if match := _HEADING.fullmatch(line):
        return Block("heading", match[1])
    if match := _ITEM.fullmatch(line):
        marker = "•" if match["marker"] in "-*" else match["marker"]
        return Block("item", match["text"], marker, len(match["indent"]))
    if line.startswith(">"):
        return Block("quote", line[1:].strip())
    return Block("paragraph", line.strip())


def _joined(before: Block, block: Block) -> list[Block]:
    """A line that goes on with the paragraph or the entry before it becomes one with it.

    As in Markdown, an entry goes on up to an empty line, set in or not.
    """
    if block.kind == "paragraph" and before.kind in ("paragraph", "item"):
        return [replace(before, text=f"{before.text} {block.text}")]
    return [before, block]


def _code(fence: str, lines: Iterator[str]) -> Block:
    """Everything up to the closing fence, or to the end."""
    indent = len(fence) - len(fence.lstrip())
    code: list[str] = []
    for line in lines:
        if line.lstrip().startswith("```"):
            break
        code.append(line if line[:indent].strip() else line[indent:])
    return Block("code", "\n".join(code), fence.strip().strip("`").strip())


def inline(text: str) -> Content:
    """One line or paragraph with its emphasis and code."""
    parts: list[str | Content | tuple[str, str]] = []
    at = 0
    for match in _INLINE.finditer(text):
        parts.append(text[at : match.start()])
        at = match.end()
        if match["label"]:
            parts.append((match["label"], "underline"))
            if match["url"] != match["label"]:
                parts.append((f" ({match['url']})", "$ink-muted"))
            continue
        kind = match.lastgroup or "code"
        body = match[kind]
        if kind == "code":
            parts.append((body[1:-1], STYLES[kind]))
        else:
            parts.append(inline(body.strip(body[0])).stylize_before(STYLES[kind]))
    parts.append(text[at:])
    return Content.assemble(*parts)


def laid_out(text: str, width: int) -> list[Content]:
    """The lines of a text at this width; a word is divided only if it is longer than a line."""
    width = max(8, width)
    lines: list[Content] = []
    before: Block | None = None
    for block in blocks(text):
        together = before is not None and before.kind == block.kind and block.kind != "paragraph"
        if before is not None and not together:
            lines.append(Content(""))
        lines += _lines(block, width)
        before = block
    return lines


def _lines(block: Block, width: int) -> list[Content]:
    if block.kind == "code":
        code = highlighted(block.text, block.marker).split("\n", allow_blank=True)
        return [part for line in code for part in hanging(line, width, "  ")]
    if block.kind == "heading":
        return inline(block.text).stylize_before("bold $ink-accent").wrap(width)
    if block.kind == "item":
        return hanging(inline(block.text), width, " " * block.depth + f"{block.marker} ")
    if block.kind == "quote":
        return hanging(inline(block.text).stylize_before("$ink-muted"), width, "▏ ", again=True)
    return inline(block.text).wrap(width)


def hanging(text: Content, width: int, lead: str, *, again: bool = False) -> list[Content]:
    """Lines that stand to the right of `lead`, which is repeated on each line if `again`."""
    first = Content.styled(lead, "$ink-muted")
    other = first if again else Content(" " * first.cell_length)
    wrapped = text.wrap(max(4, width - first.cell_length))
    return [(other if at else first) + line for at, line in enumerate(wrapped)]
