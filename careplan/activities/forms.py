"""The form of an activity. Lists are one entry a line; a step is `minutes | title | what happens`."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _t
from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from careplan.activities.models import Activity
from careplan.activities.queries import bands_with_goals
from careplan.activities.words import LESSON_MINUTES, ActivityWords, minutes_of
from careplan.seeds.load import shipped_vocabulary
from careplan.web.fields import LineField, TextField, VersionedForm, WholeNumberField
from careplan.web.filters import in_english
from careplan.web.text import whole_number

NEEDED = DataRequired(_("Please fill this in."))
GIVEN = InputRequired(_("Please fill this in."))
"""For dates and numbers: 0 is an answer, and a wrong date has words of its own."""
ROOM = 12000
LEADER, MAX_POSTS = "leader", 10


class BoxesField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ActivityForm(VersionedForm):
    """Everything of an activity; the choices come from the vocabulary and the school's goals."""

    title = LineField(_("Title"), [NEEDED], maximum=60)
    title_en = LineField(_("English title"), maximum=120)
    goals = BoxesField(_("Goals"), [InputRequired(_("Please choose at least one goal."))])
    grades = BoxesField(_("Grades"), [InputRequired(_("Please choose at least one grade."))], coerce=int)
    method = SelectField(_("Method"))
    strand = SelectField(_("Strand"))
    channel = SelectField(_("Channel"))
    tier = SelectField(_("For whom"))
    lessons = SelectField(_("Lessons of 40 minutes"), choices=[(1, "1"), (2, "2")], coerce=int)
    meets = SelectField(_("Who meets"), choices=[("squad", _("one squad")), ("grade", _("a whole grade"))])
    group_min = WholeNumberField(_("Pupils, at least"), [GIVEN, NumberRange(1, 2000)])
    group_max = WholeNumberField(_("Pupils, at most"), [GIVEN, NumberRange(1, 2000)])
    venue_kinds = BoxesField(_("Where"), [InputRequired(_("Please choose at least one kind of place."))])
    seasons = BoxesField(_("Season"), [InputRequired(_("Please choose a season, or any."))])
    audiences = BoxesField(_("Who takes part"))
    domains = BoxesField(_("Areas"))
    abilities = BoxesField(_("Abilities"))
    principles = BoxesField(_("Principles"))
    cost_yuan = WholeNumberField(_("Cost of one session"), [Optional(), NumberRange(0, 1_000_000)])
    posts = TextField(_("Staff posts"), [NEEDED])
    purpose = TextField(_("Purpose"), [NEEDED])
    basis = TextField(_("Why it works"))
    materials = TextField(_("Materials"))
    steps = TextField(_("Steps"), [NEEDED], maximum=ROOM)
    safety = TextField(_("Safety"))
    success = TextField(_("How to tell that it worked"))
    family = TextField(_("What the family can do"))

    def offer(self) -> None:
        """Fill the choices."""
        words, zh = shipped_vocabulary(), not in_english()
        for name, kind in _KINDS.items():
            listed = getattr(words, kind).values()
            self[name].choices = [(word.code, word.zh if zh else word.en) for word in listed]
        self.goals.choices = [
            (goal.code, f"{band.name if zh else band.name_en} · {goal.name if zh else goal.name_en}")
            for band in bands_with_goals()
            for goal in band.goals
        ]
        self.grades.choices = [(grade, str(grade)) for grade in range(1, 7)]

    def validate_group_max(self, field: Any) -> None:
        if self.group_min.data and field.data and field.data < self.group_min.data:
            raise ValidationError(_t("Must not be below the least."))

    def validate_steps(self, field: Any) -> None:
        steps = read_steps(field.data or "")
        wanted = (self.lessons.data or 1) * LESSON_MINUTES
        if minutes_of(steps) != wanted:
            raise ValidationError(
                _t("The steps take %(has)s minutes; they must fill %(wanted)s.", has=minutes_of(steps), wanted=wanted)
            )

    def validate_posts(self, field: Any) -> None:
        posts = read_posts(field.data or "")
        if not any(post["role"] == LEADER for post in posts):
            raise ValidationError(_t("Somebody must lead: please list a leader among the posts."))
        if len(posts) > MAX_POSTS:
            raise ValidationError(_t("At most %(most)s posts, please.", most=MAX_POSTS))

    def words(self) -> ActivityWords:
        """What a valid form says."""
        values: dict[str, Any] = {}
        plain = ("title", "title_en", "method", "strand", "channel", "tier", "purpose", "basis", "family", "meets")
        lists = ("goals", "grades", "domains", "abilities", "principles", "audiences", "venue_kinds", "seasons")
        values.update({name: self[name].data or "" for name in plain})
        values.update({name: list(self[name].data or []) for name in lists})
        return ActivityWords(
            **values,
            lessons=self.lessons.data,
            group_min=self.group_min.data or 0,
            group_max=self.group_max.data or 0,
            posts=read_posts(self.posts.data or ""),
            cost_fen=(self.cost_yuan.data or 0) * 100,
            materials=_lines(self.materials.data),
            safety=_lines(self.safety.data),
            success=_lines(self.success.data),
            steps=read_steps(self.steps.data or ""),
        )


_KINDS = {
    "method": "methods",
    "strand": "strands",
    "channel": "channels",
    "tier": "tiers",
    "venue_kinds": "venue_kinds",
    "seasons": "seasons",
    "audiences": "audiences",
    "domains": "domains",
    "abilities": "abilities",
    "principles": "principles",
}


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def read_steps(text: str) -> list[dict[str, Any]]:
    """Lines `5 | Title | What happens`; ValidationError names the line that is none."""
    steps = []
    for number, line in enumerate(_lines(text), 1):
        parts = [part.strip() for part in re.split(r"[|｜]", line, maxsplit=2)]
        minutes = whole_number(parts[0])
        if len(parts) != 3 or minutes is None or not 1 <= minutes <= 80 or not parts[1]:
            raise ValidationError(_t("Line %(n)s: please write minutes | title | what happens.", n=number))
        steps.append({"minutes": minutes, "title": parts[1], "text": parts[2]})
    return steps


def read_posts(text: str) -> list[dict[str, str]]:
    """Lines `leader | 少先队辅导员培训合格`, the qualification by name or code, empty for any teacher."""
    words = shipped_vocabulary()
    posts = {name: code for code, word in words.posts.items() for name in (code, word.zh, word.en)}
    held = {name: code for code, word in words.qualifications.items() for name in (code, word.zh, word.en)}
    found = []
    for number, line in enumerate(_lines(text), 1):
        role, _bar, qualification = (part.strip() for part in re.sub("｜", "|", line).partition("|"))
        if role not in posts or (qualification and qualification not in held):
            raise ValidationError(_t("Line %(n)s: this post or qualification is not known.", n=number))
        found.append({"role": posts[role], "qualification": held[qualification] if qualification else ""})
    return found


def shown(activity: Activity) -> dict[str, Any]:
    """The form's values for an activity."""
    words, zh = shipped_vocabulary(), not in_english()
    values = {column.key: getattr(activity, column.key) for column in Activity.__table__.columns}
    values["posts"] = "\n".join(
        f"{words.word('post', post['role']).name('zh' if zh else 'en')} | "
        + (
            words.word("qualification", post["qualification"]).name("zh" if zh else "en")
            if post["qualification"]
            else ""
        )
        for post in activity.posts
    )
    values["steps"] = "\n".join(
        f"{step['minutes']} | {step['title']} | {' '.join(str(step['text']).split())}" for step in activity.steps
    )
    for name in ("materials", "safety", "success"):
        values[name] = "\n".join(getattr(activity, name))
    values["cost_yuan"] = activity.cost_fen // 100
    values["version"] = str(activity.version)
    return values
