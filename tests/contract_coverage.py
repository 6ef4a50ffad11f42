"""The coverage of the documented responses by the test suite, collected from all of its processes.

A run of the whole suite fails if the coverage is below the minimum.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from contract import Coverage

DOCUMENT = Path(__file__).resolve().parent.parent / "openapi.json"
MIN_SHARE = 0.95
COVERAGE = pytest.StashKey[Coverage]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COVERAGE] = Coverage()


@pytest.fixture(scope="session")
def contract_coverage(pytestconfig: pytest.Config) -> Coverage:
    return pytestconfig.stash[COVERAGE]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["responses"] = [list(response) for response in config.stash[COVERAGE].seen]
    elif _is_whole_suite(config) and _share(config) < MIN_SHARE and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add the responses that a process of pytest-xdist has recorded."""
    for method, template, status in getattr(node, "workeroutput", {}).get("responses", ()):
        node.config.stash[COVERAGE].record(method, template, status)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if _is_whole_suite(config):
        terminalreporter.section("contract")
        terminalreporter.write_line(config.stash[COVERAGE].report(_document()))
        if _share(config) < MIN_SHARE:
            terminalreporter.write_line(f"The coverage is too low: the minimum is {MIN_SHARE:.0%}.", red=True)


def _is_whole_suite(config: pytest.Config) -> bool:
    return config.args in (["tests"], [str(DOCUMENT.parent / "tests")]) and not config.option.keyword


def _share(config: pytest.Config) -> float:
    return config.stash[COVERAGE].share(_document())


def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(DOCUMENT.read_text())
    return document
