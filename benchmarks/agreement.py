"""Checks that all servers send the same JSON, so that the servers do the same work."""

import json
import re
import urllib.error
import urllib.request
from typing import Any

from benchmarks.operations import Operation
from benchmarks.servers import Server

# Members with different values in each new comment: the id and the timestamps.
GENERATED_MEMBERS = {"id", "createdAt", "updatedAt"}


class ResponseMismatchError(Exception):
    """Two servers send different responses to the same request."""


def require_same_responses(servers: list[Server], operation: Operation) -> None:
    """Raise `ResponseMismatchError` unless all servers send the same members in the same order with the same values."""
    first, *others = servers
    expected = _response(first, operation)
    for other in others:
        if (response := _response(other, operation)) != expected:
            raise ResponseMismatchError(
                f"{operation.name}: {other.name} sends\n  {_excerpt_at_difference(response, expected)}\n"
                f"but {first.name}\n  {_excerpt_at_difference(expected, response)}"
            )


def _response(server: Server, operation: Operation) -> str:
    """The response in a normal form: without differences in white space, escapes, and generated members."""
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
    hook = None if operation.method == "GET" else _mask_generated_members
    return f"{status} {json.dumps(json.loads(body, object_hook=hook))}"


def _mask_generated_members(members: dict[str, Any]) -> dict[str, Any]:
    return {
        name: re.sub(r"\d", "0", str(value)).lstrip("0") if name in GENERATED_MEMBERS else value
        for name, value in members.items()
    }


def _excerpt_at_difference(text: str, other: str) -> str:
    index = next((index for index, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    return f"… {text[max(0, index - 60) : index + 60]} …"
