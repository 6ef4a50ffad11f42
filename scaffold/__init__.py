"""Writes a new resource, with its table, API, tests and pages, and takes it back: see `docs/resources.md`.

`scripts/new_resource.py` and `scripts/remove_resource.py` are the commands.
"""
