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
    """The modules of a package, by name, without its packages."""
    path = importlib.import_module(package).__path__
    return [
        importlib.import_module(f"{package}.{module.name}") for module in pkgutil.iter_modules(path) if not module.ispkg
    ]


def classes_of(package: str, base: type[Class]) -> Iterator[type[Class]]:
    """The subclasses of `base` that the modules of a package define, in the order of their definitions.

    The module of `base` is left out, because its classes are bases. A class that a module imports belongs to another.
    """
    for module in modules_of(package):
        for value in vars(module).values():
            is_own = inspect.isclass(value) and value.__module__ == module.__name__ != base.__module__
            if is_own and issubclass(value, base):
                yield value
