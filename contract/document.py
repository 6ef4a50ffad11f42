"""The document: Litestar's draft, with parameters, bodies, responses and security that match the server."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from litestar import Litestar
from litestar.routes import BaseRoute
from litestar.typing import FieldDefinition

from contract.authentication import Authentication
from contract.components import Components
from contract.deprecation import DEPRECATION, HEADERS, Deprecation, deprecation_of
from contract.direction import Direction
from contract.errors import ContractError
from contract.forms import FORMS, JSON, form_schema, media_type_of
from contract.obstacles import obstacles_of
from contract.operations import Operation, operations_of
from contract.parameters import can_be_invalid, parameter_schema
from contract.raised_errors import WriteErrors
from contract.responses import ErrorResponses, code_of, success_responses
from contract.revalidation import Revalidation
from contract.schemas import Schema


@dataclass(frozen=True, kw_only=True)
class ContractConfig:
    """The options of a ContractPlugin, which apply to every operation of the application."""

    error_type: type
    error_handlers_are_default: bool = False
    body_errors: tuple[Any, ...] = ()
    input_errors: tuple[Any, ...] = ()
    common_errors: tuple[Any, ...] = ()
    routing_errors: tuple[Any, ...] = ()
    auth_errors: tuple[Any, ...] = ()
    authentication: Authentication = field(default_factory=Authentication)
    revalidation_opt: str | None = None
    response_headers: dict[str, str] = field(default_factory=dict)
    source_packages: tuple[str, ...] = ()
    write_errors: WriteErrors = field(default_factory=dict)

    @property
    def has_codes(self) -> bool:
        """Whether an error body has a code."""
        return code_of(self.error_type) is not None

    def errors_of(self, operation: Operation) -> list[Any]:
        """The documented errors of an operation."""
        errors = [*operation.errors, *self.common_errors]
        if operation.body is not None:
            errors += self.body_errors
        if operation.body is not None or can_be_invalid(operation):
            errors += self.input_errors
        if self.authentication.is_required(operation):
            errors += self.auth_errors
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


_SECURITY = (
    "the security of the application does not tell which operations reject anonymous requests; "
    "give the plugin auth_backend, auth_guard or auth_dependency, or declare the security of routers and handlers"
)
_PARAMETER = re.compile(r"\{\w+\}")
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
        problems = [_SECURITY] if self.draft.get("security") and not self.config.authentication.is_configured else []
        paths: Schema = {}
        for operation in sorted(operations, key=_sort_key):
            try:
                paths.setdefault(operation.path, {})[operation.method] = self._operation(operation)
            except ContractError as error:
                problems.extend(error.problems)
        problems.extend(_equal_paths(paths))
        if problems:
            raise ContractError(dict.fromkeys(problems))
        self.errors.list_codes()
        components = {**self.draft.get("components", {}), **self._shared_components()}
        draft = {keyword: part for keyword, part in self.draft.items() if keyword != "security"}
        return self.components.resolve({**draft, "paths": paths, "components": components})

    def _shared_components(self) -> Schema:
        components: Schema = {"responses": self.errors.components}
        if self.config.response_headers:
            components["headers"] = {
                name: {"description": description, "required": True, "schema": {"type": "string"}}
                for name, description in self.config.response_headers.items()
            }
        if self.config.revalidation_opt:
            components = self.revalidation.extend(components)
        if self.config.authentication.scheme:
            name, scheme = self.config.authentication.scheme
            components["securitySchemes"] = {name: scheme.to_schema()}
        return components

    def _operation(self, operation: Operation) -> Schema:
        self._check(operation)
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
        if (security := self.config.authentication.security_of(operation)) is not None:
            written["security"] = security
        elif draft.get("security"):
            written["security"] = draft["security"]
        written["responses"] = self._responses(operation, draft["responses"])
        if self.config.revalidation_opt and operation.is_revalidated(self.config.revalidation_opt):
            self.revalidation.describe(written)
        return written

    def _check(self, operation: Operation) -> None:
        """Raise a `ContractError` where the document would be wrong, although each of its parts is correct."""
        self.config.authentication.check(operation)
        if problems := [f"{operation.location}: {problem}" for problem in obstacles_of(operation)]:
            raise ContractError(problems)
        if self.config.error_handlers_are_default and operation.has_exception_handlers:
            raise ContractError(
                f"{operation.location}: an exception handler may send another body than Litestar; "
                "add the struct of the body to the plugin: error_type=…"
            )

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
        media_type, name = media_type_of(body), f"the body of {location}"
        if media_type in FORMS:
            schema = form_schema(body.annotation, media_type, self.components, name)
        elif media_type == JSON:
            schema = self.components.schema(body.raw, Direction.INPUT, name)
        else:
            raise ContractError(
                f"{location}: {media_type} bodies cannot be described; use a JSON body or a form, "
                "or exclude the operation with include_in_schema=False"
            )
        return {"required": not body.has_default, "content": {media_type: {"schema": schema}}}

    def _responses(self, operation: Operation, drafts: Schema) -> Schema:
        headers = self.headers | (HEADERS if deprecation_of(operation) else {})
        successes = success_responses(operation, drafts, self.components, headers)
        return successes | self.errors.of(self.config.errors_of(operation), self._error_media_type(operation))

    def _error_media_type(self, operation: Operation) -> str:
        """Litestar sends an error with the media type of the handler, and an exception handler sends JSON."""
        return operation.media_type or JSON if self.config.error_handlers_are_default else JSON


def _equal_paths(paths: Iterable[str]) -> Iterator[str]:
    first: dict[str, str] = {}
    for path in paths:
        other = first.setdefault(_PARAMETER.sub("{}", path), path)
        if other != path:
            yield f"{other} and {path} differ only in the names of parameters; use the same names"


def _deprecation(operation: Operation) -> Deprecation:
    deprecation = operation.handler.opt.get(DEPRECATION)
    if not isinstance(deprecation, Deprecation):
        raise ContractError(
            f"{operation.location} is deprecated without dates; add opt={{DEPRECATION: Deprecation(since=…, sunset=…)}}"
        )
    return deprecation
