"""The commands `alembic` and `litestar`, and the check of migrations."""

import json
import re
from pathlib import Path

from app.settings import ROOT
from tests.added_migrations import HEAD
from tests.commands.running import run, run_lines


def migration_in(checkout: Path, name: str) -> str:
    [path] = (checkout / "migrations" / "versions").glob(f"20??_??_??_??????_{name}.py")
    return path.read_text()


def test_alembic_and_litestar_commands_migrate_without_environment_variables(checkout: Path) -> None:
    models = checkout / "app" / "db_models.py"
    changed = models.read_text().replace(
        "    created_at: Mapped", "    born: Mapped[int | None]\n    created_at: Mapped", 1
    )
    assert changed != models.read_text()
    models.write_text(changed)

    results = run_lines(
        checkout,
        "alembic upgrade head",
        "alembic current",
        "alembic check",
        "scripts/check_migrations.py",
        "litestar database make-migrations --no-prompt -m born",
        "alembic upgrade head",
        "alembic check",
        "scripts/check_migrations.py",
        "litestar database check",
        "litestar database show-current-revision",
        "litestar database downgrade --no-prompt",
        "alembic current",
        "litestar database upgrade --no-prompt",
        "alembic revision --autogenerate -m nothing",
        "litestar database upgrade --no-prompt",
        "alembic downgrade -1",
        "alembic downgrade base",
        "alembic current",
        "alembic revision -m by_hand",
        "litestar schema openapi --output written.json",
        "scripts/generate_openapi.py --check --output written.json",
    )

    assert [result.code for result in results] == [0, 0, -1, 4, *[0] * 16, 4]
    assert (checkout / "data" / "lockstep.db").exists()
    born, nothing, by_hand = (migration_in(checkout, name) for name in ("born", "nothing", "by_hand"))
    revision = re.findall(r"Revision: (\w+)", born)[0]
    assert born.startswith('"""born\n\nRevision: ')
    assert 'sa.Column("born", sa.Integer(), nullable=True)' in born
    assert 'drop_column("born")' in born
    assert "pass" in nothing
    assert "pass" in by_hand
    assert f"{HEAD} (head)" in results[1].output
    assert "New upgrade operations detected" in results[2].output
    assert 'To fix it, run: make migration MESSAGE="what changes"' in results[3].output
    assert "No new upgrade operations detected." in results[6].output
    assert "No new upgrade operations detected." in results[8].output
    assert f"{revision} (head)" in results[9].output
    assert HEAD in results[11].output
    assert results[17].output.strip() == ""
    assert json.loads((checkout / "written.json").read_text()) == json.loads((ROOT / "openapi.json").read_text())
    assert "has the same content in a different format" in results[20].output


def test_migrations_are_printed_as_sql_for_postgresql(checkout: Path) -> None:
    (checkout / ".env").write_text("DATABASE_URL=postgresql://nobody@127.0.0.1:1/x\n")

    [result] = run_lines(checkout, "alembic upgrade head --sql")

    assert result.code == 0
    assert "CREATE TABLE users" in result.output
    assert 'key VARCHAR COLLATE "C" NOT NULL' in result.output


def test_migration_check_passes() -> None:
    assert run("check_migrations").exit_code == 0
