"""Validation of a real response against the document."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contract.schemas import Schema

METHOD_NOT_ALLOWED = 405
_PARAMETER = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True)
class Violation:
    """A difference between a response and the document. The problem quotes no values: a value may be secret."""

    operation: str
    status: int
    problem: str

    def __str__(self) -> str:
        return f"{self.operation} returned {self.status}: {self.problem}"


@dataclass(frozen=True)
class RecordedResponse:
    """A response, with the method and the path of its request. Header names are in lower case."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class ResponseValidator:
    """Validates responses against a document."""

    def __init__(self, document: Schema) -> None:
        self.document = document
        self._validators: dict[str, Any] = {}

    def violations(self, response: RecordedResponse) -> list[Violation]:
        """All violations of a response. A response of an undocumented path has none."""
        template = self.template_of(response.path)
        if template is None:
            return []
        operation = self.document["paths"][template].get(response.method.lower())
        if operation is None:
            problems = _unknown_method_problems(response)
        elif str(response.status) not in operation["responses"]:
            problems = ["the status is not in the document"]
        else:
            problems = self._problems(response, operation["responses"][str(response.status)])
        name = f"{response.method.upper()} {template}"
        return [Violation(name, response.status, problem) for problem in problems]

    def template_of(self, path: str) -> str | None:
        """The documented path that matches a real path."""
        return next((template for pattern, template in self._templates if pattern.fullmatch(path)), None)

    @cached_property
    def _templates(self) -> list[tuple[re.Pattern[str], str]]:
        """Fixed paths come first, as in Litestar's router."""
        templates = sorted(self.document["paths"], key=lambda template: (template.count("{"), template))
        return [(self._pattern(template), template) for template in templates]

    def _pattern(self, template: str) -> re.Pattern[str]:
        operations = self.document["paths"][template].values()
        parameters = [self._resolved(item) for operation in operations for item in operation.get("parameters", [])]
        integers = {
            parameter["name"]
            for parameter in parameters
            if parameter["in"] == "path" and parameter["schema"].get("type") == "integer"
        }

        def expression(match: re.Match[str]) -> str:
            return "[+-]?[0-9]+" if match[1] in integers else "[^/]+"

        return re.compile(_PARAMETER.sub(expression, re.escape(template)) + "/?")

    def _problems(self, response: RecordedResponse, documented: Schema) -> list[str]:
        documented = self._resolved(documented)
        return self._header_problems(response, documented) + self._body_problems(response, documented)

    def _header_problems(self, response: RecordedResponse, documented: Schema) -> list[str]:
        headers = {name.lower(): self._resolved(header) for name, header in documented.get("headers", {}).items()}
        return [
            f"the header {name} is missing"
            for name, header in headers.items()
            if header.get("required") and name not in response.headers
        ]

    def _body_problems(self, response: RecordedResponse, documented: Schema) -> list[str]:
        if response.method.upper() == "HEAD":
            return []  # a server never sends the body
        content = documented.get("content")
        if not content:
            return ["the response has a body, and the document has none"] if response.body else []
        if response.media_type not in content:
            return [f"the media type {response.media_type or '(none)'} is not in the document"]
        if response.media_type != "application/json":
            return []
        try:
            body = json.loads(response.body)
        except (ValueError, RecursionError):
            return ["the body is not JSON"]
        return self._json_problems(body, content[response.media_type]["schema"])

    def _json_problems(self, body: Any, schema: Schema) -> list[str]:
        errors = self._validator(schema).iter_errors(body)
        return [f"{'/'.join(map(str, error.instance_path)) or 'the body'}: {error.message}" for error in errors]

    def _validator(self, schema: Schema) -> Any:
        from jsonschema_rs import Draft202012Validator  # noqa: PLC0415 - only response validation needs the library

        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            root = {**schema, "components": self._closed_components}
            self._validators[key] = Draft202012Validator(root, validate_formats=True, mask="the value")
        return self._validators[key]

    @cached_property
    def _closed_components(self) -> Schema:
        """The components without additional properties: a server sends only documented members."""
        return {"schemas": {name: _closed(body) for name, body in self.document["components"]["schemas"].items()}}

    def _resolved(self, node: Schema) -> Schema:
        if "$ref" not in node:
            return node
        target: Any = self.document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        resolved: Schema = target
        return resolved


def _closed(body: Schema) -> Schema:
    return {"additionalProperties": False, **body} if "properties" in body else body


def _unknown_method_problems(response: RecordedResponse) -> list[str]:
    if response.method.upper() == "OPTIONS" or response.status == METHOD_NOT_ALLOWED:
        return []
    return ["the method is not in the document"]
