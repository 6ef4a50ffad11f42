"""How true a document is, in figures: `python -m tests.contract.fidelity` compares ours with the others.

Counted are the shapes of the catalogue that a document tells right, which means that it accepts what msgspec
accepts and nothing that msgspec refuses, and the ordinary edits of a struct that change the document at all.
"""

import json
import warnings
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from jsonschema_rs import Draft202012Validator
from litestar import Litestar, post
from litestar.params import JSONBody
from msgspec import Meta, Struct

from contract.components import Components
from contract.direction import Direction
from contract.errors import ContractError
from tests.contract.shapes import SHAPES, Cat, Dog, Shape

Writer = Callable[[Any], dict[str, Any]]
LIMITED = Annotated[int, Meta(ge=0)]


def by_litestar(annotation: Any) -> dict[str, Any]:
    """The schema of a body in Litestar's own document."""

    @post("/")
    async def handle(data: JSONBody[annotation]) -> None: ...

    document = Litestar([handle], logging_config=None).openapi_schema.to_schema()
    schema = document["paths"]["/"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return {**schema, "components": document["components"]}


def by_msgspec(annotation: Any) -> dict[str, Any]:
    """The schema that msgspec writes."""
    return msgspec.json.schema(annotation)


def by_contract(annotation: Any) -> dict[str, Any]:
    """The schema that this package writes."""
    components = Components()
    return components.resolve(components.schema(annotation, Direction.INPUT, "the type"))


WRITERS: dict[str, Writer] = {"Litestar": by_litestar, "msgspec": by_msgspec, "contract": by_contract}


def tells_right(write: Writer, shape: Shape) -> bool:
    """Whether a document accepts what is good and refuses what is bad."""
    try:
        validator = Draft202012Validator(write(shape.annotation), validate_formats=True)
    except Exception:  # noqa: BLE001 - whatever stops a document from being written or read
        return False
    return all(map(validator.is_valid, shape.good)) and not any(map(validator.is_valid, shape.bad))


def _thing(annotation: Any = int, **options: Any) -> type[Struct]:
    return msgspec.defstruct("Thing", [("field", annotation)], **options)


EDITS: dict[str, tuple[Any, Any]] = {
    "int to str": (_thing(int), _thing(str)),
    "a limit on a number": (_thing(int), _thing(LIMITED)),
    "a limit on text": (_thing(str), _thing(Annotated[str, Meta(max_length=5)])),
    "a pattern": (_thing(str), _thing(Annotated[str, Meta(pattern="a")])),
    "a limit on a list": (_thing(list[int]), _thing(Annotated[list[int], Meta(max_length=5)])),
    "a limit inside a list": (_thing(list[int]), _thing(list[LIMITED])),
    "a limit inside a list of lists": (_thing(list[list[int]]), _thing(list[list[LIMITED]])),
    "a limit on the values of a dict": (_thing(dict[str, int]), _thing(dict[str, LIMITED])),
    "a limit on the keys of a dict": (
        _thing(dict[str, int]),
        _thing(dict[Annotated[str, Meta(max_length=5)], int]),
    ),
    "a limit on the size of a dict": (
        _thing(dict[str, int]),
        _thing(Annotated[dict[str, int], Meta(max_length=5)]),
    ),
    "a limit in an arm of a union": (_thing(int | str), _thing(LIMITED | str)),
    "a limit on an optional": (_thing(int | None), _thing(LIMITED | None)),
    "a limit in a tuple": (_thing(tuple[int, int]), _thing(tuple[int, LIMITED])),
    "one more place in a tuple": (_thing(tuple[int, int]), _thing(tuple[int, int, int])),
    "closed": (_thing(), _thing(forbid_unknown_fields=True)),
    "array-like": (_thing(), _thing(array_like=True)),
    "a tag": (_thing(), _thing(tag="thing")),
    "renamed": (_thing(), _thing(rename="upper")),
    "Decimal to str": (_thing(Decimal), _thing(str)),
    "bytes to str": (_thing(bytes), _thing(str)),
    "datetime to aware datetime": (_thing(datetime), _thing(Annotated[datetime, Meta(tz=True)])),
    "one more arm in a union": (_thing(Dog | None), _thing(Dog | Cat | None)),
}


def notices(write: Writer, before: Any, after: Any) -> bool:
    """Whether an edit changes the document; to refuse the export is to notice it too."""
    return _spelled(write, before) != _spelled(write, after)


def _spelled(write: Writer, annotation: Any) -> str:
    try:
        return json.dumps(write(annotation), sort_keys=True)
    except (ContractError, TypeError) as refused:
        return str(refused)


def figures(name: str) -> tuple[int, int]:
    """The shapes a document tells right, and the edits it notices."""
    write = WRITERS[name]
    return (
        sum(tells_right(write, shape) for shape in SHAPES),
        sum(notices(write, before, after) for before, after in EDITS.values()),
    )


def main() -> None:
    """Print the figures."""
    warnings.simplefilter("ignore")
    print(f"{'document':<10} shapes told right   edits noticed")  # noqa: T201
    for name in WRITERS:
        right, noticed = figures(name)
        print(f"{name:<10} {right:>9} of {len(SHAPES)} {noticed:>12} of {len(EDITS)}")  # noqa: T201


if __name__ == "__main__":
    main()
