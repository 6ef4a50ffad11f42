"""Discovery: the classes in the modules of a package, so that a new resource needs no registration.

`docs/decisions/discovery.md` explains the alternatives.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import TypeVar

Class = TypeVar("Class")


def modules_of(package: str) -> list[ModuleType]:
    """The modules of a package, by name, without the modules of its packages."""
    path = importlib.import_module(package).__path__
    return [importlib.import_module(f"{package}.{module.name}") for module in pkgutil.iter_modules(path)]


def classes_of(package: str, base: type[Class]) -> Iterator[type[Class]]:
    """The subclasses of `base` that the modules of a package define, in the order of their definitions."""
    for module in modules_of(package):
        for value in vars(module).values():
            if inspect.isclass(value) and issubclass(value, base) and value is not base and _is_from(module, value):
                yield value


def _is_from(module: ModuleType, value: type) -> bool:
    """Whether the module defines the class. An imported class belongs to another module."""
    return value.__module__ == module.__name__
