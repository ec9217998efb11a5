"""Document to HTML: one page for the typesetter, one fragment for the web preview, from the same object.

Uses a Jinja environment of its own with autoescape always on and no access to the application, so that a word of a
report can never become markup, and a template can never reach a request, a session or the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from .charts import table_of
from .document import Block, Chart, Document, Entry, Table, chinese_date, contents, numbered

TEMPLATES = Path(__file__).parents[1] / "templates" / "reports" / "document"
LATIN = re.compile(
    r"(?P<years>\d{4}—\d{4})|(?P<n>[0-9A-Za-z][0-9A-Za-z .,:%/+×~-]*[0-9A-Za-z%]|[0-9A-Za-z])"
    r"|(?P<name>[^\W\d_]·[^\W\d_])"
)

FIGURE = re.compile(r"(?:不[低高]于)?[0-9][0-9,./%]*(?:天|学时|课时|分|次|人|件|元)?")
DAYS = re.compile(r"截?至?[0-9]+[年月.][0-9年月日.、，—至 ]*")

Link = Callable[[str], str | None]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(chinese_date=chinese_date, latin=latin, shares=shares, table_of=table_of, identity=id)
    environment.filters["is_figure"] = is_figure
    environment.filters["is_days"] = is_days
    return environment


def latin(text: str) -> Markup:
    """`text` with its figures and Latin letters marked, which the 仿宋 typeface draws too heavy, and the middle of a
    name like 阿依古丽·买买提, where no line may end."""
    parts: list[Markup] = []
    end = 0
    for match in LATIN.finditer(text):
        parts += [
            escape(text[end : match.start()]),
            Markup('<span class="{}">{}</span>').format(match.lastgroup, match[0]),
        ]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def is_figure(cell: str) -> bool:
    """Whether a table cell is a number (1,842/1,842, 98.5%, 4.2天), which must not be broken over two lines."""
    return FIGURE.fullmatch(cell) is not None


def is_days(cell: str) -> bool:
    """Whether a table cell is a day or days (9月1日、10月12日), each of which stays on one line of the web page."""
    return DAYS.fullmatch(cell) is not None and not is_figure(cell)


def shares(table: Table) -> list[float]:
    """The width of each column in per cent of the table."""
    whole = sum(column.width for column in table.columns)
    return [round(column.width * 100 / whole, 3) for column in table.columns]


def _entries(document: Document) -> list[tuple[Block, Entry | None]]:
    return list(numbered(document.blocks))


def _numbers(document: Document) -> dict[int, int]:
    """The running number of each table and chart (two counts), by the identity of the block."""
    found: dict[int, int] = {}
    counts = {Table: 0, Chart: 0}
    everything: Iterable[Block] = [*document.blocks, *(b for a in document.appendices for b in a.blocks)]
    for block in everything:
        if isinstance(block, Table | Chart):
            counts[type(block)] += 1
            found[id(block)] = counts[type(block)]
    return found


def page_html(document: Document, drawings: Mapping[Chart, str]) -> str:
    """The whole page for the typesetter; `drawings` holds the SVG of each chart."""
    return _render("page.html", document, drawings, lambda code: None)


def fragment_html(document: Document, drawings: Mapping[Chart, str], *, link: Link) -> Markup:
    """The web preview: no inline style, headings from h2, every figure linked by `link(code)` (None: no link)."""
    return Markup(_render("fragment.html", document, drawings, link))  # every part was escaped by the environment


def _render(template: str, document: Document, drawings: Mapping[Chart, str], link: Link) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            document=document,
            drawings=drawings,
            link=link,
            numbers=_numbers(document),
            entries=_entries(document),
            contents=contents(document),
            appendices=[list(numbered(a.blocks, f"a{n}-")) for n, a in enumerate(document.appendices, 1)],
            css=(TEMPLATES / "report.css").read_text(encoding="utf-8") if template == "page.html" else "",
            print=template == "page.html",
        )
    )
