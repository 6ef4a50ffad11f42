"""Names in the document. A name does not depend on the module of its class."""

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
    suffix = "And".join(component_name(argument) for argument in arguments)
    return f"{name[:1].upper()}{name[1:]}{'Of' if suffix else ''}{suffix}"


def qualified_name(cls: Any) -> str:
    """The module and the qualified name of a class or function."""
    definition = get_origin(cls) or cls
    return f"{definition.__module__}.{definition.__qualname__}"


def to_pascal_case(code: str) -> str:
    """`token_missing` as `TokenMissing`."""
    return "".join(word[:1].upper() + word[1:] for word in code.replace("-", "_").split("_"))


def to_camel_case(code: str) -> str:
    """`list_articles` as `listArticles`."""
    name = to_pascal_case(code)
    return name[:1].lower() + name[1:]
