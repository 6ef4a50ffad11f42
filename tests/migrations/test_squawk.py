"""Gate for migrations: SQL for PostgreSQL."""

import pytest

from migrations.gates.report import GateError
from migrations.gates.squawk import check_sql
from tests.added_migrations import COUNTED_TABLE, IMPORTS, NEW_TABLE, ConfigWithMigration, script_of
from tests.conftest import settings_for

OFFLINE = settings_for("postgresql://nobody@localhost/nothing")


def test_index_that_blocks_writes_is_found(config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(OFFLINE, 'op.create_index("ix_extra", "users", ["bio"])')

    with pytest.raises(GateError) as raised:
        check_sql(config, script_of(config))

    assert "one_more.py: squawk require-concurrent-index-creation in `CREATE INDEX ix_extra ON users (bio);`: " in str(
        raised.value
    )
    assert "squawk_exemptions" in str(raised.value)


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ('op.add_column("users", sa.Column("extra", sa.BigInteger, nullable=False))', "adding-required-field"),
        ('op.alter_column("users", "token_generation", type_=sa.BigInteger)', "changing-column-type"),
        ('op.create_check_constraint("c", "users", "bio <> image")', "constraint-missing-not-valid"),
        ('op.create_unique_constraint("u", "users", ["bio"])', "disallowed-unique-constraint"),
        ('op.execute("SELEC 1")', "syntax-error"),
    ],
)
def test_sql_that_squawk_rejects_is_found(config_with_migration: ConfigWithMigration, code: str, rule: str) -> None:
    config = config_with_migration(OFFLINE, code)

    with pytest.raises(GateError, match=f"squawk {rule} in "):
        check_sql(config, script_of(config))


def test_rule_that_a_statement_violates_twice_is_reported_once(config_with_migration: ConfigWithMigration) -> None:
    code = 'op.execute("ALTER TABLE users ALTER COLUMN bio TYPE VARCHAR(9), ALTER COLUMN image TYPE VARCHAR(9)")'
    config = config_with_migration(OFFLINE, code)

    with pytest.raises(GateError) as raised:
        check_sql(config, script_of(config))

    assert str(raised.value).count("squawk changing-column-type in ") == 1


def test_exempted_rule_is_accepted(config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(
        OFFLINE,
        'op.create_index("ix_extra", "users", ["bio"])',
        variables='squawk_exemptions = {"require-concurrent-index-creation": "the table is small"}',
    )
    check_sql(config, script_of(config))


@pytest.mark.parametrize(
    "code",
    [
        'op.add_column("users", sa.Column("extra", sa.String))',
        'op.add_column("users", sa.Column("extra", sa.BigInteger, nullable=False, server_default="0"))',
        'op.drop_column("users", "bio")',
        NEW_TABLE.replace("sa.DateTime", "sa.DateTime(timezone=True)"),
    ],
)
def test_sql_that_blocks_nothing_is_accepted(config_with_migration: ConfigWithMigration, code: str) -> None:
    config = config_with_migration(OFFLINE, code)
    check_sql(config, script_of(config))


def test_sql_of_a_counted_table_is_accepted(config_with_migration: ConfigWithMigration) -> None:
    code = COUNTED_TABLE[0].replace("sa.DateTime", "sa.DateTime(timezone=True)")
    config = config_with_migration(OFFLINE, code, variables=IMPORTS)
    check_sql(config, script_of(config))


def test_migration_that_reads_rows_has_no_sql(config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(OFFLINE, 'op.get_bind().execute(sa.text("SELECT 1")).all()')

    with pytest.raises(GateError, match=r"one_more\.py: has no SQL for alembic upgrade --sql: "):
        check_sql(config, script_of(config))
