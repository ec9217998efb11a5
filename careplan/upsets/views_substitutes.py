"""Who leads instead: for each post the candidates with their reasons and counts, chosen together, in force at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.db import db
from careplan.errors import Refused
from careplan.upsets.candidates import Reason
from careplan.upsets.choices import SWAP, Offer, Vacancy, WholeDay, offers, picks_of, vacancies, whole_days
from careplan.upsets.force_operations import substitute
from careplan.upsets.forms import entered_picks, field_name
from careplan.upsets.load import InForce, load_in_force
from careplan.upsets.standing import Picks, Post
from careplan.upsets.views_words import Names, blueprint, cause_words, joined, names_now, say_behind
from careplan.web.filters import in_english, word
from careplan.web.guard import user
from careplan.web.query import query_int


@blueprint.get("/substitutes", endpoint="substitutes")
@blueprint.post("/substitutes", endpoint="substitutes")
def substitutes() -> Any:
    """?session= adds one that has not fallen. A choice is counted at once; nothing is stored before "in force"."""
    now = load_in_force()
    open_posts = _open_posts(now)
    if now is None or not open_posts:
        return render_template("upsets/substitutes_none.html")
    chosen = entered_picks(request.form, [one.key for one in open_posts])
    chosen |= _whole_day(open_posts)
    picks = picks_of(now.sessions, open_posts, chosen)
    if request.form.get("do") == "force":
        try:
            effective = substitute(actor_id=user().id, picks=picks, words=_journal(now, picks))
        except Refused as refused:
            db.session.rollback()
            return _page(now, open_posts, chosen, picks, str(refused)), 422
        db.session.commit()
        words = ngettext(
            "In force: one post has somebody else.", "In force: %(num)d posts have somebody else.", len(picks)
        )
        flash(words, "success")
        say_behind(effective)
        return redirect(url_for("upsets.upsets"))
    return _page(now, open_posts, chosen, picks)


def _open_posts(now: InForce | None) -> tuple[Vacancy, ...]:
    if now is None:
        return ()
    asked = query_int("session")
    also = [one for one in now.sessions if one.id == asked and one.open]
    return vacancies(now.fallen, also)


def _whole_day(open_posts: tuple[Vacancy, ...]) -> dict[Post, str]:
    """The button that gives one person all posts of a day: "2026-09-04|T7"."""
    day, _bar, person = request.form.get("whole", "").partition("|")
    return {one.key: person for one in open_posts if person and one.session.day.isoformat() == day}


def _page(
    now: InForce, open_posts: tuple[Vacancy, ...], chosen: Mapping[Post, str], picks: Picks, refused: str = ""
) -> str:
    situation = now.situation(picks)
    found = offers(situation, open_posts, chosen)
    by_day: dict[date, list[Offer]] = {}
    for one in found:
        by_day.setdefault(one.vacancy.session.day, []).append(one)
    whole: dict[date, WholeDay] = whole_days(situation, open_posts)
    names = names_now()
    return render_template(
        "upsets/substitutes.html",
        days=by_day,
        whole=whole,
        done=sum(bool(one.chosen) for one in found),
        total=len(found),
        refused=refused,
        names=names,
        called=lambda ids: joined([names.get(one, one) for one in ids]),
        cause_words=cause_words,
        reason_words=reason_words,
        field_name=field_name,
        swap=SWAP,
    )


def reason_words(reason: Reason, names: Names) -> str:
    """Why somebody cannot, as people say it."""
    who = joined([names.get(one, one) for one in reason.who]) if reason.kind == "leads" else ""
    skill = word(reason.who[0], "qualification") if reason.kind == "unqualified" else ""
    other = reason.who[in_english()] if reason.kind == "beside" else ""
    return {
        "away": _("away on that day"),
        "unqualified": _("does not hold “%(skill)s” on that day", skill=skill),
        "guest": _("a guest, not on the school's own staff"),
        "uncounted": _("the certificate covers too little of the year to be planned with"),
        "teaches": _("teaches in lesson %(n)s", n=reason.n),
        "beside": _("has another arrangement then: %(what)s", what=other),
        "leads": _("leads %(squads)s at that time", squads=who),
        "post": _("holds another post in this session"),
        "week": _("would have more than %(n)s lessons in that week", n=reason.n),
        "term": _("would have more than %(n)s lessons in the term", n=reason.n),
    }[reason.kind]


def _journal(now: InForce, picks: Picks) -> str:
    """The step in the draft's journal: who for whom."""
    names, by_id = names_now(), {one.id: one for one in now.sessions}
    pairs = [
        _("%(new)s for %(old)s", new=names.get(person, person), old=names.get(old, old))
        for (row, post), person in picks.items()
        if row in by_id and post < len(by_id[row].staff)
        for old in (by_id[row].staff[post],)
    ]
    return _("Substitution: %(pairs)s", pairs=joined(list(dict.fromkeys(pairs))))
