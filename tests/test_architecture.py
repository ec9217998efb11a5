"""The rules of the import graph, run instead of remembered. The tables come first: they are the architecture.

The way of the data is one way, so a package imports only what stands above it in PACKAGES; inside a package the file's
name is its layer, and a file imports its own layer or a lower one. Imports under TYPE_CHECKING are free: they do not run.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools.import_graph import Source, module_place, sources
from tools.places import ROOT

FOUNDATION = ["errors", "clock", "secrecy", "settings", "i18n", "db", "early", "picture", "photograph"]
# upstream first; names on one line may know each other
ONE_BY_ONE = (
    "seeds access audit school accounts jobs children activities training scheduling plans sessions upsets outlook telling casework "
    "aid events voices programme counselling growth workload indicators evaluation foresight partners rollover reports paper board clauses passing data_audit app site demo"
)
PACKAGES = [FOUNDATION, *([name] for name in ONE_BY_ONE.split()), ["cli", "__main__"]]

# these stand beside the way: they know the people and their rights, and only the named layers know them;
# in those layers the packages of PEOPLE may use one another too (the audit's page names the account)
PEOPLE = {*FOUNDATION[:6], "seeds", "access", "audit", "school", "accounts"}
BESIDE = {
    "web": {"forms", "views", "cli"},  # HTTP without a feature
    "command": {"cli"},  # what the commands share
    "home": {"waiting"},  # the first page: features tell it what waits for whom
}

# a file name that is none of these (alone, or as first or last word of the name) is pure
LAYERS = {
    "pure": 0,
    "models": 1,
    "queries": 2,
    "load": 2,
    "operations": 3,
    "forms": 4,
    "jobs": 4,
    "views": 5,
    "waiting": 5,
    "cli": 5,
    "main": 5,
}

PURE_MAY_NOT_IMPORT = {
    "flask",
    "flask_sqlalchemy",
    "flask_wtf",
    "flask_babel",
    "sqlalchemy",
    "wtforms",
    "time",
    "random",
    "os",
}
PURE_MAY_IMPORT = {"random.Random"}  # chance with a seed that the caller gives
PURE_MAY_NOT_CALL = {"today", "now", "utcnow"}

# packages that are not a feature: their files have a job, not a layer
WITHOUT_LAYERS = {*FOUNDATION, "web", "command", "app", "cli", "__main__", "demo", "site", "migrations"}

# no layer's name fits them: they talk to the world outside; each with its reason
OUTSIDE_LAYERS = {
    "accounts/browser_sessions.py": "Flask's interface for sessions on the server",
    "jobs/worker.py": "the loop of the worker process",
    "reports/child.py": "starts, watches and ends a child process",
    "reports/drawing_child.py": "a program of its own, which ends itself",
    "reports/pdf.py": "a program of its own, which ends itself",
    "telling/service_door.py": "talks to the chat and mail services",
    "scheduling/solver.py": "keeps to the seconds it was given",
    "scheduling/warm.py": "a program of its own, run by the set-up",
    "scheduling/solution_file.py": "writes a file whole or not at all",
}

# a library lives in named places: (place as a glob from careplan/, reason)
HOMES = {
    "ortools": (["scheduling/model/*", "scheduling/proving/*", "scheduling/partial.py", "outlook/*"], "loaded late"),
    "numba": (["scheduling/compiled.py"], "what is compiled is marked in one place"),
    "weasyprint": (["reports/pdf*.py"], "the renderer's fetcher is set in one place"),
    "segno": (["voices/*"], "the number that children type, as a picture"),
    "py_mini_racer": (["reports/*"], "charts are the report's"),
    "python_calamine": (["**/*_xlsx.py"], "workbooks come in through one kind of file"),
    "openpyxl": (["**/*_xlsx.py"], "workbooks go out through one kind of file"),
    "docx": (["reports/word/*"], "a Word file is written in one place"),
    "resvg_py": (["reports/word/pictures.py"], "charts become pictures for Word alone"),
    "argon2": (["accounts/*"], "passwords are the accounts'"),
    "apprise": (["telling/service_door.py"], "what leaves the school goes through one door"),
    "requests": (["telling/service_door.py"], "the same door"),
    "icalendar": (["telling/calendar_file.py", "programme/events_ics.py"], "one place writes, one reads"),
    "recurring_ical_events": (["programme/events_ics.py"], "what repeats is expanded where calendars are read"),
    "cryptography": (["secrecy.py"], "field encryption is one file"),
    "pikepdf": (["training/certificate_pdf.py"], "a certificate is taken apart in one place"),
    "PIL": (["picture.py"], "pictures from outside are opened in one place"),
}

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def layer_of(place: str) -> str:
    """The layer that a path names; the nearest name wins: plans/views/approval.py is a view."""
    for part in reversed(place.removesuffix(".py").split("/")[1:]):
        words = part.strip("_").split("_")
        for word in (words[-1], words[0]):
            if word in LAYERS:
                return word
    return "pure"


def package_ranks() -> dict[str, int]:
    return {name: rank for rank, names in enumerate(PACKAGES) for name in names}


def has_layer(source: Source) -> bool:
    return source.package not in WITHOUT_LAYERS and source.place not in OUTSIDE_LAYERS and source.name != "__init__"


def is_pure(source: Source) -> bool:
    return has_layer(source) and layer_of(source.place) == "pure"


def none_of(faults: list[str]) -> None:
    """Fails with every fault on a line of its own."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_every_package_has_its_place_in_the_order() -> None:
    known = {*package_ranks(), *BESIDE, "__init__", "migrations"}
    none_of(sorted({source.package for source in sources()} - known))


def test_packages_import_only_upstream() -> None:
    ranks = package_ranks()
    faults = []
    for source in sources():
        for line, name in source.own_imports():
            target = name.split(".")[1]
            if {source.package, target} & {*BESIDE, "__init__"}:
                continue
            if target in PEOPLE and layer_of(source.place) in BESIDE["web"]:
                continue
            if ranks.get(target, 99) > ranks.get(source.package, -1):
                faults.append(f"{source.place}:{line} imports {name}, which is downstream")
    none_of(faults)


def test_what_stands_beside_the_way_knows_no_feature() -> None:
    none_of(
        [
            f"{source.place}:{line} {source.package} does not know {name}"
            for source in sources()
            if source.package in BESIDE
            for line, name in source.own_imports()
            if name.split(".")[1] not in {*PEOPLE, *BESIDE}
        ]
    )


def test_only_the_outermost_layers_know_what_stands_beside() -> None:
    faults = []
    for source in sources():
        for line, name in source.own_imports():
            layers = BESIDE.get(name.split(".")[1])
            inside = source.package in {*BESIDE, "app", "demo", "site", "cli"}
            if layers and not inside and layer_of(source.place) not in layers:
                faults.append(f"{source.place}:{line} a {layer_of(source.place)} file does not know {name}")
    none_of(faults)


def test_files_import_their_own_layer_or_a_lower_one() -> None:
    faults = []
    for source in sources():
        if not has_layer(source):
            continue
        for line, name in source.own_imports():
            target = layer_of(module_place(name))
            if name.split(".")[1] == source.package and LAYERS[target] > LAYERS[layer_of(source.place)]:
                faults.append(f"{source.place}:{line} ({layer_of(source.place)}) imports {name} ({target})")
    none_of(faults)


def test_pure_files_know_no_web_no_database_no_clock_no_chance() -> None:
    faults = [
        f"{source.place}:{line} imports {name}"
        for source in filter(is_pure, sources())
        for line, name in source.imports()
        if name not in PURE_MAY_IMPORT
        and (name.split(".")[0] in PURE_MAY_NOT_IMPORT or name in {"careplan.db", "careplan.settings"})
    ]
    none_of(faults)


def test_pure_files_are_told_the_time_and_the_seed() -> None:
    none_of(
        [
            f"{source.place}:{node.lineno} {ast.unparse(node)}"
            for source in filter(is_pure, sources())
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Call) and (asks_the_clock(node) or ast.unparse(node) == "Random()")
        ]
    )


def asks_the_clock(call: ast.Call) -> bool:
    asked = call.func
    return (
        isinstance(asked, ast.Attribute)
        and asked.attr in PURE_MAY_NOT_CALL
        and getattr(asked.value, "id", None) in {"date", "datetime", "dt"}
    )


def test_scheduling_and_indicators_have_no_tables() -> None:
    faults = [
        f"{source.place}:{line} imports {name}"
        for source in sources()
        if source.package == "scheduling"
        for line, name in source.own_imports()
        if name.split(".")[1] not in {"scheduling", "errors"}
    ]
    faults += [
        source.place
        for source in sources()
        if source.package == "scheduling" and layer_of(source.place) not in {"pure", "cli"}
    ]
    faults += [
        source.place for source in sources() if source.package == "indicators" and layer_of(source.place) == "models"
    ]
    none_of(faults)


def test_libraries_are_used_in_their_homes_only() -> None:
    faults = []
    for source in sources():
        for line, name in source.imports():
            places, reason = HOMES.get(name.split(".")[0], (["**"], ""))
            if not any(_fits(source.place, glob) for glob in places):
                faults.append(f"{source.place}:{line} imports {name}: {reason}")
    none_of(faults)


def _fits(place: str, glob: str) -> bool:
    if glob.endswith("/*"):
        return place.startswith(glob[:-1])
    path = Path(place)
    return glob == "**" or path.match(glob.removeprefix("**/"))


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    folders = [ROOT / name for name in ("careplan", "tests", "tools")]
    paths = [path for folder in folders for path in folder.rglob("*.py") if "versions" not in path.parts]
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert {place: length for place, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    none_of(
        [
            f"{source.place}:{node.lineno} {node.name}: {length} lines"
            for source in sources()
            for node, length in source.functions()
            if length > LONGEST_FUNCTION
        ]
    )


def test_files_are_named_after_what_they_hold() -> None:
    none_of([source.place for source in sources() if FORBIDDEN_NAMES & set(source.name.split("_"))])
