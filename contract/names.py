"""How things are called in the document: by their own name, never by the module they happen to live in."""

import types
from typing import Any, Union, get_args, get_origin


def component_name(cls: Any) -> str:
    """`Cat`; `PageOfCat` for `Page[Cat]`; `PairOfIntAndStr` for `Pair[int, str]`."""
    origin, arguments = get_origin(cls), [a for a in get_args(cls) if a is not Ellipsis]
    if origin in (Union, types.UnionType):
        return "Or".join(component_name(argument) for argument in arguments)
    if cls is type(None):
        return "Null"
    name = getattr(origin or cls, "__name__", str(cls)).strip("_")
    of = "And".join(component_name(argument) for argument in arguments)
    return f"{name[:1].upper()}{name[1:]}{'Of' if of else ''}{of}"


def place_of(cls: Any) -> str:
    """Where a class or function is written: module and qualified name."""
    written = get_origin(cls) or cls
    return f"{written.__module__}.{written.__qualname__}"


def pascal(code: str) -> str:
    """`token_missing` as `TokenMissing`."""
    return "".join(word[:1].upper() + word[1:] for word in code.replace("-", "_").split("_"))


def camel(code: str) -> str:
    """`list_articles` as `listArticles`."""
    name = pascal(code)
    return name[:1].lower() + name[1:]
