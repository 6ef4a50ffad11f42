"""`make product`: removes the example, gives the product its names, and leaves accounts and one page."""

import re
from collections.abc import Iterator
from pathlib import Path

from scaffold.example import DOCUMENT_ROWS, KERNEL_TABLES, PARTS, is_example
from scaffold.names import NAME
from scaffold.rendering import ENVIRONMENT
from scaffold.staging import CommandError, Staging, git, stage

MODELS = Path("app/db_models.py")
BRAND = Path("app/brand.py")
VERSIONS = Path("migrations/versions")
# The names of the template, in the order of their replacement. The licence keeps them.
OLD_NAMES = ("LOCKSTEP", "Lockstep", "lockstep", "Conduit", "conduit")
KEPT = {Path("LICENSE")}
# The new files, from templates.
FILES = {
    "product/README.md.j2": "README.md",
    "product/CHANGELOG.md.j2": "CHANGELOG.md",
    "product/home.routes.ts.j2": "frontend/src/features/home/routes.ts",
    "product/HomePage.tsx.j2": "frontend/src/features/home/HomePage.tsx",
    "product/home.pages.ts.j2": "frontend/e2e/home.pages.ts",
}


def make_product(root: Path, name: str, description: str) -> list[Path]:
    """Make a product of the template, and return the changed paths. Raises `CommandError`; nothing is changed then."""
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if not NAME.fullmatch(slug):
        raise CommandError(f"{name}: a name begins with a letter, for example Acme.")
    with stage(root) as staging:
        _remove_example(staging)
        _edit_shared_files(staging)
        _remove_tables(staging)
        _rename(staging, name, slug)
        _set_brand(staging, name, slug, description)
        _write_files(staging, name, slug, description)
        staging.format_python(".")
        _create_tables(staging)
        staging.export()
        changed = staging.publish()
    _call_the_template_upstream(root)
    return changed


def _call_the_template_upstream(root: Path) -> None:
    """Rename the remote. The releases of the template are no releases of the product, and no gate compares them."""
    if "origin" in git(root, "remote").split():
        git(root, "remote", "rename", "origin", "upstream")


def _remove_example(staging: Staging) -> None:
    for path in staging.paths():
        if is_example(path):
            (staging.root / path).unlink()
    for folder in sorted((path for path in staging.root.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _edit_shared_files(staging: Staging) -> None:
    """Remove the parts that name the example from other files."""
    for path, patterns in PARTS.items():
        file = staging.root / path
        text = file.read_text()
        for pattern in patterns:
            text, count = re.subn(pattern, "", text, flags=re.MULTILINE)
            if count != 1:
                raise CommandError(f"{pattern} matches {count} times in {path}; update scaffold/example.py.")
        file.write_text(text)
    for path in DOCUMENT_ROWS:
        file = staging.root / path
        file.write_text("".join(_lines_of_existing_files(staging, file.read_text())))


def _lines_of_existing_files(staging: Staging, text: str) -> Iterator[str]:
    """The lines without the rows of tables that name a file of the example."""
    for line in text.splitlines(keepends=True):
        names = re.findall(r"`((?:app|controllers|schemas|tests|benchmarks|frontend/e2e)/[\w./]*)`", line)
        if line.startswith("|") and any(not (staging.root / name).exists() for name in names):
            continue
        yield line


def _remove_tables(staging: Staging) -> None:
    """Remove the classes of the example from the models."""
    models = staging.root / MODELS
    head, *classes = re.split(r"\n\n\n(?=class )", models.read_text())
    kept = [text for text in classes if re.match(r"class (\w+)", text)[1] in KERNEL_TABLES]  # type: ignore[index]
    models.write_text("\n\n\n".join([head.rstrip("\n"), *(text.rstrip("\n") for text in kept)]) + "\n")


def _rename(staging: Staging, name: str, slug: str) -> None:
    new_names = dict(zip(OLD_NAMES, (slug.upper(), name, slug, name, slug), strict=True))
    pattern = re.compile("|".join(OLD_NAMES))
    for path in staging.paths():
        file = staging.root / path
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        if path not in KEPT and pattern.search(text):
            file.write_text(pattern.sub(lambda match: new_names[match[0]], text))


def _set_brand(staging: Staging, name: str, slug: str, description: str) -> None:
    brand = staging.root / BRAND
    values = {"TITLE": name, "DESCRIPTION": description, "IDENTIFIER": slug}
    text = brand.read_text()
    for constant, value in values.items():
        text = re.sub(rf"^{constant} = .*$", f"{constant} = {value!r}", text, flags=re.MULTILINE)
    brand.write_text(text)


def _write_files(staging: Staging, name: str, slug: str, description: str) -> None:
    for template, path in FILES.items():
        text = ENVIRONMENT.get_template(template).render(name=name, slug=slug, description=description)
        (staging.root / path).parent.mkdir(parents=True, exist_ok=True)
        (staging.root / path).write_text(text)


def _create_tables(staging: Staging) -> None:
    """One migration creates the tables of the kernel."""
    (staging.root / VERSIONS).mkdir(parents=True, exist_ok=True)
    staging.python("-m", "alembic", "revision", "--autogenerate", "--message", "create the tables")
    staging.format_python(str(VERSIONS))
