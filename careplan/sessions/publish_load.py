"""What keeps a draft from being published as things stand today, and what the principal has excepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.clock import today
from careplan.db import db
from careplan.plans.queries import current_year
from careplan.scheduling.judge import Judge, Verdict
from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk, session_key
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_models import ScheduleException
from careplan.sessions.findings import Finding, Which, by_severity, gravest, worded
from careplan.sessions.force_load import still_there
from careplan.sessions.load import names_of
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.plan_load import problem_of
from careplan.sessions.problem_load import judged_now
from careplan.sessions.schedule_queries import published_schedule, stays
from careplan.sessions.stood_queries import stood_in
from careplan.sessions.taken import Taken, beside_findings
from careplan.sessions.taken_load import taken_of

LANGUAGES = ("zh", "en")
Said = dict[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A draft judged as the school stands today: everything found, and what of it an exception covers.

    `told`: the same findings in both languages, in the same order; `rows`: the sessions' rows.
    """

    findings: tuple[Finding, ...]
    told: tuple[Said, ...]
    excepted: tuple[bool, ...]
    rows: tuple[int | None, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What keeps it from being published."""
        pairs = zip(self.findings, self.excepted, strict=True)
        return tuple(one for one, excepted in pairs if one.severity != "warning" and not excepted)

    @property
    def already(self) -> tuple[Finding, ...]:
        """What would keep it from being published, were it not so in the schedule in force already."""
        return tuple(one for one in self.findings if one.already)

    @property
    def to_sign(self) -> tuple[Said, ...]:
        """What the principal may except: nothing that cannot be."""
        found = zip(self.findings, self.told, self.excepted, strict=True)
        return tuple(told for one, told, excepted in found if one.severity == "publishing" and not excepted)

    @property
    def impossible(self) -> tuple[Finding, ...]:
        """What nobody can except: people and places that are not there, or in two places at once."""
        return tuple(one for one in self.blocking if one.severity == "placing")


def load_standing(version: ScheduleVersion, language: str) -> Standing:
    """Judge a version as things stand today; what was held or is over is beyond judging.

    What the schedule in force breaks just as much, such as a squad left short by a cancelled session, only warns.
    """
    desk, in_force = load_desk(version), published_schedule()
    judge = Judge(judged_now(problem_of(version.plan_id), desk))
    over = _over(desk)
    before = still_there(in_force, judge.problem) if in_force is not None and in_force.id != version.id else None
    judged = _Judged(judge, desk.sessions, judge(desk.sessions), gravest(judge, before) if before is not None else {})
    taken = taken_of(judge.problem)
    zh, en = (_found(judged, over, taken, one) for one in LANGUAGES)
    told = tuple(
        {"reference": one.reference, "who": one.who, "when": one.when, "zh": one.sentence, "en": other.sentence}
        for one, other in zip(zh, en, strict=True)
    )
    signed = [said for one in exceptions_of(version) for said in one.findings]
    return Standing(en if language == "en" else zh, told, tuple(one in signed for one in told), desk.rows)


def _over(desk: Desk) -> set[int]:
    """The sessions that were held or whose day is over."""
    in_force = published_schedule()
    done = {row.key for row in stood_in(in_force) if stays(row, today())} if in_force else set()
    return {place for place, one in enumerate(desk.sessions) if session_key(desk.judge, one) in done}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A draft and its verdict: judged once, told in two languages. old: how far things are off in the one in force."""

    judge: Judge
    sessions: tuple[Session, ...]
    verdict: Verdict
    old: Mapping[Which, int]


def _found(judged: _Judged, over: set[int], taken: tuple[Taken, ...], language: str) -> tuple[Finding, ...]:
    year = current_year()
    names = names_of(year.start_year if year else 0, language)
    every = worded(judged.judge, judged.sessions, judged.verdict, judged.old, language, names)
    every += tuple(beside_findings(judged.judge.index, judged.sessions, taken, language, names))
    return by_severity([one for one in every if not one.sessions or not set(one.sessions) <= over])


def exceptions_of(version: ScheduleVersion) -> list[ScheduleException]:
    """What the principal signed for a version."""
    query = select(ScheduleException).where(ScheduleException.version_id == version.id)
    return list(db.session.scalars(query.order_by(ScheduleException.id)))


def signers(exceptions: list[ScheduleException]) -> dict[int, str]:
    """The names of those who signed."""
    query = select(User).where(User.id.in_({one.signed_by for one in exceptions}))
    return {row.id: row.display_name for row in db.session.scalars(query)}
