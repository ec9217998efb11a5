"""The plans' sentences and the vocabulary: the codes that other files use, with words in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from careplan.seeds.source import Source
from careplan.seeds.table import Table, root


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one of the two plans: the plan's words and what makes them true here."""

    ref: str
    plan: str
    zh: str
    feature: str
    feature_zh: str


@dataclass(frozen=True, slots=True)
class Word:
    """A code and its words. `ref`: sentences it comes from."""

    code: str
    zh: str
    en: str
    description: str = ""
    description_en: str = ""
    ref: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The word in a language: "zh…" Chinese, anything else English."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Method(Word):
    """How an activity is held (S29). interactive: with each other (S30); experiential: by doing."""

    interactive: bool = False
    experiential: bool = False


@dataclass(frozen=True, slots=True)
class VenueKind(Word):
    """A kind of place (S21). shared: several sessions fit at once; off_campus: outside the school (S33)."""

    shared: bool = False
    off_campus: bool = False


@dataclass(frozen=True, slots=True)
class Qualification(Word):
    """What somebody must be trained for (S48). implies: codes that its holder has as well."""

    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Season(Word):
    """A part of the year, as calendar months 1–12."""

    months: tuple[int, ...] = ()


_W = TypeVar("_W", bound=Word)
Words = dict[str, _W]
_PLURALS = {"ability": "abilities"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, each list in the file's order, by code."""

    methods: Words[Method]
    strands: Words[Word]
    principles: Words[Word]
    audiences: Words[Word]
    channels: Words[Word]
    tiers: Words[Word]
    domains: Words[Word]
    abilities: Words[Word]
    venue_kinds: Words[VenueKind]
    qualifications: Words[Qualification]
    posts: Words[Word]
    child_roles: Words[Word]
    seasons: Words[Season]
    roles: Words[Word]
    served_plans: Words[Word]

    def word(self, kind: str, code: str) -> Word:
        """The word of a kind ("method", "venue_kind" …); a code nobody knows is shown as it is."""
        words: Words[Word] = getattr(self, _PLURALS.get(kind, f"{kind}s"))
        return words.get(code) or Word(code, code, code)

    def holds(self, code: str) -> frozenset[str]:
        """The qualification and all that it implies: an A certificate holds B and C too."""
        found: set[str] = set()
        waiting = [code]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self.qualifications[one].implies if one in self.qualifications else ())
        return frozenset(found)


def read_sentences(source: Source) -> dict[str, Sentence]:
    """sentences.toml: by ref, in the file's order."""
    top = root(source)
    found: dict[str, Sentence] = {}
    for table in top.tables("sentence", least=1):
        one = Sentence(
            ref=table.text("ref"),
            plan=table.code("plan", ("school", "community")),
            zh=table.text("zh"),
            feature=table.text("feature"),
            feature_zh=table.text("feature_zh"),
        )
        if one.ref in found:
            table.fault("ref", f"the sentence “{one.ref}” is there twice")
        table.done()
        found[one.ref] = one
    top.done()
    return found


def read_vocabulary(source: Source, refs: dict[str, Sentence]) -> Vocabulary:
    """vocabulary.toml."""
    top = root(source)

    def words(key: str, make: Callable[[Table], _W]) -> Words[_W]:
        found: Words[_W] = {}
        for table in top.tables(key, least=1):
            word = make(table)
            if word.code in found:
                table.fault("code", f"the {key} “{word.code}” is there twice")
            table.done()
            found[word.code] = word
        return found

    def plain(table: Table) -> Word:
        return _word(table, refs)

    vocabulary = Vocabulary(
        methods=words("method", lambda t: _method(t, refs)),
        strands=words("strand", plain),
        principles=words("principle", plain),
        audiences=words("audience", plain),
        channels=words("channel", plain),
        tiers=words("tier", plain),
        domains=words("domain", plain),
        abilities=words("ability", plain),
        venue_kinds=words("venue_kind", lambda t: _venue_kind(t, refs)),
        qualifications=words("qualification", lambda t: _qualification(t, refs)),
        posts=words("post", plain),
        child_roles=words("child_role", plain),
        seasons=words("season", lambda t: _season(t, refs)),
        roles=words("role", plain),
        served_plans=words("served_plan", plain),
    )
    _check_implies(source, vocabulary)
    top.done()
    return vocabulary


def _word(table: Table, refs: dict[str, Sentence]) -> Word:
    return Word(
        code=table.text("code"),
        zh=table.text("zh"),
        en=table.text("en"),
        description=table.text("description", default=""),
        description_en=table.text("description_en", default=""),
        ref=table.codes("ref", refs, least=1),
    )


def _given(word: Word) -> tuple[str, str, str, str, str, tuple[str, ...]]:
    return word.code, word.zh, word.en, word.description, word.description_en, word.ref


def _method(table: Table, refs: dict[str, Sentence]) -> Method:
    return Method(*_given(_word(table, refs)), table.flag("interactive"), table.flag("experiential"))


def _venue_kind(table: Table, refs: dict[str, Sentence]) -> VenueKind:
    return VenueKind(*_given(_word(table, refs)), table.flag("shared"), table.flag("off_campus"))


def _qualification(table: Table, refs: dict[str, Sentence]) -> Qualification:
    return Qualification(*_given(_word(table, refs)), table.words("implies"))


def _season(table: Table, refs: dict[str, Sentence]) -> Season:
    return Season(*_given(_word(table, refs)), table.wholes("months", 1, 12))


def _check_implies(source: Source, vocabulary: Vocabulary) -> None:
    for number, one in enumerate(vocabulary.qualifications.values()):
        for code in one.implies:
            if code not in vocabulary.qualifications:
                place = ("qualification", number, "implies")
                source.fault(place, f"`implies` names “{code}”, which is not known")
