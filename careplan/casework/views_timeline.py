"""Everything of a child on one time line, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from careplan.casework.attachment_queries import attachments_of
from careplan.casework.attachment_words import SORTS, WHOSE
from careplan.casework.beside import Moment, moments_beside
from careplan.casework.file_queries import file_of
from careplan.casework.file_words import AREAS, ASPECTS, MEMBERS, PLACES, STEPS
from careplan.casework.level_queries import level_history
from careplan.casework.queries import assignments_of, contacts_of
from careplan.casework.register_queries import promises_of
from careplan.casework.withdraw_queries import withdrawn_of
from careplan.casework.words import KINDS
from careplan.children.consent_words import PURPOSE_WORDS, STANDING_WORDS
from careplan.children.models import Child
from careplan.children.queries import changes_of, consents_of
from careplan.children.words import FIELD_WORDS, answer_word
from careplan.clock import local, today
from careplan.seeds.load import shipped_care
from careplan.web.filters import in_english, moment, named

NUMBERS = ("id_number", "student_number")


def time_line(child: Child) -> list[Moment]:
    """All moments, the newest first."""
    found = [*_care(child), *_file(child), *_attached(child), *_record(child), *moments_beside(child.id)]
    return sorted(found, key=lambda one: (one.day, one.order), reverse=True)


def taken_back_words(by: str, row: Any) -> str:
    """Who took a row back, when and why."""
    when, why = moment(row.withdrawn_at), row.withdrawn_why
    return _("%(name)s took it back on %(time)s: %(reason)s", name=by, time=when, reason=why)


def _care(child: Child) -> Iterator[Moment]:
    withdrawn = withdrawn_of(child.id)
    for contact, name in contacts_of(child.id, withdrawn=True):
        kind, back = KINDS.get(contact.kind, ("", ""))[in_english()], withdrawn.get(contact.id)
        gone = taken_back_words(back.by, contact) if back else ""
        yield Moment(contact.day, "house-heart", kind, "" if gone else contact.summary, name or "", gone=gone)
    for level, name in level_history(child.id):
        title = _("Care level: %(level)s", level=named(shipped_care().levels[level.level]))
        yield Moment(level.since, "speedometer2", title, level.reason, name, order=level.id)
    for row, name in assignments_of(child.id):
        yield Moment(row.since, "person-check", _("Responsible: %(name)s", name=name), row.note or "")
    for promise in promises_of(child.id):
        day = local(promise.recorded_at).date()
        yield Moment(day, "bookmark", _("Promised: %(words)s", words=promise.words))
        if promise.closed_on:
            title = (
                _("Promise kept: %(words)s", words=promise.words)
                if promise.kept
                else _("Promise not kept: %(words)s", words=promise.words)
            )
            yield Moment(promise.closed_on, "bookmark-check", title, promise.result or "", order=1)


def _file(child: Child) -> Iterator[Moment]:
    file, english, care = file_of(child, today()), in_english(), shipped_care()
    spans: list[tuple[Any, str, str, str]] = [
        *(
            (row, "tag", named(care.categories[row.category]), f"{row.basis} · {row.authority}")
            for row in file.categories
        ),
        *(
            (
                row,
                "people",
                _("%(who)s: %(what)s", who=MEMBERS[row.member][english], what=named(care.states[row.state])),
                row.note,
            )
            for row in file.states
        ),
        *((row, "basket", _("Need: %(area)s", area=AREAS[row.area][english]), row.words) for row in file.needs),
        *((row, "house", f"{PLACES[row.kind][english]}", row.place) for row in file.placements),
        *((row, "person-heart", _("Carer: %(name)s", name=f"{row.name} {row.relation}"), "") for row in file.carers),
    ]
    for row, icon, title, text in spans:
        yield Moment(row.since, icon, title, text)
        if row.until:
            yield Moment(
                row.until, icon, _("Over: %(title)s", title=title), getattr(row, "result", None) or "", order=1
            )
    for goal in file.goals:
        url = url_for("casework.progress", care_goal_id=goal.id)
        yield Moment(goal.since, "flag", _("Goal: %(area)s", area=ASPECTS[goal.aspect][english]), goal.words, url=url)
        for step in goal.progress:
            yield Moment(
                step.day,
                "flag-fill",
                _("%(who)s: %(what)s", who=goal.words, what=STEPS[step.step][english]),
                step.note,
                order=1,
            )


def _attached(child: Child) -> Iterator[Moment]:
    """Papers on the day they bear; what was taken out stays, with the reason."""
    for one in attachments_of(child.id):
        row, english = one.row, in_english()
        url = url_for("casework.attachment", attachment_id=row.id) if one.opens else ""
        text = f"{SORTS[row.kind][english]} · {WHOSE[row.whose][english]}"
        yield Moment(row.day, "paperclip", _("In the file: %(title)s", title=row.title), text, one.by, url)
        if row.removed_at:
            title = _("Taken out of the file: %(title)s", title=row.title)
            yield Moment(local(row.removed_at).date(), "paperclip", title, row.reason or "", order=1)


def _record(child: Child) -> Iterator[Moment]:
    for change in changes_of(child.id):
        day, known = change.happened_on or change.recorded_on, change.recorded_on
        title = _(FIELD_WORDS[change.field])
        if change.field == "state" and change.before is None:
            yield Moment(day, "person-plus", _("joined the roster"), order=-1)
            continue
        after = "" if change.field in NUMBERS else _(answer_word(change.field, change.after)) if change.after else "—"
        yield Moment(day, "pencil", title, after, known_on=known if known > day else None)
    for consent in consents_of(child.id):
        words = f"{PURPOSE_WORDS[consent.purpose].name[in_english()]}: {STANDING_WORDS[consent.state][in_english()]}"
        yield Moment(consent.decided_on, "pen", _("Consent of a guardian"), words)
