"""A photograph from outside, made harmless: opened strictly, turned upright, made smaller, written anew. Pure.

What is stored is never the file that came, so its place, camera, hidden thumbnail and whatever was appended are gone.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
QUALITY = 82


class BadPicture(ValueError):
    """reason: size (of the file) · pixels · format."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def re_encoded(data: bytes) -> bytes:
    """A JPEG of at most LONGEST_SIDE pixels a side; BadPicture for anything that is not a whole photograph."""
    if len(data) > MOST_BYTES:
        raise BadPicture("size")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:  # told by the header, before anything is unpacked
                raise BadPicture("pixels")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except BadPicture:
        raise
    except Exception as fault:  # a dozen kinds, one for each way in which a file can be broken
        raise BadPicture("format") from fault
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    written = BytesIO()
    bare.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
