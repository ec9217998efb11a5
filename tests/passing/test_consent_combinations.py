"""Consent in the database in all combinations (G8): six purposes × six standings × seven recipients; two guardians."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from careplan.access.roles import ROLES
from careplan.audit.operations import record
from careplan.children.consent import PURPOSES, STANDINGS
from careplan.children.consent_queries import standings
from careplan.children.models import Child, Consent
from careplan.children.queries import consented
from careplan.clock import today
from careplan.db import db
from careplan.passing.deciding import RECIPIENTS
from careplan.passing.packet_load import verdicts

pytestmark = [pytest.mark.plan("C37"), pytest.mark.usefixtures("in_school_1")]
ASKS = {"charity": "sharing", "other_school": "transfer", "hospital": "transfer"}
"""Recipient → the purpose whose consent it needs; the others rest on a law."""
SAID = today() - timedelta(days=30)


def a_child(number: int) -> Child:
    first = db.session.scalars(select(Child)).first()
    assert first
    child = Child(
        squad_id=first.squad_id,
        name=f"孩{number}",
        sex="female",
        birth_date=date(2015, 1, 1),
        joined_on=date(2026, 9, 1),
    )
    db.session.add(child)
    db.session.flush()
    return child


def says(child: Child, purpose: str, standing: str, guardian: str = "father", on: date = SAID) -> None:
    """A guardian's word that stands so today; nothing for `none`."""
    words: dict[str, dict[str, object]] = {
        "refused": {"state": "refused"},
        "given": {"state": "given"},
        "withdrawn": {"state": "withdrawn"},
        "expired": {"state": "given", "expires_on": today() - timedelta(days=1)},
        "guardian_changed": {"state": "given", "changed_on": today()},
    }
    if standing in words:
        row = Consent(child_id=child.id, purpose=purpose, guardian_relation=guardian, decided_on=on, **words[standing])
        db.session.add(row)


def test_a_consent_counts_for_its_purpose_alone_and_only_while_it_holds() -> None:
    cases = list(product(PURPOSES, STANDINGS))
    children = {case: a_child(number) for number, case in enumerate(cases)}
    for (purpose, standing), child in children.items():
        says(child, purpose, standing)
    record(actor_id=1, action="add", entity="consent")
    db.session.flush()
    ids = [child.id for child in children.values()]
    wrong = []
    for kind, (case, child) in product(RECIPIENTS, children.items()):
        verdict, stands = verdicts(kind, ids, frozenset(ROLES), "", today())[child.id]
        allowed = kind not in ASKS or case == (ASKS[kind], "given")
        standing = case[1] if kind in ASKS and case[0] == ASKS[kind] else "none"
        said = stands.standing if kind in ASKS else standing
        if (verdict.allowed, said) != (allowed, standing):
            wrong.append((kind, case, verdict, stands))
    assert wrong == []
    for purpose in PURPOSES:
        assert consented(ids, purpose) == {children[purpose, "given"].id}


@pytest.mark.parametrize("later", STANDINGS)
def test_of_two_guardians_the_later_word_counts(later: str) -> None:
    """A mother who refuses after the father agreed ends it; one who agrees after he refused begins it."""
    children = {earlier: a_child(number) for number, earlier in enumerate(STANDINGS)}
    for earlier, child in children.items():
        says(child, "sharing", earlier, "father")
        says(child, "sharing", later, "mother", SAID + timedelta(days=1))
    record(actor_id=1, action="add", entity="consent")
    db.session.flush()
    found = standings([one.id for one in children.values()], "sharing", today())
    expected = {earlier: later if later != "none" else earlier for earlier in STANDINGS}
    assert {earlier: found[child.id].standing for earlier, child in children.items()} == expected
