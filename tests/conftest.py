"""For every test: no sockets unless it says so, and what it shows of the plan is remembered for `./run plan`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import pytest_socket
from hypothesis import HealthCheck, settings

from tools.plan_results import Shown, merge, read_results, tree_digest, write_results

pytest_plugins = ["tests.world"]
PROPERTY = "plan"
LOOPBACK = ["127.0.0.1", "::1", "localhost"]
WITH_SOCKETS = {"e2e", "sockets"}
# a busy machine is no fault of what is tested: speed is shown in tests/bench, never by a clock in a test
settings.register_profile("careplan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("careplan")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ran_key] = {}


ran_key = pytest.StashKey[dict[str, Shown]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker("e2e")
        refs = sorted({ref for marker in item.iter_markers("plan") for ref in marker.args})
        if refs:
            item.user_properties.append((PROPERTY, " ".join(refs)))
    # the browser's tests last: whatever is wrong shows in the quick ones first
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    pytest_socket.enable_socket()
    if any(item.get_closest_marker(name) for name in WITH_SOCKETS):
        pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)
    else:
        pytest_socket.disable_socket(allow_unix_socket=True)


class Collector:
    """Remembers the outcome of every test that carries the plan's marker."""

    def __init__(self, config: pytest.Config) -> None:
        self.ran = config.stash[ran_key]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        refs = dict(report.user_properties).get(PROPERTY)
        if refs and (report.when == "call" or report.outcome != "passed"):
            self.ran[report.nodeid] = Shown(tuple(str(refs).split()), report.outcome)


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session: pytest.Session) -> Iterator[None]:
    session.config.pluginmanager.register(Collector(session.config), "plan-collector")
    return (yield)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    if config.option.collectonly or hasattr(config, "workerinput"):
        return
    whole = (
        config.args_source == pytest.Config.ArgsSource.TESTPATHS
        and not config.option.keyword
        and not config.option.markexpr
        and exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    )
    results = merge(read_results(), config.stash[ran_key], whole=tree_digest() if whole else "")
    write_results(results)
