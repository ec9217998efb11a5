"""Words of aid as the pages show them, in the reader's language."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from careplan.aid import words
from careplan.aid.evenness import SORTS
from careplan.aid.forecast import ENDS, LASTS, Outlook
from careplan.aid.load import happened, paid_fen
from careplan.aid.models import AidCase, Duty, KnownCost
from careplan.aid.money import shown
from careplan.aid.views_rights import blueprint
from careplan.aid.windows import MONTHLY, ONCE, STATES, Window
from careplan.seeds.load import shipped_aid
from careplan.web.filters import day as day_word
from careplan.web.filters import in_english

PAIRS = {
    "step": words.STEP_WORDS,
    "standing": words.STANDING_WORDS,
    "entry": words.ENTRY_WORDS,
    "paper": words.PAPER_WORDS,
    "duty": STATES,
    "help": SORTS,
}
DUTY_TONES = {"missed": "bad", "open": "warn", "done": "good", "late": "good", "excused": "quiet", "coming": "quiet"}


@blueprint.app_template_filter("fen")
def fen_word(fen: int | None) -> str:
    """¥4,000 from whole fen, without a float on the way; — for None."""
    return shown(fen)


@blueprint.app_template_filter("aid_word")
def aid_word(code: str, group: str) -> str:
    """A code's word: of `kind`, `giver` and `purpose` from the seed data, of the others from PAIRS."""
    if group in PAIRS:
        return PAIRS[group].get(code, (code, code))[in_english()]
    seeds = shipped_aid()
    found = {"kind": seeds.kinds, "giver": seeds.givers, "purpose": seeds.purposes}[group].get(code)
    return (found.en if in_english() else found.zh) if found else code


@blueprint.app_template_global()
def case_standing(case: AidCase) -> tuple[str, str]:
    """How a case stands: its word, and the tone of its pill."""
    code = words.standing_word(happened(case), monthly=case.monthly, paid=paid_fen(case))
    return aid_word(code, "standing"), words.TONES.get(code, "quiet")


@blueprint.app_template_global()
def case_giver(case: AidCase) -> str:
    """The office's own name, else what sort of giver it is."""
    return case.agency or aid_word(case.giver, "giver")


@blueprint.app_template_global()
def duty_title(duty: Duty) -> str:
    """Its own words, else those of what it was started from."""
    preset = shipped_aid().presets.get(duty.preset)
    if duty.title or preset is None:
        return duty.title or duty.preset
    return preset.en if in_english() else preset.zh


@blueprint.app_template_global()
def duty_tone(state: str) -> str:
    return DUTY_TONES[state]


@blueprint.app_template_global()
def window_word(window: Window) -> str:
    """13 – 17 Nov 2026 or 2026年11月13日—17日."""
    if window.opens == window.closes:
        return day_word(window.opens)
    if (window.opens.year, window.opens.month) == (window.closes.year, window.closes.month):
        if in_english():
            return f"{window.opens.day} – {day_word(window.closes)}"
        return f"{day_word(window.opens)}—{window.closes.day}日"
    same_year = window.opens.year == window.closes.year
    first = day_word(window.opens, "short") if in_english() and same_year else day_word(window.opens)
    last = day_word(window.closes, "short") if not in_english() and same_year else day_word(window.closes)
    return f"{first} – {last}"


def _month_day(month: int, day: int) -> str:
    """5月25日 or 25 May, of any year; 29 February exists."""
    return day_word(date(2028, month, min(day, monthrange(2028, month)[1])), "short")


@blueprint.app_template_global()
def duty_when(duty: Duty) -> str:
    """When it is due, in words."""
    if duty.rhythm == ONCE:
        return _("once, until %(day)s", day=day_word(duty.until))
    if duty.rhythm == MONTHLY:
        if duty.first_day == duty.last_day:
            return _("every month on day %(first)s", first=duty.first_day)
        return _("every month from day %(first)s to day %(last)s", first=duty.first_day, last=duty.last_day)
    return _(
        "every year from %(first)s to %(last)s",
        first=_month_day(duty.first_month, duty.first_day),
        last=_month_day(duty.last_month, duty.last_day),
    )


@blueprint.app_template_global()
def pauses_word(pauses: Iterable[int]) -> str:
    """Months in which a duty rests."""
    return (", " if in_english() else "、").join(str(month) if in_english() else f"{month}月" for month in pauses)


@blueprint.app_template_global()
def cost_when(cost: KnownCost) -> str:
    """How often a cost comes."""
    if cost.rhythm == "monthly":
        said = _("every month on day %(first)s", first=cost.day)
        return said + _(", not in the holidays") if cost.school_time else said
    return words.COST_RHYTHMS[cost.rhythm][in_english()]


@blueprint.app_template_global()
def outlook_word(outlook: Outlook | None) -> str:
    """“The money ends on …”, or why there is no date."""
    if outlook is None:
        return _("no aid")
    if outlook.state == ENDS:
        return day_word(outlook.ends_on)
    if outlook.state == LASTS:
        return _("lasts two years and more")
    return _("no known costs")
