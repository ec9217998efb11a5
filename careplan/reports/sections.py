"""A report's text section by section, as a person edits it: words, lists, and fields for figures. Pure.

A section is a heading with the running text under it; tables and charts stay where the records put them. One line is
a paragraph, 【…】 at its head its lead; lines that begin with "1. " or "- " are a list. {指标:活动完成率} is a field:
the figure of that measure, live until the report is frozen, under the rules for small groups like every other one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from careplan.reports.document import Block, Cited, Document, Heading, Items, Paragraph

OPENING = "开头"
SAME = {"下一年打算": "下一步打算"}
"""Headings that are called otherwise when the year is over: one section."""
_FIELD = re.compile(r"\{指标[:：]\s*([^{}\n]*?)\s*\}")
_LEAD = re.compile(r"【([^【】]+)】")
_NUMBERED = re.compile(r"\d{1,2}[.．、]\s*(?=\S)")
_BULLET = re.compile(r"[-•]\s+")
Resolve = Callable[[str], Cited | None]
"""The name or code in a field to the figure; None where there is no such measure."""
What = Literal["unknown", "brace"]


@dataclass(frozen=True, slots=True)
class Section:
    """`key`: by which its own text is found; `heading` "" for the opening; `proposal`: the assembled text."""

    key: str
    heading: str
    level: int
    proposal: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a text that cannot be read. `line` from 1; `near` is what stands there."""

    line: int
    what: What
    near: str


class BadText(ValueError):
    """A text with faults."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(str(faults))
        self.faults = faults


def sections(document: Document, names: Mapping[str, str]) -> tuple[Section, ...]:
    """Every section of the body in order; `names`: the name of each measure by its code, for the fields."""
    return tuple(
        Section(key, head.text if head else "", head.level if head else 0, text_of(blocks, names))
        for key, head, blocks in _split(document.blocks)
    )


def with_texts(document: Document, texts: Mapping[str, str], resolve: Resolve) -> Document:
    """The document with own texts instead of the proposed ones, by section; BadText where one cannot be read.

    An own text stands where the first of the proposed one stood. A text whose section the report no longer has is
    left out.
    """
    blocks: list[Block] = []
    for key, head, own in _split(document.blocks):
        blocks += [head] if head else []
        blocks += own if key not in texts else _replaced(own, blocks_of(texts[key], resolve))
    return replace(document, blocks=tuple(blocks))


def text_of(blocks: Iterable[Block], names: Mapping[str, str]) -> str:
    """The running text of a section as a person edits it."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            said = (f"{{指标:{names.get(p.code, p.code)}}}" if isinstance(p, Cited) else p for p in block.parts)
            lines.append((f"【{block.lead}】" if block.lead else "") + "".join(said))
        elif isinstance(block, Items):
            lines += [f"{n}. {item}" if block.numbered else f"- {item}" for n, item in enumerate(block.items, 1)]
    return "\n".join(lines)


def blocks_of(text: str, resolve: Resolve) -> list[Block]:
    """An edited text as paragraphs and lists with today's figures; BadText names every fault with its line."""
    blocks: list[Block] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if said:
            _add(blocks, said, _parts(said, number, resolve, faults))
    if faults:
        raise BadText(tuple(faults))
    return blocks


def _split(blocks: tuple[Block, ...]) -> list[tuple[str, Heading | None, list[Block]]]:
    """(key, heading, blocks up to the next heading) of every section."""
    found: list[tuple[str, Heading | None, list[Block]]] = [(OPENING, None, [])]
    path: list[str] = []
    used: dict[str, int] = {}
    for block in blocks:
        if not isinstance(block, Heading):
            found[-1][2].append(block)
            continue
        path = [*path[: block.level - 1], SAME.get(block.text, block.text)]
        key = "-".join(path)
        used[key] = used.get(key, 0) + 1
        found.append((key if used[key] == 1 else f"{key}-{used[key]}", block, []))
    return found


def _replaced(own: list[Block], written: list[Block]) -> list[Block]:
    place = next((n for n, block in enumerate(own) if isinstance(block, Paragraph | Items)), 0)
    rest = [block for block in own if not isinstance(block, Paragraph | Items)]
    before = sum(not isinstance(block, Paragraph | Items) for block in own[:place])
    return [*rest[:before], *written, *rest[before:]]


def _parts(line: str, number: int, resolve: Resolve, faults: list[Fault]) -> tuple[str | Cited, ...]:
    """A line as words and figures."""
    parts: list[str | Cited] = []
    end = 0
    for match in _FIELD.finditer(line):
        figure = resolve(match[1])
        if figure is None:
            faults.append(Fault(number, "unknown", match[0]))
        parts += [line[end : match.start()], figure or ""]
        end = match.end()
    parts.append(line[end:])
    faults += [Fault(number, "brace", p[:20]) for p in parts if isinstance(p, str) and ("{" in p or "}" in p)]
    return tuple(part for part in parts if part != "")


def _add(blocks: list[Block], line: str, parts: tuple[str | Cited, ...]) -> None:
    """Put a line behind the blocks before it; a line of a list joins the list."""
    mark = _NUMBERED.match(line) or _BULLET.match(line)
    if mark is not None:
        item = "".join(part if isinstance(part, str) else part.text for part in parts)[mark.end() :]
        numbered, last = mark[0][0].isdigit(), blocks[-1] if blocks else None
        if isinstance(last, Items) and last.numbered == numbered:
            blocks[-1] = Items((*last.items, item), numbered)
        else:
            blocks.append(Items((item,), numbered))
        return
    lead = _LEAD.match(line)
    if lead is not None and isinstance(parts[0], str) and parts[0].startswith(lead[0]):
        rest = parts[0][lead.end() :]
        blocks.append(Paragraph((*([rest] if rest else []), *parts[1:]), lead[1]))
    else:
        blocks.append(Paragraph(parts))
