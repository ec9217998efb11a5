"""The public version: nothing that leads to a child, and nothing told of fewer than five."""

from __future__ import annotations

from dataclasses import replace

import pytest

from careplan.indicators.results import MeasureResult, RecordRef
from careplan.reports.assembly import assemble
from careplan.reports.document import Document, Items, KeyFigures, Paragraph, Table
from careplan.reports.frozen import Frozen, frozen_of
from careplan.reports.public import HIDDEN, LEFT_OUT, public_document, small_figures
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
