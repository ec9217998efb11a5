"""The program that sets a page into PDF, in a process of its own (see child.py). The only user of WeasyPrint.

Reads {"html", "assets": {name: path}, "memory": bytes, "seconds": s} as JSON and writes
the number of pages on a line, then the PDF. Imports nothing of
careplan. The page may ask for `asset:NAME` and for nothing else: no file, no address, no data of its own (G23).
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY_EXIT = 3


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
    """The number of pages and the PDF of `html`: tagged by PDF/UA-1, with bookmarks and page labels."""
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
    document = weasyprint.HTML(string=html, base_url="asset:/", url_fetcher=fetcher).render(
        pdf_variant="pdf/ua-1", presentational_hints=False
    )
    labels = [page_label(page) for page in document.pages]
    result: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", finisher=lambda _document, pdf: _label_pages(pdf, labels)
    )
    return len(labels), result


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
