"""Block by block into a Word file, in the order of the document."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docx.document import Document as File
from docx.oxml.ns import qn
from docx.shared import Mm

from careplan.reports.charts import table_of
from careplan.reports.document import (
    Block,
    Chart,
    Cited,
    Document,
    Entry,
    Heading,
    Items,
    KeyFigures,
    Paragraph,
    Table,
    numbered,
)
from careplan.reports.word import tables
from careplan.reports.word.styles import KAI
from careplan.reports.word.xml import bookmark, clean, el, field, words


class Writer:
    """Writes blocks at the end of a file and counts its tables, charts and bookmarks."""

    def __init__(self, file: File, pictures: Mapping[Chart, bytes]) -> None:
        self.file = file
        self.pictures = pictures
        self.counts = {"表": 0, "图": 0}
        self.bookmarks = 0

    def blocks(self, blocks: tuple[Block, ...], prefix: str = "s", numbers: int | None = None) -> None:
        """All blocks; `prefix` of the anchors; `numbers`: the count their headings follow, None for the body's."""
        for block, entry in numbered(blocks, prefix):
            match block:
                case Heading() if entry:
                    self.heading(entry, numbers)
                case Paragraph():
                    self._paragraph(block)
                case Items():
                    self._items(block)
                case KeyFigures():
                    self._put(tables.boxes(block, self.style("表格文字"), self.style("关键数字")))
                    self.line("", "表格注")
                case Table():
                    self._table(block)
                case Chart():
                    self._chart(block)

    def style(self, name: str) -> str:
        """The id of a style."""
        return str(self.file.styles[name].style_id)

    def line(self, text: str, style: str = "Normal") -> Any:
        """A paragraph of one run, as XML."""
        paragraph = self.file.add_paragraph(style=style)._p
        if text:
            paragraph.append(words(text))
        return paragraph

    def heading(self, entry: Entry, numbers: int | None) -> None:
        """A heading without its mark: the style counts it."""
        paragraph = self.file.add_paragraph(style=f"Heading {entry.level}")._p
        if numbers is not None:
            paragraph.get_or_add_pPr().append(el("numPr", el("ilvl", val=entry.level - 1), el("numId", val=numbers)))
        self.mark(paragraph, entry.anchor, words(entry.text))

    def mark(self, paragraph: Any, name: str, *runs: Any) -> None:
        """Runs that can be pointed at by `name`."""
        paragraph.extend(self._named(name, *runs))

    def _named(self, name: str, *runs: Any) -> list[Any]:
        self.bookmarks += 1
        return bookmark(anchor(name), self.bookmarks, *runs)

    def _put(self, element: Any) -> None:
        self.file.element.body.insert_element_before(element, "w:sectPr")

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.line("", "正文缩进")
        if block.lead:
            paragraph.append(words(block.lead, el("rFonts", eastAsia=KAI)))
        paragraph.extend(words(part.text if isinstance(part, Cited) else part) for part in block.parts)

    def _items(self, block: Items) -> None:
        for number, item in enumerate(block.items, 1):
            self.line(f"{number}.{item}" if block.numbered else f"·{item}", "正文缩进")

    def _caption(self, kind: str, text: str) -> None:
        self.counts[kind] += 1
        paragraph = self.line("", "Caption")
        paragraph.append(words(kind))
        paragraph.extend(field(f"SEQ {kind} \\* ARABIC", str(self.counts[kind])))
        paragraph.append(words(f"　{text}"))

    def _table(self, block: Table) -> None:
        self._caption("表", block.caption)
        self._put(tables.table(block, self.style("表格文字"), self._named, pointing))
        self.line(f"注：{block.note}" if block.note else "", "表格注")

    def _chart(self, block: Chart) -> None:
        """The picture with its words for a screen reader; without a picture what it shows as a table."""
        content = self.pictures.get(block)
        if content is None:
            self._put(tables.data(table_of(block.spec), self.style("表格文字")))
        else:
            self._picture(content, block.alt)
        self._caption("图", block.caption)
        if block.note:
            self.line(f"注：{block.note}", "表格注")

    def _picture(self, content: bytes, alt: str) -> None:
        paragraph = self.file.add_paragraph(style="Caption")
        shape = paragraph.add_run().add_picture(io.BytesIO(content), width=Mm(156))
        shape._inline.docPr.set("descr", clean(alt))


def anchor(name: str) -> str:
    """A bookmark's name: letters, digits and _ only."""
    return "_" + name.replace("-", "_")


def pointing(name: str, run: Any) -> Any:
    """The run as a link to a place of the same file."""
    link = el("hyperlink", run, history=1)
    link.set(qn("w:anchor"), anchor(name))
    return link


def contents(writer: Writer, entries: tuple[Entry, ...]) -> None:
    """The contents as a field: what it shows now are the headings; the program counts the pages when it opens."""
    writer.line("目　　录", "目录标题")
    code = 'TOC \\o "1-2" \\h \\z \\t "附件标题,1"'
    first = field(code, "", stale=True)
    for place, entry in enumerate(entries):
        paragraph = writer.line("", f"TOC {min(entry.level, 2)}")
        if place == 0:
            paragraph.extend(first[:3])
        paragraph.append(_entry(entry))
        if place == len(entries) - 1:
            paragraph.append(first[-1])


def _entry(entry: Entry) -> Any:
    link = el("hyperlink", words(f"{entry.mark}{entry.text}"), el("r", el("tab")), history=1)
    link.extend(field(f"PAGEREF {anchor(entry.anchor)} \\h", "", stale=True))
    link.set(qn("w:anchor"), anchor(entry.anchor))
    return link


def demo_words(document: Document) -> str:
    """What stands on each page of a demo or of a draft."""
    return "　".join(
        [*(["演示数据　非真实学校"] if document.demo else []), *(["预览稿　尚未印发"] if document.draft else [])]
    )
