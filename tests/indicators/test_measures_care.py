"""Hand-computed cases of careplan/indicators/measures_care.py."""

from __future__ import annotations

import pytest

from careplan.indicators.facts import AidRecord, ParentContact, Referral, Visit
from tests.indicators.case import Case, cases, day, kid, snap

TWO = [kid("1"), kid("2")]


def visit(id: str, child: str, on: str, kind: str = "home", **more: object) -> Visit:
    return Visit(id, child, day(on), kind, 2 if on.startswith("27") else 1, **more)  # type: ignore[arg-type]


def call(id: str, child: str, on: str) -> ParentContact:
    return ParentContact(id, child, day(on), "phone")


def referral(id: str, opened: str, due: str | None = None, seen: str | None = None) -> Referral:
    return Referral(id, "1", day(opened), day(due) if due else None, day(seen) if seen else None)


def aid(id: str, got: str | None = None, granted: str | None = None, **more: object) -> AidRecord:
    return AidRecord(
        id, "1", "relief", day("10-01"), 400_000, day(granted) if granted else None, day(got) if got else None, **more
    )  # type: ignore[arg-type]


VISITS = [visit("1", "1", "09-20"), visit("2", "2", "09-21", "phone"), visit("3", "1", "10-11", next_on=day("11-11"))]


@pytest.mark.plan("C4", "C13", "C15", "C26", "C28", "C29", "C32")
@cases(
    Case("visit_coverage", "a call is no visit", snap(children=TWO, visits=VISITS), "1/2: 1"),
    Case("visit_coverage", "new term starts anew", snap("27-03-05", children=TWO, visits=[*VISITS, visit("4", "2", "27-03-02")]), "1/2: 2"),
    Case("visit_coverage", "one, never", snap(children=TWO[1:], visits=VISITS), "0/1:"),
    Case("visit_coverage", "nobody visits", snap(children=TWO), "no_visits"),
    Case("visit_coverage", "before the year", snap("08-20", children=TWO), "no_terms"),
    Case("visit_next_date", "one of three", snap(children=TWO, visits=VISITS), "1/3: 3"),
    Case("visit_next_date", "never set", snap(visits=VISITS[:2]), "next_date_unknown"),
    Case("visit_evenness", "two and one a month", snap(visits=VISITS), "1/1.5: 3"),
    Case("visit_evenness", "a month without", snap(visits=VISITS[:1]), "0/0.5:"),
    Case("visit_evenness", "only September over", snap("10-05", visits=VISITS), "no_two_months"),
    Case("parent_contact", "31 days count, 32 not", snap(children=TWO, parent_contacts=[call("1", "1", "10-21"), call("2", "2", "10-20")]), "1/2: 1"),
    Case("parent_contact", "nobody writes calls down", snap(children=TWO), "no_parent_contacts"),
    Case("recent_care", "a call or a visit", snap(children=[*TWO, kid("3")], visits=[visit("1", "1", "11-01")], parent_contacts=[call("1", "2", "11-02")]), "2/3: 1 2"),
    Case("recent_care", "one, long ago", snap(children=TWO[:1], visits=VISITS), "0/1:"),
    Case("recent_care", "nothing recorded", snap(children=TWO), "no_visits"),
    Case("referral_follow_up", "one of two due", snap(referrals=[referral("1", "10-01", "10-08", "10-07"), referral("2", "10-01", "10-08"), referral("3", "11-19", "11-26")]), "1/2: 1"),
    Case("referral_follow_up", "seen early", snap(referrals=[referral("1", "11-19", "11-26", "11-20")]), "1/1: 1"),
    Case("referral_follow_up", "not yet due", snap(referrals=[referral("3", "11-19", "11-26")]), "no_due_referrals"),
    Case("aid_delivered", "one of three", snap(aid=[aid("1", "10-11", "10-06"), aid("2", granted="10-06"), aid("3"), aid("4", refused=True)]), "1/3: 1"),
    Case("aid_delivered", "one asked", snap(aid=[aid("3")]), "0/1:"),
    Case("aid_delivered", "all refused", snap(aid=[aid("4", refused=True)]), "aid_refused"),
    Case("aid_days", "10 and 20 days", snap(aid=[aid("1", "10-11"), aid("2", "10-21"), aid("3")]), "30/2: 1 2"),
    Case("aid_days", "one, same day", snap(aid=[aid("1", "10-01")]), "0/1: 1"),
    Case("aid_days", "none came", snap(aid=[aid("3")]), "aid_not_delivered"),
)  # fmt: skip
def test_care_measure_by_hand(case: Case) -> None:
    case.check()
