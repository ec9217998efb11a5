"""Aid for some children: a grant split in two, an allowance that rises, deliveries in mid-month (C26–C35)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from careplan.accounts.models import User
from careplan.aid.case_operations import change_rate, note_step, open_case
from careplan.aid.cost_operations import add_cost
from careplan.aid.duty_operations import make_duty, record_duty
from careplan.aid.ledger_operations import add_entry, split_money
from careplan.aid.load import occurrences_of
from careplan.aid.models import AidCase, Duty
from careplan.aid.queries import all_duties
from careplan.aid.starting_operations import pattern_of_preset, start_school
from careplan.aid.windows import DONE, LATE
from careplan.aid.words import CaseWords, CostWords, DutyWords, EntryWords, RecordWords
from careplan.casework.models import CareAssignment
from careplan.children.models import Child
from careplan.db import db
from careplan.demo.cast import Cast, watched_children
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.seeds.load import shipped_aid

OTHERS = 8
SCHOOL_DUTIES = ("autumn-survey", "first-visits", "winter-safety", "parents-home", "spring-update", "second-visits")


@dataclass(frozen=True, slots=True)
class Helped:
    """A child with the person responsible: account and staff."""

    child: Child
    user_id: int
    staff_id: int


@dataclass(frozen=True, slots=True)
class Aid:
    """What the term's aid is played from."""

    rng: Random
    first: date
    until: date

    def day(self, month: int, day: int) -> date:
        """A day of the school year that begins in September."""
        return date(self.first.year + (month < self.first.month), month, day)

    def reached(self, month: int, day: int) -> bool:
        return self.day(month, day) < self.until


def play_aid(rng: Random, cast: Cast, first: date, until: date) -> int:
    """Aid and duties before `until`; returns how many children are helped."""
    aid = Aid(rng, first, until)
    chosen = _chosen(aid, cast)
    head = cast.users["psychologist"]
    with at(first, 9):
        start_school(actor_id=head.id, codes=SCHOOL_DUTIES, staff_id=head.staff_id or 0, since=first)
    _survey(aid, head)
    if not chosen:
        return 0
    _story(aid, chosen[0])
    plays = (_charity_that_ends, _clothes, _student_grant, _refused, _allowance)
    for number, helped in enumerate(chosen[1:]):
        plays[number % len(plays)](aid, helped)
        _looks(aid, helped)
    return len(chosen)


def _survey(aid: Aid, head: User) -> None:
    """The survey of September is done."""
    duty = next(one for one in all_duties() if one.preset == "autumn-survey")
    time = occurrences_of(duty, aid.first)[0]
    day = aid.day(9, 18)
    if day < aid.until:
        with at(day, 16):
            words = RecordWords(time.window.opens, day, "", "", texts()["aid"]["survey"] + texts()["mark"])
            record_duty(actor_id=head.id, duty=duty, staff_id=head.staff_id, words=words)


def _chosen(aid: Aid, cast: Cast) -> list[Helped]:
    """Watched children whose class teacher answers for them; the first one's teacher is the first with an account."""
    owners = {
        one.child_id: cast.by_staff[one.staff_id]
        for one in db.session.query(CareAssignment).filter(CareAssignment.until.is_(None))
        if one.staff_id in cast.by_staff
    }
    close = [one.child for one in watched_children(aid.until) if one.close and one.child.id in owners]
    able = [one for one in close if one.squad.counselor_id == owners[one.id].staff_id]
    if not able:
        return []
    boarders = [one for one in able if one.boards] or able
    story = min(boarders, key=lambda child: (owners[child.id].id, child.id))
    rest = [one for one in able if one.id != story.id]
    picked = [story, *aid.rng.sample(rest, min(OTHERS, len(rest)))]
    return [Helped(one, owners[one.id].id, owners[one.id].staff_id or 0) for one in picked]


def _case(aid: Aid, helped: Helped, kind: str, giver: str, day: date, fen: int | None, **more: object) -> AidCase:
    words: dict[str, object] = {
        "agency": texts()["aid"]["agencies"].get(giver, "") + texts()["mark"],
        "monthly": False,
        "pay_day": None,
        "ends_on": None,
        "for_costs": True,
        "note": "",
        "state": "granted",
        **more,
    }
    with at(day, 10):
        return open_case(
            actor_id=helped.user_id,
            child=helped.child,
            words=CaseWords(kind=kind, giver=giver, day=day, fen=fen, **words),  # type: ignore[arg-type]
        )


def _line(
    helped: Helped, case: AidCase, kind: str, day: date, fen: int | None, purpose: str = "", what: str = ""
) -> None:
    with at(day, 11):
        words = EntryWords(kind, day, fen, purpose, what + texts()["mark"] if what else "")
        add_entry(actor_id=helped.user_id, case=case, words=words)


def _boarding(aid: Aid, helped: Helped, fen: int) -> None:
    with at(aid.first, 9):
        cost = CostWords("boarding", fen, "monthly", 15, aid.first, None, school_time=True)
        add_cost(actor_id=helped.user_id, child=helped.child, words=cost)


def _duty(aid: Aid, helped: Helped, code: str, since: date, case: AidCase | None = None) -> Duty:
    with at(since, 9):
        pattern = pattern_of_preset(shipped_aid().presets[code], since)
        words = DutyWords(code, "", pattern, case.id if case else None)
        return make_duty(actor_id=helped.user_id, child=helped.child, words=words, staff_id=helped.staff_id)


def _done(aid: Aid, helped: Helped, duty: Duty, day: date, fen: int | None = None, goods: str = "") -> None:
    words = texts()["aid"]
    time = next(one for one in occurrences_of(duty, day) if one.window.opens <= day <= one.window.closes)
    if day >= aid.until or time.state in (DONE, LATE):
        return
    with at(day, 16):
        record_duty(
            actor_id=helped.user_id,
            duty=duty,
            staff_id=helped.staff_id,
            words=RecordWords(
                opens=time.window.opens,
                done_on=day,
                asked=words["asked"] + texts()["mark"],
                how_child=aid.rng.choice(words["how"]) + texts()["mark"],
                note="",
                fen=fen,
                purpose="boarding" if fen else "clothes",
                goods=goods + texts()["mark"] if goods else "",
            ),
        )


def _story(aid: Aid, helped: Helped) -> None:
    """The plan's own story: 4,000 for debt and prepayment, 245 a month that becomes 650, the fee each mid-month."""
    words = texts()["aid"]
    _boarding(aid, helped, 40000)
    monthly = _case(aid, helped, "subsistence", "street", aid.first, 24500, monthly=True, pay_day=10)
    if aid.reached(9, 25):
        grant = _case(aid, helped, "temporary", "street", aid.day(9, 8), 400000, state="asked")
        with at(aid.day(9, 18), 10):
            day = aid.day(9, 18)
            note_step(actor_id=helped.user_id, case=grant, state="granted", day=day, fen=400000, note="")
        _line(helped, grant, "paid", aid.day(9, 22), 400000)
        with at(aid.day(9, 23), 10):
            parts = {"debt": 300000, "prepayment": 100000}
            split_money(actor_id=helped.user_id, case=grant, day=aid.day(9, 23), parts=parts)
        _line(helped, grant, "spent", aid.day(9, 24), 300000, "debt", words["debt"])
        _line(helped, grant, "spent", aid.day(9, 24), 100000, "prepayment", words["ahead"])
    for month, fen in ((9, 24500), (10, 24500), (11, 65000), (12, 65000), (1, 65000)):
        if month == 11 and aid.reached(11, 2):
            with at(aid.day(11, 2), 10):
                note = words["decision"] + texts()["mark"]
                change_rate(actor_id=helped.user_id, case=monthly, since=aid.day(11, 1), fen=65000, note=note)
        if aid.reached(month, 10):
            _line(helped, monthly, "paid", aid.day(month, 10), fen)
    if aid.reached(9, 20):
        _story_duties(aid, helped, monthly)


def _story_duties(aid: Aid, helped: Helped, monthly: AidCase) -> None:
    duty = _duty(aid, helped, "monthly-delivery", aid.day(9, 20), monthly)
    for month, fen_brought in ((10, None), (11, 40000), (12, 40000), (1, 40000)):
        if aid.reached(month, 15):
            _done(aid, helped, duty, aid.day(month, 15), fen_brought)
    _duty(aid, helped, "childrens-day", aid.day(9, 20))
    _duty(aid, helped, "new-year", aid.day(9, 20))


def _charity_that_ends(aid: Aid, helped: Helped) -> None:
    """1,200 for boarding: it lasts three months."""
    _boarding(aid, helped, 40000)
    if aid.reached(9, 29):
        case = _case(aid, helped, "charity", "charity", aid.day(9, 28), 120000)
        _line(helped, case, "paid", aid.day(9, 28), 120000)
        duty = _duty(aid, helped, "monthly-delivery", aid.day(10, 1), case)
        if aid.reached(10, 14):
            _done(aid, helped, duty, aid.day(10, 14), 40000)


def _clothes(aid: Aid, helped: Helped) -> None:
    """Winter clothes, and things for school without a value."""
    words = texts()["aid"]
    case = _case(aid, helped, "charity", "charity", aid.first, None, for_costs=False)
    _line(helped, case, "goods", aid.first, None, "study", words["study"])
    duty = _duty(aid, helped, "winter-clothes", aid.first, case)
    if aid.reached(11, 12):
        _done(aid, helped, duty, aid.day(11, 12), goods=words["clothes"])


def _student_grant(aid: Aid, helped: Helped) -> None:
    """Granted and on its way: half of it has arrived."""
    if aid.reached(10, 20):
        case = _case(aid, helped, "student", "education", aid.day(9, 10), 50000, state="asked")
        day = aid.day(10, 12)
        with at(day, 10):
            note_step(actor_id=helped.user_id, case=case, state="granted", day=day, fen=50000, note="")
        _line(helped, case, "paid", aid.day(10, 18), 25000)


def _refused(aid: Aid, helped: Helped) -> None:
    if aid.reached(10, 10):
        case = _case(aid, helped, "temporary", "street", aid.day(9, 15), 200000, state="asked")
        day, note = aid.day(10, 9), texts()["aid"]["refused"] + texts()["mark"]
        with at(day, 10):
            note_step(actor_id=helped.user_id, case=case, state="refused", day=day, fen=None, note=note)


def _allowance(aid: Aid, helped: Helped) -> None:
    """A monthly allowance for daily life, which pays no fee."""
    case = _case(
        aid, helped, "unsupported", "civil-affairs", aid.first, 100000, monthly=True, pay_day=20, for_costs=False
    )
    for month in (9, 10, 11, 12, 1):
        if aid.reached(month, 20):
            _line(helped, case, "paid", aid.day(month, 20), 100000)


def _looks(aid: Aid, helped: Helped) -> None:
    """A look at the child each month; some were missed."""
    duty = _duty(aid, helped, "monthly-look", aid.first)
    for month in (9, 10, 11, 12, 1):
        day = aid.day(month, 20) + timedelta(days=aid.rng.randrange(6))
        if day < aid.until and aid.rng.random() >= texts()["aid"]["missed"]:
            _done(aid, helped, duty, day)
