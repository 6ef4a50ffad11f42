"""The quick tour of the README, executed."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import httpx

README = (Path(__file__).resolve().parent.parent / "README.md").read_text()
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> Iterator[tuple[str, str]]:
    """Each command of the tour with its documented output."""
    for block in BLOCK.findall(README):
        for step in block.split("$ ", 1)[1].split("\n$ "):
            command, _, documented = step.strip().partition("\n")
            yield command, documented


def parse_curl(curl: str, variables: dict[str, str]) -> tuple[str, str, dict[str, str], str | None]:
    """The method, path, headers and body of a curl command."""
    for name, value in variables.items():
        curl = curl.replace(f"${name}", value)
    words = iter(shlex.split(curl)[1:])
    method, path, headers, body = "GET", "", {}, None
    for word in words:
        match word:
            case "-s":
                pass
            case "-X":
                method = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case "-d":
                body = next(words)
                method = "POST" if method == "GET" else method
            case _:
                path = word
    return method, path, headers, body


def output_pattern(documented: str) -> re.Pattern[str]:
    """A pattern for the documented output; `…` matches any text."""
    return re.compile(".*".join(re.escape(part) for part in documented.split("…")))


async def test_quick_tour_prints_the_documented_output(client: httpx.AsyncClient) -> None:
    variables = {"API": "/api"}
    token = ""
    executed = 0
    for command, documented in steps():
        if not command.startswith("curl"):
            name, _, value = command.partition("=")
            variables[name] = variables.get(name) or shlex.split(value)[0].replace("…", token)
            continue
        method, path, headers, body = parse_curl(command, variables)
        response = await client.request(method, path, headers=headers, content=body)
        assert output_pattern(documented).fullmatch(response.text), f"{command}\n{response.text}"
        token = response.json().get("user", {}).get("token") or token
        executed += 1

    assert executed == 10
