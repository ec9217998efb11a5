"""A set of indicators as the rows of a workbook, and back; every fault with its cell. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from careplan.children.grid import Grid, Value, column_letter
from careplan.evaluation.editing import Line, lines, needs_measure, sum_of
from careplan.evaluation.scale_text import MOST_POINTS, SCALE_FAULTS, ScaleFault, kind_of, scale_from, scale_text
from careplan.evaluation.words import APART, BRANCH, EVIDENCE, NOTES, SCALES
from careplan.indicators.tree import DEEPEST, Band, Branch, Leaf, Method, Note, Tree
from careplan.seeds.indicator_leaf import HALF, plain

COLUMNS = (
    ("层级", 8), ("名称", 32), ("分值", 8), ("计分方式", 18), ("计分细则", 26), ("测量", 26), ("评分标准", 40),
    ("达标", 28), ("示范", 28), ("操作说明", 24), ("证据", 24), ("方法", 8), ("代码", 16),
)  # fmt: skip
SHEET, BANDS_SHEET, METHODS_SHEET = "指标", "等级线", "评估方法"
BESIDE = "另计"
HEADERS = tuple(name for name, _width in COLUMNS)
HELP = (
    "一行一项指标，按上下次序：层级 1 是一级指标，下面的行写 2、3、4；最后一级写“计分方式”，不是最后一级的不写。",
    "加分、另行扣分、一票否决的层级写“另计”，不计入各级合计。",
    f"计分方式：{'、'.join(zh for zh, _en in (*SCALES.values(), *APART.values()))}。",
    "计分细则一行一档，如 95% = 8；等级×分值写 A = 1；分级给分写 完善 = 5。",
    "按比例计分写两行：50% = 0 和 100% = 8；扣分写每次扣几分。",
    "分值可以有半分。测量写系统里测量的名称或代码，人工评分的不写。代码不用改；新加的行空着。",
)
FAULTS = {
    "header": ("没有找到表头“{text}”。", "The header “{text}” was not found."),
    "empty": ("表里没有指标。", "There is no indicator in the sheet."),
    "level": ("层级写 1、2、3、4 或“另计”。", "The level is 1, 2, 3, 4, or 另计."),
    "jump": ("上面没有可以放它的上级指标。", "No indicator above it that it could belong to."),
    "name": ("请写名称，最多60字。", "Please give a name of at most 60 characters."),
    "points": ("分值写大于0的数，可以有半分。", "Points are a number above 0, in whole or half points."),
    "scale": ("没有这种计分方式：{text}。", "There is no such way of scoring: {text}."),
    "apart": (
        "“另计”的只能是加分、另行扣分、一票否决，别的不能另计。",
        "Only bonus, minus and veto stand apart, and they must.",
    ),
    "measure": ("没有这个测量：{text}。", "There is no such measure: {text}."),
    "no-measure": ("这种计分方式要写测量。", "This way of scoring needs a measure."),
    "code": ("代码重复：{text}。", "The code is there twice: {text}."),
    "code-form": (
        "代码只写字母、数字、点和横线，也不能是 new 或 apart：{text}。可以空着。",
        "A code has letters, digits, dots and dashes only, and is not new or apart: {text}. It may stay empty.",
    ),
    "band": (
        "等级线的分数看不懂：{text}。写 0 到 1000 的数，可以有半分。",
        "The points of a band cannot be read: {text}. Write a number from 0 to 1000, in whole or half points.",
    ),
    "deep": ("第四级只能是写了计分方式的指标。", "The fourth level holds scored indicators only."),
    **{f"scale-{code}": words for code, words in SCALE_FAULTS.items()},
}
_KINDS = {zh: code for code, (zh, _en) in {**SCALES, **APART}.items()}
_EVIDENCE = {zh: code for code, (zh, _en) in EVIDENCE.items()}
_SPLIT = re.compile(r"[,，、;；\s]+")
_CODE = re.compile(r"(?!(?:new|apart)$)[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
"""A code stands in addresses: `new` and `apart` are other addresses, a slash or a dot alone leads elsewhere."""
_POINTS = re.compile(r"\d{1,4}(?:\.\d{1,4})?")
"""Points as people write them; 1e999999999 is a number too, but one that nobody can wait for."""


@dataclass(frozen=True, slots=True)
class SheetFault:
    """A fault at a cell: a code of FAULTS; `text`: what stands there."""

    code: str
    cell: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The measures that there are: code by name and by code, and the unit of each."""

    codes: Mapping[str, str]
    units: Mapping[str, str]
    names: Mapping[str, str]


def rows_of(tree: Tree, known: Known) -> list[list[str | float | None]]:
    """The rows below the header."""
    apart = [Line(leaf, 0, "", "") for leaf in tree.apart]
    return [_row(line, known) for line in (*lines(tree), *apart)]


def _row(line: Line, known: Known) -> list[str | float | None]:
    node, level = line.node, line.level or BESIDE
    if isinstance(node, Branch):
        return [level, node.name, float(node.full), *[None] * 9, node.code]
    kind, notes = kind_of(node.scale), {note.kind: note.zh for note in node.notes}
    return [
        level, node.name, float(node.full), {**SCALES, **APART}[kind][0],
        scale_text(node.scale, known.units.get(node.measure, "")), known.names.get(node.measure, node.measure),
        node.criteria, *(notes.get(one, "") for one in NOTES),
        "、".join(EVIDENCE[one][0] for one in node.evidence if one in EVIDENCE), "".join(node.methods), node.code,
    ]  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """What was read so far: the open branches with their children, and every fault."""

    known: Known
    open: list[tuple[Branch, list[Branch | Leaf]]] = field(default_factory=list)
    areas: list[Branch | Leaf] = field(default_factory=list)
    apart: list[Leaf] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    faults: list[SheetFault] = field(default_factory=list)

    def close(self, level: int) -> None:
        """Branches at this level or deeper are complete; each goes into the one above it."""
        while len(self.open) >= level:
            branch, children = self.open.pop()
            above = self.open[-1][1] if self.open else self.areas
            above.append(replace(branch, children=tuple(children)))


def tree_from_sheets(grids: Sequence[Grid], name: str, known: Known) -> tuple[Tree | None, list[SheetFault]]:
    """The tree of a workbook, or every fault in it. The total is what the areas sum to."""
    grid = next((one for one in grids if one.name == SHEET), grids[0] if grids else Grid(SHEET, ()))
    head, places = _header(grid)
    missing = [SheetFault("header", "", one) for one in HEADERS[:4] if one not in places]
    if missing:
        return None, missing
    reading = _Reading(known)
    if "代码" in places:
        reading.given = {_text(row[places["代码"]]) for row in grid.rows[head + 1 :] if places["代码"] < len(row)}
    for number, row in enumerate(grid.rows[head + 1 :], head + 2):
        cells = {header: row[place] for header, place in places.items() if place < len(row)}
        if any(value is not None for value in cells.values()):
            _read_row(reading, cells, number, places)
    reading.close(1)
    areas = tuple(one for one in reading.areas if isinstance(one, Branch))
    bands = _bands(grids, reading.faults)
    if not areas and not reading.faults:
        reading.faults.append(SheetFault("empty"))
    if reading.faults:
        return None, reading.faults
    tree = Tree("own", name, name, sum_of(areas), areas, apart=tuple(reading.apart))
    return replace(tree, bands=bands, methods=_methods(grids)), []


def _header(grid: Grid) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(grid.rows[:10]):
        places = {str(value).strip(): place for place, value in enumerate(row) if str(value).strip() in HEADERS}
        if HEADERS[0] in places:
            return number, places
    return 0, {}


def _read_row(reading: _Reading, cells: dict[str, Value], number: int, places: dict[str, int]) -> None:
    def fault(code: str, header: str) -> None:
        cell = f"{column_letter(places.get(header, 0))}{number}"
        reading.faults.append(SheetFault(code, cell, _text(cells.get(header))[:40]))

    level = _level(cells.get("层级"))
    if level is None:
        return fault("level", "层级")
    if level > len(reading.open) + 1:
        return fault("jump", "层级")
    node = _node(reading, cells, level, fault)
    if node is None:
        return None
    if level == 0:
        reading.apart.append(node)  # type: ignore[arg-type]
        return None
    reading.close(level)
    if isinstance(node, Branch):
        reading.open.append((node, []))
    else:
        reading.open[-1][1].append(node)
    return None


def _level(value: Value) -> int | None:
    text = _text(value)
    if text == BESIDE:
        return 0
    return int(text) if text in ("1", "2", "3", "4") else None


def _node(reading: _Reading, cells: dict[str, Value], level: int, fault: object) -> Branch | Leaf | None:
    say, before = fault, len(reading.faults)
    assert callable(say)
    name, kind_word = _text(cells.get("名称")), _text(cells.get("计分方式"))
    kind = _KINDS.get(kind_word, "" if kind_word in ("", BRANCH[0]) else "?")
    full = _points(cells.get("分值"), nothing=kind in ("gate", "veto"))
    if not name or len(name) > 60:
        say("name", "名称")
    if full is None:
        say("points", "分值")
    if kind == "?":
        say("scale", "计分方式")
    elif (level == 0) != (kind in APART):
        say("apart", "层级")
    elif not kind and level >= DEEPEST:
        say("deep", "计分方式")
    elif kind and level == 1:
        say("jump", "层级")
    code = _text(cells.get("代码")) or _free(reading.codes | reading.given)
    if code in reading.codes or not _CODE.fullmatch(code):
        say("code" if code in reading.codes else "code-form", "代码")
    reading.codes.add(code)
    if len(reading.faults) > before or full is None:
        return None
    if not kind:
        return Branch(code, name, "", full, ())
    return _leaf(reading, cells, Leaf(code, name, "", full, scale_from("manual", "", full)), kind, say)


def _leaf(reading: _Reading, cells: dict[str, Value], leaf: Leaf, kind: str, say: object) -> Leaf | None:
    assert callable(say)
    wanted = _text(cells.get("测量"))
    measure = reading.known.codes.get(wanted, "")
    if wanted and not measure:
        say("measure", "测量")
        return None
    try:
        scale = scale_from(kind, _text(cells.get("计分细则")), leaf.full, reading.known.units.get(measure, ""))
    except ScaleFault as wrong:
        say(f"scale-{wrong.code}", "计分细则")
        return None
    leaf = replace(leaf, scale=scale, measure=measure)
    if needs_measure(leaf) and not measure:
        say("no-measure", "测量")
        return None
    notes = tuple(Note(one, text) for one, (zh, _en) in NOTES.items() if (text := _text(cells.get(zh))))
    criteria = _text(cells.get("评分标准"))
    evidence = tuple(_EVIDENCE[one] for one in _SPLIT.split(_text(cells.get("证据"))) if one in _EVIDENCE)
    methods = tuple(dict.fromkeys(_SPLIT.sub("", _text(cells.get("方法")))[:12]))
    return replace(
        leaf,
        notes=notes,
        criteria=criteria,
        criteria_en=criteria,
        evidence=evidence,
        methods=methods,
        name_en=leaf.name,
    )


def _points(value: Value, *, nothing: bool) -> Decimal | None:
    text = _text(value).removesuffix("分")
    if not _POINTS.fullmatch(text):
        return Decimal() if nothing and value is None else None
    points = plain(Decimal(text))
    fits = (0 if nothing else HALF) <= points <= MOST_POINTS and not points % HALF
    return points if fits else None


def _free(taken: set[str]) -> str:
    return next(code for number in range(1, len(taken) + 2) if (code := f"n{number}") not in taken)


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _bands(grids: Sequence[Grid], faults: list[SheetFault]) -> tuple[Band, ...]:
    rows = ((n, row) for grid in grids if grid.name == BANDS_SHEET for n, row in enumerate(grid.rows[1:], 2))
    found = []
    for number, row in rows:
        name, said, note = (_text(row[place]) if len(row) > place else "" for place in range(3))
        if not name:
            continue
        least = _points(said, nothing=True)
        if least is None:
            faults.append(SheetFault("band", f"{BANDS_SHEET} B{number}", said[:40]))
        else:
            found.append(Band(name[:20], name[:20], least, note[:40]))
    return tuple(sorted(found, key=lambda band: -band.least))


def _methods(grids: Sequence[Grid]) -> tuple[Method, ...]:
    rows = (row for grid in grids if grid.name == METHODS_SHEET for row in grid.rows[1:])
    return tuple(
        Method(_text(row[0])[:1], _text(row[1])[:30], _text(row[1])[:30])
        for row in rows
        if len(row) > 1 and _text(row[0]) and _text(row[1])
    )
