"""The measurements read what the solvers say, and write it where it belongs."""

from __future__ import annotations

from tests.bench.measured import Measurement, Step, Verdict, step_of
from tests.bench.schedule_pages import BEGIN, END, Result, between_marks, section


def measured(solver: str) -> Measurement:
    steps = (Step(0.5, 1.5, None, 3), Step(2.0, 3.0, 90, 3), Step(8.0, 9.0, 60, 40), Step(20.0, 21.0, 55, 52))
    return Measurement(solver, steps, 60.9, 240.0, Verdict("feasible", 54, 53, 0, ()))


def test_a_line_of_progress_is_read() -> None:
    assert step_of("   5.8 s  best 55, bound 52, gap 5%", 7.0) == Step(5.8, 7.0, 55, 52)
    assert step_of("   0.1 s  no plan yet, bound 0", 1.0) == Step(0.1, 1.0, None, 0)
    assert step_of("optimal: 90 sessions, objective 52", 7.0) is None


def test_a_moment_knows_what_was_said_by_then() -> None:
    one = measured("careplan")
    assert one.first == Step(2.0, 3.0, 90, 3)
    assert [one.at(seconds) for seconds in (1, 10, 30)] == [(None, 3), (60, 40), (55, 52)]


def test_a_table_for_each_problem_and_one_for_growth() -> None:
    results = [Result(name, f"{name} 1", n, (measured("careplan"),)) for name, n in (("small", 6), ("school", 24))]
    text = section("today, commit abc.", 60.0, results)
    assert "### small: 6 squads (`small 1`)" in text
    assert (
        "| careplan | 2.0 s | 3.0 s | 60 / 40 (33%) | 55 / 52 (5%) | 54 / 53 (2%) | 60.9 s | 240 MB | feasible |"
        in text
    )
    assert "| from few to many | 6 squads | 24 squads |" in text
    assert "| careplan: objective a squad | 9.0 | 2.2 |" in text


def test_only_what_is_between_the_marks_changes() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert between_marks(page, "new") == f"before\n{BEGIN}\n\nnew\n{END}\nafter\n"
