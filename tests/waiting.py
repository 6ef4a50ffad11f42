"""Waiting for other processes and tasks. No test expects anything to be fast: machines are slow, busy, or both."""

import time
from collections.abc import Callable

# Seconds. A guard against waiting for ever, far beyond what anything takes on a slow and busy machine.
PATIENCE = 300


def wait_until(holds: Callable[[], bool], explain: Callable[[], str]) -> None:
    """Return as soon as the condition holds; fail with the explanation if it never does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, explain()
        time.sleep(0.05)
