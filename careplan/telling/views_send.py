"""Send once, remind, try a channel again, note who was told by word of mouth."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.jobs.operations import ask_for_job
from careplan.telling.delivery_operations import retry
from careplan.telling.jobs import SEND
from careplan.telling.message_operations import mark_told, remind, send_messages
from careplan.telling.queries import deliveries_of
from careplan.telling.views_blueprint import announcement_or_404, blueprint, message_or_404
from careplan.web.guard import user
from careplan.web.text import whole_number


def _chosen() -> set[int]:
    """The channels that were ticked."""
    return {number for text in request.form.getlist("channel") if (number := whole_number(text)) is not None}


def _settle(announcement_id: int, words: str, tone: str = "success") -> Response:
    """Commit together with the job that sends what waits, and go back to the page."""
    if any(one.state == "waiting" for one in deliveries_of(announcement_id)):
        ask_for_job(kind=SEND, arguments={"announcement": announcement_id}, requested_by=user().id)
    else:
        db.session.commit()
    flash(words, tone)
    return redirect(url_for("telling.announcement", announcement_id=announcement_id))


@blueprint.post("/<int:announcement_id>/send")
def send(announcement_id: int) -> Response:
    row = announcement_or_404(announcement_id)
    count = len(row.messages)
    if send_messages(actor_id=user().id, announcement=row, channel_ids=_chosen()):
        return _settle(row.id, ngettext("Sent to one person.", "Sent to %(num)d people.", count))
    return _settle(row.id, _("These messages were sent already. Nothing was sent again."), "info")


@blueprint.post("/<int:announcement_id>/remind", endpoint="remind")
def remind_again(announcement_id: int) -> Response:
    row = announcement_or_404(announcement_id)
    seen = whole_number(request.form.get("round", ""))
    count = remind(
        actor_id=user().id,
        announcement=row,
        round_seen=-1 if seen is None else seen,
        channel_ids=_chosen(),
    )
    if count:
        return _settle(row.id, ngettext("Reminded one person.", "Reminded %(num)d people.", count))
    return _settle(row.id, _("Nobody was reminded: it was done a moment ago, or everybody has answered."), "info")


@blueprint.post("/<int:announcement_id>/retry/<int:channel_id>", endpoint="retry")
def retry_channel(announcement_id: int, channel_id: int) -> Response:
    row = announcement_or_404(announcement_id)
    retry(actor_id=user().id, announcement=row, channel_id=channel_id)
    return _settle(row.id, _("It is being sent again."))


@blueprint.post("/messages/<int:message_id>/told")
def told(message_id: int) -> Response:
    row = message_or_404(message_id)
    mark_told(actor_id=user().id, message=row)
    return _settle(row.announcement_id, _("Noted: %(name)s knows.", name=row.staff.name))
