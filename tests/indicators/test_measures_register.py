"""Hand-computed cases of careplan/indicators/measures_register.py."""

from __future__ import annotations

import pytest

from careplan.indicators.facts import RecordChange
from tests.indicators.case import Case, cases, day, kid, snap

PARTS = frozenset({"family", "carer", "health"})


def change(id: str, known: str | None, recorded: str, happened: str | None = None) -> RecordChange:
    return RecordChange(
        id, "1", "carer", day(happened) if happened else None, day(known) if known else None, day(recorded)
    )


def filed(id: str, *parts: str) -> object:
    return kid(id, file_parts=frozenset(parts), file_parts_required=PARTS)


CHECKED = [kid("1", register_checked_in=frozenset({1})), kid("2")]
NOT_LEFT_BEHIND = kid("9", left_behind_civil=False, left_behind_enrolment="none")
GONE = kid("8", left=day("10-01"), owner_id="t", consent="given")
ALL_KNOWN = kid("1", left_behind_survey=False, left_behind_enrolment="one_parent")
CHANGES = [change("1", "10-01", "10-04"), change("2", None, "10-21", "10-10"), change("3", None, "10-10")]


@pytest.mark.plan("C3", "C5", "C9", "C12", "S43")
@cases(
    Case("register_each_term", "one of two", snap(children=CHECKED), "1/2: 1"),
    Case("register_each_term", "second term begun", snap("27-03-05", children=CHECKED), "1/4: 1"),
    Case("register_each_term", "came in term 2", snap("27-03-05", children=[CHECKED[0], kid("3", joined=day("27-03-01"))]), "1/3: 1"),
    Case("register_each_term", "never checked", snap(children=[kid("1")]), "no_register_check"),
    Case("register_each_term", "before the year", snap("08-20", children=CHECKED), "no_terms"),
    Case("register_each_term", "empty", snap(children=[NOT_LEFT_BEHIND]), "no_left_behind"),
    Case("file_completeness", "one of two", snap(children=[filed("1", *PARTS), filed("2", "family")]), "1/2: 1"),
    Case("file_completeness", "one", snap(children=[filed("1")]), "0/1:"),
    Case("file_completeness", "no rule", snap(children=[kid("1")]), "no_file_parts"),
    Case("file_parts_filled", "four of six", snap(children=[filed("1", *PARTS), filed("2", "family")]), "4/6: 1 2"),
    Case("file_parts_filled", "a part not asked for", snap(children=[filed("1", "photo")]), "0/3:"),
    Case("file_parts_filled", "no rule", snap(children=[kid("1")]), "no_file_parts"),
    Case("definition_known", "one of two", snap(children=[ALL_KNOWN, kid("2"), NOT_LEFT_BEHIND]), "1/2: 1"),
    Case("change_lag", "3 and 11 days", snap(children=[kid("1")], changes=CHANGES), "14/2: 1 2"),
    Case("change_lag", "one, same day", snap(changes=[change("1", "10-01", "10-01")]), "0/1: 1"),
    Case("change_lag", "day unknown", snap(changes=CHANGES[2:]), "change_day_unknown"),
    Case("change_prompt", "one of two", snap(changes=CHANGES), "1/2: 1"),
    Case("change_prompt", "on the seventh day", snap(changes=[change("1", "10-01", "10-08")]), "1/1: 1"),
    Case("change_prompt", "day unknown", snap(changes=CHANGES[2:]), "change_day_unknown"),
    Case("consent_rate", "given, refused, not asked", snap(children=[kid("1", consent="given"), kid("2", consent="refused"), kid("3"), GONE]), "1/3: 1"),
    Case("consent_rate", "run out, taken back, another guardian", snap(children=[kid("1", consent="given"), kid("2", consent="expired"), kid("3", consent="withdrawn"), kid("4", consent="guardian_changed")]), "1/4: 1"),
    Case("consent_rate", "one refused", snap(children=[kid("1", consent="refused")]), "0/1:"),
    Case("consent_rate", "never asked", snap(children=[kid("1"), kid("2")]), "no_consent_asked"),
    Case("responsible_person", "one of two", snap(children=[kid("1", owner_id="t"), kid("2"), GONE]), "1/2: 1"),
    Case("responsible_person", "nobody named", snap(children=[kid("1")]), "no_owner"),
)  # fmt: skip
def test_register_measure_by_hand(case: Case) -> None:
    case.check()
