"""Whether a frozen report is still what it was: its parts compared, and what may explain a difference. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from careplan.reports.canonical import fingerprint
from careplan.reports.made_with import differing

Fault = Literal["file_missing", "file_changed", "frozen_changed", "words_changed", "remade_differs"]


@dataclass(frozen=True, slots=True)
class Check:
    """`faults`: what is not as it was, () when every byte is the same. `causes`: (name, then, now) of what the PDF was
    made with and is made with today, where they differ: a newer library may set a page in other bytes."""

    remade_sha256: str
    faults: tuple[Fault, ...]
    causes: tuple[tuple[str, str, str], ...]

    @property
    def same(self) -> bool:
        """Whether everything is as it was, to the byte."""
        return not self.faults


def check(
    *,
    stored_pdf: bytes,
    remade_pdf: bytes,
    sha256: str,
    words_as_kept: bool,
    made_then: Mapping[str, str],
    made_now: Mapping[str, str],
) -> Check:
    """Compare the stored PDF and the one made again with the hash in the report's row."""
    remade = fingerprint(remade_pdf)
    faults: list[Fault] = []
    if not stored_pdf:
        faults.append("file_missing")
    elif fingerprint(stored_pdf) != sha256:
        faults.append("file_changed")
    if not words_as_kept:
        faults.append("words_changed")
    if remade != sha256:
        faults.append("remade_differs")
    return Check(remade, tuple(faults), differing(made_then, made_now))
