"""The figures of a term by hand: what counts, what is hidden, what is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from careplan.indicators.facts import AidRecord, Attendance, Snapshot, Talks, Visit
from careplan.reports.facts import Names
from careplan.seeds.load import shipped_vocabulary
from careplan.summaries.counts import Count, school_counts, session_counts, talks_text, term_sessions
from careplan.summaries.facts import TermFacts
from careplan.summaries.record_words import record_words
from careplan.summaries.squad import attendance_table, squad_counts
from tests.indicators.case import TERMS, TODAY, day, kid, ses, snap

FIRST, SECOND = TERMS


def att(session: str, child: str, state: str = "present") -> Attendance:
    return Attendance(session, child, state)  # type: ignore[arg-type]


def a_term() -> Snapshot:
    """Two held (one outside the plan), one cancelled, one nobody recorded, one ahead; one of the second term."""
    return snap(
        children=[kid(f"c{n}") for n in range(6)] + [kid("d", "B")],
        sessions=[
            ses("1", "9-4", "A", child_led_count=2, parents_count=3),
            ses("2", "9-11", "AB", extra=True),
            ses("3", "9-18", "B", "cancelled"),
            ses("4", "10-9", "A", "planned"),
            ses("5", "12-4", "A", "planned"),
            ses("6", "27-03-05", "A", "planned"),
        ],
        attendance=[att("1", f"c{n}") for n in range(6)] + [att("2", "d", "sick")],
        visits=[Visit(str(n), f"c{n % 2}", day("10-2"), "home", 1) for n in range(7)]
        + [Visit(str(9 + n), f"c{n}", day("10-2"), "talk", 1) for n in range(5)],
        aid=[AidRecord("1", "c1", "goods", day("9-9"), granted_on=day("9-20"))],
    )


def test_each_session_is_planned_due_held_cancelled_unrecorded_or_ahead() -> None:
    facts = a_term()
    found = session_counts(term_sessions(facts, FIRST), TODAY)
    assert {code: one.number for code, one in found.items()} == {
        "planned": 4, "due": 3, "done": 1, "extra": 1, "led": 1, "held": 2, "cancelled": 1, "waiting": 1, "ahead": 1,
        "parents": 3,
    }  # fmt: skip
    assert [s.id for s in term_sessions(facts, SECOND)] == ["6"]
    assert [s.id for s in term_sessions(facts, FIRST, "B")] == ["2", "3"]


def test_a_session_of_today_is_ahead_until_it_is_recorded() -> None:
    found = session_counts(term_sessions(snap(sessions=[ses("1", "11-20", "A", "planned")]), FIRST), TODAY)
    assert (found["waiting"].number, found["ahead"].number, found["due"].number) == (0, 1, 0)


def test_few_children_are_not_told_though_their_visits_are_many() -> None:
    found = school_counts(a_term(), FIRST, TODAY)
    assert (found["visits_home"].number, found["visits_home"].people) == (7, 2)
    assert found["visits_home"].told("次") == "不足5次"
    assert found["visits_talk"].told("次") == "5次"
    assert found["calls"].told("次") == "0次"
    assert found["aid_granted"].told("件") == "不足5件"


def test_standings_of_aid_are_told_together_until_none_is_small_and_without_a_total() -> None:
    aid = [AidRecord(str(n), f"c{n}", "goods", day("9-9"), delivered_on=day("9-30")) for n in range(6)]
    aid += [AidRecord("7", "c7", "goods", day("9-9"), refused=True), AidRecord("8", "c8", "goods", day("9-9"))]
    found = school_counts(snap(aid=aid), FIRST, TODAY)
    told = {code: one.told() for code, one in found.items() if code.startswith("aid_")}
    assert told == {"aid_delivered.aid_open.aid_refused": "8"}
    assert record_words("aid_delivered.aid_open")[0] == "已送达的救助、还没有答复的救助申请"


def test_whom_the_term_reached_is_a_bound_where_few_were_missed() -> None:
    found = school_counts(a_term(), FIRST, TODAY)
    assert found["reached"].share() == "不低于42%"  # 6 of 7: one was missed, so it is only said that at least 3 came
    assert found["squads"].share() == "100%（2/2）"
    assert found["held-sA"].number == 2
    assert found["cancelled-sB"].number == 1


def test_nothing_at_all_is_no_data() -> None:
    assert Count((), personal=True).share() == "无数据"
    assert Count((), personal=True).told("次") == "0次"


@pytest.mark.parametrize(
    ("months", "said"), [(("2026-09", "2026-10"), "8次"), (("2027-01", "2027-03"), "没有可列的数字")]
)
def test_talks_of_months_joined_over_the_terms_edge_are_not_counted(months: tuple[str, ...], said: str) -> None:
    assert talks_text(snap(talks=[Talks(months, 8)]), FIRST) == said


@pytest.mark.plan("S42")
def test_attendance_by_month_is_joined_until_no_number_is_under_five() -> None:
    children = [kid(f"c{n}") for n in range(20)]
    rows = [
        att(session, f"c{n}", "absent" if n < missed else "present")
        for session, missed in (("1", 6), ("2", 2), ("3", 4))
        for n in range(20)
    ]
    held = [ses("1", "9-4"), ses("2", "10-9"), ses("3", "11-6")]
    facts = TermFacts(
        snap(children=children, sessions=held, attendance=rows),
        Names("学校", squads={"A": "一(1)中队"}),
        shipped_vocabulary(),
        datetime(2026, 11, 20, 9),
        term=FIRST,
        squad="A",
    )
    counts = squad_counts(facts, with_attendance=True)
    table = attendance_table(facts, counts)
    assert table is not None
    assert [row.cells for row in table.rows] == [("9月", "14", "6"), ("10月、11月", "34", "6")]
    assert counts["attendance"].share() == "80%（48/60）"
