"""The table of sentences tells the truth: what ran, what failed, what nobody shows."""

from __future__ import annotations

from pathlib import Path

from tools.plan import state, table_of, unknown_refs
from tools.plan_results import (
    Results,
    Sentence,
    Shown,
    merge,
    read_results,
    read_sentences,
    showing,
    tree_digest,
    write_results,
)

PASSED = Shown(("S24", "C13"), "passed")
FAILED = Shown(("S24",), "failed")


def test_sentences_are_all_there_in_the_order_of_the_plans() -> None:
    refs = [sentence.ref for sentence in read_sentences()]
    assert refs == [f"S{n}" for n in range(1, 53)] + [f"C{n}" for n in range(1, 42)]


def test_results_come_back_as_they_were_written(tmp_path: Path) -> None:
    results = Results({"tests/a.py::test_one": PASSED}, "digest")
    write_results(results, tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == results


def test_results_never_written_are_empty(tmp_path: Path) -> None:
    assert read_results(tmp_path / "none.json") == Results()


def test_part_of_the_tests_replaces_only_what_it_ran() -> None:
    old = Results({"a": FAILED, "b": PASSED}, "before")
    assert merge(old, {"a": PASSED}, whole="") == Results({"a": PASSED, "b": PASSED}, "")


def test_whole_session_forgets_tests_that_are_gone() -> None:
    old = Results({"gone": PASSED}, "before")
    assert merge(old, {"a": PASSED}, whole="after") == Results({"a": PASSED}, "after")


def test_state_of_a_sentence() -> None:
    assert state({}) == "missing"
    assert state({"a": Shown(("S1",), "skipped")}) == "missing"
    assert state({"a": PASSED}) == "shown"
    assert state({"a": PASSED, "b": FAILED}) == "failing"


def test_table_counts_every_sentence_once() -> None:
    sentences = [Sentence("S24", "一", ""), Sentence("S25", "二", ""), Sentence("C13", "三", "")]
    table, totals = table_of(sentences, Results({"t::a": PASSED, "t::b": FAILED}))
    assert table.row_count == 3
    assert totals == {"failing": 1, "missing": 1, "shown": 1}


def test_tests_of_a_sentence_need_its_exact_ref() -> None:
    results = Results({"a": Shown(("S2",), "passed"), "b": PASSED})
    assert list(showing("S2", results)) == ["a"]


def test_ref_that_no_plan_has_is_told() -> None:
    assert unknown_refs([Sentence("S24", "", "")], Results({"a": PASSED})) == ["C13"]


def test_digest_changes_with_a_file_that_tests_judge(tmp_path: Path) -> None:
    code = tmp_path / "careplan"
    code.mkdir()
    (code / "a.py").write_text("1")
    before = tree_digest(tmp_path)
    (code / "a.py").write_text("2")
    assert tree_digest(tmp_path) != before
