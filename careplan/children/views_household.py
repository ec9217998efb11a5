"""The picture of a child's household for the templates: places from `household`, words in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.children.carer_queries import carer_now
from careplan.children.file_queries import states_on
from careplan.children.household import UNKNOWN, Household, Member, household, members_of, room_of
from careplan.children.load import PARENTS, parent_of, situation_of
from careplan.children.models import Child
from careplan.children.queries import has_namesake
from careplan.children.views import blueprint, child_word
from careplan.clock import today
from careplan.seeds.load import shipped_care
from careplan.web.filters import day, named


@blueprint.app_template_global()
def household_of(child: Child) -> Household:
    """Who lives with the child today and who is away."""
    carer = carer_now(child, today())
    return household(
        members_of(
            {one: situation_of(parent_of(child, one)) for one in PARENTS},
            carer.relation if carer else "",
            states_on(child.id, today()),
            carer is not None,
        ),
        room=lambda one: room_of(*household_lines(child, one)),
    )


@blueprint.app_template_global()
def namesake_mark(child: Child) -> str:
    """What tells the child from a classmate of the same name; nothing where there is none."""
    if not has_namesake(child):
        return ""
    sex, birth = child_word("sex", child.sex), day(child.birth_date)
    return _("A classmate has the same name. This one: %(sex)s, born %(day)s.", sex=sex, day=birth)


@blueprint.app_template_global()
def household_lines(child: Child, member: Member | None) -> tuple[str, str]:
    """The two lines below a person: who it is, and what matters of them ("" for nothing). None: the child."""
    if member is None:
        return _("child"), _("boards") if child.boards else ""
    if member.cares and member.at_home:
        return member_word(member), _("cares")
    return member_word(member), "" if member.state == "home" else member_state(member)


@blueprint.app_template_global()
def member_word(member: Member) -> str:
    """Father, mother, or the school's own word for the carer."""
    return member.word[:6] or {"father": _("Father"), "mother": _("Mother")}.get(member.relation, _("Carer"))


@blueprint.app_template_global()
def member_state(member: Member) -> str:
    """Where somebody is, in a few words; what an authority found stands as “not at home”: many see the picture."""
    short = {"home": _("at home"), "away": _("works away"), "dead": _("has died"), UNKNOWN: _("not known")}
    if member.state in short:
        return short[member.state]
    return _("not at home") if not member.at_home else _state_name(member.state)


def _state_name(code: str) -> str:
    state = shipped_care().states.get(code)
    return named(state) if state else code


@blueprint.app_template_global()
def household_words(child: Child, house: Household) -> str:
    """The picture in words, for who hears the page read aloud."""
    here = [member_word(one.member) for one in house.inside if one.member]
    away = [f"{member_word(one.member)} ({member_state(one.member)})" for one in house.outside if one.member]
    parts = [
        _("In the house: %(who)s.", who=_(", ").join([child.name, *here])),
        _("Beside it: %(who)s.", who=_(", ").join(away)) if away else "",
        _("Boards at school.") if child.boards else "",
    ]
    return " ".join(part for part in parts if part)
