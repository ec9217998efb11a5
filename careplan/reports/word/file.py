"""A `Document` as .docx: front page and contents, body, signature, attachments; the same document, the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, time

from docx.document import Document as File
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from careplan.reports.archive import settled
from careplan.reports.document import Chart, Document, chinese_date
from careplan.reports.document import contents as entries_of
from careplan.reports.word.styles import blank, restart_headings
from careplan.reports.word.writer import Writer, contents, demo_words
from careplan.reports.word.xml import el, field, words

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document_docx(document: Document, pictures: Mapping[Chart, bytes]) -> bytes:
    """The report as Word bytes. `pictures`: PNG of each chart; a chart without one is written as its table."""
    file = blank()
    writer = Writer(file, pictures)
    _cover(writer, document)
    _front_contents(writer, document)
    _body(writer, document)
    _attachments(writer, document)
    _properties(file, document)
    stream = io.BytesIO()
    file.save(stream)
    return settled(stream.getvalue(), document.date)


def _cover(writer: Writer, document: Document) -> None:
    writer.line(document.organisation, "Subtitle").pPr.append(el("spacing", before=1200, after=1200))
    for line in document.title_lines:
        writer.line(line, "Title")
    if document.subtitle:
        writer.line(document.subtitle, "Subtitle").pPr.append(el("spacing", before=400, after=400))
    if demo_words(document):
        writer.line(demo_words(document), "演示标记")
    foot = [document.number] if document.number else []
    for place, line in enumerate([*foot, document.organisation, chinese_date(document.date)]):
        paragraph = writer.line(line, "Subtitle")
        paragraph.pPr.append(el("spacing", before=2600 if place == 0 else 0, after=120))


def _front_contents(writer: Writer, document: Document) -> None:
    writer.file.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    contents(writer, entries_of(document))
    section = writer.file.sections[0]
    mark = demo_words(document)
    for header in (section.header, section.even_page_header):
        header.paragraphs[0].text, header.paragraphs[0].style = mark, writer.file.styles["演示标记"]


def _body(writer: Writer, document: Document) -> None:
    section = writer.file.add_section(WD_SECTION.ODD_PAGE)
    section._sectPr.find(qn("w:cols")).addprevious(el("pgNumType", start=1))
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        _page_number(footer, align, writer.style("页码"))
    for line in document.title_lines:
        writer.line(line, "Title")
    if document.subtitle:
        writer.line(document.subtitle, "Subtitle")
    writer.blocks(document.blocks)
    _signature(writer, document)


def _page_number(footer: _Footer, align: str, style: str) -> None:
    """— 1 —, one character in from the outer edge (GB/T 9704-2012 7.5)."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    edge = {"right": 280, "rightChars": 100} if align == "right" else {"left": 280, "leftChars": 100}
    paragraph.get_or_add_pPr().extend([el("pStyle", val=style), el("ind", **edge), el("jc", val=align)])
    paragraph.append(words("— "))
    paragraph.extend(field("PAGE", "1"))
    paragraph.append(words(" —"))


def _signature(writer: Writer, document: Document) -> None:
    """The attachments' names, who signs, the school and the day: on one page with the last paragraph (GB/T 9704)."""
    many, before = len(document.appendices) > 1, len(writer.file.paragraphs)
    for number, appendix in enumerate(document.appendices, 1):
        head = "附件：" if number == 1 else "　　　"
        writer.line(f"{head}{f'{number}.' if many else ''}{appendix.title}", "正文缩进")
    writer.line("")
    for who in document.signatories:
        writer.line(f"{who}：________________", "落款").pPr.append(el("ind", right=640, rightChars=200))
        writer.line("", "落款")
    writer.line(document.organisation, "落款").pPr.append(el("ind", right=640, rightChars=200))
    writer.line(chinese_date(document.date), "落款").pPr.append(el("ind", right=960, rightChars=300))
    for paragraph in writer.file.paragraphs[before - 1 : -1]:
        paragraph.paragraph_format.keep_with_next = True


def _attachments(writer: Writer, document: Document) -> None:
    many = len(document.appendices) > 1
    for number, appendix in enumerate(document.appendices, 1):
        mark = writer.line(f"附件{number if many else ''}", "附件标记")
        mark.pPr.append(el("pageBreakBefore"))
        title = writer.line("", "附件标题")
        writer.mark(title, f"a{number}", words(appendix.title))
        writer.blocks(appendix.blocks, f"a{number}-", restart_headings(writer.file, number))
        _close(writer.file.paragraphs[-1], last=number == len(document.appendices))


def _close(paragraph: Paragraph, *, last: bool) -> None:
    """The empty line below an attachment's last table makes no page of its own; a file may not end on a table."""
    if paragraph.text:
        return
    if last:
        paragraph.paragraph_format.line_spacing = Pt(1)
    else:
        paragraph._p.getparent().remove(paragraph._p)


def _properties(file: File, document: Document) -> None:
    about = file.core_properties
    at = datetime.combine(document.date, time())
    about.title, about.author, about.last_modified_by = document.name, document.organisation, document.organisation
    about.subject, about.keywords, about.comments = document.subtitle, " ".join(document.keywords), ""
    about.created = about.modified = about.last_printed = at
    about.language, about.revision = "zh-CN", 1
