"""The program that sets a page into PDF, in a process of its own (see child.py). The only user of WeasyPrint.

Reads {"html", "assets": {name: path}, "memory": bytes, "seconds": s} as JSON and writes
the number of pages on a line, then the PDF. Imports nothing of
careplan. The page may ask for `asset:NAME` and for nothing else: no file, no address, no data of its own (G23).
"""

from __future__ import annotations

import json
import os
import resource
import runpy
import sys
from pathlib import Path
from typing import Any

MEMORY_EXIT = 3
ARCHIVAL = '<meta name="careplan-paper" content="pdf/a-2a pdf/ua-1 mended">'
"""What our templates write in the head of a page. A word a user types is escaped and cannot be it."""
EARLIER = '<meta name="careplan-paper" content="pdf/a-2a pdf/ua-1">'
"""What they wrote before pdf_tags.py mended the structure tree. Pages frozen then have it and keep their bytes."""
PDFUA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""That the paper follows PDF/UA-1, and the description of that property, for the XMP packet."""


def main() -> None:
    request = json.loads(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_AS, (request["memory"], request["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (request["seconds"], request["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    assets = {name: Path(path).read_bytes() for name, path in request["assets"].items()}
    try:
        pages, pdf = write_pdf(request["html"], assets)
    except MemoryError:
        sys.exit(MEMORY_EXIT)
    sys.stdout.buffer.write(b"%d\n" % pages + pdf)
    sys.stdout.buffer.flush()
    os._exit(0)  # the work is done: nothing at the interpreter's end may hold it up


def write_pdf(html: str, assets: dict[str, bytes]) -> tuple[int, bytes]:
    """The number of pages and the PDF of `html`, with bookmarks and page labels, of the kind it asks for.

    A page with `ARCHIVAL` in it becomes PDF/A-2a and PDF/UA-1 at once, its structure tree mended. A page kept with a
    report frozen before keeps its bytes: with `EARLIER` it is not mended, without either word it is PDF/UA-1 alone.
    """
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnAssets(URLFetcher):
        """Answers `asset:NAME` for a name in `assets` and refuses every other address."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            scheme, _, name = url.partition(":")
            if scheme != "asset" or name not in assets:
                raise ValueError(f"refused: {url[:80]}")
            return URLFetcherResponse(url, assets[name], {"Content-Type": _TYPES.get(Path(name).suffix, "font/otf")})

    _close_doors()
    fetcher = OwnAssets(allowed_protocols=[], allow_redirects=False)
    mended = ARCHIVAL in html
    archival = mended or EARLIER in html
    variant = "pdf/a-2a" if archival else "pdf/ua-1"
    document = weasyprint.HTML(string=html, base_url="asset:/", url_fetcher=fetcher).render(
        pdf_variant=variant, presentational_hints=False
    )
    if archival:
        _say_both(document.metadata)
    tags = runpy.run_path(str(Path(__file__).with_name("pdf_tags.py"))) if mended else {}
    if mended:
        tags["one_note_a_link"](document)
    labels = [page_label(page) for page in document.pages]

    def finish(done: Any, pdf: Any) -> None:
        _label_pages(pdf, labels)
        if mended:
            tags["mend"](done, pdf)

    result: bytes = document.write_pdf(pdf_variant=variant, finisher=finish)
    return len(labels), result


def _say_both(metadata: Any) -> None:
    """Have the XMP packet claim PDF/UA-1 beside PDF/A-2a.

    WeasyPrint writes one claim of one standard. ISO 19005-2, 6.6.2.3 wants a schema that it does not know itself
    (PDF/UA's) described in the packet.
    """
    written = metadata.generate_rdf_metadata

    def both(*claim: Any) -> bytes:
        rdf: bytes = written(*claim)
        return rdf.replace(b"</rdf:RDF>", PDFUA.encode() + b"</rdf:RDF>")

    metadata.generate_rdf_metadata = both


_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


def _close_doors() -> None:
    """Refuse sockets and programs from here on, whatever asks for them."""

    def guard(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.")):
            raise PermissionError(f"refused: {event}")

    sys.addaudithook(guard)


def page_label(page: Any) -> str:
    """How a page is counted: cover, contents or (attachments go on counting) body."""
    kind: str = page._page_box.page_type.name
    return kind if kind in {"cover", "contents"} else "body"


def _label_pages(pdf: Any, kinds: list[str]) -> None:
    """Give the viewer the printed page numbers: 封面, i, ii …, then 1, 2 … from the body on."""
    import pydyf  # type: ignore[import-untyped]

    entries: list[Any] = []
    for index, kind in enumerate(kinds):
        if index and kinds[index - 1] == kind:
            continue
        style = {"cover": pydyf.Dictionary({"P": pydyf.String("封面")}), "contents": pydyf.Dictionary({"S": "/r"})}
        entries += [index, style.get(kind, pydyf.Dictionary({"S": "/D"}))]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(entries)})


if __name__ == "__main__":
    main()
