"""The tables that a field can refer to: how the API identifies a row, and the error for a missing row."""

import importlib
import re
from types import ModuleType
from typing import Any, NamedTuple

from scaffold.names import with_article

PARTS = {"app.errors": "NotFoundError", "app.repositories": "Repository", "controllers": "Controller"}


class Reference(NamedTuple):
    """A table that a field refers to."""

    table: str
    model: str
    key: str
    """The column that identifies a row in the API: `slug` or `id`."""
    path: str
    """The path of the collection."""
    code: str
    """The code of the error for a missing row."""
    subject: str
    """The subject of this error."""

    @property
    def noun(self) -> str:
        """The name of a row in sentences, with its article."""
        return with_article(re.sub("(?<!^)(?=[A-Z])", " ", self.model).lower())

    @property
    def error(self) -> str:
        """The class of the error for a missing row."""
        return f"{self.model}NotFoundError"

    @property
    def repository(self) -> str:
        """The class of the repository."""
        return f"{self.model}Repository"


def find_reference(table: str) -> Reference:
    """The table of this name. Raises `LookupError` for a table that is missing, or whose rows the API does not show."""
    from app.db_models import Base  # noqa: PLC0415 - the application is loaded for a reference only

    models = {str(mapper.class_.__tablename__): mapper.class_ for mapper in Base.registry.mappers}
    if table not in models:
        raise LookupError(f"there is no table {table}; the tables are {', '.join(sorted(models))}.")
    model = models[table]
    found: dict[str, Any] = {}
    for package, suffix in PARTS.items():
        name = f"{model.__name__}{suffix}"
        found[suffix] = getattr(_module(f"{package}.{table}"), name, None)
        if found[suffix] is None:
            file = f"{package.replace('.', '/')}/{table}.py"
            raise LookupError(f"{table} cannot be referred to, because {file} has no {name}.")
    if not hasattr(found["Repository"], "find"):
        raise LookupError(f"{table} cannot be referred to, because {model.__name__}Repository has no method find.")
    error, controller = found["NotFoundError"], found["Controller"]
    path = re.sub(r":\w+}", "}", f"/api{controller.path}")
    return Reference(table, model.__name__, _key_of(controller), path, error.code, error.subject)


def _key_of(controller: Any) -> str:
    """The parameter in the path of a row."""
    paths = [path for handler in vars(controller).values() for path in getattr(handler, "paths", ())]
    return "slug" if any(path.startswith("/{slug") for path in paths) else "id"


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None
