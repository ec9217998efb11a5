"""The steps of the demo, each through the pages' own operations: roster, staff, plan, schedule, weeks, report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.children.load import findings_of, light_children
from careplan.children.roster_operations import confirm_import, preview_import
from careplan.clock import today
from careplan.db import db
from careplan.demo.cast import load_cast
from careplan.demo.founding import found, write_accounts
from careplan.demo.moments import DECISION_DAY, PLAN_DAY, ROSTER_DAY, SCHEDULE_DAY, STAFF_DAY, at
from careplan.demo.parameters import demo_school, names, texts
from careplan.demo.people import make_people
from careplan.demo.play_aid import play_aid
from careplan.demo.play_care import Given, play_care
from careplan.demo.play_case import play_case
from careplan.demo.play_children import play_changes
from careplan.demo.play_desk import play_desk
from careplan.demo.play_evaluation import play_evaluation
from careplan.demo.play_growth import play_growth
from careplan.demo.play_help import play_help
from careplan.demo.play_partners import play_partners
from careplan.demo.play_passing import play_passing
from careplan.demo.play_photos import play_photos
from careplan.demo.play_programme import play_programme
from careplan.demo.play_report import play_report_texts
from careplan.demo.play_room import play_room
from careplan.demo.play_sessions import play_sessions
from careplan.demo.play_telling import play_telling
from careplan.demo.play_training import play_training
from careplan.demo.play_upsets import play_upsets
from careplan.demo.play_voices import play_voices
from careplan.demo.play_workload import play_workload
from careplan.demo.pupils import make_pupils
from careplan.demo.roster_xlsx import write_roster
from careplan.demo.stage import Stage, finish, the_plan, user
from careplan.errors import Refused
from careplan.plans.operations import PlanWords, decide_plan, edit_plan, start_plan, submit_plan
from careplan.reports.jobs import print_draft, reports_folder, store
from careplan.reports.load import Draft, load_draft, load_year
from careplan.reports.printing import Printed
from careplan.reports.sign_operations import sign_report
from careplan.school.models import Squad
from careplan.school.queries import require_year
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.publish_operations import publish_schedule
from careplan.sessions.schedule_operations import NoSchedule, make_schedule

TRIES = 4  # each with twice the time of the one before: a slow machine gets its schedule too


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its code in the database, its name in both languages, and what it does; returns one line to print."""

    code: str
    name: str
    name_en: str
    run: Callable[[Stage], str]


def roster(stage: Stage) -> str:
    """The pupils as a school's own workbook, read back by the import: preview, then confirmation."""
    school = demo_school()
    pupils = make_pupils(stage.rng("pupils"), school, names(), ROSTER_DAY)
    stage.tick(1, 5)
    data = write_roster(pupils, school.school.name, school.school.start_year, ROSTER_DAY)
    stage.roster.write_bytes(data)
    stage.tick(2, 5)
    with at(ROSTER_DAY, 9):
        preview = preview_import(actor_id=None, file_name=stage.roster.name, data=data)
        if preview.roster_import is None:
            raise Refused(_("The demo roster has %(count)s problems.", count=len(preview.faults)))
        stage.tick(3, 5)
        row = preview.roster_import
        counts = confirm_import(actor_id=None, roster_import=row, sha256=row.sha256, digest=preview.digest)
        stage.tick(5, 5)
        finish("roster")
    counted = _left_behind_words()
    return f"{counts['added']} 名学生 pupils · {counts['classes']} 个班 classes · {counted}"


def _left_behind_words() -> str:
    """The three definitions beside each other: they do not agree."""
    found = [findings_of(child, ROSTER_DAY) for child in light_children()]
    short = {"civil_affairs": "民政口径", "census_2016": "2016排查口径", "enrolment": "学籍口径"}
    counts = (f"{word} {sum(bool(one[code].answer) for one in found)}" for code, word in short.items())
    return "留守 left behind: " + " / ".join(counts)


def staff(stage: Stage) -> str:
    """Places, people, certificates, squads, lessons, accounts."""
    people = make_people(stage.rng("people"), demo_school(), names())
    with at(STAFF_DAY, 10):
        accounts = found(people, stage.tick)
        write_accounts(accounts, stage.accounts)
        finish("staff")
    teachers = sum(one.kind == "teacher" for one in people)
    squads = db.session.scalar(select(func.count()).select_from(Squad)) or 0
    return f"{teachers} 名教师 teachers · {squads} 个中队 squads · {len(accounts)} 个账号 accounts"


def plan(stage: Stage) -> str:
    """The year plan: begun and submitted by the head counselor, approved by the principal."""
    school, head, principal = demo_school(), user("head"), user("principal")
    with at(PLAN_DAY, 15):
        made = start_plan(actor_id=head.id, year=require_year())
        words = PlanWords(
            aims=school.aims,
            sessions_per_week=made.sessions_per_week,
            term_minimum=made.term_minimum,
            term_maximum=made.term_maximum,
            budget_fen=school.budget_fen,
            methods=made.methods,
            outdoor_grades=made.outdoor_grades,
            goals={},
        )
        edit_plan(actor_id=head.id, plan=made, words=words)
        submit_plan(actor=head, plan=made)
    stage.tick(1, 2)
    with at(DECISION_DAY, 9):
        decide_plan(actor=principal, plan=made, approve=True, note=texts()["report"]["approve_note"])
        finish("plan")
    stage.tick(2, 2)
    sessions = f"{made.term_minimum}—{made.term_maximum}"
    return f"{len(made.goals)} 项目标 goals · 每学期 {sessions} 次 sessions a term · 已批准 approved"


def schedule(stage: Stage) -> str:
    """Solved, judged, stored as a draft, published."""
    version = db.session.scalars(select(ScheduleVersion).where(ScheduleVersion.state == "draft")).first()
    if version is None:
        version = _solve(stage)
    with at(SCHEDULE_DAY, 17):
        publish_schedule(actor_id=user("head").id, version=version)
        finish("schedule")
    score = f"得分 score {version.objective} · 已证下界 bound {version.bound}"
    return f"{len(version.sessions)} 次活动 sessions · {score} · 已发布 published"


def _solve(stage: Stage) -> ScheduleVersion:
    seconds, head_id = stage.seconds, user("head").id
    for remaining in reversed(range(TRIES)):
        total = seconds

        def progressed(best: int | None, bound: int | None, elapsed: float, total: float = total) -> None:
            stage.tick(round(min(elapsed, total) * 10), round(total * 10))
            stage.said("" if best is None else f"{best} ≥ {bound or 0}")

        try:
            with at(SCHEDULE_DAY, 16):
                return make_schedule(
                    actor_id=head_id,
                    plan=the_plan(),
                    seconds=seconds,
                    seed=stage.seed,
                    steady=True,
                    on_progress=progressed,
                )
        except NoSchedule as refused:
            if refused.conflict or not remaining:
                raise
            seconds *= 2
    raise AssertionError("unreachable")


def play(stage: Stage) -> str:
    """The weeks that have passed, through the pages' own operations."""
    until, first = stage.until(), require_year().terms[0].starts_on
    cast = load_cast()
    told = play_telling(stage.rng("telling"), cast)
    changes = play_changes(stage.rng("children"), cast, first, until)
    outcome = play_sessions(stage.rng("sessions"), cast, until, stage.tick)
    upset = play_upsets(stage.rng("upsets"), cast, first, until)
    care = play_care(Given(stage.rng("care"), cast, first, until))
    case = play_case(stage.rng("case"), cast, first, until)
    helped = play_aid(stage.rng("aid"), cast, first, until)
    pledges, passed = play_partners(cast, first, until), play_passing(cast, first, until)
    photos = play_photos(cast)
    talks = play_help(stage.rng("help"), cast, first, until)
    beside = play_programme(stage.rng("programme"), cast, until)
    asked = play_growth(stage.rng("growth"), cast, first, until)
    voices = play_voices(stage.rng("voices"), cast, first, until)
    room = play_room(cast, first, until)
    training = play_training(stage.rng("training"), cast, until)
    workload = play_workload(stage.rng("workload"), cast, until)
    marks = play_evaluation(until)
    finish("play")
    return " · ".join(
        [
            f"到 until {until.isoformat()}: 已开展 held {outcome['held']}",
            f"取消 cancelled {outcome['cancelled']} · 待登记 open {outcome['open']}",
            f"变动 upsets {upset}",
            f"通知 people told {told}",
            f"联系 contacts {care['contacts']}",
            f"定级 levels {case['levels']} · 登记表 forms {case['forms']} · 变动 events {case['events']}",
            f"救助 children helped {helped}",
            f"合作方承诺 pledges {pledges} · 提供 passed on {passed} · 照片 pictures {photos}",
            f"辅导 talks {talks} · 个别 counselled {room}",
            f"其他安排 beside {beside} · 自评中队 squads asked {asked}",
            f"学籍变动 changes {changes} · 困难 obstacles {voices['obstacles']}",
            f"培训 training {training}",
            f"工作量结算 workload periods {workload} · 评分 marks {marks}",
        ]
    )


def desk(stage: Stage) -> str:
    """A draft that is being worked on."""
    moved = play_desk(stage.until())
    finish("desk")
    return f"草稿 draft · 移动 moved {moved} · 锁定 locked {moved}"


def report(stage: Stage) -> str:
    """The annual report as it stands today: two sections edited, talked about, frozen, signed."""
    principal = user("principal")
    play_report_texts(stage.until())
    draft = load_draft(year=load_year(None), cut_off=stage.until(), issued_on=today())
    principal_id = principal.id
    db.session.rollback()  # nothing is held while the pages are set
    stage.tick(1, 3)
    printed = _print(draft)
    stage.tick(2, 3)
    issued = store(draft, printed, actor_id=principal_id)
    signer = user("principal")
    sign_report(actor=signer, report=issued, name=signer.display_name, day=today(), folder=reports_folder())
    finish("report")
    stage.tick(3, 3)
    return f"{issued.pages} 页 pages · {reports_folder() / issued.file_name}"


def _print(draft: Draft) -> Printed:
    """The PDF; a machine that was too busy for the first try gets a second one."""
    try:
        return print_draft(draft)
    except Refused:
        return print_draft(draft)


STEPS = (
    Step("roster", "写出并导入花名册", "roster imported", roster),
    Step("staff", "教师、场地、课表、资格", "staff, venues, lessons", staff),
    Step("plan", "年度计划制订并批准", "plan approved", plan),
    Step("schedule", "全年安排求解并发布", "schedule published", schedule),
    Step("play", "走过开学以来各周", "weeks played", play),
    Step("desk", "打开一份调整稿", "a draft on the desk", desk),
    Step("report", "出具年度工作报告", "report issued", report),
)
