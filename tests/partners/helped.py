"""A partner with offers in the world's school, and a child with a need, for tests."""

from __future__ import annotations

from datetime import timedelta

from careplan.casework.file_models import Need
from careplan.children.models import Child
from careplan.children.redaction import Piece
from careplan.clock import now, today
from careplan.db import db
from careplan.partners.card_operations import save_card
from careplan.partners.models import Offer, Partner
from careplan.partners.operations import add_agreement, add_offer, add_partner, add_person
from careplan.partners.paper_operations import add_paper
from careplan.partners.pledge_operations import deliver, pledge
from careplan.partners.words import AgreementWords, CardWords, OfferWords
from tests.sessions.test_picture import photograph


def nobody(_text: str) -> tuple[Piece, ...]:
    """A watch that finds no child."""
    return ()


def a_partner(name: str = "暖冬会") -> Partner:
    found = add_partner(actor_id=None, name=name, kind="charity", place="", note="", watch=nobody)
    words = AgreementWords("年度协议", today(), today() + timedelta(days=200), ("money", "goods"))
    add_agreement(actor_id=None, partner=found, words=words, watch=nobody)
    return found


def offer_words(**changes: object) -> OfferWords:
    plain: dict[str, object] = {
        "form": "goods", "what": "棉衣", "purpose": "clothes", "areas": ("living",), "amount": 10, "unit": "件",
        "place": "", "since": today(), "until": today() + timedelta(days=100),
    }  # fmt: skip
    return OfferWords(**(plain | changes))  # type: ignore[arg-type]


def an_offer(partner: Partner | None = None, **changes: object) -> Offer:
    return add_offer(actor_id=None, partner=partner or a_partner(), words=offer_words(**changes), watch=nobody)


def a_need(child: Child, words: str = "冬衣") -> Need:
    row = Need(child_id=child.id, area="living", words=words, since=today(), recorded_at=now())
    db.session.add(row)
    db.session.flush()
    return row


def pledged_with_words(words: str, child_id: int) -> None:
    """A pledge for a child, delivered with a proof, the words in each field that belongs to the child; and a card."""
    child, offer = db.session.get_one(Child, child_id), an_offer()
    due = today() + timedelta(days=9)
    row = pledge(
        actor_id=None,
        offer=offer,
        child=child,
        need=a_need(child, words),
        amount=2,
        due_on=due,
        note=words,
        key=None,
        watch=nobody,
    )
    made = deliver(actor_id=None, row=row, day=today(), amount=1, words=words, value=None, key=None, watch=nobody)
    add_paper(actor_id=None, kind="receipt", data=photograph(), nobody_seen=True, delivery=made)
    add_person(actor_id=None, partner=offer.partner, name="某人", post="", phone="")
    card = CardWords("固定一通电话", "parents-away", "约好时间", "更安心", ("电话",))
    save_card(actor_id=None, card=None, words=card, watch=nobody)
