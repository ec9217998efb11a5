"""The plain name of a file that is sent, for clients that do not read `filename*` (RFC 6266, 4.3).

A Chinese name leaves nothing in ASCII but ".pdf", which some browsers and systems hide or refuse.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from flask import Flask, request
from werkzeug.wrappers import Response

BOTH_NAMES = re.compile(r"filename=(?:\"[^\"]*\"|[^;\"]*); filename\*=UTF-8''(?P<whole>[^;\s]+)")
NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")


def install_downloads(app: Flask) -> None:
    app.after_request(_add_plain_name)


def plain_name(whole: str, area: str) -> str:
    """ "年度报告-2026.pdf" from the area "reports" → "reports-2026.pdf"."""
    stem, _, ending = whole.rpartition(".")
    parts = [area, *NOT_PLAIN.sub(" ", stem).split()]
    return "-".join(parts) + f".{NOT_PLAIN.sub('', ending)}"


def _add_plain_name(answer: Response) -> Response:
    said = answer.headers.get("Content-Disposition", "")
    found = BOTH_NAMES.search(said)
    if found:
        plain = plain_name(unquote(found["whole"]), (request.endpoint or "careplan").partition(".")[0])
        both = f"filename={plain}; filename*=UTF-8''{found['whole']}"
        answer.headers["Content-Disposition"] = said[: found.start()] + both + said[found.end() :]
    return answer
