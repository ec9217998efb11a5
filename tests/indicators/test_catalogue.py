"""The catalogue as a whole: complete words, known sentences; the hand-counted figures of each stand in tables/."""

from __future__ import annotations

import re

import pytest

from careplan.indicators import words
from careplan.indicators.catalogue import AREAS, MEASURES, measure_all
from careplan.indicators.registry import Measure
from careplan.seeds.load import check_seeds
from tests.indicators.case import ses, snap

SEEDS, _FAULTS = check_seeds()
EACH = pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)


def test_catalogue_has_at_least_forty_five_measures() -> None:
    assert len(MEASURES) >= 45
    assert set(AREAS) == set(words.AREAS)


@EACH
def test_measure_has_words_in_both_languages(measure: Measure) -> None:
    assert measure.name and measure.definition.endswith("。") and measure.definition_en.endswith(".")
    assert re.search(r"[一-鿿]", measure.name) and not re.search(r"[一-鿿]", measure.name_en + measure.definition_en)
    assert measure.reasons and all(code in words.REASONS for code in measure.reasons)


@EACH
def test_measure_names_sentences_of_the_plan(measure: Measure) -> None:
    assert measure.refs and all(ref in SEEDS.sentences for ref in measure.refs)


@EACH
def test_measure_without_any_facts_has_no_data_and_says_why(measure: Measure) -> None:
    got = measure(snap(terms=(), squads=()))
    assert got.value is None
    assert got.no_data in measure.reasons


def test_measure_all_keeps_figure_and_list_together() -> None:
    results = measure_all(snap(sessions=[ses("1"), ses("2", method="lecture")]))
    assert list(results) == list(MEASURES)
    for got in results.values():
        assert sum(r.weight for r in got.counted) == got.numerator or got.value is None


def test_example_set_uses_only_known_measures() -> None:
    chosen = SEEDS.indicator_sets["default"]
    assert {leaf.measure for leaf in chosen.leaves} | {w.measure for w in chosen.watch} <= set(MEASURES)


def test_note_of_figure_is_put_in_words() -> None:
    assert words.note("days_3") == ("3天", "3 days")
    assert words.note("2/3") == ("2/3", "2/3")
    assert words.note("cancelled")[0] == "已取消"
    assert words.reason("no_plan")[1] == "There is no plan for this year"
