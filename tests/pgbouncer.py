"""PgBouncer in transaction mode, before the PostgreSQL of the tests."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.waiting import PATIENCE, wait_until

# Two connections to a database serve everybody. The port is the default of clients, and only names the socket.
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
    """The folder of its socket. Tests that ask for it are skipped where it is not installed."""
    # Debian installs it where only root looks for commands.
    command = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if command is None:
        pytest.skip("PgBouncer is not installed; try: apt install pgbouncer")
    # Not below pytest's folder: another run of pytest takes the rights to it from PgBouncer, which is another user.
    with TemporaryDirectory(prefix="pgbouncer-") as name:
        folder, user = Path(name), postgres.pgdata.stat().st_uid
        os.chown(folder, user, -1)
        configuration, log = folder / "pgbouncer.ini", folder / "log"
        configuration.write_text(CONFIGURATION.format(server=postgres.get_postmaster_info().socket_dir, folder=folder))
        # The user is PostgreSQL's, because PgBouncer, too, refuses to be root.
        with log.open("w") as lines:
            process = subprocess.Popen([command, configuration], user=user, stderr=lines)
        try:
            wait_until((folder / ".s.PGSQL.5432").exists, log.read_text)
            yield folder
        finally:
            process.terminate()
            process.wait(PATIENCE)
