"""When the next contact is due: the earlier of what was promised and what the level allows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from careplan.casework.rules import Rule, next_due, visits_wanted

LAST = date(2026, 10, 1)
RULE = Rule(days=14, visits=2)


@pytest.mark.plan("C4", "C15")
@pytest.mark.parametrize(
    ("promised", "rule", "since", "due"),
    [
        (date(2026, 10, 31), None, None, date(2026, 10, 31)),
        (date(2026, 10, 31), RULE, date(2026, 9, 1), date(2026, 10, 15)),
        (date(2026, 10, 8), RULE, date(2026, 9, 1), date(2026, 10, 8)),
        (date(2026, 12, 1), RULE, date(2026, 11, 5), date(2026, 11, 5)),
        (None, RULE, date(2026, 9, 1), date(2026, 10, 15)),
    ],
    ids=["as promised", "the level is stricter", "the promise is sooner", "a level set later counts from its day", "no promise"],
)  # fmt: skip
def test_the_next_contact_is_due(promised: date | None, rule: Rule | None, since: date | None, due: date) -> None:
    assert next_due(LAST, promised, rule, since) == due


def test_a_child_never_met_is_due_at_once() -> None:
    assert next_due(None, None, RULE, LAST) is None


def test_without_a_level_one_visit_a_term_is_asked_for() -> None:
    assert (visits_wanted(None, {}), visits_wanted("warning", {"warning": RULE})) == (1, 2)


def test_a_crisis_asks_for_tomorrow() -> None:
    assert next_due(LAST, LAST + timedelta(30), Rule(1, 2), LAST) == date(2026, 10, 2)
