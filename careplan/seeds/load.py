"""Reads the whole of `seed_data/` and checks it: all nouns, or all faults at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from careplan.seeds.activities import SeedActivity, read_activity
from careplan.seeds.aid import AidSeeds, read_aid
from careplan.seeds.bands import BandSet, Goal, read_band_set
from careplan.seeds.calendar import SeedCalendar, read_calendar
from careplan.seeds.care import Care, Playbooks, read_care, read_playbooks
from careplan.seeds.findings import read_severities
from careplan.seeds.guidance import (
    CeremonyStep,
    Hotline,
    Policy,
    read_ceremony,
    read_hotlines,
    read_policies,
)
from careplan.seeds.indicators import IndicatorSet, read_indicators
from careplan.seeds.library import check_library, check_offers
from careplan.seeds.source import Fault, SeedError, Source, read_source
from careplan.seeds.words import Sentence, Vocabulary, read_sentences, read_vocabulary

PLAN_BANDS = "plan"


@dataclass(frozen=True, slots=True)
class Seeds:
    """Everything in `seed_data/` but the roster. Band sets, calendars and indicator sets by their code."""

    sentences: dict[str, Sentence]
    vocabulary: Vocabulary
    band_sets: dict[str, BandSet]
    calendars: dict[str, SeedCalendar]
    indicator_sets: dict[str, IndicatorSet]
    ceremony: tuple[CeremonyStep, ...]
    hotlines: tuple[Hotline, ...]
    policies: tuple[Policy, ...]
    activities: tuple[SeedActivity, ...]
    severities: dict[str, str]
    care: Care
    playbooks: Playbooks
    aid: AidSeeds

    @property
    def goals(self) -> dict[str, Goal]:
        """The goals of all band sets by code."""
        return {code: goal for one in self.band_sets.values() for code, goal in one.goals.items()}


def seed_folder() -> Path:
    """`seed_data/` beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parents[1]
    beside, inside = package.parent / "seed_data", package / "seed_data"
    return beside if beside.is_dir() else inside


def load_seeds(folder: Path | None = None) -> Seeds:
    """Read and check all; raises SeedError with every fault."""
    seeds, faults = check_seeds(folder)
    if faults:
        raise SeedError(faults)
    return seeds


@cache
def shipped_seeds() -> Seeds:
    """The seed data this program came with, read once."""
    return load_seeds()


def shipped_vocabulary() -> Vocabulary:
    """The shipped words, read once: what every page needs."""
    return _frame().vocabulary


def shipped_band_sets() -> dict[str, BandSet]:
    """The shipped sets of bands by code, read once."""
    return _frame().band_sets


def shipped_calendars() -> dict[str, SeedCalendar]:
    """The shipped calendars by school year, read once."""
    return _frame().calendars


def shipped_hotlines() -> tuple[Hotline, ...]:
    """Where to turn for help (S9), read once."""
    return _frame().hotlines


def shipped_severities() -> dict[str, str]:
    """How grave a breach of each rule is, read once."""
    return _frame().severities


def shipped_care() -> Care:
    """Care levels, presets, categories and family states, read once."""
    return _frame().care


def shipped_playbooks() -> Playbooks:
    """What follows each kind of event, read once."""
    return _frame().playbooks


def shipped_aid() -> AidSeeds:
    """Kinds, givers and purposes of aid, and the duties to start from, read once."""
    return _frame().aid


def check_seeds(folder: Path | None = None) -> tuple[Seeds, list[Fault]]:
    """Everything that could be read, and every fault in order of file and line."""
    shelf = _Shelf(folder or seed_folder())
    frame = _read_frame(shelf)
    sentences = frame.sentences
    activities = _read_activities(shelf, frame.vocabulary, frame.band_sets[PLAN_BANDS].goals)
    for source, band_set in frame.bands:
        check_offers(source, band_set, activities)
    indicator_sets = [read_indicators(one, sentences) for one in shelf.open_all("indicators")]
    seeds = Seeds(
        sentences=sentences,
        vocabulary=frame.vocabulary,
        band_sets=frame.band_sets,
        calendars=frame.calendars,
        indicator_sets={one.code: one for one in indicator_sets},
        ceremony=read_ceremony(shelf.open("ceremony.toml"), sentences),
        hotlines=frame.hotlines,
        policies=read_policies(shelf.open("policy_refs.toml")),
        activities=activities,
        severities=frame.severities,
        care=frame.care,
        playbooks=frame.playbooks,
        aid=frame.aid,
    )
    return seeds, shelf.faults


@dataclass(frozen=True, slots=True)
class _Frame:
    """What pages need at any time: sentences, words, bands, calendars, help lines, how grave a breach is, care."""

    sentences: dict[str, Sentence]
    vocabulary: Vocabulary
    bands: tuple[tuple[Source, BandSet], ...]
    calendars: dict[str, SeedCalendar]
    hotlines: tuple[Hotline, ...]
    severities: dict[str, str]
    care: Care
    playbooks: Playbooks
    aid: AidSeeds

    @property
    def band_sets(self) -> dict[str, BandSet]:
        return {one.code: one for _, one in self.bands}


@cache
def _frame() -> _Frame:
    """The shipped frame; a fault in an activity does not hinder it."""
    shelf = _Shelf(seed_folder())
    frame = _read_frame(shelf)
    if shelf.faults:
        raise SeedError(shelf.faults)
    return frame


def _read_frame(shelf: _Shelf) -> _Frame:
    sentences = read_sentences(shelf.open("plan/sentences.toml"))
    vocabulary = read_vocabulary(shelf.open("vocabulary.toml"), sentences)
    plan_source = shelf.open(f"bands/{PLAN_BANDS}.toml")
    plan = read_band_set(plan_source, vocabulary, sentences)
    bands = [(plan_source, replace(plan, code=PLAN_BANDS))]
    for source in shelf.open_all("bands", skip=PLAN_BANDS):
        bands.append((source, read_band_set(source, vocabulary, sentences, like_known=plan.goals)))
    calendars = [read_calendar(one, vocabulary, sentences) for one in shelf.open_all("calendar")]
    hotlines = read_hotlines(shelf.open("hotlines.toml"), sentences)
    severities = read_severities(shelf.open("findings.toml"))
    care = read_care(shelf.open("care.toml"))
    playbooks = read_playbooks(shelf.open("playbooks.toml"), care)
    aid = read_aid(shelf.open("aid/aid.toml"), shelf.open("aid/duties.toml"), sentences)
    by_label = {one.label: one for one in calendars}
    return _Frame(sentences, vocabulary, tuple(bands), by_label, hotlines, severities, care, playbooks, aid)


def _read_activities(shelf: _Shelf, vocabulary: Vocabulary, goals: dict[str, Goal]) -> tuple[SeedActivity, ...]:
    pairs = []
    for path in sorted((shelf.folder / "activities").glob("**/*.toml")):
        source = shelf.open(path.relative_to(shelf.folder).as_posix())
        if source.data:
            pairs.append((source, read_activity(source, path.stem, vocabulary, goals)))
    check_library(pairs)
    return tuple(activity for _, activity in pairs)


class _Shelf:
    """The folder's files, remembering each opened one for its faults."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sources: list[Source] = []

    def open(self, name: str) -> Source:
        source = read_source(self.folder / name, f"{self.folder.name}/{name}")
        self._sources.append(source)
        return source

    def open_all(self, part: str, skip: str = "") -> list[Source]:
        paths = sorted((self.folder / part).glob("*.toml"))
        return [self.open(f"{part}/{path.name}") for path in paths if path.stem != skip]

    @property
    def faults(self) -> list[Fault]:
        return sorted(fault for source in self._sources for fault in source.faults)
