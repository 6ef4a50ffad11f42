"""`scripts/run_backend.py --demo` with the demo data."""

from pathlib import Path

from tests.commands.servers import RUN_BACKEND, running_server


def test_empty_database_is_filled_with_demo_data_once_and_served(tmp_path: Path) -> None:
    with running_server([*RUN_BACKEND, "--demo", "--workers", "2"], tmp_path, workers=2) as server:
        articles = server.client.get("/api/articles").json()
        login = {"user": {"email": "johndoe@example.test", "password": "johndoe-demo"}}
        signed_in = server.client.post("/api/users/login", json=login)

    assert articles["articlesCount"] == 40
    assert len(articles["articles"]) == 20
    assert signed_in.json()["user"]["username"] == "johndoe"
