"""The direction of a value: from the client (input) or from the server (output)."""

from enum import Enum


class Direction(Enum):
    """The value is the suffix of a component name where the two directions of a type differ."""

    INPUT = "Input"
    OUTPUT = "Output"
