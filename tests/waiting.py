"""Waiting for other processes and tasks. No test depends on speed: machines may be slow or busy."""

import time
from collections.abc import Callable

# A guard against endless waiting, far above any real duration on a slow and busy machine.
TIMEOUT_SECONDS = 300


def wait_until(condition: Callable[[], bool], explain: Callable[[], str]) -> None:
    """Return as soon as the condition is true; fail with the explanation after `TIMEOUT_SECONDS`."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, explain()
        time.sleep(0.05)
