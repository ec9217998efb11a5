"""What PDF/A-2A (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) ask of a file, as far as its structure shows it.

No validator of these standards can be installed by this project, so the rules that our writer could break are looked
at one by one. Not looked at: inside fonts (widths, glyphs that are not there) and inside content streams' operators.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Dictionary, Name, Stream

PRINTED = 4
"""An annotation's only flag: it is printed, and neither hidden nor locked away (6.3.2)."""
ACTIVE = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition"}
ALLOWED = {"/FlateDecode", "/DCTDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode", "/CCITTFaxDecode"}
UA_KNOWN = "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"


def broken(pdf: bytes) -> list[str]:
    """Names of the rules that the file breaks; empty: it keeps all that are looked at."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [name for name, keeps in RULES.items() if not keeps(file)]


def _metadata(file: pikepdf.Pdf) -> str:
    return bytes(file.Root.Metadata.read_bytes()).decode() if "/Metadata" in file.Root else ""


def _dictionaries(file: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (one for one in file.objects if isinstance(one, Dictionary | Stream))


def _says_archive(file: pikepdf.Pdf) -> bool:
    return 'pdfaid:part="2"' in _metadata(file) and 'pdfaid:conformance="A"' in _metadata(file)


def _says_ua(file: pikepdf.Pdf) -> bool:
    """Of a property that PDF/A does not know the file says what it is (6.6.2.3.3); one RDF holds all (6.6.2.1)."""
    said = _metadata(file)
    return 'pdfuaid:part="1"' in said and UA_KNOWN in said and said.count("<rdf:RDF") == 1


def _has_intent(file: pikepdf.Pdf) -> bool:
    """Colours of the screen mean something on paper: one profile of three colours (6.2.3)."""
    intents = [one for one in file.Root.get("/OutputIntents", []) if one.get("/S") == Name.GTS_PDFA1]
    return len(intents) == 1 and intents[0].DestOutputProfile.get("/N") == 3


def _has_id(file: pikepdf.Pdf) -> bool:
    return len(file.trailer.get("/ID", [])) == 2 and "/Encrypt" not in file.trailer


def _embeds_fonts(file: pikepdf.Pdf) -> bool:
    described = [one for one in _dictionaries(file) if one.get("/Type") == Name.FontDescriptor]
    return bool(described) and all(any(key in one for key in ("/FontFile2", "/FontFile3")) for one in described)


def _maps_to_unicode(file: pikepdf.Pdf) -> bool:
    fonts = [one for one in _dictionaries(file) if one.get("/Subtype") == Name.Type0]
    return bool(fonts) and all("/ToUnicode" in one for one in fonts)


def _annotations_print(file: pikepdf.Pdf) -> bool:
    found = [one for one in _dictionaries(file) if one.get("/Type") == Name.Annot]
    return bool(found) and all(one.get("/F") == PRINTED for one in found)


def _does_nothing(file: pikepdf.Pdf) -> bool:
    """No program runs when the file is opened, and no link starts one (6.5)."""
    actions = {str(one.get("/S")) for one in _dictionaries(file) if "/S" in one}
    return not actions & ACTIVE and not {"/AA", "/OpenAction"} & set(file.Root.keys()) and not _script_names(file)


def _script_names(file: pikepdf.Pdf) -> bool:
    return "/JavaScript" in file.Root.get("/Names", Dictionary())


def _holds_no_files(file: pikepdf.Pdf) -> bool:
    return "/EmbeddedFiles" not in file.Root.get("/Names", Dictionary()) and not any(
        "/EF" in one for one in _dictionaries(file)
    )


def _packs_openly(file: pikepdf.Pdf) -> bool:
    """No patented compression, no stream that lies outside (6.1.7)."""
    streams = [one for one in file.objects if isinstance(one, Stream)]
    return all(set(_filters(one)) <= ALLOWED and "/FFilter" not in one for one in streams)


def _filters(stream: pikepdf.Object) -> list[str]:
    given = stream.get("/Filter", [])
    return [str(given)] if isinstance(given, Name) else [str(one) for one in given]


def _draws_plainly(file: pikepdf.Pdf) -> bool:
    """No smoothing of pictures, no pictures instead, no colours of another device (6.2.8, 6.2.4)."""
    images = [one for one in _dictionaries(file) if one.get("/Subtype") == Name.Image]
    return not any(one.get("/Interpolate", False) or "/Alternates" in one for one in images) and not any(
        one.get("/ColorSpace") == Name.DeviceCMYK for one in images
    )


def _is_tagged(file: pikepdf.Pdf) -> bool:
    return bool(file.Root.get("/MarkInfo", Dictionary()).get("/Marked", False)) and "/StructTreeRoot" in file.Root


def _has_language_and_title(file: pikepdf.Pdf) -> bool:
    shown = file.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)
    return bool(str(file.Root.get("/Lang", ""))) and bool(shown) and "<dc:title>" in _metadata(file)


RULES: dict[str, Callable[[pikepdf.Pdf], bool]] = {
    "says PDF/A-2A": _says_archive,
    "says PDF/UA-1": _says_ua,
    "has an output intent": _has_intent,
    "has an id and no password": _has_id,
    "embeds its fonts": _embeds_fonts,
    "maps to Unicode": _maps_to_unicode,
    "annotations print": _annotations_print,
    "does nothing": _does_nothing,
    "holds no files": _holds_no_files,
    "packs openly": _packs_openly,
    "draws plainly": _draws_plainly,
    "is tagged": _is_tagged,
    "has a language and a title": _has_language_and_title,
}
