"""Check the contract: openapi.json is what the code gives, and breaks no client of the released one.

Exit codes: 0 if all is well, 4 if openapi.json or an approval is out of date, 5 if the code has no correct document,
100 if a change breaks clients, 2 if the command cannot do its work. Needs git for the released document; no server,
database or setting.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from litestar import Litestar

from contract.commands import Project, check_command
from contract.compatibility import Files


def _application_of_code() -> Litestar:
    """The application, which is imported for this alone."""
    from scripts.generate_openapi import application_of_code  # noqa: PLC0415

    return application_of_code()


main = check_command(
    Project(
        root=ROOT,
        load=_application_of_code,
        export="python scripts/generate_openapi.py",
        files=Files(guide="docs/gates.md"),
    ),
    __doc__,
)

if __name__ == "__main__":
    main()
