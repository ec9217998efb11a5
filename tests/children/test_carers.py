"""Who looks after a child on a day: the file's newest period that holds, else the roster's, else the form's."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.children.carers import Carer, carer_on, same_person

DAY = date(2026, 10, 11)
ROSTER = Carer("李桂英", "祖母", "13900000001", "roster", 1, entrusted=True)
FORM = Carer("周大山", "伯父", "13900000009", "form", 2, date(2026, 9, 1))


def period(row_id: int = 5, since: str = "2026-10-01", **more: object) -> Carer:
    given = {"name": "陈凤", "relation": "姑姑", "phone": "13900000002", "entrusted": False} | more
    return Carer(source="file", row_id=row_id, since=date.fromisoformat(since), **given)  # type: ignore[arg-type]


def test_the_newest_period_that_holds_is_the_carer_and_the_roster_stands_beside() -> None:
    older, newer = period(6, "2026-09-01", name="旧人"), period(5, "2026-10-01")
    found = carer_on(DAY, [newer, older], ROSTER, FORM)
    assert found is not None
    assert (found.name, found.phone, found.since, found.otherwise) == ("陈凤", "13900000002", newer.since, ROSTER)


def test_of_two_that_began_on_one_day_the_later_entry_counts() -> None:
    found = carer_on(DAY, [period(9, name="后记"), period(8, name="先记")], None)
    assert found is not None and found.name == "后记"


@pytest.mark.parametrize(("since", "until", "holds"), [
    ("2026-10-12", None, False), ("2026-10-11", None, True), ("2026-09-01", date(2026, 10, 10), False), ("2026-09-01", DAY, True),
])  # fmt: skip
def test_a_period_that_does_not_hold_leaves_it_to_the_roster(since: str, until: date | None, holds: bool) -> None:
    found = carer_on(DAY, [period(since=since, until=until)], ROSTER)
    assert found is not None and found.source == ("file" if holds else "roster")


def test_without_period_and_roster_the_form_names_the_entrusted_person() -> None:
    assert carer_on(DAY, [], None, FORM) is FORM
    assert carer_on(DAY, [], ROSTER, FORM) is ROSTER
    only_a_number = Carer("", "", "13900000003", "roster", 1)
    assert carer_on(DAY, [], only_a_number, FORM) is FORM
    assert carer_on(DAY, [], only_a_number) is only_a_number
    assert carer_on(DAY, [], None) is None


def test_of_the_same_person_the_rosters_number_and_entrustment_count_too() -> None:
    found = carer_on(DAY, [period(name="李 桂英", relation="奶奶", phone="")], ROSTER)
    assert found is not None
    assert (found.phone, found.entrusted, found.otherwise) == ("13900000001", True, None)


def test_another_number_of_the_same_person_is_told_the_same_in_other_signs_is_not() -> None:
    other = carer_on(DAY, [period(name="李桂英")], ROSTER)
    same = carer_on(DAY, [period(name="李桂英", phone="139-0000 0001")], ROSTER)
    assert other is not None and other.otherwise is ROSTER and other.phone == "13900000002"
    assert same is not None and same.otherwise is None


def test_another_person_does_not_inherit_the_written_entrustment() -> None:
    found = carer_on(DAY, [period(phone="")], ROSTER)
    assert found is not None
    assert (found.entrusted, found.phone, found.otherwise) == (False, "", ROSTER)


def test_a_name_not_known_is_no_contradiction() -> None:
    assert same_person(period(relation="祖母"), Carer("", "祖母", "", "roster", 1))
    assert same_person(period(), Carer("", "", "1", "roster", 1))
    assert not same_person(period(relation="姑姑"), Carer("", "祖母", "", "roster", 1))
