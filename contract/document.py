"""The document: Litestar's operations, made true."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from litestar import Litestar
from litestar.openapi.spec import SecurityScheme
from litestar.params import BodyKwarg
from litestar.routes import BaseRoute
from litestar.typing import FieldDefinition

from contract.components import Components
from contract.direction import Direction
from contract.errors import ContractError
from contract.operations import Operation, operations_of
from contract.parameters import can_be_invalid, parameter_schema
from contract.responses import ErrorResponses, success_responses
from contract.revalidation import Revalidation
from contract.schemas import Schema


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What an application has agreed on for all its operations."""

    error: type
    with_body: tuple[Any, ...] = ()
    with_input: tuple[Any, ...] = ()
    always: tuple[Any, ...] = ()
    security_scheme: tuple[str, SecurityScheme] | None = None
    required_by: str | None = None
    optional_by: str | None = None
    revalidated_by: str | None = None
    response_headers: dict[str, str] = field(default_factory=dict)


def build_contract(app: Litestar) -> Schema:
    """The document that this application publishes. The application needs a ContractPlugin."""
    return app.openapi_schema.to_schema()


def rules_of(app: Litestar) -> Rules | None:
    """What the application has told its ContractPlugin."""
    said = (getattr(plugin, "rules", None) for plugin in app.plugins)
    return next((rules for rules in said if isinstance(rules, Rules)), None)


def encode(document: Schema) -> bytes:
    """The one spelling of a document: sorted keys, two spaces, UTF-8, a newline at the end."""
    return f"{json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)}\n".encode()


def complete(drafted: Schema, routes: Iterable[BaseRoute], rules: Rules) -> Schema:
    """Litestar's draft of the document with true parameters, bodies, responses and security."""
    return _DocumentWriter(drafted, rules).write(operations_of(routes))


METHODS = ("get", "post", "put", "patch", "delete")


def _reading_order(operation: Operation) -> tuple[str, int]:
    """By path, and at one path what reads before what writes, for those who read the pages."""
    return operation.path, METHODS.index(operation.method) if operation.method in METHODS else len(METHODS)


class _DocumentWriter:
    def __init__(self, drafted: Schema, rules: Rules) -> None:
        self.drafted = drafted
        self.rules = rules
        self.components = Components()
        self.headers = {name: {"$ref": f"#/components/headers/{name}"} for name in rules.response_headers}
        self.errors = ErrorResponses(rules.error, self.components, self.headers)
        self.revalidation = Revalidation(self.headers)

    def write(self, operations: Iterable[Operation]) -> Schema:
        problems: list[str] = []
        paths: Schema = {}
        for operation in sorted(operations, key=_reading_order):
            try:
                paths.setdefault(operation.path, {})[operation.method] = self._operation(operation)
            except ContractError as refused:
                problems.extend(refused.problems)
        if problems:
            raise ContractError(dict.fromkeys(problems))
        shared = {**self.drafted.get("components", {}), **self._shared()}
        return self.components.resolve({**self.drafted, "paths": paths, "components": shared})

    def _shared(self) -> Schema:
        shared: Schema = {"responses": self.errors.collected}
        if self.rules.response_headers:
            shared["headers"] = {
                name: {"description": description, "required": True, "schema": {"type": "string"}}
                for name, description in self.rules.response_headers.items()
            }
        if self.rules.revalidated_by:
            shared = self.revalidation.added_to(shared)
        if self.rules.security_scheme:
            name, scheme = self.rules.security_scheme
            shared["securitySchemes"] = {name: scheme.to_schema()}
        return shared

    def _operation(self, operation: Operation) -> Schema:
        drafted = self.drafted["paths"][operation.path][operation.method]
        written = {
            word: drafted[word] for word in ("operationId", "description", "tags", "externalDocs") if drafted.get(word)
        }
        written["summary"] = operation.summary
        if drafted.get("deprecated"):
            written["deprecated"] = True
        if parameters := self._parameters(operation, drafted.get("parameters", [])):
            written["parameters"] = parameters
        if operation.body is not None:
            written["requestBody"] = self._request_body(operation.body, operation.place)
        if self.rules.security_scheme:
            written["security"] = self._security(operation, self.rules.security_scheme[0])
        written["responses"] = self._responses(operation, drafted["responses"])
        if self.rules.revalidated_by and operation.revalidates(self.rules.revalidated_by):
            self.revalidation.describe(written)
        return written

    def _parameters(self, operation: Operation, drafted: list[Schema]) -> list[Schema]:
        true = {(parameter.place.value, parameter.name): parameter for parameter in operation.parameters}
        written = []
        for one in sorted(drafted, key=lambda one: (one["in"] != "path", one["in"], one["name"])):
            parameter = true.get((one["in"], one["name"]))
            place = f"the {one['in']} parameter {one['name']} of {operation.place}"
            if parameter is None:
                raise ContractError(f"{place} is in the path and nothing reads it; take it in the handler")
            schema = parameter_schema(parameter, self.components, place)
            kept = {word: one[word] for word in ("description", "examples") if one.get(word)}
            written.append(
                {
                    "name": one["name"],
                    "in": one["in"],
                    "required": parameter.required,
                    "schema": schema,
                    **kept,
                }
            )
        return written

    def _request_body(self, body: FieldDefinition, place: str) -> Schema:
        media_type = body.kwarg_definition.media_type if isinstance(body.kwarg_definition, BodyKwarg) else None
        if media_type not in (None, "application/json"):
            raise ContractError(f"{place}: only JSON bodies can be described; {media_type} is not checked")
        schema = self.components.schema(body.raw, Direction.INPUT, f"the body of {place}")
        return {"required": not body.has_default, "content": {"application/json": {"schema": schema}}}

    def _security(self, operation: Operation, scheme: str) -> list[Schema]:
        demand: Schema = {scheme: []}
        if self.rules.required_by in operation.dependencies:
            return [demand]
        return [{}, demand] if self.rules.optional_by in operation.dependencies else []

    def _responses(self, operation: Operation, drafted: Schema) -> Schema:
        successes = success_responses(operation, drafted, self.components, self.headers)
        return successes | self.errors.of(self._declared_errors(operation))

    def _declared_errors(self, operation: Operation) -> list[Any]:
        errors = [*operation.errors, *self.rules.always]
        if operation.body is not None:
            errors += self.rules.with_body
        if operation.body is not None or can_be_invalid(operation):
            errors += self.rules.with_input
        return errors
