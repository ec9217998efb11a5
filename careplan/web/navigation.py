"""The menu: the way of the data, top to bottom; each person sees the stages their role may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import lazy_gettext as _

from careplan.web.filters import may


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the menu."""

    endpoint: str
    label: Any
    icon: str
    also: tuple[str, ...] = ()
    """Other endpoints of which this line is the place."""

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def is_here(self) -> bool:
        here = request.endpoint or ""
        if here in self.also:
            return True
        if any(here == place.endpoint or here in place.also for _title, places in MENU for place in places):
            return here == self.endpoint
        return here.split(".")[0] == self.endpoint.split(".")[0] and self.endpoint not in EXACT


EXACT = {
    *("board.school", "board.mine"),
    *("home.today", "telling.outbox", "telling.channels", "voices.obstacles"),
    *("accounts.users", "audit.log", "children.counts", "casework.help", "partners.cards"),
    *("casework.register", "casework.missing", "events.report_new", "counselling.away"),
}
SLOW_PAGES = (
    *("board.school", "board.mine", "foresight.foresight", "foresight.todo", "clauses.clauses"),
    *("indicators.board", "indicators.measures", "evaluation.sheet", "reports.draft", "reports.preview"),
)
"""Pages reckoned from a year's records at each look: in the largest schools that takes seconds, and the reader is told
(frontend/src/behaviours/patience.js)."""
PRACTICE = ("partners.card", "partners.card_new", "partners.card_edit", "partners.card_use")
MENU: tuple[tuple[Any, tuple[Place, ...]], ...] = (
    ("", (Place("home.today", _("Today"), "house"),)),
    (
        _("The year"),
        (
            Place("plans.plan", _("Year plan"), "signpost-split"),
            Place("sessions.calendar", _("Sessions"), "calendar3"),
            Place("upsets.upsets", _("Short-notice changes"), "cloud-drizzle"),
            Place("upsets.mine", _("I cannot come"), "person-dash"),
            Place("telling.outbox", _("Outbox"), "send", ("telling.announcement", "telling.message_edit")),
            Place("programme.programme", _("Media, parents, electives"), "megaphone"),
            Place("activities.library", _("Activity library"), "journal-richtext"),
            Place("growth.growth", _("What the children say"), "hand-index"),
            Place("voices.obstacles", _("What is in the way"), "sign-stop"),
            Place("board.school", _("The school's state"), "speedometer2"),
            Place("board.mine", _("My squad's state"), "speedometer2", ("board.mine_records",)),
            Place("indicators.board", _("Indicators"), "bar-chart"),
            Place("evaluation.sheet", _("Evaluation sheet"), "clipboard-check"),
            Place("clauses.clauses", _("The plan, clause by clause"), "list-columns"),
            Place("foresight.foresight", _("The year's end as planned"), "binoculars", ("foresight.gap",)),
            Place("foresight.todo", _("Who does what by when"), "list-task"),
            Place(
                "summaries.papers",
                _("Plan and summaries"),
                "file-text",
                (
                    "summaries.plan",
                    "summaries.term",
                    "summaries.squad",
                    "summaries.term_records",
                    "summaries.squad_records",
                ),
            ),
            Place("reports.reports", _("Annual report"), "file-earmark-text"),
        ),
    ),
    (
        _("People"),
        (
            Place("children.children", _("Children"), "people"),
            Place("children.counts", _("Children in numbers"), "people"),
            Place("casework.register", _("My register"), "journal-bookmark"),
            Place("casework.contacts", _("Visits and contacts"), "house-heart"),
            Place("casework.missing", _("Missing items"), "list-check", ("casework.checks",)),
            Place("events.events", _("Events and tasks"), "lightning"),
            Place(
                "events.report_new",
                _("Mandatory report"),
                "megaphone",
                ("events.report_made", "events.reports", "events.report"),
            ),
            Place("aid.children", _("Aid and regular duties"), "gift"),
            Place("partners.partners", _("Partners"), "people-fill"),
            Place("partners.cards", _("Practice cards"), "lightbulb", PRACTICE),
            Place(
                "passing.packets",
                _("Passing on"),
                "box-arrow-up-right",
                (
                    "passing.packet",
                    "passing.packet_new",
                    "passing.packet_edit",
                    "passing.children",
                    "passing.call_back",
                    "passing.recalls",
                ),
            ),
            Place("casework.help", _("Where to find help"), "telephone"),
            Place("counselling.room", _("Counselling room"), "chat-heart"),
            Place("counselling.away", _("Out of class"), "door-open"),
            Place("training.training", _("Training"), "mortarboard", ("outlook.outlook",)),
            Place("workload.mine", _("Workload"), "clipboard-data"),
        ),
    ),
    (
        _("Set-up"),
        (
            Place("school.overview", _("School"), "building", ("rollover.year", "rollover.open")),
            Place("accounts.users", _("Accounts"), "key"),
            Place("telling.channels", _("Message channels"), "broadcast", ("telling.channel", "telling.channel_new")),
            Place("audit.log", _("Audit log"), "clock-history"),
            Place("data_audit.paper", _("Yearly audit of minors' data"), "shield-check"),
        ),
    ),
)


def install_navigation(app: Flask) -> None:
    app.jinja_env.globals["menu"] = menu
    app.jinja_env.globals["SLOW_PAGES"] = SLOW_PAGES


def menu() -> list[tuple[Any, list[Place]]]:
    """Groups of places that this person may open."""
    groups = []
    for title, places in MENU:
        shown = [place for place in places if may(place.endpoint)]
        if shown:
            groups.append((title, shown))
    return groups
