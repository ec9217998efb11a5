"""What is left of an offer, and where a pledge stands."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.partners.matching import FILE, SHORTAGE, Offered, Wanted, matches
from careplan.partners.pledging import Promised, left_of, state_of
from careplan.partners.words import tags_of

DAY = date(2026, 11, 26)
LATER, BEFORE = date(2026, 12, 20), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("pledge", "state"),
    [
        (Promised(10, LATER), "open"),
        (Promised(10, BEFORE), "late"),
        (Promised(10, DAY), "open"),
        (Promised(10, LATER, 4), "part"),
        (Promised(10, BEFORE, 4), "late"),
        (Promised(10, BEFORE, 10), "delivered"),
        (Promised(10, BEFORE, 10, proved=True), "proved"),
        (Promised(10, LATER, 4, withdrawn=True), "withdrawn"),
    ],
)
def test_state_of_a_pledge(pledge: Promised, state: str) -> None:
    assert state_of(pledge, DAY) == state


def test_a_withdrawn_pledge_gives_back_what_had_not_come() -> None:
    assert left_of(30, [Promised(10, LATER), Promised(10, LATER, 4, withdrawn=True)]) == 16


def offer(**changes: object) -> Offered:
    plain: dict[str, object] = {
        "id": 1, "form": "goods", "purpose": "clothes", "areas": frozenset({"living"}), "left": 5, "place": "",
        "since": BEFORE, "until": LATER, "allowed_until": LATER,
    }  # fmt: skip
    return Offered(**(plain | changes))  # type: ignore[arg-type]


NEED = Wanted(FILE, 3, 7, "living", BEFORE)
MONEY = Wanted(SHORTAGE, 7, 7, "living", BEFORE, due=LATER, fen=50000)


def codes(wanted: Wanted, one: Offered, where: str = "") -> list[str]:
    return [reason.code for match in matches(wanted, [one], DAY, where) for reason in match.reasons]


def test_an_offer_that_fits_says_why() -> None:
    assert codes(NEED, offer()) == ["area", "left", "open", "agreement"]


@pytest.mark.parametrize(
    "changes",
    [
        {"areas": frozenset({"health"})},
        {"left": 0},
        {"until": BEFORE},
    ],
)
def test_what_does_not_fit_is_not_named(changes: dict[str, object]) -> None:
    assert codes(NEED, offer(**changes)) == []


def test_known_costs_are_met_by_money_in_time_only() -> None:
    assert codes(MONEY, offer()) == []
    money = offer(form="money", purpose="boarding", left=20000)
    assert codes(MONEY, money) == ["costs", "part", "open", "agreement"]
    assert codes(MONEY, offer(form="money", purpose="boarding", since=date(2027, 1, 1), until=date(2027, 2, 1))) == []


def test_what_has_to_be_looked_at_stands_behind() -> None:
    far, sure = offer(id=1, place="河东", allowed_until=None), offer(id=2)
    assert [match.offer.id for match in matches(NEED, [far, sure], DAY, "河西村")] == [2, 1]
    assert codes(NEED, far, "河西村") == ["area", "left", "open", "place", "no-agreement"]
    assert "near" in codes(NEED, far, "河东村二组")


def test_tags_are_told_apart_by_blanks_and_commas() -> None:
    assert tags_of("家访，夜谈 家访 #隔代") == ("家访", "夜谈", "隔代")
