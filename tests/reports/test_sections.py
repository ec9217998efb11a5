"""The text of a report section by section: the proposal, own words, fields for figures, and what cannot be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.results import MeasureResult
from careplan.reports.assembly import assemble
from careplan.reports.document import Cited, Document, Heading, Items, Paragraph, Table, cited_codes
from careplan.reports.facts import ReportFacts
from careplan.reports.fields import resolver
from careplan.reports.sections import (
    OPENING,
    BadText,
    Fault,
    blocks_of,
    sections,
    text_of,
    with_texts,
)
from tests.reports.year import report_facts

NAMES = {code: one.name for code, one in MEASURES.items()}


@pytest.fixture(scope="module")
def facts() -> ReportFacts:
    return report_facts()


@pytest.fixture(scope="module")
def document(facts: ReportFacts) -> Document:
    return assemble(facts)


def test_names_of_measures_are_fields_of_their_own() -> None:
    assert len(set(NAMES.values())) == len(NAMES)
    assert not [name for name in NAMES.values() if set(name) & set("{}【】\n")]


@pytest.mark.plan("S45")
def test_every_heading_is_a_section_with_a_key_of_its_own(document: Document) -> None:
    found = sections(document, NAMES)
    heads = [b.text for b in document.blocks if isinstance(b, Heading)]
    assert [one.heading for one in found] == ["", *heads]
    assert len({one.key for one in found}) == len(found)
    assert found[0].key == OPENING and found[0].proposal.startswith("按照学校")


def test_every_proposal_put_in_as_own_text_gives_the_same_words(facts: ReportFacts, document: Document) -> None:
    texts = {one.key: one.proposal for one in sections(document, NAMES)}
    again = with_texts(document, texts, resolver(facts))
    assert {one.key: one.proposal for one in sections(again, NAMES)} == texts
    assert cited_codes(again) == cited_codes(document)
    assert [b for b in again.blocks if isinstance(b, Table)] == [b for b in document.blocks if isinstance(b, Table)]


def test_own_text_stands_in_its_place_with_todays_figure(facts: ReportFacts, document: Document) -> None:
    key = next(one.key for one in sections(document, NAMES) if one.heading == "工作成效")
    again = with_texts(
        document,
        {key: f"【成效。】完成率{{指标:{NAMES['session_completion']}}}，稳中有进。\n1. 甲\n2. 乙"},
        resolver(facts),
    )
    place = next(n for n, b in enumerate(again.blocks) if isinstance(b, Heading) and b.text == "工作成效")
    figure = again.blocks[place + 2]
    assert figure == Paragraph(("完成率", Cited(facts_text(facts), "session_completion"), "，稳中有进。"), "成效。")
    assert again.blocks[place + 3] == Items(("甲", "乙"), numbered=True)


def facts_text(facts: ReportFacts) -> str:
    found = resolver(facts)("session_completion")
    assert found is not None
    return found.text


def test_field_without_data_says_so(facts: ReportFacts) -> None:
    nothing = MeasureResult("session_completion", "rate", None, 0, 0, (), "no_due_sessions")
    without = replace(facts, results=dict(facts.results) | {"session_completion": nothing})
    found = resolver(without)(NAMES["session_completion"])
    assert found is not None and found.text.startswith("无数据（")


@pytest.mark.parametrize(("part", "text"), [(308, "不低于98%"), (3, "不高于2%"), (200, "64.5%")])
def test_field_never_tells_a_small_group(facts: ReportFacts, part: int, text: str) -> None:
    few = MeasureResult("visit_coverage", "rate", part / 310, part, 310)
    one = replace(facts, results=dict(facts.results) | {"visit_coverage": few})
    assert resolver(one)("visit_coverage") == Cited(text, "visit_coverage")


def test_faults_are_told_with_their_line(facts: ReportFacts) -> None:
    with pytest.raises(BadText) as caught:
        blocks_of("好\n率{指标:没有这个}与{指标:}\n半个{括号", resolver(facts))
    assert caught.value.faults == (
        Fault(2, "unknown", "{指标:没有这个}"),
        Fault(2, "unknown", "{指标:}"),
        Fault(3, "brace", "半个{括号"),
    )


def test_text_of_a_section_that_is_gone_is_left_out(facts: ReportFacts, document: Document) -> None:
    assert with_texts(document, {"没有这一节": "字"}, resolver(facts)) == document


def test_end_of_the_year_calls_the_last_chapter_otherwise_and_keeps_its_text(
    facts: ReportFacts, document: Document
) -> None:
    renamed = tuple(
        Heading(1, "下一年打算") if isinstance(b, Heading) and b.text == "下一步打算" else b for b in document.blocks
    )
    again = with_texts(replace(document, blocks=renamed), {"下一步打算": "多走访。"}, resolver(facts))
    assert Paragraph(("多走访。",)) in again.blocks


LINE = st.text("心理好学0123.．、-• aA，。【】:：", min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(st.lists(LINE, max_size=6))
def test_any_words_come_back_as_they_were_written(lines: list[str]) -> None:
    blocks = blocks_of("\n".join(lines), lambda _name: None)
    once = text_of(blocks, NAMES)
    assert text_of(blocks_of(once, lambda _name: None), NAMES) == once
