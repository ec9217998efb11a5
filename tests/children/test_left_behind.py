"""One child per row: the three definitions give their own answers (DOMAIN 4.1)."""

from datetime import date

import pytest

from careplan.children.left_behind import (
    DEFINITIONS,
    REASONS,
    Facts,
    Finding,
    Parent,
    census_2016,
    civil_affairs,
    enrolment,
    months_between,
)

DAY = date(2026, 9, 1)
BORN = date(2018, 5, 6)
AWAY = Parent("away", date(2026, 2, 20))
HOME = Parent("home", unable=False)


def child(father: Parent, mother: Parent, **values: object) -> Facts:
    return Facts(**{"birth_date": BORN, "father": father, "mother": mother, **values})  # type: ignore[arg-type]


def test_both_away_with_grandmother_on_rural_household_is_yes_everywhere() -> None:
    facts = child(AWAY, AWAY, rural=True, lives_with_parents=False)
    assert [test(facts, DAY).answer for test in DEFINITIONS.values()] == [True, True, True]


def test_one_away_other_able_counts_only_for_the_enrolment_register() -> None:
    facts = child(AWAY, HOME, rural=True, lives_with_parents=True)
    assert civil_affairs(facts, DAY) == Finding(False, "one-away-other-able")
    assert census_2016(facts, DAY) == Finding(False, "one-away-other-able")
    assert enrolment(facts, DAY) == Finding(True, "one-away-long", "one_parent")


def test_one_away_other_unable_is_yes_for_civil_affairs() -> None:
    facts = child(AWAY, Parent("home", unable=True), rural=True)
    assert civil_affairs(facts, DAY) == Finding(True, "one-away-other-unable")
    assert census_2016(facts, DAY).answer is True


def test_town_household_is_no_only_for_the_census() -> None:
    facts = child(AWAY, AWAY, rural=False, lives_with_parents=False)
    assert civil_affairs(facts, DAY).answer is True
    assert census_2016(facts, DAY) == Finding(False, "not-rural")


def test_jailed_father_and_mother_out_of_contact_is_not_left_behind() -> None:
    facts = child(Parent("other"), Parent("other"), rural=True, lives_with_parents=False)
    assert civil_affairs(facts, DAY) == Finding(False, "none-away")
    assert enrolment(facts, DAY) == Finding(False, "not-away-long")


def test_dead_mother_and_father_away_is_left_to_civil_affairs() -> None:
    assert civil_affairs(child(AWAY, Parent("dead")), DAY) == Finding(None, "one-away-other-gone")


@pytest.mark.parametrize(("day", "answer"), [(date(2034, 5, 5), True), (date(2034, 5, 6), False)])
def test_sixteenth_birthday_ends_it_for_civil_affairs_only(day: date, answer: bool) -> None:
    facts = child(AWAY, AWAY)
    assert civil_affairs(facts, day).answer is answer
    assert enrolment(facts, day).answer is True


@pytest.mark.parametrize(("since", "answer"), [(date(2026, 6, 1), True), (date(2026, 6, 2), False)])
def test_enrolment_needs_three_whole_months(since: date, answer: bool) -> None:
    assert enrolment(child(Parent("away", since), HOME), DAY).answer is answer


def test_single_parent_is_not_one_parent_left_behind() -> None:
    facts = child(HOME, Parent("dead"))
    assert enrolment(facts, DAY) == Finding(False, "not-away-long")


def test_nothing_known_is_unknown_and_not_no() -> None:
    facts = Facts(BORN)
    assert [test(facts, DAY).answer for test in DEFINITIONS.values()] == [None, None, None]
    assert enrolment(facts, DAY).reason == "parents-unknown"


def test_away_without_a_date_is_unknown_unless_declared() -> None:
    facts = child(Parent("away"), HOME)
    assert enrolment(facts, DAY) == Finding(None, "since-unknown")
    declared = child(Parent("away"), HOME, declared="one_parent")
    assert enrolment(declared, DAY) == Finding(True, "declared-one-parent", "one_parent")


def test_declared_without_kind_and_declared_none() -> None:
    assert enrolment(Facts(BORN, declared="yes"), DAY) == Finding(True, "declared-yes")
    assert enrolment(Facts(BORN, declared="none"), DAY) == Finding(False, "declared-none")


def test_living_with_parents_is_no_for_the_census_though_both_work_away() -> None:
    assert census_2016(child(AWAY, AWAY, rural=True, lives_with_parents=True), DAY).reason == "lives-with-parents"


def test_unknown_parts_of_the_census_are_named() -> None:
    assert census_2016(child(AWAY, AWAY), DAY).reason == "rural-unknown"
    assert census_2016(child(AWAY, AWAY, rural=True), DAY).reason == "apart-unknown"
    assert civil_affairs(Facts(None, AWAY, AWAY), DAY).reason == "age-unknown"


def test_every_answer_has_words() -> None:
    parents = [
        Parent(),
        AWAY,
        Parent("away"),
        Parent("home"),
        HOME,
        Parent("home", unable=True),
        Parent("dead"),
        Parent("other"),
    ]
    for father in parents:
        for mother in parents:
            for declared in (None, "none", "one_parent", "both_parents", "yes"):
                for rural in (None, True, False):
                    facts = child(father, mother, declared=declared, rural=rural)
                    for test in DEFINITIONS.values():
                        assert test(facts, DAY).reason in REASONS


def test_months_between_counts_whole_months() -> None:
    assert months_between(date(2026, 5, 31), date(2026, 8, 30)) == 2
    assert months_between(date(2025, 12, 1), date(2026, 3, 1)) == 3
