"""`scripts/check_tables.py` and `scripts/check_migrations.py` report every edit that separates tables and contract."""

from pathlib import Path

from tests.commands.drift import MODELS, Drift, check_after
from tests.commands.running import run_lines

STRUCTS, ERRORS = "schemas/users.py", "app/repositories/users.py"
DRIFT = [
    Drift(
        MODELS,
        "email: Mapped[str] = mapped_column(String(254))",
        "email: Mapped[str] = mapped_column(String(50))",
        "NewUser.email",
        "length",
    ),
    Drift(MODELS, 'has_length("username", 1, 64)', 'has_length("username", 1, 65)', "User.username", "length"),
    Drift(MODELS, '        has_length("bio", 0, 2_000),\n', "", "User.bio", "length"),
    Drift(
        MODELS,
        "username: Mapped[str] = mapped_column(String(64))",
        "username: Mapped[str | None] = mapped_column(String(64))",
        "User.username",
        "null",
    ),
    Drift(
        MODELS,
        "    password_hash: Mapped[str]\n",
        "    password_hash: Mapped[str]\n    locale: Mapped[str]\n",
        "NewUser.locale",
        "insert",
    ),
    Drift(
        MODELS,
        "    token_generation: Mapped[int] = mapped_column(default=0)\n",
        "    token_generation: Mapped[int] = mapped_column(default=0)\n"
        '    inviter_id: Mapped[int | None] = mapped_column(__import__("sqlalchemy").ForeignKey("users.id"))\n',
        "users.inviter_id",
        "index",
    ),
    Drift(
        STRUCTS,
        "    token: Annotated[",
        "    token_generation: Annotated[int, Meta(ge=1)]\n    token: Annotated[",
        "User.token_generation",
        "range",
    ),
    Drift(
        STRUCTS,
        '    """The data of a registration."""\n',
        '    """The data of a registration."""\n\n    nickname: str\n',
        "NewUser.nickname",
        "tie",
    ),
    Drift(ERRORS, '        "uq_users_email_key": EmailTakenError,\n', "", "users.email_key", "error"),
    Drift(ERRORS, '    "uq_users_username_key"', '    "uq_users_username"', "uq_users_username", "error"),
]
# The same edits, found at another field of the same column, at the constraint without its name, and without an error.
SAME_DRIFT = {
    ("UserChanges.email", "length"),
    ("users.username_key", "error"),
    ("users.inviter_id", "error"),
}


def test_every_drift_of_tables_and_contract_is_reported(checkout: Path) -> None:
    found, tables, migrations = check_after(checkout, DRIFT)

    # Other structs may have columns of users, too.
    of_accounts = {each for each in found if each[0].startswith(("User.", "NewUser.", "UserChanges.", "users.", "uq_"))}
    assert (tables.code, migrations.code) == (4, 4)
    assert of_accounts == {(edit.location, edit.rule) for edit in DRIFT} | SAME_DRIFT
    assert 'After a change of a table, run: make migration MESSAGE="what changes"' in tables.output
    assert "ck_users_username_length_1_65" in migrations.output
    assert "String(length=50)" in migrations.output


def test_check_with_another_condition_than_in_the_models_is_reported(checkout: Path) -> None:
    models = checkout / MODELS
    before = 'condition = f"length({column}) BETWEEN {minimum} AND {maximum}"'
    assert before in models.read_text()
    models.write_text(models.read_text().replace(before, before.replace("AND {maximum}", "AND 1 + {maximum}")))

    [result] = run_lines(checkout, "scripts/check_migrations.py")

    assert result.code == 4
    assert (
        "ck_users_email_length_3_254 has the condition length(email) BETWEEN 3 AND 254,"
        " and in app/db_models.py length(email) BETWEEN 3 AND 1 + 254" in result.output
    )
    assert "correct the newest migration" in result.output
