"""Write the contract, openapi.json, or check that the committed file matches the code.

The command does not use a server, a database, the network or settings. Code whose document would be wrong exits with 5.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from litestar import Litestar

from app.asgi import create_app
from app.settings import Settings
from contract.commands import Project, export_command


def application_of_code() -> Litestar:
    """The application without a setting, for commands that read its declarations and never start it."""
    return create_app(Settings(secret_key="not used: nothing is signed without a start"))


main = export_command(
    Project(root=ROOT, load=application_of_code, export="python scripts/generate_openapi.py"), __doc__
)

if __name__ == "__main__":
    main()
