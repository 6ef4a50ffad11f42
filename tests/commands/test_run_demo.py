"""`scripts/run_backend.py --demo` with the demo data."""

from pathlib import Path

from tests.commands.running import plain_output, run
from tests.commands.servers import RUN_BACKEND, running_server


def test_empty_database_is_filled_with_demo_data_once_and_served(tmp_path: Path) -> None:
    with running_server([*RUN_BACKEND, "--demo", "--workers", "2"], tmp_path, workers=2) as server:
        articles = server.client.get("/api/articles").json()
        login = {"user": {"email": "johndoe@example.test", "password": "johndoe-demo"}}
        signed_in = server.client.post("/api/users/login", json=login)

    assert articles["articlesCount"] == 40
    assert len(articles["articles"]) == 20
    assert signed_in.json()["user"]["username"] == "johndoe"


def test_demo_data_is_rejected_in_production(tmp_path: Path) -> None:
    result = run(
        "run_backend",
        "--demo",
        LOCKSTEP_ENVIRONMENT="production",
        LOCKSTEP_SECRET_KEY="x" * 32,
        DATABASE_URL=f"sqlite:///{tmp_path}/test.db",
    )

    assert result.exit_code == 2
    assert "--demo is not for production: the password of the demo account is public" in plain_output(result)
    assert list(tmp_path.iterdir()) == []
