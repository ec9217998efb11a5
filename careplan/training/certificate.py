"""A certificate as a photograph or PDF, looked at strictly before it is kept. Pure.

A photograph is written anew (see `picture`). A PDF is kept as it came, so one that asks for a password, or carries
scripts, files or programs to start, is refused: told by its bytes, then by a real parser. It is only ever handed out as
a file to download. Nothing is read from it: number and dates are what was typed.
"""

from __future__ import annotations

import re

from careplan.picture import BadPicture, re_encoded
from careplan.training.certificate_pdf import unfit

MOST_BYTES = 5 * 1024 * 1024
PDF, JPEG = "pdf", "jpeg"
_END = re.compile(rb"%%EOF\s*\Z")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|Encrypt)(?![A-Za-z])")
_HIDDEN = re.compile(rb"#([0-9A-Fa-f]{2})")


class BadCertificate(ValueError):
    """reason: size · pixels · format · active (scripts, files inside, a password) · slow (to look through)."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def harmless(data: bytes, most_bytes: int = MOST_BYTES) -> tuple[str, bytes]:
    """Kind and bytes to keep; BadCertificate for anything that is neither a whole photograph nor a plain PDF."""
    if len(data) > most_bytes:
        raise BadCertificate("size")
    if data.startswith(b"%PDF-"):
        return PDF, _plain_pdf(data)
    try:
        return JPEG, re_encoded(data)
    except BadPicture as fault:
        raise BadCertificate(fault.reason) from fault


def _plain_pdf(data: bytes) -> bytes:
    if not _END.search(data[-1024:]):
        raise BadCertificate("format")
    if _ACTIVE.search(_HIDDEN.sub(lambda found: bytes([int(found[1], 16)]), _without_streams(data))):
        raise BadCertificate("active")
    if reason := unfit(data):
        raise BadCertificate(reason)
    return data


def _without_streams(data: bytes) -> bytes:
    """What can be read without unpacking; packed bytes spell “/JS” by chance."""
    return b" ".join(part.partition(b"stream")[0] for part in data.split(b"endstream"))
