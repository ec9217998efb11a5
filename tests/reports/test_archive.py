"""A report's PDF lasts (PDF/A-2A) and is read aloud (PDF/UA-1); a page kept before it did is set as it was then."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream

from careplan.reports.printing import print_page

from .archive_rules import RULES, broken

PLAIN = '<!doctype html><html lang="zh-CN"{}><head><meta charset="utf-8"><title>旧页</title></head><body><p>一页 <a href="#a" id="a">链接</a></p></body></html>'


def test_the_report_keeps_every_rule(sample_pdf: bytes) -> None:
    assert broken(sample_pdf) == []


def _first(file: pikepdf.Pdf, key: str, value: Name) -> pikepdf.Object:
    return next(one for one in file.objects if isinstance(one, Dictionary | Stream) and one.get(key) == value)


def _drop(owner: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in owner:
            del owner[key]


def _without(file: pikepdf.Pdf, words: bytes) -> None:
    file.Root.Metadata.write(bytes(file.Root.Metadata.read_bytes()).replace(words, b""))


def _draw(file: pikepdf.Pdf) -> None:
    picture = Stream(file, b"\0\0\0", Type=Name.XObject, Subtype=Name.Image, Interpolate=True)
    file.pages[0].Resources["/XObject"] = Dictionary(Im=file.make_indirect(picture))


def _attach(file: pikepdf.Pdf) -> None:
    file.attachments["list.csv"] = b"1,2"


def _pack(file: pikepdf.Pdf) -> None:
    file.Root["/Extra"] = file.make_indirect(Stream(file, b"x", FFilter=Name.FlateDecode))


BREAKS: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "says PDF/A-2A": lambda file: _without(file, b'pdfaid:conformance="A"'),
    "says PDF/UA-1": lambda file: _without(file, b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"),
    "has an output intent": lambda file: _drop(file.Root, "/OutputIntents"),
    "has an id and no password": lambda file: None,  # saved with a password below
    "embeds its fonts": lambda file: _drop(_first(file, "/Type", Name.FontDescriptor), "/FontFile2", "/FontFile3"),
    "maps to Unicode": lambda file: _drop(_first(file, "/Subtype", Name.Type0), "/ToUnicode"),
    "annotations print": lambda file: _drop(_first(file, "/Type", Name.Annot), "/F"),
    "does nothing": lambda file: file.Root.update({"/OpenAction": Dictionary(S=Name.JavaScript)}),
    "holds no files": _attach,
    "packs openly": _pack,
    "draws plainly": _draw,
    "is tagged": lambda file: _drop(file.Root, "/MarkInfo"),
    "has a language and a title": lambda file: _drop(file.Root, "/Lang"),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_fails_when_it_is_broken(sample_pdf: bytes, rule: str) -> None:
    """So that the test above cannot pass by looking away."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample_pdf)) as file:
        BREAKS[rule](file)
        locked = pikepdf.Encryption(owner="x", user="") if rule.startswith("has an id") else None
        file.save(out, encryption=locked or False)
    assert rule in broken(out.getvalue())


def test_a_page_says_itself_which_standard_its_pdf_keeps() -> None:
    """What was frozen before stays as it was, to the byte: its page asks for no PDF/A."""
    before, now = print_page(PLAIN.format("")).pdf, print_page(PLAIN.format(' data-pdf="a-2a"')).pdf
    assert broken(now) == []
    with pikepdf.open(io.BytesIO(before)) as file:
        said = bytes(file.Root.Metadata.read_bytes())
        assert b"pdfaid" not in said and b'pdfuaid:part="1"' in said and "/OutputIntents" not in file.Root
