"""Whether all servers answer the same JSON: what is compared must be the same work."""

import json
import re
import urllib.error
import urllib.request
from typing import Any

from benchmarks.operations import Operation
from benchmarks.servers import Server

# What differs from one posted comment to the next: its number and its moments.
OF_ITS_OWN = {"id", "createdAt", "updatedAt"}


class DisagreementError(Exception):
    """Two servers answer the same question differently."""


def insist_on_agreement(servers: list[Server], operation: Operation) -> None:
    """Raise `DisagreementError` unless all answer the same members in the same order with the same values."""
    first, *others = servers
    expected = _answer(first, operation)
    for other in others:
        if (answer := _answer(other, operation)) != expected:
            raise DisagreementError(
                f"{operation.name}: {other.name} answers\n  {_around_difference(answer, expected)}\n"
                f"but {first.name}\n  {_around_difference(expected, answer)}"
            )


def _answer(server: Server, operation: Operation) -> str:
    """The answer in one spelling: as written but for white space, escapes, and the moments of a new comment."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{operation.path}",
        method=operation.method,
        headers=operation.headers,
        data=operation.body.encode() or None,
    )
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310
            status, body = response.status, response.read()
    except urllib.error.HTTPError as error:
        status, body = error.code, error.read()
    hook = None if operation.method == "GET" else _without_its_own
    return f"{status} {json.dumps(json.loads(body, object_hook=hook))}"


def _without_its_own(members: dict[str, Any]) -> dict[str, Any]:
    return {
        name: re.sub(r"\d", "0", str(value)).lstrip("0") if name in OF_ITS_OWN else value
        for name, value in members.items()
    }


def _around_difference(text: str, other: str) -> str:
    place = next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    return f"… {text[max(0, place - 60) : place + 60]} …"
