"""What a test takes out of a PDF: its dictionaries, fonts, notes, drawing operators, and the elements of its structure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream


def dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those inside others too, and the dictionary of every stream."""
    waiting: list[Any] = list(pdf.objects)
    while waiting:
        one = waiting.pop()
        if isinstance(one, Dictionary | Stream):
            yield one
            inner = [one.get(key) for key in one.keys()]  # noqa: SIM118 - a pikepdf dictionary
        else:
            inner = list(one) if isinstance(one, Array) else []
        waiting += [part for part in inner if isinstance(part, Dictionary | Array) and not part.is_indirect]


def fonts(pdf: Pdf) -> list[Any]:
    return [one for one in dictionaries(pdf) if one.get("/Type") == Name.Font]


def notes(pdf: Pdf) -> list[Any]:
    return [note for page in pdf.pages for note in page.get("/Annots", [])]


def drawn(pdf: Pdf) -> Iterator[tuple[Any, list[tuple[str, list[Any]]]]]:
    """The pages and the forms they draw, each with its operators."""
    forms = [one for one in pdf.objects if isinstance(one, Stream) and one.get("/Subtype") == Name.Form]
    for source in [*pdf.pages, *forms]:
        yield source, [(str(name), list(words)) for words, name in pikepdf.parse_content_stream(source)]


def operators(pdf: Pdf) -> Iterator[tuple[str, list[Any]]]:
    """Every drawing operator of the pages and of the forms they draw."""
    for _source, found in drawn(pdf):
        yield from found


def strings(operands: list[Any]) -> list[bytes]:
    parts = list(operands[0]) if isinstance(operands[0], Array) else operands
    return [bytes(part) for part in parts if isinstance(part, pikepdf.String)]


def codes(text: bytes) -> list[int]:
    """The codes of a string: two bytes each, Identity-H."""
    return [int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text), 2)]


def used(pdf: Pdf) -> dict[tuple[int, int], set[int]]:
    """The codes that are shown with each font, by the font's object number."""
    shown: dict[tuple[int, int], set[int]] = defaultdict(set)
    for source, found in drawn(pdf):
        font = (0, 0)
        for name, words in found:
            if name == "Tf":
                font = source.Resources.Font[str(words[0])].objgen
            elif name in {"Tj", "TJ"}:
                shown[font].update(code for text in strings(words) for code in codes(text))
    return shown


def kids(element: Any) -> list[Any]:
    """What is in an element of the structure: elements, notes and the numbers of marked content."""
    inside = element.get("/K", [])
    return list(inside) if isinstance(inside, Array) else [inside]


def elements(pdf: Pdf) -> Iterator[Any]:
    """Every element that hangs on the structure's root, in reading order."""
    waiting = kids(pdf.Root.StructTreeRoot)[::-1]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Dictionary) and "/S" in one:
            yield one
            waiting += kids(one)[::-1]


def tagged(pdf: Pdf, *tags: str) -> list[Any]:
    return [one for one in elements(pdf) if str(one.S)[1:] in tags]


def marks(pdf: Pdf) -> list[tuple[int, int]]:
    """The page and the number of each piece of marked content, in reading order."""
    pages = {page.objgen: at for at, page in enumerate(pdf.pages)}
    found, waiting = [], [(kid, 0) for kid in kids(pdf.Root.StructTreeRoot)[::-1]]
    while waiting:
        one, page = waiting.pop()
        if isinstance(one, Dictionary) and "/S" in one:
            own = pages[one.Pg.objgen] if "/Pg" in one else page
            waiting += [(kid, own) for kid in kids(one)[::-1]]
        elif isinstance(one, int):
            found.append((page, one))
    return found
