"""Rules of PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) that can be seen in a PDF without a checker.

Each rule takes a PDF and says whether the PDF keeps it. Those about fonts and the structure tree are in files of
their own. What no rule looks at: docs/architecture.md, "Archival papers".
"""

from __future__ import annotations

from collections.abc import Callable

from pikepdf import Dictionary, Name, Pdf, Stream

from . import archival_fonts, archival_tree
from .pdf_parts import dictionaries, fonts, notes, operators, strings

Rule = Callable[[Pdf], bool]
ACTIVE = {"/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/Sound", "/Movie", "/Rendition"}
STANDARD = {
    *(
        "/Document /Part /Art /Sect /Div /BlockQuote /Caption /TOC /TOCI /Index /NonStruct /Private /P /H /H1 /H2"
    ).split(),
    *("/H3 /H4 /H5 /H6 /L /LI /Lbl /LBody /Table /TR /TH /TD /THead /TBody /TFoot /Span /Quote /Note").split(),
    *("/Reference /BibEntry /Code /Link /Annot /Ruby /RB /RT /RP /Warichu /WT /WP /Figure /Formula /Form").split(),
}
INFO_IN_XMP = {
    "/Title": "dc:title",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
}
DATE_IN_XMP = {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}


def metadata(pdf: Pdf) -> dict[str, str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as found:
        names = {*INFO_IN_XMP.values(), *DATE_IN_XMP.values()}
        names |= {"pdfaid:part", "pdfaid:conformance", "pdfuaid:part"}
        return {name: str(found[name]) for name in names if name in found}


def claims_both(pdf: Pdf) -> bool:
    found = metadata(pdf)
    return [found.get(f"{name}") for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")] == ["2", "A", "1"]


def describes_the_foreign_schema(pdf: Pdf) -> bool:
    xmp = bytes(pdf.Root.Metadata.read_bytes())
    return b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in xmp


def says_the_same_twice(pdf: Pdf) -> bool:
    xmp, info = metadata(pdf), pdf.docinfo
    plain = all(str(info[key]) == xmp.get(name) for key, name in INFO_IN_XMP.items() if key in info)
    days = (
        (str(info[key])[2:10], xmp.get(name, "").replace("-", "")[:8])
        for key, name in DATE_IN_XMP.items()
        if key in info
    )
    return plain and all(one == other for one, other in days)


def has_srgb_intent(pdf: Pdf) -> bool:
    intents = list(pdf.Root.get("/OutputIntents", []))
    return len(intents) == 1 and intents[0].S == "/GTS_PDFA1" and intents[0].DestOutputProfile.get("/N") == 3


def has_an_id(pdf: Pdf) -> bool:
    return [len(bytes(part)) > 0 for part in pdf.trailer.get("/ID", [])] == [True, True]


def is_open(pdf: Pdf) -> bool:
    return "/Encrypt" not in pdf.trailer


def does_nothing(pdf: Pdf) -> bool:
    root = pdf.Root
    held = any(key in root for key in ("/OpenAction", "/AA", "/AcroForm", "/Requirements"))
    names = root.get("/Names", Dictionary())
    inside = any(key in names for key in ("/JavaScript", "/EmbeddedFiles"))
    return not held and not inside and not any(str(one.get("/S", "")) in ACTIVE for one in dictionaries(pdf))


def attaches_nothing(pdf: Pdf) -> bool:
    return not any("/EF" in one or one.get("/Type") == Name.Filespec for one in dictionaries(pdf))


def embeds_every_font(pdf: Pdf) -> bool:
    described = [one.get("/FontDescriptor", {}) for one in fonts(pdf) if "/DescendantFonts" not in one]
    return bool(described) and all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in described)


def maps_every_font_to_letters(pdf: Pdf) -> bool:
    whole = [one for one in fonts(pdf) if one.Subtype == "/Type0"]
    return bool(whole) and all("/ToUnicode" in one and one.Encoding == "/Identity-H" for one in whole)


def maps_glyphs_of_truetype(pdf: Pdf) -> bool:
    return all("/CIDToGIDMap" in one for one in fonts(pdf) if one.Subtype == "/CIDFontType2")


def draws_no_missing_glyph(pdf: Pdf) -> bool:
    """No text shows glyph 0, the box that stands for a character without one (two bytes to a glyph, Identity-H)."""
    shown = [part for name, words in operators(pdf) if name in {"Tj", "TJ"} for part in strings(words)]
    pairs = (text[at : at + 2] for text in shown for at in range(0, len(text), 2))
    return bool(shown) and all(pair != b"\0\0" for pair in pairs)


def uses_no_press_colour(pdf: Pdf) -> bool:
    named = any(Name.DeviceCMYK in (one.get("/CS"), one.get("/ColorSpace")) for one in dictionaries(pdf))
    return not named and not any(name in {"k", "K"} for name, _operands in operators(pdf))


def prints_its_links(pdf: Pdf) -> bool:
    """Only links, all printed and none hidden, each with words for those who do not see it."""
    return all(n.Subtype == "/Link" and n.get("/F") == 4 and str(n.get("/Contents", "")) for n in notes(pdf))


def ties_links_to_the_structure(pdf: Pdf) -> bool:
    tabs = all(page.get("/Tabs") == "/S" for page in pdf.pages)
    return tabs and all("/StructParent" in note for note in notes(pdf))


def is_tagged(pdf: Pdf) -> bool:
    root = pdf.Root
    return bool(root.get("/MarkInfo", {}).get("/Marked", False)) and "/StructTreeRoot" in root


def says_its_language(pdf: Pdf) -> bool:
    return str(pdf.Root.get("/Lang", "")) in {"zh-CN", "en"}


def shows_its_title(pdf: Pdf) -> bool:
    return bool(pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False))


def uses_known_tags(pdf: Pdf) -> bool:
    mapped = set(pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary()).keys())
    elements = [one for one in dictionaries(pdf) if one.get("/Type") == Name.StructElem]
    return bool(elements) and all(str(one.S) in STANDARD | mapped for one in elements)


def holds_all_it_needs(pdf: Pdf) -> bool:
    """No stream in a file beside it, no old or private packing, no reference to another document."""
    streams = [one for one in pdf.objects if isinstance(one, Stream)]
    packed = all("/F" not in one and one.get("/Filter") in (None, Name.FlateDecode, Name.DCTDecode) for one in streams)
    return packed and not any("/Ref" in one or "/OPI" in one or "/Alternates" in one for one in streams)


def smooths_no_picture(pdf: Pdf) -> bool:
    return not any(one.get("/Interpolate", False) for one in dictionaries(pdf))


def blends_plainly(pdf: Pdf) -> bool:
    modes = [one.get("/BM") for one in dictionaries(pdf) if one.get("/Type") == Name.ExtGState or "/BM" in one]
    return all(mode in (None, Name.Normal, Name.Multiply) for mode in modes)


OWN: tuple[Rule, ...] = (
    claims_both, describes_the_foreign_schema, says_the_same_twice, has_srgb_intent, has_an_id, is_open, does_nothing,
    attaches_nothing, embeds_every_font, maps_every_font_to_letters, maps_glyphs_of_truetype, draws_no_missing_glyph,
    uses_no_press_colour, prints_its_links, ties_links_to_the_structure, is_tagged, says_its_language, shows_its_title,
    uses_known_tags, holds_all_it_needs, smooths_no_picture, blends_plainly,
)  # fmt: skip
RULES: tuple[Rule, ...] = (*OWN, *archival_fonts.RULES, *archival_tree.RULES)


def broken(pdf: Pdf) -> list[str]:
    """The names of the rules that a PDF breaks."""
    return [rule.__name__ for rule in RULES if not rule(pdf)]
