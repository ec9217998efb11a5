"""Page, typefaces and styles of a Chinese official document (GB/T 9704-2012; DOMAIN 6.1), and the marks of headings.

The typefaces are named, not shipped; the font table says which typeface takes the place of one that is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as File
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Twips

from careplan.reports.word.xml import POINT, el

FANG, KAI, HEI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
INSTEAD = {FANG: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun", TITLE: "华文中宋"}
LATIN = "Times New Roman"
THIRD, FOURTH, SECOND, SMALL = 16, 14, 22, 10.5
"""3号, 4号, 2号 and 五号 in points."""
PITCH = 579
"""A line in dxa: 225 mm / 22 lines."""
CLOSER = -5
"""Twentieths of a point between 3号 characters, so that 28 stand in 156 mm."""
MARKS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
HEADING_NUMBERS = 41


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style. `indent`: first line in characters; `pitch`: exact line in dxa, 0 for the typeface's own."""

    name: str
    face: str
    size: float
    align: str = "both"
    indent: float = 0
    pitch: int = PITCH
    bold: bool = False
    outline: int | None = None
    before: int = 0
    after: int = 0
    keep: bool = False
    numbered: int | None = None
    colour: str = ""


LOOKS = (
    Look("Normal", FANG, THIRD),
    Look("正文缩进", FANG, THIRD, indent=2),
    *(
        Look(f"Heading {level}", face, THIRD, "left", 2, outline=level - 1, keep=True, numbered=level - 1)
        for level, face in enumerate((HEI, KAI, FANG, FANG), 1)
    ),
    Look("Title", TITLE, SECOND, "center", pitch=680),
    Look("Subtitle", KAI, THIRD, "center", after=PITCH),
    Look("Caption", HEI, 12, "center", pitch=0, before=120, after=60, keep=True),
    Look("表格文字", SONG, SMALL, "left", pitch=0, before=40, after=40),
    Look("表格注", SONG, 9.5, "left", pitch=0, before=60, after=160),
    Look("关键数字", HEI, SECOND, "center", pitch=0),
    Look("目录标题", TITLE, SECOND, "center", after=PITCH // 2),
    Look("TOC 1", HEI, FOURTH, "left", pitch=420),
    Look("TOC 2", FANG, FOURTH, "left", indent=2, pitch=420),
    Look("附件标记", HEI, THIRD, "left"),
    Look("附件标题", TITLE, SECOND, "center", outline=0, keep=True, after=PITCH // 2),
    Look("落款", FANG, THIRD, "right", keep=True),
    Look("页码", SONG, FOURTH, "right", pitch=0),
    Look("演示标记", HEI, FOURTH, "center", pitch=0, colour="8C2F1F"),
)


def blank() -> File:
    """An empty file with the styles, the marks of headings and the page of the standard."""
    file = docx.Document()
    for look in LOOKS:
        _set_style(file, look)
    _number_headings(file)
    _name_fonts(file)
    _without_picture(file)
    file.settings.odd_and_even_pages_header_footer = True
    _set_page(file.sections[0])
    return file


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Twips(2098), Twips(1984)
    section.left_margin, section.right_margin = Twips(1588), Twips(1474)
    section.header_distance, section.footer_distance = Mm(22), Mm(23)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    section._sectPr.append(el("docGrid", type="lines", linePitch=PITCH))


def _set_style(file: File, look: Look) -> None:
    names = {style.name for style in file.styles}
    style = file.styles[look.name] if look.name in names else file.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    element = style.element
    for part in ("w:rPr", "w:pPr"):
        for old in element.findall(qn(part)):
            element.remove(old)
    element.append(_paragraph(look))
    element.append(_run(look))


def _paragraph(look: Look) -> Any:
    """The pPr of a style, its parts in the order that the format asks for."""
    parts = [el("keepNext"), el("keepLines")] if look.keep else []
    if look.numbered is not None:
        parts.append(el("numPr", el("ilvl", val=look.numbered), el("numId", val=HEADING_NUMBERS)))
    if look.name.startswith("TOC"):
        parts.append(el("tabs", el("tab", val="right", leader="dot", pos=8840)))
    if not look.pitch or look.name.startswith("TOC"):  # a whole year's contents stand on one page
        parts.append(el("snapToGrid", val=0))
    line: dict[str, str | int] = (
        {"line": look.pitch, "lineRule": "exact"} if look.pitch else {"line": 240, "lineRule": "auto"}
    )
    parts.append(el("spacing", before=look.before, after=look.after, **line))
    first = int(look.indent * look.size * POINT)
    parts.append(el("ind", left=0, firstLineChars=int(look.indent * 100), firstLine=first))
    parts.append(el("jc", val=look.align))
    if look.outline is not None:
        parts.append(el("outlineLvl", val=look.outline))
    return el("pPr", *parts)


def _run(look: Look) -> Any:
    half_points = int(look.size * 2)
    faces = {"ascii": LATIN, "hAnsi": LATIN, "eastAsia": look.face, "cs": LATIN}
    parts = [
        el("rFonts", **faces),
        el("b", val=int(look.bold)),
        el("i", val=0),
        el("color", val=look.colour or "000000"),
    ]
    if look.size == THIRD:
        parts.append(el("spacing", val=CLOSER))
    return el(
        "rPr", *parts, el("sz", val=half_points), el("szCs", val=half_points), el("lang", val="en-US", eastAsia="zh-CN")
    )


def _number_headings(file: File) -> None:
    """一、 （一） 1. （1）, counted by the program, so that a chapter put in between moves the others (7.3.3)."""
    levels = [
        el(
            "lvl", el("start", val=1), el("numFmt", val=kind), el("pStyle", val=f"Heading{level + 1}"),
            el("suff", val="nothing"), el("lvlText", val=text), el("lvlJc", val="left"), ilvl=level,
        )
        for level, (kind, text) in enumerate(MARKS)
    ]  # fmt: skip
    numbering = file.part.numbering_part.element
    numbering.insert(
        0, el("abstractNum", el("multiLevelType", val="multilevel"), *levels, abstractNumId=HEADING_NUMBERS)
    )
    numbering.append(el("num", el("abstractNumId", val=HEADING_NUMBERS), numId=HEADING_NUMBERS))


def restart_headings(file: File, number: int) -> int:
    """A count of headings of its own for attachment `number`; answers the id that its headings name."""
    again = [el("lvlOverride", el("startOverride", val=1), ilvl=level) for level in range(len(MARKS))]
    own = HEADING_NUMBERS + number
    numbering = file.part.numbering_part.element
    numbering.append(el("num", el("abstractNumId", val=HEADING_NUMBERS), *again, numId=own))
    return own


def _name_fonts(file: File) -> None:
    """Say in the font table which typeface stands in for one that a machine does not have."""
    part = next(r.target_part for r in file.part.rels.values() if r.reltype.endswith("/fontTable"))
    table = parse_xml(part.blob)
    for font in table.findall(qn("w:font")):
        if font.get(qn("w:name")) in INSTEAD:
            table.remove(font)
    for name, other in INSTEAD.items():
        table.append(el("font", el("altName", val=other), el("charset", val="86"), el("family", val="auto"), name=name))
    part._blob = serialize_part_xml(table)


def _without_picture(file: File) -> None:
    """Leave out the small picture of the library's own template."""
    package = file.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
