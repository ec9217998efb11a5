"""Choosing for several posts at once."""

from __future__ import annotations

from careplan.upsets.choices import FIRST, Vacancy, offers, picks_of, vacancies, whole_days
from careplan.upsets.standing import Cause, School, fallen
from tests.upsets.school import SEP4, SEP11, SEP18, SEP25, away, facts, person, session, situation

ILL = facts(person("T1", away=away(SEP11, SEP18)), *(person(f"T{n}") for n in range(2, 9)))
ONE, TWO = session(1, SEP11), session(2, SEP18)
OTHER = session(3, SEP25, "T2", "2024-2")
OPEN = (Vacancy(ONE, 0, (Cause("away", "T1"),)), Vacancy(TWO, 0, (Cause("away", "T1"),)))


def test_the_posts_of_who_is_away_are_open_and_those_asked_for_besides() -> None:
    found = fallen(School(ILL), (ONE, TWO, OTHER))
    assert vacancies(found) == OPEN
    assert vacancies(found, also=(OTHER, ONE)) == (*OPEN, Vacancy(OTHER, 0))


def test_what_has_to_move_anyway_waits_for_that() -> None:
    flooded = fallen(School(facts(person("T1", away=away(SEP4)), places=())), (session(1, SEP4),))
    assert vacancies(flooded) == ()


def test_a_swap_is_two_picks() -> None:
    assert picks_of((ONE, TWO, OTHER), OPEN, {(1, 0): "swap:3-0", (2, 0): "T4"}) == {
        (1, 0): "T2",
        (3, 0): "T1",
        (2, 0): "T4",
    }


def test_a_choice_that_is_no_longer_there_is_left_out() -> None:
    for value in ("swap:99-0", "swap:3-7", "swap:x", "swap:²-0", ""):
        assert picks_of((ONE, OTHER), OPEN, {(1, 0): value}) == {}


def test_each_post_counts_what_was_chosen_for_the_others() -> None:
    chosen = {(1, 0): "T4"}
    first, second = offers(situation(ILL, ONE, TWO, picks={(1, 0): "T4"}), OPEN, chosen)
    assert first.chosen == "T4" and next(who for who in first.able if who.person == "T4").month == 0
    assert next(who for who in (*second.able,) if who.person == "T4").month == 1


def test_the_first_few_are_shown_and_whoever_is_chosen() -> None:
    (offer, _second) = offers(situation(ILL, ONE, TWO), OPEN, {})
    assert len(offer.first) == FIRST and len(offer.able) == 7
    last = offer.able[-1].person
    (offer, _second) = offers(situation(ILL, ONE, TWO, picks={(1, 0): last}), OPEN, {(1, 0): last})
    assert last in [who.person for who in offer.first] and last not in [who.person for who in offer.more]


def test_the_own_swap_stays_among_the_offers() -> None:
    picks = picks_of((ONE, OTHER), OPEN[:1], {(1, 0): "swap:3-0"})
    (offer,) = offers(situation(ILL, ONE, OTHER, picks=picks), OPEN[:1], {(1, 0): "swap:3-0"})
    assert [swap.key for swap in offer.swaps] == [(3, 0)]


def test_a_choice_that_another_choice_makes_impossible_is_named() -> None:
    beside = session(4, SEP11, squad="2024-2")
    both = (Vacancy(ONE, 0), Vacancy(beside, 0))
    chosen = {(1, 0): "T4", (4, 0): "T4"}
    for offer in offers(situation(ILL, ONE, beside, picks=chosen), both, chosen):
        assert offer.clash and [reason.kind for reason in offer.clash.against] == ["leads"]


def test_one_person_for_the_day_is_offered_where_a_day_has_several() -> None:
    later = session(4, SEP11, squad="2024-2", period=7)
    days = whole_days(situation(ILL, ONE, later, TWO), (*OPEN, Vacancy(later, 0)))
    assert list(days) == [SEP11] and days[SEP11].posts == ((1, 0), (4, 0))
    assert days[SEP11].able[0].person == "T2"
