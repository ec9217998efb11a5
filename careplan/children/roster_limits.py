"""Looks at an uploaded file before anything is unpacked (SECURITY section 1, G21)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from careplan.children.faults import Fault
from careplan.children.grid import MAX_COLUMNS, MAX_ROWS, column_index

MEGABYTE = 1024 * 1024
MAX_FILE = 8 * MEGABYTE
MAX_UNPACKED = 64 * MEGABYTE
MAX_ENTRIES = 2000
MAX_RATIO = 100
SMALL_ENTRY = 4 * MEGABYTE
"""Entries below this size may be packed tighter: 5,000 equal rows are."""

OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]{0,200}?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>/]*>\s*<(?:\w+:)?(?:v|is)\b")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CHUNK, _OVERLAP = MEGABYTE, 600


def file_kind(data: bytes) -> str:
    """zip, ole (old .xls or protected), html, or unknown; by the first bytes."""
    if data.startswith(ZIP):
        return "zip"
    if data.startswith(OLE):
        return "ole"
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<") and (b"<html" in start or b"<table" in start or b"<!doctype" in start):
        return "html"
    return "unknown"


def check_file(data: bytes) -> Fault | None:
    """The first reason not to open the file at all."""
    if not data:
        return Fault("file-empty")
    if len(data) > MAX_FILE:
        return Fault("file-large", params={"limit": str(MAX_FILE // MEGABYTE)})
    kind = file_kind(data)
    if kind == "unknown":
        return Fault("file-kind")
    return _check_zip(data) if kind == "zip" else None


def _check_zip(data: bytes) -> Fault | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _declared(archive) or _sheets(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        return Fault("file-damaged")


def _declared(archive: zipfile.ZipFile) -> Fault | None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return Fault("file-bomb", params={"text": f"{len(entries)} > {MAX_ENTRIES}"})
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED:
        return Fault("file-bomb", params={"text": f"{total // MEGABYTE} MB"})
    for entry in entries:
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > SMALL_ENTRY and ratio > MAX_RATIO:
            return Fault("file-bomb", params={"text": f"{ratio:.0f}:1"})
    return None


def _sheets(archive: zipfile.ZipFile) -> Fault | None:
    """A cell with a value far outside would make a reader reserve the whole area."""
    for entry in archive.infolist():
        if _SHEET.fullmatch(entry.filename):
            far = _far_cell(archive, entry)
            if far:
                return Fault("sheet-large", params=large_params(far))
    return None


def large_params(cell: str) -> dict[str, str]:
    return {"text": cell, "rows": str(MAX_ROWS), "columns": str(MAX_COLUMNS)}


def _far_cell(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str | None:
    rest = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            block = rest + chunk
            for match in _CELL.finditer(block):
                letters, row = match.group(1).decode(), int(match.group(2))
                if row > MAX_ROWS or column_index(letters) >= MAX_COLUMNS:
                    return f"{letters}{row}"
            rest = block[-_OVERLAP:]
    return None
