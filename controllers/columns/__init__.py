"""The columns behind every field of a request or response. `scripts/check_tables.py` compares both.

A field is tied to the column of its name. A module for each resource declares the tables and the other columns. It also
declares the reasons of fields without a column, of waivers, and of constraints that a client can violate and that no
error reports.
"""

from app.discovery import modules_of
from contract.tables import Tie, Waiver

TIES: list[Tie] = []
WAIVERS: list[Waiver] = []
HANDLED: dict[str, str] = {}

for module in modules_of(__name__):
    TIES.extend(getattr(module, "TIES", ()))
    WAIVERS.extend(getattr(module, "WAIVERS", ()))
    HANDLED.update(getattr(module, "HANDLED", {}))
