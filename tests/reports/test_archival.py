"""The papers are PDF/A-2a and PDF/UA-1 at once; a page kept from before that still makes the PDF it made."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream

import careplan
from careplan.reports.document import Document, Heading, Paragraph
from careplan.reports.html import page_html
from careplan.reports.pdf import ARCHIVAL, EARLIER
from careplan.reports.printing import print_page

from . import archival
from .archival import OWN, broken
from .pdf_parts import dictionaries, fonts, notes

TEMPLATES = Path(careplan.__file__).parent / "templates"
SHEETS = ("reports/document/page.html", "paper/print.html", "passing/print.html")


def opened(pdf: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def report(words: str) -> Document:
    return Document(words, "", "明德镇中心小学", "", date(2027, 7, 5), (Heading(1, "一"), Paragraph((words,))))


def xmp(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        written = bytes(pdf.Root.Metadata.read_bytes())
        assert old in written
        pdf.Root.Metadata.write(written.replace(old, new))

    return change


def draw(words: bytes) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].contents_add(words)


def add(**stream: object) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.Root.__setitem__("/Extra", pdf.make_indirect(Stream(pdf, b"", **stream)))


def put(**entries: object) -> Callable[[Pdf], None]:
    return lambda pdf: [pdf.Root.__setitem__(f"/{key}", entry) for key, entry in entries.items()] and None


def drop(*keys: str) -> Callable[[Pdf], None]:
    return lambda pdf: [pdf.Root.__delitem__(key) for key in keys] and None


def on_font(kind: str, change: Callable[[pikepdf.Object], None]) -> Callable[[Pdf], None]:
    return lambda pdf: change(next(font for font in fonts(pdf) if font.Subtype == kind))


def on_link(change: Callable[[pikepdf.Object], None]) -> Callable[[Pdf], None]:
    return lambda pdf: change(notes(pdf)[0])


def locked(pdf: Pdf) -> None:
    pdf.trailer["/Encrypt"] = pdf.make_indirect(Dictionary(Filter=Name.Standard))


def bare_truetype(pdf: Pdf) -> None:
    put(Extra=Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2))(pdf)


def odd_tag(pdf: Pdf) -> None:
    next(one for one in dictionaries(pdf) if one.get("/Type") == Name.StructElem).S = Name.Cloud


BREAKS: tuple[tuple[str, Callable[[Pdf], None]], ...] = (
    ("claims_both", xmp(b'pdfaid:conformance="A"', b'pdfaid:conformance="B"')),
    ("claims_both", xmp(b'pdfuaid:part="1"', b"")),
    ("describes_the_foreign_schema", xmp(b"<pdfaSchema:namespaceURI>", b"<pdfaSchema:other>")),
    ("says_the_same_twice", lambda pdf: pdf.trailer.Info.__setitem__("/Title", "另一个")),
    ("says_the_same_twice", lambda pdf: pdf.trailer.Info.__setitem__("/ModDate", "D:20200101")),
    ("has_srgb_intent", drop("/OutputIntents")),
    ("has_an_id", lambda pdf: pdf.trailer.__delitem__("/ID")),
    ("is_open", locked),
    ("does_nothing", put(OpenAction=Dictionary(S=Name.JavaScript))),
    ("does_nothing", put(Extra=Dictionary(S=Name.Launch))),
    ("attaches_nothing", put(Extra=Dictionary(Type=Name.Filespec))),
    ("embeds_every_font", on_font("/CIDFontType0", lambda font: font.__delitem__("/FontDescriptor"))),
    ("maps_every_font_to_letters", on_font("/Type0", lambda font: font.__delitem__("/ToUnicode"))),
    ("maps_glyphs_of_truetype", bare_truetype),
    ("draws_no_missing_glyph", draw(b"BT <0000> Tj ET")),
    ("uses_no_press_colour", draw(b"0 0 0 1 k")),
    ("uses_no_press_colour", add(ColorSpace=Name.DeviceCMYK)),
    ("prints_its_links", on_link(lambda link: link.__setitem__("/F", 2))),
    ("prints_its_links", on_link(lambda link: link.__delitem__("/Contents"))),
    ("prints_its_links", on_link(lambda link: link.__setitem__("/Subtype", Name.Movie))),
    ("ties_links_to_the_structure", on_link(lambda link: link.__delitem__("/StructParent"))),
    ("ties_links_to_the_structure", lambda pdf: pdf.pages[0].__delitem__("/Tabs")),
    ("is_tagged", drop("/MarkInfo")),
    ("says_its_language", drop("/Lang")),
    ("shows_its_title", drop("/ViewerPreferences")),
    ("uses_known_tags", odd_tag),
    ("holds_all_it_needs", add(F="beside.bin")),
    ("smooths_no_picture", add(Interpolate=True)),
    ("blends_plainly", put(Extra=Dictionary(BM=Name.Odd))),
)


def test_report_keeps_every_rule(structure: Pdf) -> None:
    assert broken(structure) == []


@pytest.mark.parametrize(("name", "change"), BREAKS, ids=[f"{at}-{name}" for at, (name, _c) in enumerate(BREAKS)])
def test_rule_sees_when_it_is_broken(sample_pdf: bytes, name: str, change: Callable[[Pdf], None]) -> None:
    pdf = opened(sample_pdf)
    change(pdf)
    assert not getattr(archival, name)(pdf)


def test_every_rule_has_its_break() -> None:
    assert {rule.__name__ for rule in OWN} == {name for name, _change in BREAKS}


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_paper_asks_to_be_archival(sheet: str) -> None:
    head, _, _body = (TEMPLATES / sheet).read_text().partition("</head>")
    assert ARCHIVAL in head


def test_page_from_before_makes_what_it_made() -> None:
    """A frozen report keeps its page: one without the word is set as it was then, and the same each time."""
    page = page_html(report("心理健康"), {}).replace(ARCHIVAL, "")
    one = print_page(page).pdf
    pdf = opened(one)
    assert broken(pdf) == [
        "claims_both",
        "describes_the_foreign_schema",
        "has_srgb_intent",
        "has_an_id",
        "prints_its_links",
        "marks_all_text",
        "holds_every_link",
    ]
    assert archival.metadata(pdf)["pdfuaid:part"] == "1" and b"pdfaid" not in bytes(pdf.Root.Metadata.read_bytes())
    assert print_page(page).pdf == one


def test_page_from_before_the_mends_is_set_without_them() -> None:
    """The link's note still says its target; the same page gives the same bytes."""
    page = page_html(report("心理健康"), {}).replace(ARCHIVAL, EARLIER)
    one = print_page(page).pdf
    pdf = opened(one)
    assert archival.claims_both(pdf) and [str(note.Contents) for note in notes(pdf)][:1] == ["s1"]
    assert print_page(page).pdf == one


def test_word_that_a_user_types_changes_nothing() -> None:
    page = page_html(report(ARCHIVAL), {})
    assert page.count(ARCHIVAL) == 1
