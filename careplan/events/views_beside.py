"""What events show on a child's card and time line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from careplan.casework.beside import Flag, Moment, Related, offer_to_attachments, show_on_card, show_on_time_line
from careplan.casework.views_timeline import taken_back_words
from careplan.clock import local, now
from careplan.events.queries import events_of, names_of, open_tasks, plans_of
from careplan.seeds.load import shipped_playbooks
from careplan.web.filters import in_english, may, named


def flags(child_ids: Collection[int], _day: date) -> dict[int, list[Flag]]:
    """For each child the events whose tasks still wait, loud where one is overdue."""
    found: dict[int, dict[int, Flag]] = defaultdict(dict)
    for one in open_tasks(child_ids):
        event = one.task.event
        known = shipped_playbooks().events.get(event.kind)
        url = url_for("events.event", care_event_id=event.id)
        if one.is_over(now()):
            words = _("%(event)s: a task is overdue", event=named(known) if known else event.kind)
            found[event.child_id][event.id] = Flag(words, "bad", url)
        else:
            words = named(known) if known else event.kind
            found[event.child_id].setdefault(event.id, Flag(words, "warn", url))
    return {child_id: list(by_event.values()) for child_id, by_event in found.items()}


def moments(child_id: int) -> list[Moment]:
    """Events with the day they happened and the day they were known, what was done, plans of help."""
    playbooks = shipped_playbooks()
    found = _gone(child_id)
    for event in events_of(child_id):
        known, url = playbooks.events.get(event.kind), url_for("events.event", care_event_id=event.id)
        known_on = local(event.known_at).date()
        late = known_on if known_on > event.happened_on else None
        title = named(known) if known else event.kind
        found.append(Moment(event.happened_on, "lightning", title, event.words, url=url, known_on=late, order=2))
        for task in event.tasks:
            if task.done_at:
                words = task.name_en if in_english() else task.name
                found.append(
                    Moment(local(task.done_at).date(), "check2-square", words, task.result or "", url=url, order=3)
                )
        for told in event.escalations:
            to = playbooks.recipients.get(told.to)
            words = _("Told: %(who)s", who=named(to) if to else told.to)
            found.append(Moment(local(told.sent_at).date(), "send", words, told.words, url=url, order=3))
        if event.closed_at:
            words = _("Over: %(title)s", title=title)
            found.append(
                Moment(local(event.closed_at).date(), "check2-all", words, event.outcome or "", url=url, order=4)
            )
    for plan, name in plans_of(child_id):
        words, url = _("Plan of help, version %(n)s", n=plan.number), url_for("events.plans", child_id=child_id)
        found.append(Moment(local(plan.made_at).date(), "clipboard-heart", words, plan.aims, name, url, order=5))
    return found


def _gone(child_id: int) -> list[Moment]:
    """Events and plans of help that were taken back, each as one line; what went with an event has none of its own."""
    kinds, found = shipped_playbooks().events, []
    events = [one for one in events_of(child_id, withdrawn=True) if one.withdrawn_at]
    plans = [one for one, _name in plans_of(child_id, withdrawn=True) if one.withdrawn_at]
    names = names_of({one.withdrawn_by for one in events} | {one.withdrawn_by for one in plans})
    for event in events:
        title = named(kinds[event.kind]) if event.kind in kinds else event.kind
        url = url_for("events.event", care_event_id=event.id)
        gone = taken_back_words(names.get(event.withdrawn_by or 0, ""), event)
        found.append(Moment(event.happened_on, "lightning", title, url=url, order=2, gone=gone))
    for plan in plans:
        title, url = _("Plan of help, version %(n)s", n=plan.number), url_for("events.plans", child_id=child_id)
        made, gone = local(plan.made_at).date(), taken_back_words(names.get(plan.withdrawn_by or 0, ""), plan)
        found.append(Moment(made, "clipboard-heart", title, url=url, order=5, gone=gone))
    return found


def related(child_id: int) -> list[Related]:
    """Events of a child, for its attachments."""
    if not may("events.event"):
        return []
    kinds = shipped_playbooks().events
    return [
        Related(
            f"care_event:{one.id}",
            f"{one.happened_on:%Y-%m-%d} {named(kinds[one.kind]) if one.kind in kinds else one.kind}",
            one.happened_on,
            url_for("events.event", care_event_id=one.id),
        )
        for one in events_of(child_id)
    ]


show_on_card(flags)
offer_to_attachments(related)
show_on_time_line(moments)
