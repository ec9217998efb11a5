"""The public version: nothing that leads to a child, and nothing told of fewer than five."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from careplan.indicators.points import score_tree
from careplan.indicators.results import MeasureResult, RecordRef
from careplan.indicators.tree import leaves
from careplan.reports.assembly import assemble
from careplan.reports.document import Chart, Document, Items, KeyFigures, Paragraph, Row, Table
from careplan.reports.exchange import told_figures
from careplan.reports.figures import plain, result_text
from careplan.reports.frozen import Frozen, frozen_of
from careplan.reports.hidden_figures import hidden_figures, small_figures
from careplan.reports.public import HIDDEN, LEFT_OUT, MOVED, public_document
from careplan.reports.public_points import PublicPoints
from tests.reports.year import report_facts


def mean_of(count: int) -> MeasureResult:
    """How long changes took to be written down: 7.5 days over some children's changes."""
    records = tuple(RecordRef("change", str(n), True, weight=7.5) for n in range(count))
    return MeasureResult("change_lag", "days", 7.5, 7.5 * count, count, records)


def frozen(changes: int) -> Frozen:
    facts = report_facts()
    facts = replace(facts, results=dict(facts.results) | {"change_lag": mean_of(changes)})
    return frozen_of(facts, assemble(facts), (), "", {})


def words(document: Document) -> str:
    blocks = [*document.blocks, *(b for a in document.appendices for b in a.blocks)]
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += [block.lead, *(p if isinstance(p, str) else p.text for p in block.parts)]
        elif isinstance(block, Items):
            found += block.items
        elif isinstance(block, Table):
            found += [block.caption, *(cell for row in block.rows for cell in row.cells)]
        elif isinstance(block, KeyFigures):
            found += [one.value for one in block.figures]
    return "\n".join(found)


@pytest.mark.plan("S45")
def test_lists_of_single_sessions_and_givers_are_left_out() -> None:
    kept = frozen(9)
    assert "已开展活动一览" in words(kept.document)
    public = public_document(kept, "已签发。")
    assert not any(caption in words(public) for caption in LEFT_OUT)
    assert "已开展活动一览" not in [a.title for a in public.appendices]


def test_a_mean_over_fewer_than_five_children_is_not_told() -> None:
    assert "7.5天" not in words(frozen(4).document)
    told_once = replace(frozen(4), document=frozen(5).document)  # as reports were written before the rule
    public = words(public_document(told_once, "已签发。"))
    assert "7.5天" not in public and HIDDEN in public


def test_a_mean_over_five_is_told() -> None:
    assert small_figures(frozen(5)) == frozenset()
    assert "7.5天" in words(public_document(frozen(5), "已签发。"))


def test_it_says_at_its_head_how_it_stands() -> None:
    public = public_document(frozen(9), "尚未签发。")
    assert public.blocks[0] == Paragraph(("尚未签发。",), "公开版。")
    assert public.signatories == ()


def test_teachers_names_of_the_sessions_list_are_gone() -> None:
    kept = frozen(9)
    assert "阿依古丽" in words(kept.document)
    assert "阿依古丽" not in words(public_document(kept, ""))


def with_result(result: MeasureResult) -> Frozen:
    """A report with another figure, in its document too."""
    facts = report_facts()
    results = dict(facts.results) | {result.code: result}
    facts = replace(facts, results=results, scored=score_tree(facts.scored.tree, results))
    return frozen_of(facts, assemble(facts), (), "", {})


def visited(part: int) -> Frozen:
    return with_result(MeasureResult("visit_coverage", "rate", part / 310, part, 310))


def late_by(days: tuple[float, ...]) -> Frozen:
    """Changes written down so many days late, one child's each."""
    records = tuple(RecordRef("change", str(n), True, weight=one) for n, one in enumerate(days))
    return with_result(MeasureResult("change_lag", "days", sum(days) / len(days), sum(days), len(days), records))


@pytest.mark.plan("S45")
@pytest.mark.parametrize(("part", "hidden"), [(203, True), (197, True), (200, False), (205, False)])
def test_two_public_versions_of_a_year_tell_no_small_group(part: int, hidden: bool) -> None:
    now, before = visited(part), visited(200)
    public = words(public_document(now, "已签发。", [before]))
    assert f"{part}/310" in words(now.document) and f"{part}/310" in words(public_document(now, "已签发。"))
    assert (MOVED in public) is hidden
    assert (f"{part}/310" not in public) is hidden, "nor by the fraction beside it"
    assert (result_text(now.results["visit_coverage"], personal=True) in public) is not hidden


def test_a_mean_that_moved_by_one_childs_days_is_not_told() -> None:
    """The sum moved by forty days, which is more than five: it is one child's change all the same."""
    before, now = late_by((3.0,) * 9), late_by((*(3.0,) * 8, 43.0))
    assert MOVED in words(public_document(now, "", [before]))
    everybody = late_by((8.0,) * 9)
    assert MOVED not in words(public_document(everybody, "", [before]))


@pytest.mark.parametrize("part", [200, 203, 205, 296, 308])
def test_page_and_file_hide_the_same_figures(part: int) -> None:
    now, before = visited(part), [visited(200), visited(300)]
    hidden = {code for code, told in told_figures(now, before).items() if told.says == "hidden"}
    assert hidden == hidden_figures(now, before)
    assert hidden_figures(now, before) >= small_figures(now)


def test_points_beside_a_hidden_figure_are_not_told() -> None:
    now = visited(203)
    rows = [row for block in now.document.blocks if isinstance(block, Table) for row in block.rows]
    row = next(row for row in rows if "visit_coverage" in row.codes and len(row.codes) > 3 and row.codes[3])
    public = public_document(now, "", [visited(200)])
    said = [r for block in public.blocks if isinstance(block, Table) for r in block.rows if r.cells[0] == row.cells[0]]
    assert row.cells[2] != "—" and {r.cells[2] for r in said if r.codes[:4] == row.codes[:4]} == {"—"}


def texts_of_points(document: Document) -> str:
    """What the document says of points: paragraphs, table and the chart of the areas."""
    charts = "\n".join(f"{b.alt}{b.spec}" for b in document.blocks if isinstance(b, Chart) and "自评" in b.caption)
    return words(document) + charts


def points_of_a_hidden_leaf(shown: Document, hidden: str) -> set[Decimal]:
    """What can be taken out of any sum of the points table by subtracting the rows that stand under it."""
    table = next(b for b in shown.blocks if isinstance(b, Table) and b.caption == "自评得分明细")
    found: set[Decimal] = set()
    area, whole, inside = Decimal(), Decimal(), False
    for row in (*table.rows, Row(("（0分，自评0分）",), kind="group")):
        if row.kind == "group":
            found |= {area} if inside else set()
            area, inside = Decimal(re.findall(r"自评([\d.]+)分", row.cells[0])[0]), False
        elif row.kind == "total":
            found.add(Decimal(row.cells[2]) - whole)
        else:
            earned = Decimal(row.cells[2]) if row.cells[2][0].isdigit() else Decimal()
            area, whole, inside = area - earned, whole + earned, inside or row.cells[0] == hidden
    return found


@pytest.mark.plan("S45")
def test_no_sum_of_points_tells_those_of_a_hidden_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The areas, the whole, the drawing and the sentence of section four: each is of what stands in the table."""
    now, before = visited(290), visited(288)
    leaf = next(one for one in leaves(now.tree) if one.measure == "visit_coverage")
    earned = now.points[leaf.code]
    assert earned
    with monkeypatch.context() as without:
        without.setattr(PublicPoints, "told", lambda _self, block: block)
        assert points_of_a_hidden_leaf(public_document(now, "", [before]), leaf.name) == {earned}
    public = public_document(now, "", [before])
    assert points_of_a_hidden_leaf(public, leaf.name) == {Decimal()}
    total = sum(filter(None, now.points.values()), Decimal())
    assert f"自评{plain(float(total))}分" in texts_of_points(public_document(now, "")), "nothing is hidden in it"
    assert f"自评{plain(float(total))}分" not in texts_of_points(public)
    assert f"自评{plain(float(total - earned))}分" in texts_of_points(public)


def test_what_a_hidden_figure_lost_is_in_no_sentence() -> None:
    now, before = visited(103), visited(100)
    assert "，得0分（满分6分）" in words(public_document(now, ""))
    public = words(public_document(now, "", [before]))
    assert "，得分不列（满分6分）" in public and "207名" in words(now.document) and "207名" not in public


def test_where_nothing_is_hidden_the_points_stay() -> None:
    now = visited(203)
    assert not hidden_figures(now)
    assert texts_of_points(public_document(now, "")).count("公开版的小计") == 0


def test_no_sentence_points_at_the_table_of_givers_that_is_left_out() -> None:
    kept = frozen(9)
    document = replace(
        kept.document, blocks=(*kept.document.blocks, Paragraph(("到账资金合计100元，各方贡献见下表。",)))
    )
    public = words(public_document(replace(kept, document=document), "已签发。"))
    assert "到账资金合计100元。" in public and "见下表" not in public
