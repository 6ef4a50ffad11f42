"""The document: Litestar's draft, with parameters, bodies, responses and security that match the server."""

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
from contract.deprecation import DEPRECATION, HEADERS, Deprecation, deprecation_of
from contract.direction import Direction
from contract.errors import ContractError
from contract.operations import Operation, operations_of
from contract.parameters import can_be_invalid, parameter_schema
from contract.public import check_access
from contract.raised_errors import WriteErrors
from contract.responses import ErrorResponses, success_responses
from contract.revalidation import Revalidation
from contract.schemas import Schema


@dataclass(frozen=True, kw_only=True)
class ContractConfig:
    """The options of a ContractPlugin, which apply to every operation of the application."""

    error_type: type
    body_errors: tuple[Any, ...] = ()
    input_errors: tuple[Any, ...] = ()
    common_errors: tuple[Any, ...] = ()
    routing_errors: tuple[Any, ...] = ()
    security_scheme: tuple[str, SecurityScheme] | None = None
    auth_dependency: str | None = None
    optional_auth_dependency: str | None = None
    revalidation_opt: str | None = None
    response_headers: dict[str, str] = field(default_factory=dict)
    source_packages: tuple[str, ...] = ()
    write_errors: WriteErrors = field(default_factory=dict)

    def errors_of(self, operation: Operation) -> list[Any]:
        """The documented errors of an operation."""
        errors = [*operation.errors, *self.common_errors]
        if operation.body is not None:
            errors += self.body_errors
        if operation.body is not None or can_be_invalid(operation):
            errors += self.input_errors
        return errors


def build_contract(app: Litestar) -> Schema:
    """The published document of an application. The application needs a ContractPlugin."""
    return app.openapi_schema.to_schema()


def config_of(app: Litestar) -> ContractConfig | None:
    """The options of the application's ContractPlugin."""
    configs = (getattr(plugin, "config", None) for plugin in app.plugins)
    return next((config for config in configs if isinstance(config, ContractConfig)), None)


def encode(document: Schema) -> bytes:
    """The canonical encoding of a document: sorted keys, two spaces, UTF-8, a newline at the end."""
    return f"{json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)}\n".encode()


def complete(draft: Schema, routes: Iterable[BaseRoute], config: ContractConfig) -> Schema:
    """Litestar's draft with the parameters, bodies, responses and security of the server."""
    return _DocumentWriter(draft, config).write(operations_of(routes))


METHODS = ("get", "post", "put", "patch", "delete")


def _sort_key(operation: Operation) -> tuple[str, int]:
    """By path, then by method: for readers of the pages, reads come before writes."""
    return operation.path, METHODS.index(operation.method) if operation.method in METHODS else len(METHODS)


class _DocumentWriter:
    def __init__(self, draft: Schema, config: ContractConfig) -> None:
        self.draft = draft
        self.config = config
        self.components = Components()
        self.headers = {name: {"$ref": f"#/components/headers/{name}"} for name in config.response_headers}
        self.errors = ErrorResponses(config.error_type, self.components, self.headers, config.routing_errors)
        self.revalidation = Revalidation(self.headers)

    def write(self, operations: Iterable[Operation]) -> Schema:
        problems: list[str] = []
        paths: Schema = {}
        for operation in sorted(operations, key=_sort_key):
            try:
                paths.setdefault(operation.path, {})[operation.method] = self._operation(operation)
            except ContractError as error:
                problems.extend(error.problems)
        if problems:
            raise ContractError(dict.fromkeys(problems))
        self.errors.list_codes()
        components = {**self.draft.get("components", {}), **self._shared_components()}
        return self.components.resolve({**self.draft, "paths": paths, "components": components})

    def _shared_components(self) -> Schema:
        components: Schema = {"responses": self.errors.components}
        if self.config.response_headers:
            components["headers"] = {
                name: {"description": description, "required": True, "schema": {"type": "string"}}
                for name, description in self.config.response_headers.items()
            }
        if self.config.revalidation_opt:
            components = self.revalidation.extend(components)
        if self.config.security_scheme:
            name, scheme = self.config.security_scheme
            components["securitySchemes"] = {name: scheme.to_schema()}
        return components

    def _operation(self, operation: Operation) -> Schema:
        if self.config.auth_dependency:
            check_access(operation, self.config.auth_dependency)
        draft = self.draft["paths"][operation.path][operation.method]
        written = {
            keyword: draft[keyword]
            for keyword in ("operationId", "description", "tags", "externalDocs")
            if draft.get(keyword)
        }
        written["summary"] = operation.summary
        if draft.get("deprecated") or DEPRECATION in operation.handler.opt:
            written |= _deprecation(operation).keywords
        if parameters := self._parameters(operation, draft.get("parameters", [])):
            written["parameters"] = parameters
        if operation.body is not None:
            written["requestBody"] = self._request_body(operation.body, operation.location)
        if self.config.security_scheme:
            written["security"] = self._security(operation, self.config.security_scheme[0])
        written["responses"] = self._responses(operation, draft["responses"])
        if self.config.revalidation_opt and operation.is_revalidated(self.config.revalidation_opt):
            self.revalidation.describe(written)
        return written

    def _parameters(self, operation: Operation, drafts: list[Schema]) -> list[Schema]:
        parameters = {(parameter.location.value, parameter.name): parameter for parameter in operation.parameters}
        written = []
        for draft in sorted(drafts, key=lambda draft: (draft["in"] != "path", draft["in"], draft["name"])):
            parameter = parameters.get((draft["in"], draft["name"]))
            location = f"the {draft['in']} parameter {draft['name']} of {operation.location}"
            if parameter is None:
                raise ContractError(
                    f"{location} is in the path, but the handler does not read it; add it as an argument"
                )
            written.append(
                {
                    "name": draft["name"],
                    "in": draft["in"],
                    "required": parameter.required,
                    "schema": parameter_schema(parameter, self.components, location),
                    **{keyword: draft[keyword] for keyword in ("description", "examples") if draft.get(keyword)},
                }
            )
        return written

    def _request_body(self, body: FieldDefinition, location: str) -> Schema:
        media_type = body.kwarg_definition.media_type if isinstance(body.kwarg_definition, BodyKwarg) else None
        if media_type not in (None, "application/json"):
            raise ContractError(f"{location}: {media_type} is not supported; only JSON bodies can be described")
        schema = self.components.schema(body.raw, Direction.INPUT, f"the body of {location}")
        return {"required": not body.has_default, "content": {"application/json": {"schema": schema}}}

    def _security(self, operation: Operation, scheme: str) -> list[Schema]:
        requirement: Schema = {scheme: []}
        if self.config.auth_dependency in operation.dependencies:
            return [requirement]
        return [{}, requirement] if self.config.optional_auth_dependency in operation.dependencies else []

    def _responses(self, operation: Operation, drafts: Schema) -> Schema:
        headers = self.headers | (HEADERS if deprecation_of(operation) else {})
        successes = success_responses(operation, drafts, self.components, headers)
        return successes | self.errors.of(self.config.errors_of(operation))


def _deprecation(operation: Operation) -> Deprecation:
    deprecation = operation.handler.opt.get(DEPRECATION)
    if not isinstance(deprecation, Deprecation):
        raise ContractError(
            f"{operation.location} is deprecated without dates; add opt={{DEPRECATION: Deprecation(since=…, sunset=…)}}"
        )
    return deprecation
