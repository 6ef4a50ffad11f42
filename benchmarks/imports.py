"""The time of importing libraries, which is the lower limit of a start."""

import json
import subprocess
import sys
import time

OWN_PACKAGES = {"app", "benchmarks", "contract", "controllers", "schemas", "scripts"}
LIST = """
import json, sys
print(json.dumps([name for name in sys.modules if getattr(sys.modules[name], '__file__', None)]))
"""
IMPORT = "import importlib\nfor name in {modules!r}:\n    importlib.import_module(name)\n"


def bare_import_of(code: str) -> str:
    """Code that imports the third-party modules of the given code, in the same order."""
    listed = subprocess.run([sys.executable, "-c", code + LIST], check=True, capture_output=True, text=True)
    modules = json.loads(listed.stdout.splitlines()[-1])
    return IMPORT.format(modules=[name for name in modules if name.split(".")[0] not in OWN_PACKAGES | {"__main__"}])


def seconds_to_run(code: str) -> float:
    """The seconds that a new interpreter takes for the code, including its exit."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start
