"""The files of a resource, from the templates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scaffold.kinds import Field
from scaffold.names import Names, camel, with_article

TEMPLATES = Path(__file__).parent / "templates"
FILES = {
    "backend/schemas.py.j2": "schemas/{}.py",
    "backend/errors.py.j2": "app/errors/{}.py",
    "backend/repositories.py.j2": "app/repositories/{}.py",
    "backend/controllers.py.j2": "controllers/{}.py",
    "backend/presenters.py.j2": "controllers/presenters/{}.py",
    "backend/columns.py.j2": "controllers/columns/{}.py",
    "backend/tests.py.j2": "tests/api/test_{}.py",
}


class Resource:
    """A resource: its names and fields, and whether each row has an owner."""

    def __init__(self, names: Names, fields: list[Field], *, owned: bool) -> None:
        self.names = names
        self.fields = fields
        self.owned = owned

    def files(self) -> Iterator[tuple[Path, str]]:
        """The path and the text of each new file, before formatting."""
        for template, path in FILES.items():
            yield Path(path.format(self.names.plural)), self._render(template)

    def paths(self) -> list[Path]:
        """The paths of the new files."""
        return [Path(path.format(self.names.plural)) for path in FILES.values()]

    def model(self) -> str:
        """The class of the table."""
        return self._render("backend/model.py.j2")

    def _render(self, template: str) -> str:
        return ENVIRONMENT.get_template(template).render(
            names=self.names,
            a_noun=with_article(self.names.noun),
            owned=self.owned,
            fields=self.fields,
            unique=[field for field in self.fields if field.unique],
            references=list(dict.fromkeys(field.reference for field in self.fields if field.reference)),
            **self._columns(),
            **self._errors(),
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


ENVIRONMENT = Environment(  # noqa: S701 - the templates are Python and TypeScript, not HTML
    loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True
)
ENVIRONMENT.filters |= {"camel": camel, "literal": repr}
