"""A document as plain JSON and back: an issued report is kept as it was, with its own names and figures (S45)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from careplan.reports import charts, document

_NOUNS: dict[str, type[Any]] = {
    noun.__name__: noun
    for noun in (
        *(document.Document, document.Appendix, document.Heading, document.Paragraph, document.Cited),
        *(document.Items, document.KeyFigure, document.KeyFigures, document.Table, document.Column, document.Row),
        *(document.Chart, charts.Bars, charts.Lines, charts.Donut, charts.HeatMap, charts.Series),
    )
}


def freeze(thing: Any) -> Any:
    """A noun, tuple, date or plain value as JSON values; a noun says what it is under "is"."""
    if isinstance(thing, tuple):
        return [freeze(one) for one in thing]
    if isinstance(thing, date):
        return {"is": "date", "on": thing.isoformat()}
    if is_dataclass(thing) and not isinstance(thing, type):
        return {"is": type(thing).__name__} | {f.name: freeze(getattr(thing, f.name)) for f in fields(thing)}
    return thing


def thaw(plain: Any) -> Any:
    """What `freeze` made, as nouns again. Unknown kinds raise KeyError."""
    if isinstance(plain, list):
        return tuple(thaw(one) for one in plain)
    if not isinstance(plain, dict):
        return plain
    kind = plain["is"]
    if kind == "date":
        return date.fromisoformat(plain["on"])
    return _NOUNS[kind](**{key: thaw(value) for key, value in plain.items() if key != "is"})


def thaw_document(plain: dict[str, Any]) -> document.Document:
    """The frozen document of an issued report."""
    thing = thaw(plain)
    assert isinstance(thing, document.Document)
    return thing
