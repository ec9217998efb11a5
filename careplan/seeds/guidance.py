"""Small lists that pages show: the order of a squad meeting, where to turn for help, the documents."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.seeds.source import Source
from careplan.seeds.table import Table, root
from careplan.seeds.words import Sentence


@dataclass(frozen=True, slots=True)
class CeremonyStep:
    """A step of a themed squad meeting. words: what is called out; may be empty."""

    order: int
    phase: str
    zh: str
    en: str
    words: str
    ref: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number to call (S9, S32). example: check it for your place."""

    number: str
    zh: str
    en: str
    text: str
    text_en: str
    example: bool
    ref: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A document. kind: "seen" (checked at its source) or "law" (read in full)."""

    code: str
    kind: str
    title: str
    title_en: str
    number: str
    date: str
    use: str
    use_en: str


def read_ceremony(source: Source, refs: dict[str, Sentence]) -> tuple[CeremonyStep, ...]:
    """ceremony.toml, in order; the numbers run from 1 without a gap."""
    top = root(source)
    steps = []
    for number, table in enumerate(top.tables("step", least=1), 1):
        step = CeremonyStep(
            order=table.whole("order", 1),
            phase=table.code("phase", ("preparation", "formal")),
            zh=table.text("zh"),
            en=table.text("en"),
            words=table.text("words", default=""),
            ref=table.codes("ref", refs, least=1),
        )
        if step.order != number:
            table.fault("order", f"step {step.order} stands in place {number}")
        table.done()
        steps.append(step)
    top.done()
    return tuple(steps)


def read_hotlines(source: Source, refs: dict[str, Sentence]) -> tuple[Hotline, ...]:
    """hotlines.toml."""
    top = root(source)
    found = tuple(_hotline(table, refs) for table in top.tables("hotline", least=1))
    top.done()
    return found


def _hotline(table: Table, refs: dict[str, Sentence]) -> Hotline:
    line = Hotline(
        number=table.text("number"),
        zh=table.text("zh"),
        en=table.text("en"),
        text=table.text("text"),
        text_en=table.text("text_en"),
        example=table.flag("example", default=False),
        ref=table.codes("ref", refs, least=1),
    )
    table.done()
    return line


def read_policies(source: Source) -> tuple[Policy, ...]:
    """policy_refs.toml."""
    top = root(source)
    found = tuple(_policy(table) for table in top.tables("policy", least=1))
    top.done()
    return found


def _policy(table: Table) -> Policy:
    policy = Policy(
        code=table.text("code"),
        kind=table.code("kind", ("seen", "law")),
        title=table.text("title"),
        title_en=table.text("title_en"),
        number=table.text("number", default=""),
        date=table.text("date", default=""),
        use=table.text("use"),
        use_en=table.text("use_en"),
    )
    table.done()
    return policy
