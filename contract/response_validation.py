"""Whether what a server really answers is what its document says."""

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
    """Something that was answered and is not documented. It quotes no values: they may be secret."""

    operation: str
    status: int
    what: str

    def __str__(self) -> str:
        return f"{self.operation} answered {self.status}: {self.what}"


@dataclass(frozen=True)
class Answer:
    """What was asked and what came back. Header names are in lower case."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class ResponseValidator:
    """Judges answers by a document."""

    def __init__(self, document: Schema) -> None:
        self.document = document
        self._validators: dict[str, Any] = {}

    def violations(self, answer: Answer) -> list[Violation]:
        """All that the document does not say. Paths that are not in the document are none of its business."""
        template = self.template_of(answer.path)
        if template is None:
            return []
        operation = self.document["paths"][template].get(answer.method.lower())
        place = f"{answer.method.upper()} {template}"
        if operation is None:
            found = _about_unknown_method(answer)
        elif str(answer.status) not in operation["responses"]:
            found = ["the status is not in the document"]
        else:
            found = self._about(answer, operation["responses"][str(answer.status)])
        return [Violation(place, answer.status, what) for what in found]

    def template_of(self, path: str) -> str | None:
        """The path of the document that a real path belongs to."""
        return next((template for pattern, template in self._templates if pattern.fullmatch(path)), None)

    @cached_property
    def _templates(self) -> list[tuple[re.Pattern[str], str]]:
        """Fixed paths first, as Litestar's router has it."""
        templates = sorted(self.document["paths"], key=lambda template: (template.count("{"), template))
        return [(self._pattern(template), template) for template in templates]

    def _pattern(self, template: str) -> re.Pattern[str]:
        operations = self.document["paths"][template].values()
        listed = [self._resolved(one) for operation in operations for one in operation.get("parameters", [])]
        whole = {one["name"] for one in listed if one["in"] == "path" and one["schema"].get("type") == "integer"}

        def expression(found: re.Match[str]) -> str:
            return "[+-]?[0-9]+" if found[1] in whole else "[^/]+"

        return re.compile(_PARAMETER.sub(expression, re.escape(template)) + "/?")

    def _about(self, answer: Answer, response: Schema) -> list[str]:
        response = self._resolved(response)
        return self._about_headers(answer, response) + self._about_body(answer, response)

    def _about_headers(self, answer: Answer, response: Schema) -> list[str]:
        headers = {name.lower(): self._resolved(header) for name, header in response.get("headers", {}).items()}
        return [
            f"the header {name} is missing"
            for name, header in headers.items()
            if header.get("required") and name not in answer.headers
        ]

    def _about_body(self, answer: Answer, response: Schema) -> list[str]:
        content = response.get("content")
        if not content:
            return ["there is a body, and the document has none"] if answer.body else []
        if answer.media_type not in content:
            return [f"the media type {answer.media_type or 'of nothing'} is not in the document"]
        if answer.media_type != "application/json":
            return []
        try:
            body = json.loads(answer.body)
        except (ValueError, RecursionError):
            return ["the body is not JSON"]
        return self._about_json(body, content[answer.media_type]["schema"])

    def _about_json(self, body: Any, schema: Schema) -> list[str]:
        errors = self._validator(schema).iter_errors(body)
        return [f"{'/'.join(map(str, error.instance_path)) or 'the body'}: {error.message}" for error in errors]

    def _validator(self, schema: Schema) -> Any:
        from jsonschema_rs import Draft202012Validator  # noqa: PLC0415 - only those who check need the library

        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            root = {**schema, "components": self._closed_components}
            self._validators[key] = Draft202012Validator(root, validate_formats=True, mask="what was sent")
        return self._validators[key]

    @cached_property
    def _closed_components(self) -> Schema:
        """The components, with nothing allowed that they do not name: a server sends nothing undocumented."""
        return {"schemas": {name: _closed(body) for name, body in self.document["components"]["schemas"].items()}}

    def _resolved(self, node: Schema) -> Schema:
        if "$ref" not in node:
            return node
        found: Any = self.document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        resolved: Schema = found
        return resolved


def _closed(body: Schema) -> Schema:
    return {"additionalProperties": False, **body} if "properties" in body else body


def _about_unknown_method(answer: Answer) -> list[str]:
    if answer.method.upper() == "OPTIONS" or answer.status == METHOD_NOT_ALLOWED:
        return []
    return ["the method is not in the document"]
