"""Small pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
POINT = 20
"""Twentieths of a point (dxa) in a point."""


def el(tag: str, *children: Any, **attributes: str | int) -> Any:
    """`el("ind", left=200)` is <w:ind w:left="200"/>, with its children in it."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def clean(text: str) -> str:
    """The text without what no XML file may hold (control characters)."""
    return UNFIT.sub("", text)


def words(text: str, *formats: Any) -> Any:
    """A run of text; `formats` are the children of its rPr."""
    inside = el("t")
    inside.text = clean(text)
    inside.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return el("r", *([el("rPr", *formats)] if formats else []), inside)


def field(instruction: str, shown: str, *, stale: bool = False) -> list[Any]:
    """A field with what it shows until it is counted anew; `stale`: the program counts it when it opens the file."""
    code = el("instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    begin = el("fldChar", fldCharType="begin", **({"dirty": "true"} if stale else {}))
    return [
        el("r", begin),
        el("r", code),
        el("r", el("fldChar", fldCharType="separate")),
        words(shown),
        el("r", el("fldChar", fldCharType="end")),
    ]


def bookmark(name: str, number: int, *inside: Any) -> list[Any]:
    """The runs within a named place; `number` is its own in the file."""
    return [el("bookmarkStart", id=number, name=name), *inside, el("bookmarkEnd", id=number)]
