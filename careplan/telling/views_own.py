"""A person's own page: what they were told, mail, and the calendar on the phone."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.telling.forms import FeedForm, MailAddressForm
from careplan.telling.message_operations import acknowledge
from careplan.telling.own_operations import ALARMS, make_feed, revoke_feed, set_alarms, set_mail_address
from careplan.telling.queries import channels, feed_of, mail_address_of, messages_to
from careplan.telling.services import MAIL
from careplan.telling.views_blueprint import blueprint, message_or_404
from careplan.web.guard import user

DEFAULT_ALARMS = (30,)


@blueprint.get("/mine")
def mine() -> str:
    return _page()


def _page(**forms: Any) -> str:
    feed, mail = feed_of(user().id), mail_address_of(user().id)
    shown = {"address": "", **forms}
    if "feed_form" not in shown:
        shown["feed_form"] = _feed_form(formdata=None, alarms=feed.alarms if feed else DEFAULT_ALARMS)
    if "mail_form" not in shown:
        shown["mail_form"] = MailAddressForm(formdata=None, address=mail.address if mail else "")
    return render_template(
        "telling/mine.html",
        messages=messages_to(user().staff_id) if user().staff_id else [],
        feed=feed,
        mail=mail,
        school_mails=any(one.kind == MAIL and one.active for one in channels()),
        alarm_words=alarm_words(),
        **shown,
    )


def _feed_form(**words: Any) -> FeedForm:
    form = FeedForm(**words)
    form.offer(alarm_words())
    return form


def alarm_words() -> dict[int, str]:
    """Each alarm in words."""
    words = {minutes: ngettext("%(num)d minute", "%(num)d minutes", minutes) for minutes in ALARMS if minutes < 60}
    words |= {minutes: ngettext("%(num)d hour", "%(num)d hours", minutes // 60) for minutes in ALARMS if minutes >= 60}
    return words | {1440: _("one day")}


@blueprint.post("/messages/<int:message_id>/acknowledge", endpoint="acknowledge")
def got_it(message_id: int) -> Response:
    acknowledge(actor=user(), message=message_or_404(message_id))
    db.session.commit()
    flash(_("Thank you. The head counselor sees that you know."), "success")
    return redirect(url_for("home.today"))


@blueprint.post("/mine/mail")
def mail() -> Any:
    form = MailAddressForm()
    if form.validate():
        try:
            set_mail_address(actor=user(), address=form.address.data or "")
        except Refused as refused:
            form.address.errors = [str(refused)]
        else:
            return _back(_("Saved.") if form.address.data else _("No mail will be sent to you."))
    return _page(mail_form=form), 422


@blueprint.post("/mine/calendar")
def calendar() -> Any:
    """A new address, shown on the page that answers and never again."""
    form = _feed_form()
    if not form.validate():
        return _page(feed_form=form), 422
    token = make_feed(actor=user(), alarms=form.alarms.data or [])
    db.session.commit()
    return _page(address=url_for("telling.feed", token=token, _external=True), feed_form=form)


@blueprint.post("/mine/calendar/alarms")
def alarms() -> Any:
    form = _feed_form()
    if not form.validate():
        return _page(feed_form=form), 422
    set_alarms(actor=user(), alarms=form.alarms.data or [])
    return _back(_("Saved. Your phone takes it over at its next look."))


@blueprint.post("/mine/calendar/revoke")
def revoke() -> Response:
    revoke_feed(actor=user())
    return _back(_("The address opens nothing any more."))


def _back(words: str) -> Response:
    db.session.commit()
    flash(words, "success")
    return redirect(url_for("telling.mine"))
