"""The gate between tables and contract: every request fits in the tables, and every row fits in the responses.

Only this part of the package needs SQLAlchemy.
"""

from contract.tables.application import Tables
from contract.tables.checks import Limit, limits_of
from contract.tables.constraints import unhandled_constraints, unindexed_foreign_keys
from contract.tables.gate import check_tables
from contract.tables.mismatches import Mismatch, Waiver, without_waived
from contract.tables.ties import Tie

__all__ = [
    "Limit",
    "Mismatch",
    "Tables",
    "Tie",
    "Waiver",
    "check_tables",
    "limits_of",
    "unhandled_constraints",
    "unindexed_foreign_keys",
    "without_waived",
]
