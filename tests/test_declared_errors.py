"""The errors that the application declares are the errors that its code can raise.

Each seed adds one defect to a copy of the code. The gate must report all defects, each in a finding of its own.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from app.db_models import User
from app.errors.users import EmailTakenError, UsernameTakenError
from app.settings import ROOT
from controllers.exception_handlers import CONSTRAINTS, write_errors

PACKAGES = ("app", "contract", "controllers", "schemas", "scripts")


class Seed(NamedTuple):
    """A defect: a text that occurs once in a file, its replacement, and the words of the report."""

    path: str
    old: str
    new: str
    report: tuple[str, ...]
    script: str = "lint_contract.py"


RAISE = "from app.errors.{1} import {0}; raise {0}"
SEEDS = {
    "raise in a repository": Seed(
        "app/repositories/users.py",
        "        user = User(username=username,",
        f"        {RAISE.format('PathNotFoundError', 'requests')}\n        user = User(username=username,",
        ("POST /api/users (", "UserRepository.register raises PathNotFoundError"),
    ),
    "raise in a base class, two calls deep": Seed(
        "app/repositories/base.py",
        "        async with self.session.begin_nested():",
        f"        {RAISE.format('MethodNotAllowedError', 'requests')}\n        async with self.session.begin_nested():",
        (
            "POST /api/users (",
            "calls UserRepository.register",
            "calls Repository.add_in_savepoint",
            "raises=[EmailTakenError, MethodNotAllowedError, UsernameTakenError]",
        ),
    ),
    "raise in a read": Seed(
        "app/db/reads.py",
        "        rows = await self.all(query, **parameters)\n        return rows[0]",
        f"        {RAISE.format('PathNotFoundError', 'requests')}\n        return rows[0]",
        ("POST /api/users/login (", "calls Reads.first", "Reads.first raises PathNotFoundError"),
    ),
    "raise in a presenter": Seed(
        "controllers/presenters/users.py",
        '    """The account with a new token."""\n',
        f"    {RAISE.format('TokenMissingError', 'users')}\n",
        (
            "POST /api/users/login (",
            "present_user raises TokenMissingError",
            "raises=[CredentialsInvalidError, TokenMissingError]",
        ),
    ),
    "raise in a provider": Seed(
        "app/dependencies.py",
        "        raise TokenMissingError",
        f"        {RAISE.format('CredentialsInvalidError', 'users')}\n        raise TokenMissingError",
        ("provide_current_user", "@raises(CredentialsInvalidError, TokenMissingError)"),
    ),
    "raise in a class that a provider captures": Seed(
        "app/auth/tokens.py",
        "        return claims if time.time()",
        f"        {RAISE.format('CredentialsInvalidError', 'users')}\n        return claims if time.time()",
        ("provide_viewer calls Tokens.read", "@raises(CredentialsInvalidError, TokenInvalidError)"),
    ),
    "error passed to require": Seed(
        "controllers/users.py",
        "        user = require(await users.revise(current_user.id, changes), TokenInvalidError)",
        f"        {RAISE.format('MethodNotAllowedError', 'requests').partition(';')[0]}\n"
        "        user = require(require(await users.revise(current_user.id, changes), MethodNotAllowedError),"
        " TokenInvalidError)",
        ("PUT /api/user (", "raises MethodNotAllowedError"),
    ),
    "raise in a helper function": Seed(
        "app/db/keys.py",
        '    return unicodedata.normalize("NFKC", text)',
        f'    {RAISE.format("TokenInvalidError", "users")}\n    return unicodedata.normalize("NFKC", text)',
        ("POST /api/users/login (", "calls key_of", "raises=[CredentialsInvalidError, TokenInvalidError]"),
    ),
    "row with a constraint": Seed(
        "controllers/health.py",
        '        """Check that the process responds. Nothing else is checked."""\n',
        "        from app.db_models import User; User(username='jake')\n",
        ("GET /health/live (", "creates a row of User", "UsernameTakenError"),
    ),
    "column with a constraint": Seed(
        "controllers/health.py",
        "        if not await is_compatible(reads, schema_head):\n",
        "        from app.db_models import User; user: User = reads.user; user.username = 'jake'\n"
        "        if not await is_compatible(reads, schema_head):\n",
        ("GET /health/ready (", "sets User.username", "UsernameTakenError"),
    ),
    "missing declaration": Seed(
        "controllers/users.py",
        'operation_id="updateCurrentUser", raises=[EmailTakenError, UsernameTakenError]',
        'operation_id="updateCurrentUser", raises=[EmailTakenError]',
        (
            "PUT /api/user (",
            "can raise UsernameTakenError",
            "raises=[EmailTakenError, UsernameTakenError] of the handler",
        ),
    ),
    "declaration that nothing raises": Seed(
        "controllers/users.py",
        "opt={ETAG: False}",
        "opt={ETAG: False}, raises=[TokenInvalidError]",
        ("GET /api/user", "declares TokenInvalidError, and nothing raises it", "raises=[] of the handler"),
    ),
    "declaration of a provider that nothing raises": Seed(
        "app/dependencies.py",
        "async def provide_session(",
        "@raises(TokenMissingError)\nasync def provide_session(",
        ("provide_session", "declares TokenMissingError, and nothing raises it", "@raises() of the provider"),
    ),
    "waiver that is not needed": Seed(
        "controllers/users.py",
        "    async def get_current_user(",
        '    @__import__("contract").waive_error(CredentialsInvalidError, reason="it is not needed")\n'
        "    async def get_current_user(",
        ("get_current_user: the waiver of CredentialsInvalidError is not needed",),
    ),
    "write without authentication": Seed(
        "controllers/users.py",
        '    @get("/user", operation_id="getCurrentUser"',
        '    @__import__("litestar").delete("/users", operation_id="deleteUsers")\n'
        "    async def delete_users(self) -> None:\n"
        '        """Delete all users."""\n\n'
        '    @get("/user", operation_id="getCurrentUser"',
        ("DELETE /api/users (controllers.users.UserController.delete_users) writes without authentication", "PUBLIC"),
        script="generate_openapi.py",
    ),
    "public option that is not needed": Seed(
        "controllers/users.py",
        "        data: JSONBody[contracts.NewUserRequest],\n",
        "        data: JSONBody[contracts.NewUserRequest],\n        current_user: NamedDependency[AccountRow],\n",
        ("register_user) depends on current_user and needs no opt={PUBLIC: …}; remove the option",),
        script="generate_openapi.py",
    ),
}


def run(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, str(folder / "scripts" / script)]
    if script == "generate_openapi.py":
        arguments.append("--check")
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)


def findings_in(result: subprocess.CompletedProcess[str]) -> list[str]:
    """The findings. The calls of a finding are indented."""
    return re.split(r"\n(?! )", result.stderr.strip())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "openapi.json", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("script", "exit_code"), [("lint_contract.py", 4), ("generate_openapi.py", 5)])
def test_every_defect_is_reported(copy: Path, script: str, exit_code: int, subtests: pytest.Subtests) -> None:
    clean = run(copy, script)
    assert (clean.returncode, clean.stderr) == (0, "")

    seeds = {name: seed for name, seed in SEEDS.items() if seed.script == script}
    for name, seed in seeds.items():
        text = (copy / seed.path).read_text()
        assert text.count(seed.old) == 1, f"the seed {name!r} in {Path(__file__).name}: {seed.path} has changed"
        (copy / seed.path).write_text(text.replace(seed.old, seed.new))
    result = run(copy, script)

    assert result.returncode == exit_code
    for name, seed in seeds.items():
        with subtests.test(name):
            found = [finding for finding in findings_in(result) if all(words in finding for words in seed.report)]
            assert found, result.stderr


def test_a_write_can_violate_the_constraints_of_the_written_columns() -> None:
    errors = write_errors()[User]

    # The validators of `username` and `email` set the unique columns.
    assert set(errors["username"]) == set(errors["email"]) == {UsernameTakenError, EmailTakenError}
    assert (errors["username_key"], errors["email_key"]) == ([UsernameTakenError], [EmailTakenError])


def test_every_constraint_with_an_error_belongs_to_a_table() -> None:
    found = [error for by_attribute in write_errors().values() for errors in by_attribute.values() for error in errors]

    assert set(found) == set(CONSTRAINTS.values())
