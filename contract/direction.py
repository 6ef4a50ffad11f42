"""Who sends a value: the client or the server. The same struct may look different from either side."""

from enum import Enum


class Direction(Enum):
    """The value completes the name of a component that has to exist once for each side."""

    INPUT = "Input"
    OUTPUT = "Output"
