"""Which of the documented answers the suite has seen, gathered from all of its processes.

The whole suite fails when it has seen too few of them.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from contract import Coverage

DOCUMENT = Path(__file__).resolve().parent.parent / "openapi.json"
LEAST_SHARE = 0.95
SEEN = pytest.StashKey[Coverage]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SEEN] = Coverage()


@pytest.fixture(scope="session")
def contract_coverage(pytestconfig: pytest.Config) -> Coverage:
    return pytestconfig.stash[SEEN]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["answers"] = [list(answer) for answer in config.stash[SEEN].seen]
    elif _whole_suite(config) and _share(config) < LEAST_SHARE and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a process of pytest-xdist has seen."""
    for method, template, status in getattr(node, "workeroutput", {}).get("answers", ()):
        node.config.stash[SEEN].record(method, template, status)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if _whole_suite(config):
        terminalreporter.section("contract")
        terminalreporter.write_line(config.stash[SEEN].report(_document()))
        if _share(config) < LEAST_SHARE:
            terminalreporter.write_line(f"Too few: at least {LEAST_SHARE:.0%} have to be seen.", red=True)


def _whole_suite(config: pytest.Config) -> bool:
    return config.args in (["tests"], [str(DOCUMENT.parent / "tests")]) and not config.option.keyword


def _share(config: pytest.Config) -> float:
    return config.stash[SEEN].share(_document())


def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(DOCUMENT.read_text())
    return document
