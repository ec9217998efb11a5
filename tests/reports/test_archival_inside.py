"""The rules about what is inside fonts, profile and structure tree, each shown a PDF that breaks it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from . import archival_fonts, archival_tree
from .pdf_parts import elements, kids, notes, tagged, used

RULES = (*archival_fonts.RULES, *archival_tree.RULES)


def opened(pdf: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def a_font(pdf: Pdf) -> pikepdf.Object:
    return next(font for font, shown in archival_fonts.shown(pdf) if shown)


def wider(pdf: Pdf) -> None:
    font = a_font(pdf)
    shown = used(pdf)[font.objgen]
    font.DescendantFonts[0].W = Array([min(shown), max(shown), 777])


def show_a_far_code(pdf: Pdf) -> None:
    name = next(iter(pdf.pages[0].Resources.Font.keys()))
    pdf.pages[0].contents_add(f"/Artifact BMC BT {name} 9 Tf <fffe> Tj ET EMC".encode())


def forget_letters(pdf: Pdf) -> None:
    a_font(pdf).ToUnicode.write(b"1 beginbfchar\n<0000> <ffff>\nendbfchar")


def profile(pdf: Pdf) -> pikepdf.Object:
    return pdf.Root.OutputIntents[0].DestOutputProfile


def rename(old: str, new: str) -> Callable[[Pdf], None]:
    return lambda pdf: tagged(pdf, old)[0].__setitem__("/S", Name(f"/{new}"))


def read_twice(pdf: Pdf) -> None:
    element = next(one for one in elements(pdf) if isinstance(kids(one)[0], int))
    element.K = Array([*kids(element), *kids(element)])


def turn_the_tree(pdf: Pdf) -> None:
    whole = tagged(pdf, "Document")[0]
    whole.K = Array(kids(whole)[::-1])


def unhang_a_page(pdf: Pdf) -> None:
    tagged(pdf, "Document")[0].K.__delitem__(0)


def plain_head(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.Contents.write(bytes(page.Contents.read_bytes()).replace(b"/Header", b"/Heading"))


def unlink(pdf: Pdf) -> None:
    link = tagged(pdf, "Link")[0]
    link.K = Array([kid for kid in kids(link) if isinstance(kid, int)])


def drop_from(tag: str, key: str) -> Callable[[Pdf], None]:
    return lambda pdf: tagged(pdf, tag)[0].__delitem__(key)


def name_target(pdf: Pdf) -> None:
    notes(pdf)[0].Contents = notes(pdf)[0].Dest


def cite_nobody(pdf: Pdf) -> None:
    tagged(pdf, "TD")[0].A.Headers = Array([pikepdf.String("nobody")])


def loose_item(pdf: Pdf) -> None:
    tagged(pdf, "Document")[0].K.append(
        pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LI, K=Array(), P=tagged(pdf, "Document")[0]))
    )


BREAKS: tuple[tuple[str, Callable[[Pdf], None]], ...] = (
    ("embeds_every_glyph", show_a_far_code),
    ("says_the_fonts_own_widths", wider),
    ("maps_every_glyph_to_letters", forget_letters),
    ("maps_every_glyph_to_letters", show_a_far_code),
    ("has_a_profile_of_its_colours", lambda pdf: profile(pdf).__setitem__("/N", 4)),
    ("has_a_profile_of_its_colours", lambda pdf: profile(pdf).write(b"no profile")),
    ("marks_all_text", lambda pdf: pdf.pages[0].contents_add(b"BT (word) Tj ET")),
    ("marks_all_text", unhang_a_page),
    ("marks_all_text", plain_head),
    ("reads_each_piece_once", read_twice),
    ("reads_each_piece_once", turn_the_tree),
    ("holds_every_link", unlink),
    ("holds_every_link", name_target),
    ("holds_every_link", lambda pdf: notes(pdf)[0].__setitem__("/StructParent", 0)),
    ("steps_from_heading_to_heading", rename("H1", "H2")),
    ("steps_from_heading_to_heading", rename("H2", "H4")),
    ("heads_every_cell", lambda pdf: tagged(pdf, "TH")[0].A.__delitem__("/Scope")),
    ("heads_every_cell", cite_nobody),
    ("lists_only_items", loose_item),
    ("describes_every_picture", drop_from("Figure", "/Alt")),
)


@pytest.mark.parametrize(("name", "change"), BREAKS, ids=[f"{at}-{name}" for at, (name, _c) in enumerate(BREAKS)])
def test_rule_sees_when_it_is_broken(sample_pdf: bytes, name: str, change: Callable[[Pdf], None]) -> None:
    pdf = opened(sample_pdf)
    rule = next(rule for rule in RULES if rule.__name__ == name)
    assert rule(pdf)
    change(pdf)
    assert not rule(pdf)


def test_every_rule_has_its_break() -> None:
    assert {rule.__name__ for rule in RULES} == {name for name, _change in BREAKS}
