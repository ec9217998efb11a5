"""Public figures as a file: what is in it, what is not, how strictly it is read, two schools side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from careplan.indicators.results import MeasureResult, RecordRef
from careplan.indicators.words import AREAS
from careplan.reports.assembly import assemble
from careplan.reports.canonical import canonical
from careplan.reports.exchange import PublicFigures, Told, public_figures, told_figures, written
from careplan.reports.exchange_reading import DEEPEST, LARGEST, FileFault, read_file
from careplan.reports.figures import result_text
from careplan.reports.frozen import Frozen, frozen_of
from careplan.reports.two_schools import beside
from tests.reports.year import report_facts

SIGNED = date(2027, 7, 6)


@pytest.fixture(scope="module")
def one() -> Frozen:
    facts = report_facts()
    return frozen_of(facts, assemble(facts), (), "", {})


def visits(frozen: Frozen, part: int, whole: int = 310) -> Frozen:
    other = MeasureResult("visit_coverage", "rate", part / whole, part, whole)
    return replace(frozen, results=dict(frozen.results) | {"visit_coverage": other})


def few_changes(frozen: Frozen, count: int) -> Frozen:
    records = tuple(RecordRef("change", str(n), True, weight=7.5) for n in range(count))
    result = MeasureResult("change_lag", "days", 7.5, 7.5 * count, count, records)
    return replace(frozen, results=dict(frozen.results) | {"change_lag": result})


def content(frozen: Frozen, school: str = "红星小学", before: tuple[Frozen, ...] = ()) -> PublicFigures:
    told = told_figures(frozen, before)
    return public_figures(frozen, told, school=(school, "某县"), year="2026—2027", number=1, signed_on=SIGNED)


@pytest.mark.plan("S45")
def test_a_file_comes_back_as_it_went_out(one: Frozen) -> None:
    given = content(one)
    data = written(given)
    read, sha256 = read_file(data)
    assert read == given and sha256 in data.decode()
    assert len(read.measures) == len(one.measures)
    assert {code: m.definition for code, m in one.measures.items()} == {m.code: m.definition for m in read.measures}


def test_no_id_of_a_child_and_no_numerator_is_in_it(one: Frozen) -> None:
    plain = json.loads(written(content(visits(one, 203))))
    assert set(plain["measures"][0]) == {
        *("code", "area", "name", "name_en", "definition", "definition_en", "unit", "says", "figure")
    }
    figures = {measure["figure"] for measure in plain["measures"]}
    assert "65.5" in figures and "203" not in figures
    assert not {child.id for child in one.snapshot.children} & figures


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (203, 310, Told("value", "65.5")),
        (308, 310, Told("at-least", "98")),
        (3, 310, Told("at-most", "2")),
        (2, 4, Told("hidden")),
        (310, 310, Told("value", "100")),
    ],
)
def test_a_figure_is_told_as_it_is_printed(one: Frozen, part: int, whole: int, told: Told) -> None:
    frozen = visits(one, part, whole)
    assert told_figures(frozen)["visit_coverage"] == told
    if told.says == "value":
        assert result_text(frozen.results["visit_coverage"], personal=True) == f"{told.number}%"


def test_a_mean_of_fewer_than_five_is_hidden(one: Frozen) -> None:
    assert told_figures(few_changes(one, 4))["change_lag"] == Told("hidden")
    assert told_figures(few_changes(one, 5))["change_lag"] == Told("value", "7.5")


@pytest.mark.parametrize(("part", "hidden"), [(203, True), (196, True), (200, False), (205, False)])
def test_two_files_of_a_year_tell_no_small_group(one: Frozen, part: int, hidden: bool) -> None:
    told = told_figures(visits(one, part), [visits(one, 200)])["visit_coverage"]
    assert (told == Told("hidden")) is hidden


def test_what_is_not_about_children_is_told_however_little_it_moved(one: Frozen) -> None:
    code = next(code for code, measure in one.measures.items() if not measure.personal)
    before = replace(one, results=dict(one.results) | {code: MeasureResult(code, "rate", 20 / 24, 20, 24)})
    now = replace(one, results=dict(one.results) | {code: MeasureResult(code, "rate", 21 / 24, 21, 24)})
    assert told_figures(now, [before])[code] == Told("value", "87.5")


BAD: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "another schema": (lambda p: p.update(schema="careplan.public-figures/2"), "schema"),
    "no schema": (lambda p: p.pop("schema"), "schema"),
    "a field that nobody knows": (lambda p: p.update(children=[]), "unknown"),
    "a field of a measure that nobody knows": (lambda p: p["measures"][0].update(records=1), "unknown"),
    "no school": (lambda p: p.pop("school"), "missing"),
    "an empty name": (lambda p: p.update(school=""), "wrong"),
    "a number for a name": (lambda p: p.update(school=5), "wrong"),
    "a control character": (lambda p: p.update(school="红\x07星"), "wrong"),
    "a change of direction": (lambda p: p.update(school="红\u202e星"), "wrong"),
    "half a character": (lambda p: p["measures"][0].update(name="\ud800"), "wrong"),
    "a long name": (lambda p: p.update(school="长" * 121), "wrong"),
    "no such day": (lambda p: p.update(cut_off="2027-02-31"), "wrong"),
    "the year 1": (lambda p: p.update(cut_off="0001-01-01"), "wrong"),
    "a year that is none": (lambda p: p.update(year="2026—2028"), "wrong"),
    "signed before its facts": (lambda p: p.update(signed_on="2020-01-01"), "wrong"),
    "true for a number": (lambda p: p.update(number=True), "wrong"),
    "number nought": (lambda p: p.update(number=0), "wrong"),
    "no measures": (lambda p: p.update(measures=[]), "wrong"),
    "measures that are none": (lambda p: p.update(measures=[3]), "wrong"),
    "a measure twice": (lambda p: p["measures"].append(p["measures"][0]), "twice"),
    "too many": (lambda p: p.update(measures=[{}] * 301), "many"),
    "another unit": (lambda p: p["measures"][0].update(unit="kg"), "wrong"),
    "a figure in words": (lambda p: p["measures"][0].update(says="value", figure="很好"), "wrong"),
    "a figure and no data": (lambda p: p["measures"][0].update(says="no-data", figure="3"), "wrong"),
    "a value without figure": (lambda p: p["measures"][0].update(says="value", figure=""), "wrong"),
    "a hidden figure": (lambda p: p["measures"][0].update(says="hidden", figure="3"), "wrong"),
    "another area": (lambda p: p["measures"][0].update(area="gossip"), "wrong"),
    "more than all": (lambda p: p["measures"][0].update(unit="rate", says="value", figure="101"), "wrong"),
}


@pytest.mark.parametrize("name", BAD)
def test_anything_else_is_refused(one: Frozen, name: str) -> None:
    change, code = BAD[name]
    plain = json.loads(written(content(one)))
    change(plain)
    with pytest.raises(FileFault) as refused:
        read_file(json.dumps(plain).encode())
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" " * (LARGEST + 1), "large"),
        (b"\xff\xfe", "text"),
        (b"[" * 100_000, "deep"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "deep"),
        (b"{", "json"),
        (b'{"a": NaN}', "wrong"),
        (b'{"a": 1.5}', "wrong"),
        (b'{"a": ' + b"9" * 5000 + b"}", "json"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"\\ud800": 1, "\\ud800": 2}', "twice"),
        (b"[]", "schema"),
        (b"PK\x03\x04", "json"),
        (b'{"[": "\\"[[[[[["}', "schema"),
    ],
)
def test_what_is_no_such_file_is_refused_before_it_is_looked_into(data: bytes, code: str) -> None:
    with pytest.raises(FileFault) as refused:
        read_file(data)
    assert refused.value.code == code
    assert refused.value.at.encode().decode() == refused.value.at, "what cannot be written to a page is not told"


@pytest.mark.parametrize("field", ["school", "sha256", "definition"])
def test_a_changed_file_does_not_fit_its_fingerprint(one: Frozen, field: str) -> None:
    plain = json.loads(written(content(one)))
    if field == "definition":
        plain["measures"][0][field] += "。"
    else:
        plain[field] = "0" * 64
    with pytest.raises(FileFault, match="hash"):
        read_file(canonical(plain))


def test_what_is_counted_in_the_same_way_stands_together_and_the_rest_says_why_not(one: Frozen) -> None:
    ours = visits(one, 203)
    gone, redefined = "budget_set", next(code for code, m in one.measures.items() if not m.personal)
    measures = {code: m for code, m in one.measures.items() if code != gone} | {
        redefined: replace(one.measures[redefined], definition="另一种算法"),
        "new_one": replace(one.measures[gone], code="new_one"),
    }
    results = {code: r for code, r in one.results.items() if code != gone}
    results["new_one"] = MeasureResult("new_one", "rate", 1.0, 5, 5)
    theirs = few_changes(visits(replace(one, measures=measures, results=results), 100), 4)
    pairs = {pair.code: pair for pair in beside(content(few_changes(ours, 9)), content(theirs, "蓝天小学"))}
    assert pairs["visit_coverage"].why == ""
    assert pairs["visit_coverage"].theirs is not None and pairs["visit_coverage"].theirs.told.number == "32.3"
    assert pairs[gone].why == "not-theirs" and pairs["new_one"].why == "not-ours"
    assert pairs["change_lag"].why == "hidden"
    no_data = next(
        code for code, r in one.results.items() if r.value is None and code in measures and code != "change_lag"
    )
    assert pairs[no_data].why == "no-data"
    assert pairs[redefined].why == "definition"
    areas = [pair.measure.area for pair in pairs.values()]
    assert [area for area, before in zip(areas, ["", *areas], strict=False) if area != before] == list(AREAS)
