"""Every page of sessions, upsets, telling, paper, voices, programme and passing on: by address, at both widths, seen by axe.

What these pages are about (a draft, a session, a message) is looked up in the demo school's data, so that each address
shows something. A page that is added and stands in neither list makes the test fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.app import create_app
from careplan.clock import today
from careplan.db import db
from careplan.programme.models import Item, SchoolEvent, Series
from careplan.school.models import Squad
from careplan.school.models_upsets import Away, Closure
from careplan.sessions.draft_queries import open_version
from careplan.sessions.models import Attendance
from careplan.sessions.record_operations import cancel_session
from careplan.sessions.schedule_queries import published_schedule, sessions_of
from careplan.telling.queries import announcements
from careplan.voices.models import Obstacle
from tests.e2e.alignment import out_of_line
from tests.e2e.conftest import Demo
from tests.e2e.draft_story import own_school
from tests.e2e.person import DESK, PHONE, signed_in
from tests.e2e.test_every_page import seen_by_axe

pytestmark = pytest.mark.slow
BLUEPRINTS = {"sessions", "upsets", "telling", "paper", "voices", "programme", "counselling", "passing"}
HEAD, TEACHER, PRINCIPAL = "head_counselor", "class_teacher", "principal"

NO_PAGES = {
    *("paper.session_pdf", "paper.squads_pdf", "paper.term_pdf", "paper.week_pdf", "paper.training_pdf"),  # files
    *("paper.statement_pdf", "paper.workload_pdf", "paper.register_pdf", "paper.route_pdf", "paper.referral_pdf"),
    "paper.consent_pdf",
    *("telling.feed", "sessions.photo", "sessions.phone_worker"),
    *("sessions.places", "sessions.board", "sessions.events", "sessions.rows", "sessions.phone_rolls"),  # for scripts
    *("sessions.strip", "telling.deliveries", "telling.tested", "voices.received"),  # parts of a page
}
ELSEWHERE = {
    "sessions.proposal": "test_generate",
    "sessions.impossible": "test_generate",
    "upsets.proposal": "test_short_notice",
    "voices.say": "test_voices",
    "voices.thanks": "test_voices",
    "telling.channel": "test_telling",
    "counselling.note_edit": "test_the_room",
    "counselling.note_new": "test_the_room",
    "counselling.hand_over": "test_the_room",
    "counselling.referral": "test_the_room",
    "paper.referral": "test_the_room",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the pages are about: ids of the demo's records."""

    draft: int
    drafted: int
    squad: int
    day: date
    period: int
    held: int
    ahead: int
    own: int
    own_squad: int
    item: int
    event: int
    series: int
    elective: int
    announcement: int
    message: int
    away: int
    closure: int
    obstacle: int
    staff: int
    version: int


PAGES: tuple[tuple[str, str, str], ...] = (
    ("sessions.calendar", HEAD, "/sessions/?rows=leader&view=month"),
    ("sessions.calendar", HEAD, "/sessions/?rows=venue&view=week"),
    ("sessions.session", HEAD, "/sessions/{held}"),
    ("sessions.session", HEAD, "/sessions/{ahead}"),
    ("sessions.attendance", TEACHER, "/sessions/{own}/attendance/{own_squad}"),
    ("sessions.otherwise", HEAD, "/sessions/{ahead}/otherwise"),
    ("sessions.photos", TEACHER, "/sessions/{own}/photos"),
    ("sessions.desk", HEAD, "/sessions/draft/{draft}?squad={squad}"),
    ("sessions.desk", PRINCIPAL, "/sessions/draft/{draft}"),
    ("sessions.add_session", HEAD, "/sessions/draft/{draft}/add?squad={squad}&day={day}&period={period}"),
    ("sessions.edit_session", HEAD, "/sessions/draft/{draft}/sessions/{drafted}"),
    ("sessions.stand", HEAD, "/sessions/draft/{draft}/stand?session={drafted}"),
    ("sessions.list", HEAD, "/sessions/list?scope=all&span=term"),
    ("sessions.phone", TEACHER, "/sessions/phone/"),
    ("sessions.unplanned", TEACHER, "/sessions/unplanned"),
    ("sessions.versions", HEAD, "/sessions/versions"),
    ("sessions.version", HEAD, "/sessions/versions/{version}"),
    ("sessions.compare", HEAD, "/sessions/versions/compare?before={version}&after={draft}"),
    ("telling.outbox", HEAD, "/telling/"),
    ("telling.announcement", HEAD, "/telling/{announcement}"),
    ("telling.channels", HEAD, "/telling/channels"),
    ("telling.channel_new", HEAD, "/telling/channels/new/wecom"),
    ("telling.message_edit", HEAD, "/telling/messages/{message}/edit"),
    ("telling.mine", TEACHER, "/telling/mine"),
    ("upsets.upsets", HEAD, "/upsets/"),
    ("upsets.away", HEAD, "/upsets/away/{away}"),
    ("upsets.away_new", HEAD, "/upsets/away/new"),
    ("upsets.closure", HEAD, "/upsets/closed/{closure}"),
    ("upsets.closure_new", HEAD, "/upsets/closed/new"),
    ("upsets.day", HEAD, "/upsets/day"),
    ("upsets.mine", TEACHER, "/upsets/mine"),
    ("upsets.substitutes", HEAD, "/upsets/substitutes"),
    ("paper.session", TEACHER, "/paper/session/{own}"),
    ("paper.week", HEAD, "/paper/week"),
    ("paper.term", HEAD, "/paper/term"),
    ("paper.squads", HEAD, "/paper/squads"),
    ("paper.training", "office", "/paper/training/{staff}"),
    ("paper.consent", "office", "/paper/consent/1"),
    ("paper.register", TEACHER, "/paper/register"),
    ("paper.route", TEACHER, "/paper/route"),
    ("voices.door", "", "/say/"),
    ("voices.obstacles", HEAD, "/voices/obstacles"),
    ("voices.obstacle", HEAD, "/voices/obstacles/{obstacle}"),
    ("voices.obstacle_new", TEACHER, "/voices/obstacles/new"),
    ("voices.answers", HEAD, "/voices/sessions/{held}"),
    ("voices.ask", TEACHER, "/voices/sessions/{own}/squads/{own_squad}"),
    ("voices.slip", TEACHER, "/voices/sessions/{own}/squads/{own_squad}/slip"),
    ("voices.tally", TEACHER, "/voices/sessions/{own}/squads/{own_squad}/tally"),
    ("voices.pass_on", TEACHER, "/voices/talk/pass-on"),
    ("voices.talks", "counselling_teacher", "/voices/talks"),
    ("counselling.room", "counselling_teacher", "/counselling/"),
    ("counselling.new", "counselling_teacher", "/counselling/appointments/new"),
    ("counselling.spot", "counselling_teacher", "/counselling/appointments/spot"),
    ("counselling.appointment", "counselling_teacher", "/counselling/appointments/1"),
    ("counselling.child", "counselling_teacher", "/counselling/children/1"),
    ("counselling.referral_new", "counselling_teacher", "/counselling/children/1/referrals/new"),
    ("counselling.hand_over_all", "counselling_teacher", "/counselling/hand-over"),
    ("counselling.away", TEACHER, "/counselling/away"),
    ("passing.packets", "office", "/passing/"),
    ("passing.packet_new", "office", "/passing/new"),
    ("passing.packet", "office", "/passing/1"),
    ("passing.packet_edit", "office", "/passing/2/edit"),
    ("passing.children", "office", "/passing/2/children"),
    ("passing.call_back", "office", "/passing/1/call-back"),
    ("passing.recalls", "office", "/passing/recalls"),
    ("programme.programme", HEAD, "/programme/"),
    ("programme.counts", HEAD, "/programme/counts"),
    ("programme.events", HEAD, "/programme/events"),
    ("programme.event", HEAD, "/programme/events/{event}"),
    ("programme.event_change", HEAD, "/programme/events/{event}/change"),
    ("programme.event_new", HEAD, "/programme/events/new"),
    ("programme.served", HEAD, "/programme/served"),
    ("programme.stand_in", HEAD, "/programme/stand-in"),
    ("programme.item", HEAD, "/programme/items/{item}"),
    ("programme.change", HEAD, "/programme/items/{item}/change"),
    ("programme.new", HEAD, "/programme/new"),
    ("programme.all_series", HEAD, "/programme/series"),
    ("programme.series", HEAD, "/programme/series/{series}"),
    ("programme.sign_ups", TEACHER, "/programme/series/{elective}/children"),
    ("programme.series_edit", HEAD, "/programme/series/{series}/edit"),
)


def find(teacher: str) -> Found:
    """Also calls off a coming session, so that messages wait in the outbox."""
    version, draft = published_schedule(), open_version()
    assert version and draft
    rows = sessions_of(version)
    account = db.session.scalars(select(User).where(User.username == teacher)).one()
    own_squad = db.session.scalars(select(Squad).where(Squad.counselor_id == account.staff_id)).one()
    marked = set(db.session.scalars(select(Attendance.team_session_id)))
    held = next(row for row in reversed(rows) if row.state == "held" and row.id in marked)
    own = next(row for row in reversed(rows) if own_squad in row.squads and row.state == "held" and row.id in marked)
    ahead = [row for row in rows if row.day > today() and row.state == "planned" and len(row.squads) == 1]
    cancel_session(actor_id=account.id, team_session=ahead[-1], reason="停电（演示）")
    drafted = next(row for row in reversed(sessions_of(draft)) if row.state == "planned" and row.day > today())
    said = announcements()[0]
    items = select(Item).where(Item.day >= today()).order_by(Item.day)
    item = db.session.scalars(items).first()
    event = db.session.scalars(select(SchoolEvent)).first()
    elective = db.session.scalars(select(Series).where(Series.kind == "elective")).first()
    away, closed = (db.session.scalars(select(one)).first() for one in (Away, Closure))
    obstacle = db.session.scalars(select(Obstacle)).first()
    assert (
        account.staff_id
        and item
        and event
        and elective
        and isinstance(away, Away)
        and isinstance(closed, Closure)
        and obstacle
        and said.messages
    )
    return Found(
        draft=draft.id,
        drafted=drafted.id,
        squad=drafted.squads[0].id,
        day=drafted.day,
        period=drafted.period,
        held=held.id,
        ahead=ahead[0].id,
        own=own.id,
        own_squad=own_squad.id,
        item=item.id,
        event=event.id,
        series=item.series_id,
        elective=elective.id,
        announcement=announcements()[-1].id,
        message=said.messages[0].id,
        away=away.id,
        closure=closed.id,
        obstacle=obstacle.id,
        staff=account.staff_id,
        version=version.id,
    )


@pytest.fixture(scope="module")
def school(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Found]]:
    found: list[Found] = []

    def prepare() -> None:
        found.append(find(demo.accounts[TEACHER][0]))

    with own_school(demo, tmp_path_factory.mktemp("pages"), prepare) as address:
        yield address, found[0]


TWICE = """() => {
  const all = [...document.querySelectorAll('[id]')].map((one) => one.id);
  return [...new Set(all.filter((id, place) => all.indexOf(id) !== place))];
}"""


def faults_of(page: Page, address: str) -> list[str]:
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")  # a page left while it still asks says so on the console
    found = [] if answer and answer.ok else [f"{address}: {answer and answer.status}"]
    found += [f"{address}: twice #{one}" for one in page.evaluate(TWICE)]  # a label would lead to the wrong field
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{address} at {width}: {one}" for one in (*seen_by_axe(page), *out_of_line(page))]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{address}: wider than {width}")
    return found


@pytest.mark.parametrize("role", sorted({role for _, role, _ in PAGES if role}))
def test_every_page_of_the_desk_reads_well(browser: Browser, demo: Demo, school: tuple[str, Found], role: str) -> None:
    address, found = school
    ids = {name: getattr(found, name) for name in Found.__slots__}
    with signed_in(browser, address, demo.accounts[role]) as page:
        faults = [fault for _, own, path in PAGES if own in (role, "") for fault in faults_of(page, path.format(**ids))]
    assert faults == []


def test_no_page_is_forgotten(tmp_path: Path) -> None:
    from tests.world import settings_at

    rules = create_app(settings_at(tmp_path)).url_map.iter_rules()
    own = {one.endpoint for one in rules if "GET" in (one.methods or ()) and one.endpoint.split(".")[0] in BLUEPRINTS}
    listed = {endpoint for endpoint, _, _ in PAGES} | NO_PAGES | ELSEWHERE.keys()
    assert own == listed
