"""PDF/UA-1 checked by a program that is not ours (outloud): only its rules of the standard, not its guesses at the sense."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pikepdf
from outloud import check

from .archival import broken

GUESSES = {"PAG-001"}
"""Lines that stand on many pages: it takes a repeated table head, or a sheet's own title, for a running head."""


def faults(pdf: bytes) -> list[str]:
    """What the checker finds against the standard in a PDF; "error" alone when it cannot read it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        result = check(str(file), layers={"conformance"})
    found = [f"{one.rule} {one.message}" for one in result.findings if one.rule not in GUESSES]
    return found if result.error is None else [*found, "error"]


def unsound(pdf: bytes) -> list[str]:
    """The rules that a paper breaks and what the checker finds in it: empty for each paper of ours."""
    return [*broken(pikepdf.open(io.BytesIO(pdf))), *faults(pdf)]
