"""Every template keeps the content policy: no script, style or handler in the page, and nothing unescaped."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest

from tools.places import ROOT

CODE = ROOT / "careplan"
FORBIDDEN = {
    "a script inside the page": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "a style inside the page": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>{]*\sstyle\s*=", re.I),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "htmx code in the page": re.compile(r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:", re.I),
    "a javascript: address": re.compile(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", re.I),
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+false", re.I),
    "an address of another site": re.compile(r"(src|href)\s*=\s*[\"']https?://", re.I),
}

# the report's page goes to our own renderer, which has no content policy: (place, fault) → reason
EXCEPTIONS = {
    ("templates/reports/document/page.html", "a style inside the page"): "the renderer gets one text, its style in it",
    ("templates/reports/document/page.html", "text that is not escaped"): "the style comes from our own file",
    ("templates/reports/document/blocks.html", "a style attribute"): "column widths, written in print only",
    ("templates/reports/document/blocks.html", "text that is not escaped"): "a drawing of our own, its words escaped",
}


def templates() -> list[Path]:
    return sorted(CODE.rglob("templates/**/*.html"))


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_has(fault: str) -> None:
    found = []
    for path in templates():
        if (path.relative_to(CODE).as_posix(), fault) in EXCEPTIONS:
            continue
        text = path.read_text(encoding="utf-8")
        for match in FORBIDDEN[fault].finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(CODE)}:{line} {match.group(0)[:60]}")
    assert found == []


def test_every_form_that_changes_something_carries_the_token() -> None:
    post = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'][^>]*>(.*?)</form>", re.I | re.S)
    token = re.compile(r"csrf_token|hidden_tag\(|form_head\(|csrf\(")
    found = []
    for path in templates():
        for match in post.finditer(path.read_text(encoding="utf-8")):
            if not token.search(match.group(1)):
                found.append(f"{path.relative_to(CODE)} {match.group(0)[:80]}")
    assert found == []


def test_every_template_can_be_read_by_jinja() -> None:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    faults = []
    for path in templates():
        try:
            environment.parse(path.read_text(encoding="utf-8"))
        except jinja2.TemplateSyntaxError as fault:
            faults.append(f"{path.relative_to(CODE)}:{fault.lineno} {fault.message}")
    assert faults == []
