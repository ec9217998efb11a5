"""The one way of partners' forms: show, mend faults at their fields, save, go on; and whose needs one sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _

from careplan.aid.money import shown
from careplan.aid.views_rights import sees
from careplan.casework.file_words import AREAS
from careplan.casework.views_rights import may_open
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.partners import words
from careplan.partners.load import Open, left_in, pledge_state
from careplan.partners.matching import FILE
from careplan.partners.models import Offer, Pledge
from careplan.partners.operations import NamesAChild, NothingAllowed, TooLittle, Watch, WrongSpan, WrongTalkDay
from careplan.partners.pledge_operations import TooMuch, WrongPledgeDay
from careplan.partners.queries import name_watch
from careplan.school.queries import bands, require_year
from careplan.web.filters import in_english
from careplan.web.guard import audit_read
from careplan.web.saving import answer

blueprint = Blueprint("partners", __name__, url_prefix="/partners")
PLACES: tuple[tuple[type[Refused] | tuple[type[Refused], ...], tuple[str, ...]], ...] = (
    (NothingAllowed, ("allows",)),
    (WrongSpan, ("next_on", "until")),
    ((WrongTalkDay, WrongPledgeDay), ("due_on", "day")),
    ((TooMuch, TooLittle), ("money", "count")),
)
GROUPS = {
    "form": words.FORMS,
    "allows": words.ALLOWS,
    "paper": words.PAPERS,
    "state": words.STATES,
    "situation": words.SITUATIONS,
    "worked": words.WORKED,
    "area": AREAS,
}


@blueprint.app_template_filter("partner_word")
def partner_word(code: str, group: str) -> str:
    """A code's word in the reader's language."""
    return GROUPS[group].get(code, (code, code))[in_english()]


@blueprint.app_template_global()
def amount_word(offer: Offer, amount: int) -> str:
    """¥1,200 of money, 30 件 of anything else."""
    return shown(amount) if offer.form == words.MONEY else f"{amount:,} {offer.unit}"


@blueprint.app_template_global()
def offer_left(offer: Offer) -> int:
    return left_in(offer)


@blueprint.app_template_global()
def pledge_standing(pledge: Pledge) -> tuple[str, str]:
    """Where a pledge stands: its word, and the tone of its pill."""
    code = pledge_state(pledge, today())
    return partner_word(code, "state"), words.TONES[code]


@blueprint.app_template_global()
def sees_pledge(pledge: Pledge) -> bool:
    """Whether the signed-in person may know for whom something is pledged: as the child's file, or its aid."""
    return may_open(pledge.child) if pledge.need_id else sees(pledge.child)


def band_code(child: Child) -> str:
    """The code of the child's grade band; "" where its class is in none."""
    grade = child.squad.grade(require_year().start_year)
    return next((band.code for band in bands() if band.covers(grade)), "")


def sees_need(one: Open) -> bool:
    return may_open(one.child) if one.wanted.source == FILE else sees(one.child)


def watch_of(form: Any) -> Watch:
    """The watch for a form's words, without those that were ticked as no name."""
    return name_watch(form.no_name.data or ())


def _doubt(form: Any, refused: Refused) -> str | None:
    """The field in which the words stand; the doubtful ones are offered to be ticked."""
    if not isinstance(refused, NamesAChild):
        return None
    words = dict.fromkeys([*(form.no_name.data or ()), *refused.doubtful])
    form.no_name.choices = [(word, word) for word in words]
    texts = ((one.name, one.data) for one in form if isinstance(one.data, str))
    return next((name for name, text in texts if any(word in text for word in refused.words)), None)


def form_page(
    form: Any,
    save: Callable[[], str],
    *,
    heading: str,
    back: str,
    refused_at: str,
    child: Child | None = None,
    **more: Any,
) -> Any:
    """Show a form; save gives where to go. child: whose it is, shown with name and class, and the read is written."""

    def place(refused: Refused) -> str:
        return _doubt(form, refused) or _place(form, refused, refused_at)

    answered = answer(form, save, said=_("Recorded."), place=place, row=more.get("row"))
    if answered.gone:
        return answered.gone
    if child is not None:
        audit_read("partner_pledge", None, child=child.id)
        if form.is_submitted():
            db.session.commit()
    shown = {"row": None, **more, "stale": answered.stale}
    page = render_template("partners/form.html", form=form, heading=heading, back=back, child=child, **shown)
    return page, answered.status


def _place(form: Any, refused: Refused, otherwise: str) -> str:
    for kinds, names in PLACES:
        if isinstance(refused, kinds):
            return next((name for name in names if name in form), otherwise)
    return otherwise
