"""Who could lead instead, in which order and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from careplan.training.qualification import Holding
from careplan.upsets.candidates import Candidate, Reason, Situation, candidates, for_all
from careplan.upsets.standing import Standing
from tests.upsets.school import (
    FRIDAY6,
    OCT9,
    SEP4,
    SEP11,
    SEP18,
    SEP25,
    TRAINED,
    away,
    facts,
    person,
    session,
    situation,
)


def found(given: Situation, one: Standing) -> dict[str, Candidate]:
    return {candidate.person: candidate for candidate in candidates(given, one, 0)}


def against(given: Situation, one: Standing, who: str) -> list[str]:
    return [reason.kind for reason in found(given, one)[who].against]


def test_who_knows_the_squad_comes_first_then_who_led_least_this_month() -> None:
    one = session(1, SEP25)
    given = situation(
        facts(),
        one,
        session(2, SEP4, "T3"),  # T3 led the squad before
        session(3, SEP11, "T3", "2024-2"),
        session(4, SEP18, "T2", "2024-2"),
        session(5, OCT9, "T4", "2024-2"),
    )
    assert [(who.person, who.led, who.month) for who in candidates(given, one, 0)] == [
        ("T3", 1, 2),
        ("T4", 0, 0),
        ("T2", 0, 1),
    ]


def test_the_squads_own_counselor_is_known_before_all() -> None:
    one = session(1, SEP25, "T3")
    first = candidates(situation(facts(), one, session(2, SEP4, "T4")), one, 0)[0]
    assert (first.person, first.counselor) == ("T1", True)


def test_what_was_picked_a_minute_ago_counts() -> None:
    one, other = session(1, SEP25), session(2, SEP18)
    before = found(situation(facts(), one, other), one)["T3"]
    after = found(situation(facts(), one, other, picks={(2, 0): "T3"}), one)["T3"]
    assert (before.month, before.picked, after.month, after.picked) == (0, 0, 1, 1)
    assert found(situation(facts(), one, other, picks={(1, 0): "T3"}), one)["T3"].month == 0  # not the session itself


def test_a_pick_takes_the_time_from_whoever_was_picked() -> None:
    one, other = session(1, SEP25), session(2, SEP25, squad="2024-2")
    assert against(situation(facts(), one, other, picks={(2, 0): "T3"}), one, "T3") == ["leads"]


def test_the_qualification_must_be_valid_on_that_day() -> None:
    ended = person("T3", holdings=(Holding(TRAINED, date(2020, 1, 1), SEP18),))
    none = person("T4", holdings=())
    one = session(1, SEP25)
    given = situation(facts(person("T1"), ended, none), one)
    assert found(given, one)["T3"].against == (Reason("unqualified", who=(TRAINED,)),)
    assert against(given, one, "T4") == ["unqualified"]


def test_a_certificate_that_the_year_is_not_planned_with_is_told_beforehand() -> None:
    """No schedule may use it; choosing it would only be refused at the end."""
    short = person("T3", holdings=(Holding(TRAINED, date(2020, 1, 1), SEP25),))
    one = session(1, SEP25)
    assert against(situation(facts(person("T1"), short), one), one, "T3") == ["uncounted"]


def test_guests_lead_no_post_of_the_schools_own() -> None:
    one = session(1, SEP25, needs=("",))
    given = situation(facts(person("T1"), person("G1", is_teacher=False), person("T4", holdings=())), one)
    assert against(given, one, "G1") == ["guest"]
    assert against(given, one, "T4") == []


def test_busy_in_every_way() -> None:
    one = session(1, SEP25)
    people = (person("T1"), person("T2", away=away(SEP25)), person("T3", busy=frozenset({FRIDAY6})), person("T4"))
    given = situation(facts(*people), one, session(2, SEP25, "T4", "2024-2"))
    assert found(given, one)["T2"].against == (Reason("away"),)
    assert found(given, one)["T3"].against == (Reason("teaches", 6),)
    assert found(given, one)["T4"].against == (Reason("leads", 6, ("2024-2",)),)


def test_a_persons_limits_hold() -> None:
    one = session(1, SEP25)
    given = situation(
        facts(person("T1"), person("T3", max_per_week=0), person("T4", max_per_term=1)), one, session(2, SEP4, "T4")
    )
    assert found(given, one)["T3"].against == (Reason("week", 0),)
    assert found(given, one)["T4"].against == (Reason("term", 1),)


def test_one_person_holds_one_post_of_a_session() -> None:
    one = replace(session(1, SEP25), staff=("T1", "T3"), needs=(TRAINED, ""))
    assert against(situation(facts(), one), one, "T3") == ["post"]


def test_one_person_for_the_whole_day_must_be_free_for_all_of_it() -> None:
    first, second = session(1, SEP25), session(2, SEP25, period=7, squads=("2024-2",))
    clash = session(3, SEP25, "T3", "2024-2", period=7)
    given = situation(facts(), first, second, clash)
    assert [one.person for one in for_all(given, ((1, 0), (2, 0)))] == ["T2", "T4"]
    same_time = session(4, SEP25, squad="2024-2")
    assert for_all(situation(facts(), first, same_time), ((1, 0), (4, 0))) == ()
