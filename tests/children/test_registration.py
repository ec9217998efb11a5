"""The cross-checks of the form of 2016: each says what does not fit; the sums of its table agree or say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from careplan.children.registration import CHECKS, Known, checks, sums

DAY = date(2026, 11, 26)
WHOLE = Known(
    birth_date=date(2016, 3, 1),
    father="away",
    mother="away",
    unable=False,
    carer=True,
    entrusted=True,
    boards=False,
    placed=False,
    categories=frozenset(),
    filled_on=date(2026, 9, 10),
    custody="good",
    body="healthy",
    entrusted_person="奶奶",
)


def test_what_fits_together_has_no_check() -> None:
    assert checks(WHOLE, DAY) == []


@pytest.mark.plan("C10")
@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"filled_on": None}, "no-form"),
        ({"custody": ""}, "no-custody"),
        ({"custody": "nobody"}, "nobody-but-carer"),
        ({"custody": "nobody", "carer": False}, "nobody-but-entrusted"),
        ({"schooling": "dropped"}, "not-at-school"),
        ({"custody": "parent-unable"}, "unable-not-noted"),
        ({"entrusted_person": ""}, "both-away-no-entrusted"),
        ({"entrusted_person": "—"}, "both-away-no-entrusted"),
        ({"entrusted": False}, "entrusted-differs"),
        ({"body": "disabled"}, "disabled-no-category"),
        ({"aid": frozenset({"subsistence"})}, "aid-no-category"),
        ({"boards": True}, "boards-no-place"),
        ({"birth_date": date(2009, 1, 1)}, "too-old"),
    ],
)
def test_each_check_finds_its_fault_alone(changes: dict[str, object], found: str) -> None:
    assert checks(replace(WHOLE, **changes), DAY) == [found]
    assert found in CHECKS


def test_the_sums_agree_only_when_everybody_is_counted() -> None:
    assert sums([WHOLE, WHOLE], DAY).agree
    table = sums([WHOLE, replace(WHOLE, custody="")], DAY)
    assert (table.agree, table.total, table.custody[""], table.ages[6, 13]) == (False, 2, 1, 2)
    assert not sums([replace(WHOLE, birth_date=date(2008, 1, 1))], DAY).agree
