"""Rules that differ only in the activity or the person, said in one sentence that names them all."""

from __future__ import annotations

from collections.abc import Sequence

from careplan.scheduling.plural import worded
from careplan.scheduling.problem import Problem
from careplan.scheduling.sentences import OF_ONE, Names, of_one, sentence

TOGETHER: dict[str, tuple[str, str]] = {
    "activities.repeats": (
        "同一个中队最多各做{max}次：{named}。",
        "A squad does each of these at most {times}: {named}.",
    ),
    "activities.after": (
        "做{named}之前，都先要做完{before}。",
        "Before any of {named} a squad has finished {before}.",
    ),
    "staff.max_per_week": (
        "{named}一周各最多带{max}课时。",
        "In one week each of {named} leads at most {max:lesson|lessons}.",
    ),
    "staff.max_per_term": (
        "{named}一学期各最多带{max}课时。",
        "In one term each of {named} leads at most {max:lesson|lessons}.",
    ),
}


def alike(problem: Problem, references: Sequence[str]) -> list[tuple[str, ...]]:
    """The references in their order, those together that are alike; one by itself is together with nothing."""
    found: dict[tuple[object, ...], list[str]] = {}
    for reference in references:
        found.setdefault(_sameness(problem, reference), []).append(reference)
    return [tuple(every) for every in found.values()]


def _sameness(problem: Problem, reference: str) -> tuple[object, ...]:
    """What is equal for rules that are alike: all that their sentence says but the name."""
    one = OF_ONE.fullmatch(reference)
    if one is None:
        return (reference,)
    kind, fields = of_one(problem, one[1], one[2], one[3], "en", {})
    return (kind, fields["before" if one[3] == "after" else "max"])


def together(references: Sequence[str]) -> str:
    """The name of rules that are alike, as short as that of one."""
    one = OF_ONE.fullmatch(references[0])
    if one is None or not references[1:]:
        return references[0]
    return f"{one[1]}.*.{one[3]} ({len(references)})"


def sentence_of(problem: Problem, references: Sequence[str], language: str, names: Names | None = None) -> str:
    """One sentence for rules that are alike."""
    parts = [one for reference in references if (one := OF_ONE.fullmatch(reference))]
    if len(parts) < 2:
        return sentence(problem, references[0], language, names)
    known, zh = names or {}, language == "zh"
    kind, fields = of_one(problem, parts[0][1], parts[0][2], parts[0][3], language, known)
    told = [known.get(one[2], one[2]) for one in parts]
    if kind.startswith("activities"):
        told = [f"“{one}”" for one in told]
    fields |= {
        "named": ("、" if zh else ", ").join(told),
        "times": "once" if fields.get("max") == 1 else f"{fields.get('max')} times",
    }
    return worded(TOGETHER[kind][not zh], fields)
