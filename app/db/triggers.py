"""The triggers of counters, which migrations create: see `app/db/counters.py`.

Released migrations call these functions, so the triggers of a function never change. Other triggers get a new function.
"""

from collections.abc import Mapping, Sequence

from alembic import op

EVENTS = ("insert", "delete", "update")
# The rows in a trigger of SQLite, with the change of the count for each row.
SQLITE_ROWS = {"insert": {"NEW": 1}, "delete": {"OLD": -1}, "update": {"OLD": -1, "NEW": 1}}
POSTGRESQL_ROWS = {
    "insert": ("REFERENCING NEW TABLE AS added", "SELECT *, 1 AS change FROM added"),
    "delete": ("REFERENCING OLD TABLE AS gone", "SELECT *, -1 AS change FROM gone"),
    "update": (
        "REFERENCING OLD TABLE AS gone NEW TABLE AS added",
        "SELECT *, 1 AS change FROM added UNION ALL SELECT *, -1 FROM gone",
    ),
}
# A counter has several rows. To avoid waiting, a writer updates an unlocked row or inserts a row.
POSTGRESQL_FUNCTION = """
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        changed record;
        free bigint;
    BEGIN
        FOR changed IN {changes} LOOP
            SELECT id INTO free FROM counts
            WHERE scope = changed.scope AND key = changed.key LIMIT 1 FOR UPDATE SKIP LOCKED;
            DELETE FROM counts WHERE id = free AND n + changed.n = 0;
            IF NOT FOUND THEN
                UPDATE counts SET n = n + changed.n WHERE id = free;
                IF NOT FOUND THEN
                    INSERT INTO counts (scope, key, n) VALUES (changed.scope, changed.key, changed.n);
                END IF;
            END IF;
        END LOOP;
        RETURN NULL;
    END $$
    """
# SQLite has one writer at a time, so a counter is one row.
SQLITE_STEPS = """
    INSERT INTO counts (scope, key, n)
    SELECT '{scope}', {key}, 0 WHERE NOT EXISTS (SELECT 1 FROM counts WHERE scope = '{scope}' AND key = {key});
    UPDATE counts SET n = n + {change} WHERE scope = '{scope}' AND key = {key};
    DELETE FROM counts WHERE scope = '{scope}' AND key = {key} AND n = 0;
    """


def create_count_triggers(table: str, counters: Mapping[str, str | None]) -> None:
    """Count the rows of a table, and create the triggers that update the counts.

    `counters` equals `__counters__` of the table: the scope of each counter, and its column. A migration that changes
    the counters of a table drops the triggers, and creates these again.
    """
    on_postgresql = op.get_context().dialect.name == "postgresql"
    if on_postgresql:
        # The lock prevents writes between counting and the creation of the triggers.
        op.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
    for scope, column in counters.items():
        op.execute(
            f"INSERT INTO counts (scope, key, n) SELECT '{scope}', {_key(column)}, count(*) FROM {table} "  # noqa: S608
            + (f"GROUP BY {column}" if column else "HAVING count(*) > 0")
        )
    for event in events_of(counters):
        if on_postgresql:
            _create_on_postgresql(event, table, counters)
        else:
            _create_on_sqlite(event, table, counters)


def drop_count_triggers(table: str, counters: Mapping[str, str | None]) -> None:
    """Drop the triggers of a table, and delete the counts."""
    for event in events_of(counters):
        name = trigger_name(table, event)
        if op.get_context().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}")
        else:
            op.execute(f"DROP TRIGGER {name}")
    for scope in counters:
        op.execute(f"DELETE FROM counts WHERE scope = '{scope}'")  # noqa: S608 - the scope is a constant


def events_of(counters: Mapping[str, str | None]) -> Sequence[str]:
    """The events that change counts. An update changes only the counts of the values of a column."""
    if not counters:
        return ()
    return EVENTS if any(counters.values()) else ("insert", "delete")


def trigger_name(table: str, event: str) -> str:
    """The name of the trigger of a table."""
    return f"count_{table}_{event}"


def _create_on_postgresql(event: str, table: str, counters: Mapping[str, str | None]) -> None:
    """Create a statement-level trigger: a statement may change many rows."""
    name = trigger_name(table, event)
    referencing, rows = POSTGRESQL_ROWS[event]
    changes = " UNION ALL ".join(
        f"SELECT '{scope}' AS scope, {_key(column)} AS key, sum(change) AS n FROM ({rows}) changes"  # noqa: S608
        f" {f'GROUP BY {column}' if column else ''} HAVING sum(change) <> 0"
        for scope, column in counters.items()
    )
    op.execute(POSTGRESQL_FUNCTION.format(name=name, changes=changes))
    op.execute(
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} {referencing}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def _create_on_sqlite(event: str, table: str, counters: Mapping[str, str | None]) -> None:
    """Create a row-level trigger."""
    columns = [column for column in counters.values() if column]
    steps = "".join(
        SQLITE_STEPS.format(scope=scope, key=_key(column and f"{row}.{column}"), change=change)
        for scope, column in counters.items()
        if column or event != "update"
        for row, change in SQLITE_ROWS[event].items()
    )
    on = f"UPDATE OF {', '.join(columns)}" if event == "update" else event.upper()
    op.execute(f"CREATE TRIGGER {trigger_name(table, event)} AFTER {on} ON {table} BEGIN {steps} END")


def _key(column: str | None) -> str:
    return f"CAST({column} AS VARCHAR)" if column else "''"
