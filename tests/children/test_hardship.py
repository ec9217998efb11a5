"""Whether a child may be 事实无人抚养: by the document's own wording, on a cut-off date; only civil affairs decides."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.children.hardship import REASONS, ParentState, Wording, without_care
from careplan.seeds.load import shipped_care

WORDS = {one.code: Wording(one.cannot, one.months) for one in shipped_care().states.values()}
BORN, DAY = date(2014, 5, 1), date(2026, 11, 26)
GONE_LONG, NEW = date(2020, 3, 1), date(2026, 11, 20)


@pytest.mark.plan("C16", "C21")
@pytest.mark.parametrize(
    ("father", "mother", "answer", "reason"),
    [
        (ParentState("detained", GONE_LONG), ParentState("no-contact", GONE_LONG), True, "cannot-care"),
        (ParentState("detained", NEW), ParentState("no-contact", GONE_LONG), None, "not-long"),
        (ParentState("detained", date(2026, 5, 26)), ParentState("no-contact", GONE_LONG), True, "cannot-care"),
        (ParentState("detained", date(2026, 5, 27)), ParentState("no-contact", GONE_LONG), None, "not-long"),
        (ParentState("dead"), ParentState("ill"), True, "cannot-care"),
        (ParentState("dead"), ParentState("missing"), False, "both-gone"),
        (ParentState("dead"), ParentState("home"), False, "can-care"),
        (ParentState("away", GONE_LONG), ParentState("away", GONE_LONG), False, "can-care"),
        (ParentState("detained", None), ParentState("dead"), None, "unknown"),
        (ParentState(None), ParentState("dead"), None, "unknown"),
    ],
)
def test_the_documents_wording(father: ParentState, mother: ParentState, answer: bool | None, reason: str) -> None:
    for pair in ((father, mother), (mother, father)):
        found = without_care(BORN, *pair, DAY, WORDS)
        assert (found.answer, found.reason) == (answer, reason)
    assert reason in REASONS


@pytest.mark.parametrize(
    ("born", "answer", "reason"),
    [(date(2008, 11, 26), False, "of-age"), (date(2008, 11, 27), True, "cannot-care"), (None, None, "age-unknown")],
)
def test_it_ends_on_the_eighteenth_birthday(born: date | None, answer: bool | None, reason: str) -> None:
    found = without_care(born, ParentState("dead"), ParentState("ill"), DAY, WORDS)
    assert (found.answer, found.reason) == (answer, reason)
