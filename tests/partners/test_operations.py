"""Pledge, delivery, proof and the aid ledger: counted once, never more than there is, taken back together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from careplan.aid.cost_operations import add_cost
from careplan.aid.ledger import standing
from careplan.aid.ledger_operations import take_back_entry
from careplan.aid.load import ledger_of
from careplan.aid.models import AidCase, AidEntry
from careplan.aid.words import CostWords
from careplan.children.consent_operations import add_alias
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.partners.card_operations import save_card
from careplan.partners.load import left_in, offered, open_needs, pledge_state
from careplan.partners.models import Pledge
from careplan.partners.operations import (
    NamesAChild,
    WrongSpan,
    add_talk,
    edit_agreement,
    edit_offer,
    end_agreement,
    end_offer,
    refuse_names,
    retire_partner,
)
from careplan.partners.paper_operations import PLACE, add_paper
from careplan.partners.pledge_operations import TooMuch, deliver, pledge, take_back_delivery, withdraw
from careplan.partners.queries import find_pledge, name_watch, partner_for
from careplan.partners.words import AgreementWords, CardWords
from careplan.school.models import StaffMember
from careplan.secrecy import place_in, unseal
from tests.aid.helped import child_of
from tests.partners.helped import a_need, a_partner, an_offer, nobody, offer_words
from tests.sessions.test_picture import photograph

pytestmark = pytest.mark.usefixtures("in_school_1")
SOON = timedelta(days=10)


def pledged(part: int = 4, key: str | None = None, **changes: object) -> Pledge:
    child, offer = child_of(), an_offer(**changes)
    need = a_need(child) if offer.form == "goods" else None
    return pledge(
        actor_id=None, offer=offer, child=child, need=need, amount=part, due_on=today() + SOON, note="", key=key
    )


def came(row: Pledge, amount: int, key: str | None = None, value: int | None = None):  # type: ignore[no-untyped-def]
    return deliver(actor_id=None, row=row, day=today(), amount=amount, words="", value=value, key=key)


def entries() -> list[AidEntry]:
    return list(db.session.scalars(select(AidEntry).where(AidEntry.undoes_id.is_(None))))


def test_an_offer_is_never_exceeded() -> None:
    row = pledged(7)
    assert left_in(row.offer) == 3
    with pytest.raises(TooMuch):
        pledge(
            actor_id=None,
            offer=row.offer,
            child=row.child,
            need=a_need(row.child),
            amount=4,
            due_on=today(),
            note="",
            key=None,
        )
    with pytest.raises(Refused):
        edit_offer(actor_id=None, offer=row.offer, words=offer_words(amount=6), watch=nobody)


def test_a_form_sent_twice_pledges_and_delivers_once() -> None:
    row = pledged(4, key="a1")
    again = pledge(
        actor_id=None,
        offer=row.offer,
        child=row.child,
        need=a_need(row.child),
        amount=4,
        due_on=today(),
        note="",
        key="a1",
    )
    assert again.id == row.id
    before = len(entries())
    assert came(row, 2, key="b2").id == came(row, 2, key="b2").id
    assert len(entries()) == before + 1


def test_goods_stand_in_the_ledger_once_with_giver_and_value() -> None:
    row = pledged()
    made = came(row, 4, value=32000)
    assert made.entry is not None
    assert (made.entry.kind, made.entry.fen, made.entry.purpose) == ("goods", 32000, "clothes")
    case = db.session.get_one(AidCase, row.case_id)
    assert (case.giver, case.agency, case.child_id) == ("charity", "暖冬会", row.child_id)
    assert pledge_state(row, today()) == "delivered"
    with pytest.raises(TooMuch):
        came(row, 1)


def test_a_proof_shows_no_child_and_closes_the_pledge() -> None:
    row = pledged()
    made = came(row, 4)
    with pytest.raises(Refused):
        add_paper(actor_id=None, kind="goods", data=photograph(), nobody_seen=False, delivery=made)
    add_paper(actor_id=None, kind="goods", data=photograph(), nobody_seen=True, delivery=made)
    assert pledge_state(row, today()) == "proved"


def test_two_papers_swapped_can_no_longer_be_read() -> None:
    made = came(pledged(), 4)
    one, other = (
        add_paper(actor_id=None, kind="goods", data=photograph(), nobody_seen=True, delivery=made) for _ in range(2)
    )
    assert one.sealed and other.sealed
    assert unseal(place_in(PLACE, one.id), one.sealed)[:2] == b"\xff\xd8"
    with pytest.raises(ValueError):
        unseal(place_in(PLACE, one.id), other.sealed)


def test_a_delivery_and_its_line_are_taken_back_together() -> None:
    row = pledged(50000, form="money", purpose="boarding", amount=90000, unit="")
    made = came(row, 30000)
    assert made.entry is not None
    with pytest.raises(Refused):
        take_back_entry(actor_id=None, row=made.entry, reason="x")
    case_id = row.case_id
    take_back_delivery(actor_id=None, row=made, reason="记错")
    case = db.session.get_one(AidCase, case_id)
    assert standing(ledger_of(case)) == []
    assert (row.case_id, pledge_state(row, today())) == (None, "open")
    came(row, 50000)
    assert len({one.case_id for one in entries() if one.case_id != case_id}) == 1


def test_money_pledged_and_delivered_closes_the_gap_of_known_costs() -> None:
    child = child_of()
    add_cost(
        actor_id=None,
        child=child,
        words=CostWords("boarding", 40000, "once", 1, today() + SOON, None, school_time=False),
    )

    def lacks() -> list[int | None]:
        return [one.wanted.fen for one in open_needs(today(), [child.id])]

    assert lacks() == [40000]
    row = pledge(
        actor_id=None,
        offer=an_offer(form="money", purpose="boarding", amount=90000),
        child=child,
        need=None,
        amount=40000,
        due_on=today() + SOON,
        note="",
        key=None,
    )
    assert lacks() == []
    came(row, 15000)
    assert lacks() == []
    withdraw(actor_id=None, row=row, reason="不再提供")
    assert lacks() == [25000]
    assert left_in(row.offer) == 75000


def test_a_need_of_the_file_is_a_gap_until_it_is_pledged() -> None:
    child = child_of()
    a_need(child)
    assert [one.is_gap for one in open_needs(today(), [child.id])] == [True]
    row = pledged()
    assert [one.is_gap for one in open_needs(today(), [child.id])] == [True, False]
    withdraw(actor_id=None, row=row, reason="x")
    assert [one.is_gap for one in open_needs(today(), [child.id])] == [True, True]


def test_a_partner_stays_while_something_is_to_come() -> None:
    row = pledged()
    partner = row.offer.partner
    with pytest.raises(Refused):
        retire_partner(actor_id=None, partner=partner, why="x")
    came(row, 4)
    retire_partner(actor_id=None, partner=partner, why="x")
    found = partner_for(partner.id, today())
    assert found is not None
    assert (found.retired, found.allows) == (True, {"money", "goods"})


def test_a_childs_name_is_refused_where_others_read() -> None:
    watch, name = name_watch(), child_of().name
    with pytest.raises(NamesAChild):
        refuse_names(watch, f"给 {name} 的冬衣")
    with pytest.raises(NamesAChild):
        add_talk(
            actor_id=None,
            partner=a_partner(),
            day=today(),
            whom="",
            words=f"说到{name}",
            next_on=today() + SOON,
            watch=watch,
        )


def test_days_that_cannot_be_are_refused() -> None:
    row = pledged()
    for day in (today() + timedelta(days=1), today() - timedelta(days=1), date(1900, 1, 1)):
        with pytest.raises(Refused):
            deliver(actor_id=None, row=row, day=day, amount=1, words="", value=None, key=None)
    assert find_pledge(row.id) is not None
    assert row.deliveries == []


def test_an_agreement_is_changed_and_ended_early_with_its_trail() -> None:
    """How it stood stays beside it; from the day after its new end on it allows nothing."""
    partner = a_partner()
    row = partner.agreements[0]
    words = AgreementWords("新协议", today() - SOON, today() + SOON, ("money", "needs"))
    edit_agreement(actor_id=1, agreement=row, words=words, why="对方更名", watch=nobody)
    assert partner_for(partner.id, today()).allows == {"money", "needs"}  # type: ignore[union-attr]
    end_agreement(actor_id=1, agreement=row, last=today() - timedelta(days=1), why="对方停办", watch=nobody)
    assert partner_for(partner.id, today()).allows == frozenset()  # type: ignore[union-attr]
    assert offered(an_offer(partner, form="money"), today()).allowed_until == today() - timedelta(days=1)
    assert [(one.title, one.why, one.changed_by) for one in row.changes] == [
        ("年度协议", "对方更名", 1),
        ("新协议", "对方停办", 1),
    ]
    for last in (row.since - timedelta(days=1), row.until, date(9999, 12, 31), date(1, 1, 1)):
        with pytest.raises(WrongSpan):
            end_agreement(actor_id=1, agreement=row, last=last, why="x", watch=nobody)


@pytest.mark.plan("C40")
@pytest.mark.parametrize(
    "words", ["林小满", "林 小满", "小满", "小小满", "阿满", "满满", "满儿", "林同学", "豆豆", "linxiaoman"]
)
def test_every_way_of_calling_a_child_is_found_where_others_read(words: str) -> None:
    row = pledged()
    child = row.child
    child.name = "林小满"
    add_alias(actor_id=None, child=child, name="豆豆")
    db.session.flush()
    text = f"和{words}说好一件事"
    plain = {"actor_id": None, "watch": name_watch()}
    card = CardWords("一通电话", "parents-away", "约好时间", text, ())
    for attempt in (
        lambda: save_card(card=None, words=card, **plain),
        lambda: save_card(card=None, words=replace(card, outcome="好", tags=(words.replace(" ", ""),)), **plain),
        lambda: pledge(offer=row.offer, child=child, need=a_need(child), amount=1, due_on=today(), note=text, key=None, **plain),
        lambda: deliver(row=row, day=today(), amount=1, words=text, value=None, key=None, **plain),
        lambda: withdraw(row=row, reason=text, **plain),
        lambda: retire_partner(partner=a_partner("乙"), why=text, **plain),
        lambda: end_offer(offer=row.offer, why=text, **plain),
    ):  # fmt: skip
        with pytest.raises(NamesAChild):
            attempt()
    assert row.deliveries == []


def test_words_are_checked_also_where_nobody_hands_in_a_watch() -> None:
    row, name = pledged(), child_of().name
    with pytest.raises(NamesAChild):
        deliver(actor_id=None, row=row, day=today(), amount=1, words=f"给{name}", value=None, key=None)
    with pytest.raises(NamesAChild):
        withdraw(actor_id=None, row=row, reason=f"{name}不要了")


def test_ordinary_words_pass_when_a_person_says_so_and_a_teacher_may_be_named() -> None:
    child = child_of()
    child.name = "张高兴"
    db.session.add(StaffMember(number="X9", name="高兴华"))
    db.session.flush()
    assert [(one.original, one.doubtful) for one in name_watch()("孩子很高兴")] == [("高兴", True)]
    assert name_watch(["高兴"])("孩子很高兴") == ()
    assert name_watch()("高兴华老师来了") == ()
    assert [one.original for one in name_watch(["高兴", "张高兴"])("张高兴来了")] == ["张高兴"], "never a whole name"
    assert name_watch()("") == ()
