"""Looks a PDF through with a real parser, in a process of its own with little memory and time.

Whatever hides in an object stream or behind an escaped name is seen as a reader of PDFs sees it. A hostile file can
only end that process. `unfit` starts this module; it gets the file on its input and answers with one word, or nothing.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 3
SECONDS = 5
PROJECT = Path(__file__).parents[2]
KEYS = {"/JavaScript", "/JS", "/AA", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/RichMediaContent", "/XFA"}
ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound"),
    "/RichMediaExecute",
}
KINDS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}


def unfit(data: bytes) -> str:
    """Why not to keep it: "format" · "active" (scripts, files, a password) · "slow"; "" for a plain, whole PDF."""
    command = [sys.executable, "-m", "careplan.training.certificate_pdf"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, cwd=PROJECT, check=False)
    except subprocess.TimeoutExpired:
        return "slow"
    return done.stdout.decode() if done.returncode == 0 else "slow"


def look_through(data: bytes) -> str:
    """The same within this process; no repair of a damaged file is tried, for a reader might repair it otherwise."""
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted or any(_is_active(one) for thing in pdf.objects for one in _dictionaries(thing)):
                return "active"
            whole = len(pdf.pages) > 0 and not pdf.get_warnings()  # a warning: a part could not be read
            return "" if whole else "format"
    except pikepdf.PasswordError:
        return "active"
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return "format"


def _dictionaries(thing: Any) -> Iterator[Any]:
    """Every dictionary in an object, down to references: those are objects of their own."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Stream):
            one = one.stream_dict
        if isinstance(one, pikepdf.Dictionary):
            yield one
            inner: Any = (one.get(key) for key in one.keys())  # noqa: SIM118 - a pikepdf dictionary
        elif isinstance(one, pikepdf.Array):
            inner = iter(one)
        else:
            continue
        waiting.extend(part for part in inner if isinstance(part, pikepdf.Object) and not part.is_indirect)


def _is_active(one: Any) -> bool:
    """Whether it does something, sends something or carries a file. An /OpenAction may name a page, and no more."""
    if KEYS & set(one.keys()) or _name(one, "/S") in ACTIONS or KINDS & {_name(one, "/Type"), _name(one, "/Subtype")}:
        return True
    opens = one.get("/OpenAction")
    return opens is not None and not isinstance(opens, pikepdf.Array) and _name(opens, "/S") != "/GoTo"


def _name(one: Any, key: str) -> str:
    found = one.get(key) if isinstance(one, pikepdf.Dictionary) else None
    return str(found) if isinstance(found, pikepdf.Name) else ""


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    sys.stdout.write(look_through(sys.stdin.buffer.read()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
