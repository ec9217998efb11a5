"""Consent in all combinations (G8): six standings × recipients × roles × override; only the listed ones succeed."""

from __future__ import annotations

from itertools import product

import pytest

from careplan.access.roles import ROLES
from careplan.children.consent import STANDINGS
from careplan.passing.deciding import RECIPIENTS, decide

REASON = "孩子昏迷，正在抢救，联系不上父母"
MAKERS = {
    "charity": {"principal", "office", "counselling_teacher", "community_worker"},
    "county": {"principal", "office"},
    "other_school": {"principal", "office"},
    "hospital": {"principal", "office"},
    "police": {"principal", "office"},
    "internal": {"principal"},
    "public": {"principal", "office", "head_counselor"},
}
BY_LAW = {"county": "duty", "police": "mandatory_report", "internal": "school", "public": "statistics"}
ALL = list(product(STANDINGS, MAKERS, ROLES, (False, True), ("", "急", REASON)))


def _expected(standing: str, kind: str, role: str, override: bool, reason: str) -> str:
    """The basis, "" where nothing goes out; written from the law's table, not from the code."""
    if role not in MAKERS[kind]:
        return ""
    if kind in BY_LAW:
        return BY_LAW[kind]
    if standing == "given":
        return "consent"
    emergency = kind == "hospital" and role == "principal" and override and reason == REASON
    return "emergency" if emergency else ""


@pytest.mark.plan("C37")
def test_only_the_listed_combinations_pass_anything_on() -> None:
    assert set(MAKERS) == set(RECIPIENTS)
    wrong = [
        (standing, kind, role, override, reason, found)
        for standing, kind, role, override, reason in ALL
        for found in [decide(kind, {role}, standing, override=override, reason=reason)]
        if (found.allowed, found.basis)
        != (bool(_expected(standing, kind, role, override, reason)), _expected(standing, kind, role, override, reason))
    ]
    assert wrong == []
    assert len(ALL) == 6 * 7 * 7 * 2 * 3


def test_no_override_opens_a_charity() -> None:
    for standing, role in product(set(STANDINGS) - {"given"}, ROLES):
        assert not decide("charity", {role}, standing, override=True, reason=REASON).allowed
