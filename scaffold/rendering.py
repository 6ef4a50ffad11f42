"""The files of a resource, from the templates."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scaffold.kinds import Field
from scaffold.names import Names, camel, sentence, with_article

TEMPLATES = Path(__file__).parent / "templates"
FEATURE = "frontend/src/features/{names.members}"
BACKEND_FILES = {
    "backend/schemas.py.j2": "schemas/{names.plural}.py",
    "backend/errors.py.j2": "app/errors/{names.plural}.py",
    "backend/repositories.py.j2": "app/repositories/{names.plural}.py",
    "backend/controllers.py.j2": "controllers/{names.plural}.py",
    "backend/presenters.py.j2": "controllers/presenters/{names.plural}.py",
    "backend/columns.py.j2": "controllers/columns/{names.plural}.py",
    "backend/tests.py.j2": "tests/api/test_{names.plural}.py",
}
FRONTEND_FILES = {
    "frontend/routes.ts.j2": f"{FEATURE}/routes.ts",
    "frontend/paths.ts.j2": f"{FEATURE}/paths.ts",
    "frontend/queries.ts.j2": f"{FEATURE}/queries.ts",
    "frontend/errors.ts.j2": f"{FEATURE}/errors.ts",
    "frontend/mocks.ts.j2": f"{FEATURE}/mocks.ts",
    "frontend/ListPage.tsx.j2": f"{FEATURE}/{{names.types}}Page.tsx",
    "frontend/RowPage.tsx.j2": f"{FEATURE}/{{names.type}}Page.tsx",
    "frontend/NewPage.tsx.j2": f"{FEATURE}/New{{names.type}}Page.tsx",
    "frontend/EditPage.tsx.j2": f"{FEATURE}/Edit{{names.type}}Page.tsx",
    "frontend/Form.tsx.j2": f"{FEATURE}/{{names.type}}Form.tsx",
    "frontend/Actions.tsx.j2": f"{FEATURE}/{{names.type}}Actions.tsx",
    "frontend/pages.ts.j2": "frontend/e2e/{names.members}.pages.ts",
    "frontend/spec.ts.j2": "frontend/e2e/{names.members}.spec.ts",
}


class Resource:
    """A resource: its names and fields, and whether each row has an owner."""

    def __init__(self, names: Names, fields: list[Field], *, owned: bool) -> None:
        self.names = names
        self.fields = fields
        self.owned = owned

    @property
    def types(self) -> set[str]:
        """The names of the structs."""
        name = self.names.type
        return {name, self.names.types, f"New{name}", f"{name}Changes"}

    def backend_files(self) -> Iterator[tuple[Path, str]]:
        """The path and the text of each new file of the backend, before formatting."""
        for template, path in BACKEND_FILES.items():
            yield self._path(path), self._render(template)

    def frontend_files(self, position: int) -> Iterator[tuple[Path, str]]:
        """The path and the text of each new file of the frontend. The position is that in the navigation bar."""
        for template, path in FRONTEND_FILES.items():
            yield self._path(path), self._render(template, position=position)

    def paths(self) -> list[Path]:
        """The paths of all new files."""
        return [self._path(path) for path in (*BACKEND_FILES.values(), *FRONTEND_FILES.values())]

    def model(self) -> str:
        """The class of the table."""
        return self._render("backend/model.py.j2")

    def _path(self, path: str) -> Path:
        return Path(path.format(names=self.names))

    def _render(self, template: str, **values: Any) -> str:
        environment = ENVIRONMENT if template.startswith("backend/") else TYPESCRIPT
        return environment.get_template(template).render(
            names=self.names,
            a_noun=with_article(self.names.noun),
            owned=self.owned,
            fields=self.fields,
            heading=next((field for field in self.fields if field.is_heading), None),
            unique=[field for field in self.fields if field.unique],
            references=list(dict.fromkeys(field.reference for field in self.fields if field.reference)),
            **self._columns(),
            **self._errors(),
            **values,
        )

    def _columns(self) -> dict[str, Any]:
        """The columns with an index of their own, and the relationships that responses need."""
        owner_index = self.owned and not any(field.unique for field in self.fields)
        relationships = [field.name for field in self.fields if field.reference and field.reference.key != "id"]
        return {
            "indexed": [*(["owner_id"] * owner_index), *(field.column for field in self.fields if field.reference)],
            "relationships": [*(["owner"] * self.owned), *relationships],
        }

    def _errors(self) -> dict[str, Any]:
        """The errors of each operation, and of each constraint."""
        type_, table = self.names.type, self.names.plural
        not_found = f"{type_}NotFoundError"
        access = [f"{type_}ForbiddenError", not_found] if self.owned else [not_found]
        taken = {
            f"uq_{table}_{'owner_id_' * self.owned}{field.name}": f"{type_}{field.title}TakenError"
            for field in self.fields
            if field.unique
        }
        owner = {f"fk_{table}_owner_id_users": "TokenInvalidError"} if self.owned else {}
        missing = {
            f"fk_{table}_{field.column}_{field.reference.table}": field.reference.error
            for field in self.fields
            if field.reference
        }
        conflicts = {*missing.values(), *taken.values()}
        return {
            "constraints": taken | owner | missing,
            "own_errors": sorted([*access, *taken.values()]),
            "create_errors": sorted(conflicts),
            "change_errors": sorted({*conflicts, *access}),
            "delete_errors": sorted(access),
        }


def _typed(value: object) -> str:
    """The text that a user types into a field."""
    text = _shown(value)
    return text.removesuffix(":00Z")


def _shown(value: object) -> str:
    """The text that a page shows."""
    match value:
        case bool():
            return "Yes" if value else "No"
        case float():
            return str(int(value)) if value.is_integer() else str(value)
    return str(value)


FILTERS = {"camel": camel, "json": json.dumps, "literal": repr, "sentence": sentence, "typed": _typed, "shown": _shown}
ENVIRONMENT = Environment(  # noqa: S701 - the templates are code and Markdown, not HTML
    loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True
)
ENVIRONMENT.filters |= FILTERS
# JSX has double braces.
TYPESCRIPT = ENVIRONMENT.overlay(
    variable_start_string="«",
    variable_end_string="»",
    block_start_string="<%",
    block_end_string="%>",
    comment_start_string="<#",
    comment_end_string="#>",
)
