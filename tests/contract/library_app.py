"""The library application for a server or a command. As a module, the file prints the contract of the library."""

import sys

from contract import build_contract, encode
from tests.contract.library import library

app = library()

if __name__ == "__main__":
    sys.stdout.buffer.write(encode(build_contract(app)))
