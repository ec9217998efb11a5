"""Rules of PDF/A-2a about what is inside fonts and colour profiles: ISO 19005-2, 6.2.4.2 and 6.2.11."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Pdf
from PIL import ImageCms

from .pdf_parts import fonts, used

UNITS = 1000
CLOSE = 1.0  # 6.2.11.5: widths may differ by one unit in a thousand


def shown(pdf: Pdf) -> Iterator[tuple[Any, set[int]]]:
    """The composite fonts with the codes shown with each."""
    codes = used(pdf)
    yield from ((font, codes[font.objgen]) for font in fonts(pdf) if font.Subtype == "/Type0")


def program(font: Any) -> TTFont:
    """The font that is embedded for a composite font."""
    described = font.DescendantFonts[0].FontDescriptor
    stream = described.get("/FontFile2") or described.get("/FontFile3")
    return TTFont(io.BytesIO(bytes(stream.read_bytes())), lazy=True)


def widths(font: Any) -> dict[int, float]:
    """The W array of a composite font: `first [w w …]` or `first last w`."""
    found: dict[int, float] = {}
    words = list(font.DescendantFonts[0].get("/W", []))
    while words:
        first, second = int(words.pop(0)), words.pop(0)
        if isinstance(second, Array):
            found |= {first + at: float(width) for at, width in enumerate(second)}
        else:
            found |= dict.fromkeys(range(first, int(second) + 1), float(words.pop(0)))
    return found


def letters(font: Any) -> dict[int, str]:
    """The ToUnicode table of a composite font."""
    table = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    pairs = re.findall(r"^<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>\s*$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs if code != "0000"}


def embeds_every_glyph(pdf: Pdf) -> bool:
    return all(code < program(font)["maxp"].numGlyphs for font, codes in shown(pdf) for code in codes)


def says_the_fonts_own_widths(pdf: Pdf) -> bool:
    def fits(font: Any, codes: set[int]) -> bool:
        inside, told = program(font), widths(font)
        unit, advances, names = inside["head"].unitsPerEm, inside["hmtx"], inside.getGlyphOrder()
        known = [code for code in codes if code < len(names)]
        return all(abs(advances[names[code]][0] * UNITS / unit - told.get(code, UNITS)) <= CLOSE for code in known)

    return all(fits(font, codes) for font, codes in shown(pdf))


def maps_every_glyph_to_letters(pdf: Pdf) -> bool:
    """Every code that is shown stands for letters, none of them nothing or a mark of the file (6.2.11.7.2)."""
    fonts_shown = [(font, codes) for font, codes in shown(pdf) if "/ToUnicode" in font]
    return all(
        letters(font).get(code, "") not in {"", "\0", "\ufeff", "\ufffe"}
        for font, codes in fonts_shown
        for code in codes
    )


def has_a_profile_of_its_colours(pdf: Pdf) -> bool:
    """The profile opens, is of at most version 4, and has as many colours as its N says."""
    parts = {"RGB ": 3, "GRAY": 1, "CMYK": 4}
    for intent in pdf.Root.get("/OutputIntents", []):
        stream = intent.DestOutputProfile
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(bytes(stream.read_bytes()))).profile
        except OSError:
            return False
        if parts.get(profile.xcolor_space) != stream.get("/N") or profile.version >= 5:
            return False
    return True


RULES = (
    embeds_every_glyph, says_the_fonts_own_widths, maps_every_glyph_to_letters, has_a_profile_of_its_colours,
)  # fmt: skip
