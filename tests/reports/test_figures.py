from dataclasses import replace

import pytest

from careplan.indicators.results import MeasureResult, RecordRef, Unit
from careplan.reports.assembly import assemble
from careplan.reports.document import Cited
from careplan.reports.figures import (
    TOO_FEW,
    box,
    children,
    cited,
    figure,
    fraction_text,
    percent,
    plain,
    prose,
    result_text,
    yuan,
)
from tests.reports.year import report_facts


def result(numerator: float, denominator: float, unit: Unit = "rate") -> MeasureResult:
    return MeasureResult(
        "x", unit, numerator / denominator if denominator else None, numerator, denominator, (), "no_visits"
    )


@pytest.mark.parametrize(("value", "text"), [(4.0, "4"), (4.25, "4.2"), (18000, "18,000"), (0.04, "0"), (-1.5, "-1.5")])
def test_plain(value: float, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("share", "text"), [(1, "100%"), (0.9996, "99.9%"), (0.0001, "0.1%"), (0, "0%"), (0.824, "82.4%")]
)
def test_percent_never_rounds_to_all_or_nothing(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0人"), (1, "不足5人"), (4, "不足5人"), (5, "5人"), (310, "310人")])
def test_small_counts_of_children_are_not_told(count: int, text: str) -> None:
    assert children(count) == text


@pytest.mark.parametrize(("first", "text", "fraction"), [(311, "约50%", "—"), (300, "47.9%", "300/626")])
def test_a_rate_asked_once_a_term_gives_no_small_group_of_a_term_away(first: int, text: str, fraction: str) -> None:
    """313 children, two terms: 311 of 626 would say that two were not visited in the first."""
    terms = [("term_1", n < first) for n in range(313)] + [("term_2", False)] * 313
    records = tuple(RecordRef("child", str(n), counted, note=term) for n, (term, counted) in enumerate(terms))
    visits = replace(result(first, 626), records=records)
    assert (result_text(visits, personal=True), fraction_text(visits, personal=True)) == (text, fraction)
    assert fraction_text(visits, personal=False) == f"{first}/626", "of sessions nothing is kept back"


@pytest.mark.parametrize(
    ("numerator", "denominator", "text", "fraction"),
    [
        (155, 310, "50%", "155/310"),
        (310, 310, "100%", "310/310"),
        (0, 310, "0%", "0/310"),
        (308, 310, "不低于98%", "—"),
        (306, 310, "不低于98%", "—"),
        (3, 310, "不高于2%", "—"),
        (2, 4, "不足5例，不列", "—"),
    ],
)
def test_rate_over_children_gives_no_small_count_away(
    numerator: int, denominator: int, text: str, fraction: str
) -> None:
    found = result(numerator, denominator)
    assert result_text(found, personal=True) == text
    assert fraction_text(found, personal=True) == fraction


def test_bounds_are_true_and_the_same_for_all_small_counts() -> None:
    for whole in range(10, 400, 7):
        low = {result_text(result(n, whole), personal=True) for n in range(1, 5)}
        high = {result_text(result(whole - n, whole), personal=True) for n in range(1, 5)}
        assert len(low) == len(high) == 1
        assert int(low.pop().strip("不高于%")) >= 400 / whole
        assert int(high.pop().strip("不低于%")) <= (whole - 4) * 100 / whole


@pytest.mark.plan("C26")
@pytest.mark.parametrize("unit", ["days", "clock", "hours", "points"])
@pytest.mark.parametrize(("days", "cases", "told"), [(12, 1, False), (0, 4, False), (21, 5, True)])
def test_a_mean_over_fewer_than_five_childrens_cases_is_not_told(
    unit: Unit, days: float, cases: float, told: bool
) -> None:
    """Of one case the mean is that child's own days (G10); of the school's other work it is told as ever."""
    found = result(days, cases, unit)
    assert (result_text(found, personal=True) != TOO_FEW) is told
    assert fraction_text(found, personal=True) == "—"
    assert result_text(found, personal=False) != TOO_FEW


def test_a_count_is_no_mean_of_one() -> None:
    assert result_text(result(7, 1, "count"), personal=True) == "7"


def test_a_hidden_mean_stands_in_no_place_of_the_report() -> None:
    """Table, running text and box: the figure of two children's aid is not told, nor its unit as if it were one."""
    facts = report_facts()
    few = replace(facts, results={**facts.results, "aid_days": replace(result(31, 2, "days"), code="aid_days")})
    assert figure(few, "aid_days") == TOO_FEW
    assert cited(few, "aid_days") == Cited(f"（{TOO_FEW}）", "aid_days")
    assert (box(few, "aid_days").value, box(few, "aid_days").unit) == (TOO_FEW, "")
    assert "15.5" not in repr(assemble(few)) and TOO_FEW in repr(assemble(few))


def test_no_data_is_said_and_is_not_zero() -> None:
    nothing = MeasureResult("x", "rate", None, 0, 0, (), "no_visits")
    assert result_text(nothing, personal=False) == "无数据"
    assert fraction_text(nothing, personal=False) == "—"


def test_units_stand_behind_the_figure() -> None:
    assert result_text(result(21, 5, "days"), personal=False) == "4.2天"
    assert result_text(result(7, 1, "count"), personal=False) == "7"
    assert fraction_text(result(7, 1, "count"), personal=False) == "7"


def test_prose_fills_its_places() -> None:
    assert prose("共{a}人，占{b}。", a="3", b=Cited("50%", "x")).parts == ("共", "3", "人，占", Cited("50%", "x"), "。")


def test_yuan() -> None:
    assert yuan(1_800_050) == "18,000.5元"
