"""The tables of an application, with all declarations of the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from litestar import Litestar
from sqlalchemy import MetaData

from contract.lints import classes_of_bodies
from contract.litestar_errors import LitestarError
from contract.tables.constraints import unhandled_constraints, unindexed_foreign_keys
from contract.tables.gate import check_tables
from contract.tables.mismatches import Mismatch, Waiver, without_waived
from contract.tables.ties import Tie


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The declarations behind the structs of an application."""

    metadata: MetaData
    ties: Sequence[Tie]
    constraints: Mapping[str, Any] = field(default_factory=dict)
    """The errors of violated constraints, by the name of the constraint."""
    handled: Mapping[str, str] = field(default_factory=dict)
    """The reasons of constraints that no client can violate."""
    waivers: Sequence[Waiver] = ()

    def mismatches(self, app: Litestar) -> list[Mismatch]:
        """All mismatches between the tables and the contract of an application, without the waived."""
        inputs, outputs = classes_of_bodies(app)
        mismatches = (
            *check_tables(inputs, outputs - {LitestarError}, self.ties),  # no table has the errors of Litestar
            *unhandled_constraints(self.metadata, self.constraints, self.handled),
            *unindexed_foreign_keys(self.metadata),
        )
        return list(without_waived(mismatches, self.waivers))
