"""The list of evidence, an attachment: what proves each indicator and each other measure, numbered (S39, S45)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from careplan.indicators.points import ScoredLeaf
from careplan.indicators.results import MeasureResult, RecordRef
from careplan.indicators.small_cells import LEAST, showable
from careplan.reports.document import Appendix, Column, Paragraph, Row, Table, chinese_date
from careplan.reports.evidence import Paper, Written, days_of, papers_of
from careplan.reports.evidence_words import (
    BY,
    CLAUSES,
    CLAUSES_TABLE,
    KINDS,
    MEASURES_TABLE,
    PAPERS,
    RECORDS,
    SHEET,
    TITLE,
)
from careplan.reports.facts import ReportFacts
from careplan.reports.figures import plain, tellable

NOT_TOLD = "按规则不列"
NONE = "未登记"
COLUMNS = (
    Column("编号", 1.2),
    Column("材料", 4.2),
    Column("种类", 2.4),
    Column("数量", 2.8, "right"),
    Column("日期", 3.5),
    Column("存放位置", 3),
)
NOTE = (
    "“数量”是指标所依据的全部记录，“计入”是其中达到要求的；涉及儿童且分子或余数不足5人的，不列数量和日期。"
    "“存放位置”是本系统的菜单；文字材料的位置由填写人登记。"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A line: what proves it. `code`: the measure whose records these are."""

    name: str
    kinds: tuple[str, ...]
    amount: str
    days: str
    place: str
    code: str = ""


@dataclass(frozen=True)
class Source:
    """What all lines are made from, gathered once."""

    facts: ReportFacts
    papers: Mapping[str, Paper]
    written: Mapping[str, tuple[Written, ...]]
    used: set[Written] = field(default_factory=set)


def anchor(number: int) -> str:
    """The place of an item of the list."""
    return f"e-{number}"


def _every_leaf(facts: ReportFacts) -> tuple[ScoredLeaf, ...]:
    return (*facts.scored.leaves, *(one for one in facts.scored.apart if one.mark is not None))


def numbers_of_leaves(facts: ReportFacts) -> dict[str, int]:
    """The item of each indicator, in the sheet's order."""
    return {one.leaf.code: number for number, one in enumerate(_every_leaf(facts), 1)}


def _others(facts: ReportFacts) -> list[str]:
    """Measures told that no indicator of the sheet asks for."""
    on_sheet = {one.leaf.measure for one in _every_leaf(facts)}
    return [code for code in facts.measures if code not in on_sheet]


def anchors_of_measures(facts: ReportFacts) -> dict[str, str]:
    """The place of each measure's proof: its own, or that of the first indicator it counts for."""
    leaves, numbers = _every_leaf(facts), numbers_of_leaves(facts)
    found = {one.leaf.measure: anchor(numbers[one.leaf.code]) for one in reversed(leaves) if one.leaf.measure}
    return found | {code: anchor(number) for number, code in enumerate(_others(facts), len(leaves) + 1)}


def evidence_appendix(facts: ReportFacts) -> Appendix:
    """The whole list."""
    written: dict[str, list[Written]] = defaultdict(list)
    for one in facts.evidence.written:
        written[one.of].append(one)
    source = Source(facts, papers_of(facts.snapshot, facts.evidence), {of: tuple(w) for of, w in written.items()})
    leaves = _every_leaf(facts)
    first = Table(TITLE, COLUMNS, tuple(_leaf_rows(source, leaves)), note=NOTE)
    others = _measure_rows(source, len(leaves) + 1)
    clauses = _clause_rows(source, len(leaves) + len(_others(facts)) + 1)
    words = (
        f"截至{chinese_date(facts.snapshot.as_of)}，按自评得分明细的顺序列出各指标的佐证材料，共{len(leaves)}项；"
        "项号与自评得分明细的“佐证”栏一致。材料只列件数，不列学生姓名。"
    )
    tables = [first, *([Table(MEASURES_TABLE, COLUMNS, tuple(others))] if others else [])]
    tables += [Table(CLAUSES_TABLE, COLUMNS, tuple(clauses))] if clauses else []
    return Appendix(TITLE, (Paragraph((words,)), *tables))


def _leaf_rows(source: Source, leaves: Iterable[ScoredLeaf]) -> Iterable[Row]:
    for number, one in enumerate(leaves, 1):
        leaf = one.leaf
        yield Row((f"{number}　{leaf.name}（{plain(float(leaf.full))}分）",), kind="group", anchor=anchor(number))
        records = _records(source, one.result, leaf.evidence) if one.result else []
        papers = _papers(source, one.result) if one.result else []
        refs = (leaf.code, *leaf.refs, *(source.facts.measures[leaf.measure].refs if leaf.measure else ()))
        proofs = [*records, *papers, *_written(source, dict.fromkeys(refs))]
        met = {kind for proof in proofs for kind in proof.kinds}
        missing = [KINDS[kind] for kind in leaf.evidence if kind not in met and kind in KINDS]
        if missing:
            proofs.append(Proof(f"指标要求的{'、'.join(missing)}", (), NONE, "", ""))
        yield from _numbered(number, proofs or [Proof("佐证材料", (), NONE, "", "")])


def _numbered(number: int, proofs: Iterable[Proof]) -> Iterable[Row]:
    for place, one in enumerate(proofs, 1):
        kinds = "、".join(KINDS.get(kind, kind) for kind in one.kinds) or "—"
        cells = (f"{number}.{place}", one.name, kinds, one.amount, one.days or "—", one.place or "—")
        yield Row(cells, codes=("", one.code, "", "", "", ""))


def _measure_rows(source: Source, first: int) -> list[Row]:
    rows = []
    for number, code in enumerate(_others(source.facts), first):
        proofs = _records(source, source.facts.results[code], ("record",)) or [Proof("系统记录", (), NONE, "", "")]
        for place, one in enumerate(proofs):
            name = f"{source.facts.measures[code].name}：{one.name}"
            kinds = "、".join(KINDS[kind] for kind in one.kinds) or "—"
            cells = (str(number), name, kinds, one.amount, one.days or "—", one.place or "—")
            rows.append(Row(cells, codes=("", one.code, "", "", "", ""), anchor="" if place else anchor(number)))
    return rows


def _clause_rows(source: Source, first: int) -> list[Row]:
    """What was written of clauses that no indicator cites."""
    left = [one for one in source.facts.evidence.written if one.by == "clause" and one not in source.used]
    return [
        Row((str(number), one.text, KINDS[one.kind], "—", "—", f"{CLAUSES}（{one.of}）"))
        for number, one in enumerate(left, first)
    ]


def _records(source: Source, result: MeasureResult, asked: Iterable[str]) -> list[Proof]:
    """The records behind a figure by their kind."""
    day_of, by_kind = days_of(source.facts.snapshot), defaultdict[str, list[RecordRef]](list)
    for record in result.records:
        by_kind[record.kind].append(record)
    told = not source.facts.measures[result.code].personal or _may_be_told(result)
    kinds = tuple(kind for kind in ("record", "list") if kind == "record" or kind in set(asked))
    proofs = []
    for kind, records in by_kind.items():
        about = next(words for key, words in RECORDS.items() if key == kind)
        days = [day for one in records if (day := day_of(one)) is not None]
        counted = sum(one.counted for one in records)
        part = f"，计入{counted:,}" if counted != len(records) else ""
        amount = f"{len(records):,}{about.unit}{part}" if told else NOT_TOLD
        until = f"截至{_day(source.facts.snapshot.as_of)}"
        proofs.append(
            Proof(about.name, kinds, amount, (_span(days) or until) if told else "", about.place, result.code)
        )
    return proofs


def _may_be_told(result: MeasureResult) -> bool:
    """Whether it may be said how many records of children stand behind a figure, and how many count."""
    some, rest = len(result.counted), len(result.not_counted)
    kinds = defaultdict[str, int](int)
    for one in result.records:
        kinds[one.kind] += 1
    by_figure = result.unit != "rate" or result.value is None or tellable(result)
    return by_figure and all(showable(n) for n in (some, rest, *kinds.values()))


def _papers(source: Source, result: MeasureResult) -> list[Proof]:
    """The papers that go with the kinds of records behind a figure."""
    kinds = {record.kind for record in result.records}
    found = []
    for key, paper in source.papers.items():
        about = PAPERS[key]
        if result.code in about.codes or kinds & about.behind:
            told = _paper_told(source, paper, key)
            amount = f"{paper.count:,}{about.unit}" if told else NOT_TOLD
            days = _span([day for day in (paper.first, paper.last) if day]) if told else ""
            found.append(Proof(about.name, (about.kind,), amount, days, about.place))
    return found


def _paper_told(source: Source, paper: Paper, key: str) -> bool:
    """Consents are one for each child: their number tells who gave none, as the figure of consents would."""
    if paper.children is None:
        return True
    given = source.facts.results.get("consent_rate") if key == "consents" else None
    return paper.children >= LEAST and paper.count >= LEAST and (given is None or tellable(given))


def _written(source: Source, refs: Iterable[str]) -> list[Proof]:
    found = []
    for ref in refs:
        for one in source.written.get(ref, ()):
            source.used.add(one)
            place = f"{CLAUSES}（{ref}）" if one.by == "clause" else f"{SHEET}（{BY.get(one.by, one.by)}）"
            found.append(Proof(one.text, (one.kind,), "—", _day(one.on) if one.on else "", place))
    return found


def _day(day: date) -> str:
    return day.isoformat().replace("-", ".")


def _span(days: list[date]) -> str:
    """2026.09.01—11.20, the year twice where it is another one; one day once; "" for none."""
    if not days:
        return ""
    first, last = min(days), max(days)
    if first == last:
        return _day(first)
    return f"{_day(first)}—{_day(last) if last.year != first.year else _day(last)[5:]}"
