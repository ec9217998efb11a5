"""Partners of the demo school: three who help, what they offer, one pledge on its way, two practice cards (C36–C40)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from careplan.casework.file_models import Need
from careplan.children.models import Child
from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.partners.card_operations import save_card, use_card
from careplan.partners.load import left_in, offered, open_needs
from careplan.partners.matching import FILE, matches
from careplan.partners.models import Partner
from careplan.partners.operations import Watch, add_agreement, add_offer, add_partner, add_person, add_talk
from careplan.partners.pledge_operations import deliver, pledge
from careplan.partners.queries import find_offer, name_watch, offers_open
from careplan.partners.words import AgreementWords, CardWords, OfferWords

PLEDGES = 4


def play_partners(cast: Cast, first: date, until: date) -> int:
    """Partners, offers and what came of them before `until`; returns how many pledges were made."""
    words, actor = texts()["partners"], cast.users["psychologist"].id
    if first + timedelta(days=30) >= until:
        return 0
    with at(first + timedelta(days=7), 10):
        for one in words["partner"]:
            _partner(actor, one, first)
        for one in words["card"]:
            _card(actor, one, first + timedelta(days=7))
    day = until - timedelta(days=14)
    with at(day, 10):
        made = _pledges(actor, day)
    return made


def _sure() -> Watch:
    """The words of the demo are its own: only what is surely a name would be a fault."""
    watch = name_watch()
    return lambda text: [one for one in watch(text) if not one.doubtful]


def _partner(actor: int, one: dict[str, Any], first: date) -> Partner:
    mark, watch, day = texts()["mark"], _sure(), first + timedelta(days=7)
    row = add_partner(actor_id=actor, name=one["name"] + mark, kind=one["kind"], place="", note="", watch=watch)
    add_person(actor_id=actor, partner=row, name=one["person"] + mark, post=one["post"], phone="")
    agreed = AgreementWords(one["agreement"] + mark, day, day + timedelta(days=one["days"]), tuple(one["allows"]))
    add_agreement(actor_id=actor, partner=row, words=agreed, watch=watch)
    add_talk(
        actor_id=actor,
        partner=row,
        day=day,
        whom="",
        words=one["talk"] + mark,
        next_on=day + timedelta(days=one["next"]),
        watch=watch,
    )
    for offer in one["offer"]:
        said = OfferWords(
            form=offer["form"],
            what=offer["what"] + mark,
            purpose=offer["purpose"],
            areas=tuple(offer["areas"]),
            amount=offer["amount"],
            unit=offer.get("unit", ""),
            place="",
            since=day,
            until=day + timedelta(days=300),
        )
        add_offer(actor_id=actor, partner=row, words=said, watch=watch)
    return row


def _card(actor: int, one: dict[str, Any], day: date) -> None:
    mark, watch = texts()["mark"], _sure()
    words = CardWords(one["title"] + mark, one["situation"], one["steps"], one["outcome"], tuple(one["tags"]))
    row = save_card(actor_id=actor, card=None, words=words, watch=watch)
    use_card(actor_id=actor, card=row, day=day, worked="yes", words=one["used"] + mark, watch=watch)


def _pledges(actor: int, day: date) -> int:
    """For the first needs of children's files what fits; every second one has come."""
    made = 0
    for one in open_needs(day):
        offers = [offered(row, day) for row in offers_open(day)]
        fitting = matches(one.wanted, offers, day)
        if one.wanted.source != FILE or not one.is_gap or not fitting or made == PLEDGES:
            continue
        offer = find_offer(fitting[0].offer.id)
        if offer is None or left_in(offer) < 1:
            continue
        row = pledge(
            actor_id=actor,
            offer=offer,
            child=db.session.get_one(Child, one.child.id),
            need=db.session.get_one(Need, one.wanted.id),
            amount=min(left_in(offer), 100_00 if offer.form == "money" else 1),
            due_on=day + timedelta(days=7 if made % 2 else 30),
            note="",
            key=None,
        )
        if made % 2 == 0:
            deliver(actor_id=actor, row=row, day=day, amount=row.amount, words="", value=None, key=None)
        made += 1
    return made
