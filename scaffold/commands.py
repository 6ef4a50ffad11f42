"""The two commands: write a resource, and take it back."""

import hashlib
import json
import re
from itertools import count
from pathlib import Path

from scaffold.fields import check_name, check_type, parse_fields
from scaffold.kinds import FieldError
from scaffold.names import Names, plural_of
from scaffold.rendering import Resource
from scaffold.reserved import RESERVED_RESOURCES, RESERVED_TABLES, TYPES
from scaffold.staging import CommandError, Staging, stage

MODELS = Path("app/db_models.py")
RECORDS = Path("scaffold/resources")
VERSIONS = Path("migrations/versions")
FRONTEND = Path("frontend")
FEATURES = FRONTEND / "src" / "features"
# The positions of accounts begin at 80.
FIRST_POSITION = 30
# The imports that a class of a table may need. Ruff removes the others.
IMPORTS = """\
from datetime import date
from typing import ClassVar, Literal

from sqlalchemy import BigInteger, CheckConstraint, Double, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

"""
UNUSED = "correctness/noUnusedImports"


def add_resource(root: Path, name: str, fields: str, *, plural: str | None, owned: bool) -> list[Path]:
    """Write a resource, and return the changed paths. Raises `CommandError`; nothing is changed then."""
    try:
        names = Names(name, plural or plural_of(name))
        check_name(names.singular, RESERVED_RESOURCES)
        check_name(names.plural, RESERVED_TABLES)
        for type_ in (names.type, names.types):
            check_type(name, type_, TYPES)
        _check_is_free(root, names)
        resource = Resource(names, parse_fields(fields), owned=owned)
        for field in resource.fields:
            check_type(field.name, field.input_type, resource.types)
    except FieldError as error:
        raise CommandError(str(error)) from None
    with stage(root) as staging:
        _write(staging, resource)
        _migrate(staging, resource)
        staging.export()
        _record(staging, names.singular)
        return staging.publish()


def remove_resource(root: Path, name: str) -> list[Path]:
    """Remove a resource whose files are as the command wrote them, and return the changed paths."""
    record = root / RECORDS / f"{name}.json"
    if not record.exists():
        known = ", ".join(sorted(path.stem for path in (root / RECORDS).glob("*.json"))) or "none"
        raise CommandError(f"No resource {name} was written by make resource; the resources are: {known}.")
    content = json.loads(record.read_text())
    files = {root / path: digest for path, digest in content["files"].items()}
    changed = [str(path.relative_to(root)) for path, digest in files.items() if _digest(path) != digest]
    if changed or content["model"] not in (root / MODELS).read_text():
        edited = "\n  ".join(changed or [str(MODELS)])
        raise CommandError(
            f"These files of {name} were edited, so nothing was removed. Remove the resource by hand:\n  {edited}"
        )
    _check_is_newest_migration(root, content["revision"])
    with stage(root) as staging:
        models = staging.root / MODELS
        models.write_text(models.read_text().replace(content["model"], ""))
        for path in [*content["files"], str(RECORDS / f"{name}.json")]:
            (staging.root / path).unlink()
        _format(staging, str(MODELS))
        staging.export()
        return staging.publish()


def _check_is_free(root: Path, names: Names) -> None:
    models = (root / MODELS).read_text()
    if re.search(rf"^class ({names.type}|{names.types})\b", models, re.MULTILINE) or f'"{names.plural}"' in models:
        raise FieldError(f"{names.singular}: {MODELS} has a class {names.type} or a table {names.plural} already.")
    if names.singular == names.plural:
        raise FieldError(f"{names.singular}: the plural must differ; give it with PLURAL=….")
    taken = [path for path in Resource(names, [], owned=True).paths() if (root / path).exists()]
    if taken:
        raise FieldError(f"{names.singular}: {taken[0]} exists already; choose another name.")


def _write(staging: Staging, resource: Resource) -> None:
    paths = [str(MODELS)]
    files = list(resource.backend_files())
    if (staging.root / FRONTEND).exists():
        files += resource.frontend_files(_free_position(staging.root))
    for path, text in files:
        (staging.root / path).parent.mkdir(parents=True, exist_ok=True)
        (staging.root / path).write_text(text)
        paths.append(str(path))
    models = staging.root / MODELS
    docstring, imports, rest = models.read_text().partition("\n\nfrom ")
    models.write_text(f"{docstring}\n\n{IMPORTS}{imports.strip()} {rest}{resource.model()}")
    _format(staging, *paths)


def _free_position(root: Path) -> int:
    """The first free position in the navigation bar."""
    routes = (path.read_text() for path in (root / FEATURES).glob("*/routes.ts"))
    taken = {int(position) for text in routes for position in re.findall(r"\bposition: (\d+)", text)}
    return next(position for position in count(FIRST_POSITION) if position not in taken)


def _format(staging: Staging, *paths: str) -> None:
    """The files in the style of the repository, without the imports that are not used."""
    staging.format_python(*(path for path in paths if path.endswith(".py")))
    typescript = [str(Path(path).relative_to(FRONTEND)) for path in paths if path.endswith((".ts", ".tsx"))]
    if typescript:
        staging.biome("lint", "--write", "--unsafe", f"--only={UNUSED}", *typescript)
        staging.biome("check", "--write", *typescript)


def _migrate(staging: Staging, resource: Resource) -> None:
    """The migration of alembic, with the triggers of the counter."""
    before = set((staging.root / VERSIONS).iterdir())
    staging.python("-m", "alembic", "upgrade", "head")
    message = f"create {resource.names.plural}"
    staging.python("-m", "alembic", "revision", "--autogenerate", "--message", message)
    [migration] = {path for path in (staging.root / VERSIONS).iterdir() if path.suffix == ".py"} - before
    migration.write_text(_with_triggers(migration.read_text(), resource.names.plural))
    _format(staging, str(migration.relative_to(staging.root)))


def _with_triggers(migration: str, table: str) -> str:
    """The migration with the triggers of the counter of all rows."""
    arguments = f'("{table}", {{"{table}": None}})'
    imports = "from alembic import op\n"
    new_imports = f"{imports}\nfrom app.db.triggers import create_count_triggers, drop_count_triggers\n"
    downgrade = '"""Revert the migration."""\n'
    edits = {
        imports: new_imports,
        "\n\n\ndef downgrade()": f"\n    create_count_triggers{arguments}\n\n\ndef downgrade()",
        downgrade: f"{downgrade}    drop_count_triggers{arguments}\n",
    }
    for old, new in edits.items():
        migration = migration.replace(old, new)
    return migration


def _record(staging: Staging, name: str) -> None:
    """The files as they are written, so that a later removal knows whether they were edited."""
    new = staging.new_paths()
    text = (staging.root / MODELS).read_text()
    [revision] = [path for path in new if path.is_relative_to(VERSIONS)]
    record = staging.root / RECORDS / f"{name}.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "revision": revision.stem,
        "model": text[text.rindex("\n\n\nclass ") :].rstrip("\n"),
        "files": {str(path): _digest(staging.root / path) for path in new},
    }
    record.write_text(json.dumps(content, indent=2) + "\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _check_is_newest_migration(root: Path, stem: str) -> None:
    revision = re.search(r'^revision: str = "(\w+)"', (root / VERSIONS / f"{stem}.py").read_text(), re.MULTILINE)
    if revision is None:
        raise CommandError(f"{VERSIONS / stem}.py has no revision.")
    for path in (root / VERSIONS).glob("*.py"):
        if f'down_revision: str | Sequence[str] | None = "{revision[1]}"' in path.read_text():
            raise CommandError(
                f"{path.name} builds on the migration of the resource, so nothing was removed."
                f' Drop the table in a new migration: make migration MESSAGE="drop …"'
            )
