"""What importing libraries costs by itself: what a start cannot be faster than."""

import json
import subprocess
import sys
import time

OURS = {"app", "benchmarks", "contract", "controllers", "schemas", "scripts"}
LIST = """
import json, sys
print(json.dumps([name for name in sys.modules if getattr(sys.modules[name], '__file__', None)]))
"""
IMPORT = "import importlib\nfor name in {modules!r}:\n    importlib.import_module(name)\n"


def bare_import_of(code: str) -> str:
    """Code that imports the third-party modules that this code has loaded at its end, in the same order."""
    listed = subprocess.run([sys.executable, "-c", code + LIST], check=True, capture_output=True, text=True)
    modules = json.loads(listed.stdout.splitlines()[-1])
    return IMPORT.format(modules=[name for name in modules if name.split(".")[0] not in OURS | {"__main__"}])


def seconds_to_run(code: str) -> float:
    """How long a new interpreter takes to run this code and to end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start
