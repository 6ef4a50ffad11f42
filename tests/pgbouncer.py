"""PgBouncer in transaction mode, in front of the PostgreSQL server of the tests."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.waiting import TIMEOUT_SECONDS, wait_until

# All clients share two connections to a database. The port is the clients' default, and only names the socket.
CONFIGURATION = """
[databases]
* = host={server} user=postgres

[pgbouncer]
pool_mode = transaction
default_pool_size = 2
max_client_conn = 1000
auth_type = any
listen_port = 5432
unix_socket_dir = {folder}
"""


@pytest.fixture(scope="session")
def pgbouncer(postgres: Any) -> Iterator[Path]:
    """The folder of PgBouncer's socket. Without PgBouncer, tests that use this fixture are skipped."""
    # Debian installs PgBouncer in /usr/sbin, which is not on the PATH of ordinary users.
    command = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if command is None:
        pytest.skip("PgBouncer is not installed; try: apt install pgbouncer")
    # Outside of pytest's folder: another pytest run would revoke access for PgBouncer, which runs as another user.
    with TemporaryDirectory(prefix="pgbouncer-") as name:
        folder, user = Path(name), postgres.pgdata.stat().st_uid
        os.chown(folder, user, -1)
        configuration, log = folder / "pgbouncer.ini", folder / "log"
        configuration.write_text(CONFIGURATION.format(server=postgres.get_postmaster_info().socket_dir, folder=folder))
        # PgBouncer, like PostgreSQL, does not run as root: both run as PostgreSQL's user.
        with log.open("w") as lines:
            process = subprocess.Popen([command, configuration], user=user, stderr=lines)
        try:
            wait_until((folder / ".s.PGSQL.5432").exists, log.read_text)
            yield folder
        finally:
            process.terminate()
            process.wait(TIMEOUT_SECONDS)
