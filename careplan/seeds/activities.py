"""An activity of the library (S4, S18, S29): one file, concrete enough to be held from the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from careplan.seeds.bands import GRADES, Goal
from careplan.seeds.source import Source
from careplan.seeds.table import Table, root
from careplan.seeds.words import Vocabulary

LESSON_MINUTES = 40  # DOMAIN: primary school lessons are 40 minutes
MOST_LESSONS = 2
MOST_GOALS = 3


@dataclass(frozen=True, slots=True)
class SeedPost:
    """A staff post. qualification "" = any teacher."""

    role: str
    qualification: str


@dataclass(frozen=True, slots=True)
class SeedStep:
    """A step of the activity, in minutes."""

    minutes: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SeedActivity:
    """An activity. goals: the first is the main one. lessons: of 40 minutes. cost_fen: for one session.

    after: slugs of activities that a squad must have had before (S19). path: its file.
    """

    slug: str
    title: str
    title_en: str
    goals: tuple[str, ...]
    grades: tuple[int, ...]
    method: str
    strand: str
    channel: str
    tier: str
    domains: tuple[str, ...]
    abilities: tuple[str, ...]
    principles: tuple[str, ...]
    audiences: tuple[str, ...]
    lessons: int
    group_size: tuple[int, int]
    meets: str
    venue_kinds: tuple[str, ...]
    seasons: tuple[str, ...]
    staff: tuple[SeedPost, ...]
    cost_fen: int
    after: tuple[str, ...]
    purpose: str
    basis: str
    materials: tuple[str, ...]
    safety: tuple[str, ...]
    success: tuple[str, ...]
    family: str
    steps: tuple[SeedStep, ...]
    path: str


def read_activity(source: Source, stem: str, vocabulary: Vocabulary, goals: dict[str, Goal]) -> SeedActivity:
    """A file of `activities/`; `stem` is the file's name without .toml, `goals` those of the plan's bands."""
    top = root(source)
    activity = SeedActivity(
        slug=top.text("slug"),
        title=top.text("title"),
        title_en=top.text("title_en"),
        goals=top.codes("goals", goals, least=1),
        grades=top.wholes("grades", GRADES[0], GRADES[-1]),
        **_kinds(top, vocabulary),
        lessons=top.whole("lessons", 1, MOST_LESSONS),
        group_size=_group_size(top),
        meets=top.code("meets", ("squad", "grade")),
        staff=_staff(top, vocabulary),
        cost_fen=top.whole("cost_fen"),
        after=top.words("after"),
        purpose=top.text("purpose"),
        basis=top.text("basis"),
        materials=top.words("materials"),
        safety=top.words("safety"),
        success=top.words("success", least=1),
        family=top.text("family", default=""),
        steps=_steps(top),
        path=source.path,
    )
    top.done()
    _check(top, activity, stem)
    return activity


def _kinds(top: Table, vocabulary: Vocabulary) -> dict[str, Any]:
    """What the vocabulary has words for."""
    return {
        "method": top.code("method", vocabulary.methods),
        "strand": top.code("strand", vocabulary.strands),
        "channel": top.code("channel", vocabulary.channels),
        "tier": top.code("tier", vocabulary.tiers),
        "domains": top.codes("domains", vocabulary.domains, least=1),
        "abilities": top.codes("abilities", vocabulary.abilities, least=1),
        "principles": top.codes("principles", vocabulary.principles, least=1),
        "audiences": top.codes("audiences", vocabulary.audiences, least=1),
        "venue_kinds": top.codes("venue_kinds", vocabulary.venue_kinds, least=1),
        "seasons": top.codes("seasons", vocabulary.seasons, least=1),
    }


def _group_size(top: Table) -> tuple[int, int]:
    sizes = top.wholes("group_size", 1, 1000, least=2)
    if len(sizes) != 2 or sizes[0] > sizes[1]:
        top.fault("group_size", "`group_size` must be the fewest and the most pupils, as [10, 50]")
        return (1, 1)
    return (sizes[0], sizes[1])


def _staff(top: Table, vocabulary: Vocabulary) -> tuple[SeedPost, ...]:
    posts = []
    for table in top.tables("staff", least=1):
        role = table.code("role", vocabulary.posts)
        given = table.text("qualification", default="")
        if given and given not in vocabulary.qualifications:
            table.fault("qualification", f"the qualification “{given}” is not known")
        table.done()
        posts.append(SeedPost(role, given))
    return tuple(posts)


def _steps(top: Table) -> tuple[SeedStep, ...]:
    steps = []
    for table in top.tables("steps", least=1):
        steps.append(SeedStep(table.whole("minutes", 1, 80), table.text("title"), table.text("text")))
        table.done()
    return tuple(steps)


def _check(top: Table, activity: SeedActivity, stem: str) -> None:
    if activity.slug != stem:
        top.fault("slug", f"the slug “{activity.slug}” is not the file's name “{stem}”")
    if len(activity.goals) > MOST_GOALS:
        top.fault("goals", f"{len(activity.goals)} goals; an activity serves at most {MOST_GOALS}")
    minutes, wanted = sum(step.minutes for step in activity.steps), activity.lessons * LESSON_MINUTES
    if activity.steps and minutes != wanted:
        lessons = "1 lesson has" if activity.lessons == 1 else f"{activity.lessons} lessons have"
        top.fault("steps", f"the steps take {minutes} minutes, but {lessons} {wanted}")
    if not any(post.role in ("leader", "expert") for post in activity.staff):
        top.fault("staff", "nobody leads: one post must be leader or expert")
    if activity.method == "outdoor" and not any(
        post.role == "safety" or post.qualification == "outdoor-safety" for post in activity.staff
    ):
        top.fault("staff", "an outdoor challenge needs a safety post (S33)")
