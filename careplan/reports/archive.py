"""An office file (a zip archive) whose bytes hang on what it says alone, not on the moment it was written."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def settled(content: bytes, day: date) -> bytes:
    """The archive written anew, with `day` as the time of each entry and of the last change."""
    at = (max(1980, day.year), day.month, day.day, 0, 0, 0)  # a zip archive knows no year before 1980
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, at)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _settled_entry(name, old.read(name), day))
    return stream.getvalue()


def _settled_entry(name: str, content: bytes, day: date) -> bytes:
    return MODIFIED.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode(), content) if name == CORE else content
