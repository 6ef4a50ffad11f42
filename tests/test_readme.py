"""The quick tour of the README, walked."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import httpx

README = (Path(__file__).resolve().parent.parent / "README.md").read_text()
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> Iterator[tuple[str, str]]:
    """Each command of the tour, and what it is said to print."""
    for block in BLOCK.findall(README):
        for step in block.split("$ ", 1)[1].split("\n$ "):
            command, _, printed = step.strip().partition("\n")
            yield command, printed


def request_of(curl: str, variables: dict[str, str]) -> tuple[str, str, dict[str, str], str | None]:
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


def as_said(printed: str) -> re.Pattern[str]:
    """Matches what is said to be printed; `…` stands for anything."""
    return re.compile(".*".join(re.escape(part) for part in printed.split("…")))


async def test_the_quick_tour_prints_what_it_says(client: httpx.AsyncClient) -> None:
    variables = {"API": "/api"}
    token = ""
    walked = 0
    for command, printed in steps():
        if not command.startswith("curl"):
            name, _, value = command.partition("=")
            variables[name] = variables.get(name) or shlex.split(value)[0].replace("…", token)
            continue
        method, path, headers, body = request_of(command, variables)
        response = await client.request(method, path, headers=headers, content=body)
        assert as_said(printed).fullmatch(response.text), f"{command}\n{response.text}"
        token = response.json().get("user", {}).get("token") or token
        walked += 1

    assert walked == 10
