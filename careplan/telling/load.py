"""From stored schedules to what people are told of them; from sessions in force to a person's calendar."""

from __future__ import annotations

from collections.abc import Mapping

from careplan.accounts.models import User
from careplan.db import db
from careplan.plans.load import squad_code
from careplan.plans.models import YearPlan
from careplan.school.models import SchoolYear, StaffMember
from careplan.secrecy import blind_index
from careplan.seeds.load import shipped_vocabulary
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.load import names_of
from careplan.sessions.meeting import Meeting
from careplan.sessions.meeting_load import as_meetings
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.schedule_files import dated
from careplan.sessions.schedule_queries import plan_in_force, published_schedule, sessions_of, stored_problem
from careplan.sessions.session_queries import SquadNames
from careplan.telling.calendar_file import Entry
from careplan.telling.identity import identities
from careplan.telling.own_beside import entries_beside
from careplan.telling.phrases import PHRASES
from careplan.telling.wording import Speech


def meetings_of(version: ScheduleVersion | None) -> tuple[Meeting, ...]:
    """The sessions of a version as it was published; none of none."""
    if version is None:
        return ()
    return as_meetings(dated(stored_problem(version), plan_in_force(version)))


class Speeches:
    """How each person is spoken to of a version: names are read once for each language."""

    def __init__(self, version: ScheduleVersion) -> None:
        self._number = version.edition or version.number
        plan = db.session.get_one(YearPlan, version.plan_id)
        self._start_year = db.session.get_one(SchoolYear, plan.year_id).start_year
        self._made: dict[str, Speech] = {}

    def of(self, language: str) -> Speech:
        if language not in self._made:
            roles = {code: _post_word(code, language) for code in shipped_vocabulary().posts}
            names: Mapping[str, str] = names_of(self._start_year, language)
            self._made[language] = Speech(language, names, roles, self._number)
        return self._made[language]


def _post_word(code: str, language: str) -> str:
    word = shipped_vocabulary().word("post", code).name(language)
    return word.lower() if language == "en" else word


def calendar_of(user: User) -> list[Entry]:
    """The person's sessions in force, those they hold a post in and those of their own squads, and what is beside."""
    if user.staff is None:
        return []
    return [*_sessions_of(user), *entries_beside(user)]


def _sessions_of(user: User) -> list[Entry]:
    version = published_schedule()
    if version is None or user.staff is None:
        return []
    rows = [row for row in sessions_of(version) if row.state != "cancelled"]
    keys = identities((row.activity.slug, tuple(squad_code(squad) for squad in row.squads)) for row in rows)
    names, english = SquadNames.now(), user.language == "en"
    return [
        _entry(row, key, names, user.staff, english)
        for row, key in zip(rows, keys, strict=True)
        if _concerns(row, user.staff)
    ]


def _concerns(row: TeamSession, person: StaffMember) -> bool:
    return any(post.staff_id == person.id for post in row.posts) or any(
        squad.counselor_id == person.id for squad in row.squads
    )


def _entry(row: TeamSession, key: str, names: SquadNames, person: StaffMember, english: bool) -> Entry:
    title = (row.activity.title_en or row.activity.title) if english else row.activity.title
    published = row.schedule.published_at or row.schedule.made_at
    return Entry(
        uid=f"{blind_index(f'session:{row.schedule.plan_id}:{key}')[:32]}@careplan",
        sequence=sequence_of(row),
        begins=begins(row.day, row.period),
        ends=ends(row.day, row.period + row.lessons - 1),
        title=f"{names.label(row.squads)} {title}",
        place=row.venue.name,
        words=_words(row, person, "en" if english else "zh"),
        changed_at=max(published, row.recorded_at or published),
    )


def sequence_of(row: TeamSession) -> int:
    """Rises with each publication and with each change of the session itself."""
    return row.schedule.number * 1000 + min(row.version, 999)


def _words(row: TeamSession, person: StaffMember, language: str) -> str:
    """Who does what; no child."""
    phrases = PHRASES[language]
    by_role: dict[str, list[str]] = {}
    for post in row.posts:
        by_role.setdefault(post.role, []).append(phrases.you if post.staff_id == person.id else post.staff.name)
    return "\n".join(
        phrases.post.format(role=_post_word(role, language), people=phrases.listed.join(people))
        for role, people in by_role.items()
    )
