"""The library as a server or a command finds it; run as a module, it writes its contract."""

import sys

from contract import build_contract, encode
from tests.contract.library import library

app = library()

if __name__ == "__main__":
    sys.stdout.buffer.write(encode(build_contract(app)))
