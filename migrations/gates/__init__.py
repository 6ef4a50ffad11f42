"""Gates for migrations: checks that find a migration that loses rows, breaks released code or blocks requests.

`scripts/check_migrations.py` runs all gates, and `docs/gates.md` explains the gates.
"""
