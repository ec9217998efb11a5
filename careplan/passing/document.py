"""What goes out, as plain words: one object for the preview, the workbook, the PDF and the JSON. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "careplan-packet-1"


@dataclass(frozen=True, slots=True)
class Packet:
    """columns: heads of the rows; rows: texts; mark: the recipient's watermark; basis: why it may go out, in words.

    Days as YYYY-MM-DD. file_name: without ending.
    """

    number: int
    tier: str
    title: str
    school: str
    recipient: str
    purpose: str
    basis: str
    made_on: str
    expires_on: str
    mark: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    file_name: str


def as_json(packet: Packet) -> bytes:
    """The packet as a file; the same packet gives the same bytes."""
    return json.dumps({"format": FORMAT, **asdict(packet)}, ensure_ascii=False, indent=1, sort_keys=True).encode()


def digest(packet: Packet) -> str:
    """SHA-256 of everything that goes out; a confirmation is bound to it."""
    return hashlib.sha256(as_json(packet)).hexdigest()


SHORT = 22
"""Width of a column on paper, in half characters, up to which it is never broken."""


def unbroken(packet: Packet) -> frozenset[int]:
    """Columns of short texts (names, days, masked numbers): on paper they keep one line, the others share the rest."""
    texts = [(packet.columns[n], *(row[n] for row in packet.rows)) for n in range(len(packet.columns))]
    return frozenset(n for n, column in enumerate(texts) if max(map(_half_widths, column)) <= SHORT)


def _half_widths(text: str) -> int:
    return sum(1 if one.isascii() else 2 for one in text)


def read(data: bytes) -> Packet:
    """A packet as it was kept."""
    kept: dict[str, Any] = json.loads(data)
    kept.pop("format")
    return Packet(
        **{
            **kept,
            "columns": tuple(kept["columns"]),
            "rows": tuple(tuple(row) for row in kept["rows"]),
            "notes": tuple(kept["notes"]),
        }
    )
