"""Handlers of health checks for load balancers."""

from litestar import Controller, get
from litestar.di import NamedDependency

from app.db.migrations import describe_incompatibility, is_compatible, read_version
from app.db.reads import Reads
from app.errors.requests import UnavailableError
from schemas.health import Health


class HealthController(Controller):
    """Health."""

    path = "/health"
    tags = ("Health",)

    @get("/live", operation_id="isLive", sync_to_thread=False)
    def is_live(self) -> Health:
        """Check that the process responds. Nothing else is checked."""
        return Health(status="ok")

    @get("/ready", operation_id="isReady")
    async def is_ready(self, reads: NamedDependency[Reads], schema_head: NamedDependency[str]) -> Health:
        """Check that the database responds, and that its schema is compatible with the code."""
        if not await is_compatible(reads, schema_head):
            raise UnavailableError({"database": [describe_incompatibility(await read_version(reads))]})
        return Health(status="ok")
