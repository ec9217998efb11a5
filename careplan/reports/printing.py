"""Document to PDF bytes: draw the charts, make the page, have it set by a child process."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .child import run_child
from .document import Document
from .drawing import LIBRARY, drawings
from .html import TEMPLATES, page_html

PROGRAM = Path(__file__).with_name("pdf.py")
FONT = "FandolFang-Regular.otf"
FONT_FOLDERS = (
    Path(__file__).parents[2] / "var" / "fonts",
    Path("/usr/share/texmf-dist/fonts/opentype/public/fandol"),
    Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
)
TIMEOUT_SECONDS = 30.0
MEMORY_BYTES = 1_000_000_000  # G24: 1 GB of address space


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, how many pages it has, and the page as it went to the typesetter: set again, it gives the same bytes."""

    pdf: bytes
    pages: int
    html: str = ""


def render_pdf(
    document: Document,
    *,
    timeout: float = TIMEOUT_SECONDS,
    memory: int = MEMORY_BYTES,
    library: Path = LIBRARY,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """The PDF of a document, see `print_document`."""
    return print_document(document, timeout=timeout, memory=memory, library=library, cancelled=cancelled).pdf


def print_document(
    document: Document,
    *,
    timeout: float = TIMEOUT_SECONDS,
    memory: int = MEMORY_BYTES,
    library: Path = LIBRARY,
    cancelled: Callable[[], bool] = lambda: False,
) -> Printed:
    """The document as PDF; the same document gives the same bytes on the same machine.

    `timeout` in seconds (charts and setting each), `memory` in bytes of address space. Raises `ChildFailed` with a
    readable reason when it takes longer, needs more, or `cancelled()` became true (G24).
    """
    pictures = drawings(document, library=library, timeout=timeout, cancelled=cancelled)
    return print_page(page_html(document, pictures), timeout=timeout, memory=memory, cancelled=cancelled)


def print_page(
    html: str,
    *,
    timeout: float = TIMEOUT_SECONDS,
    memory: int = MEMORY_BYTES,
    cancelled: Callable[[], bool] = lambda: False,
    assets: Mapping[str, Path] | None = None,
) -> Printed:
    """A finished page as PDF. For pages made by our own templates only; it may ask for `assets` as asset:NAME."""
    own = {name: str(path) for name, path in (assets or {}).items()}
    request = {"html": html, "assets": _assets() | own, "memory": memory, "seconds": int(timeout) + 5}
    answer = run_child(PROGRAM, json.dumps(request, ensure_ascii=False).encode(), timeout=timeout, cancelled=cancelled)
    pages, _, pdf = answer.partition(b"\n")
    return Printed(pdf, int(pages), html)


def _assets() -> dict[str, str]:
    """The files a page may ask for. The 仿宋 typeface is optional: without it the text falls back to 楷."""
    found = {"demo.svg": str(TEMPLATES / "demo.svg")}
    for folder in FONT_FOLDERS:
        if (folder / FONT).is_file():
            return found | {"fang": str(folder / FONT)}
    return found
