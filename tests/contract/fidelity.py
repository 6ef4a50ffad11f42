"""Measured accuracy of a document: `python -m tests.contract.fidelity` compares ours with the others.

A shape of the catalogue is correct if the document accepts a value if and only if msgspec accepts the value. An edit
of a struct is detected if the document changes.
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


def litestar_schema(annotation: Any) -> dict[str, Any]:
    """The schema of a body in Litestar's document."""

    @post("/")
    async def handle(data: JSONBody[annotation]) -> None: ...

    document = Litestar([handle], logging_config=None).openapi_schema.to_schema()
    schema = document["paths"]["/"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return {**schema, "components": document["components"]}


def msgspec_schema(annotation: Any) -> dict[str, Any]:
    """The schema from `msgspec.json.schema`."""
    return msgspec.json.schema(annotation)


def contract_schema(annotation: Any) -> dict[str, Any]:
    """The schema from this package."""
    components = Components()
    return components.resolve(components.schema(annotation, Direction.INPUT, "the type"))


WRITERS: dict[str, Writer] = {"Litestar": litestar_schema, "msgspec": msgspec_schema, "contract": contract_schema}


def is_correct(write: Writer, shape: Shape) -> bool:
    """Whether a document accepts the valid values and rejects the invalid values."""
    try:
        validator = Draft202012Validator(write(shape.annotation), validate_formats=True)
    except Exception:  # noqa: BLE001 - any error means that the document cannot be written or read
        return False
    return all(map(validator.is_valid, shape.valid)) and not any(map(validator.is_valid, shape.invalid))


def _struct(annotation: Any = int, **options: Any) -> type[Struct]:
    return msgspec.defstruct("Thing", [("field", annotation)], **options)


EDITS: dict[str, tuple[Any, Any]] = {
    "int to str": (_struct(int), _struct(str)),
    "a limit on a number": (_struct(int), _struct(LIMITED)),
    "a limit on text": (_struct(str), _struct(Annotated[str, Meta(max_length=5)])),
    "a pattern": (_struct(str), _struct(Annotated[str, Meta(pattern="a")])),
    "a limit on a list": (_struct(list[int]), _struct(Annotated[list[int], Meta(max_length=5)])),
    "a limit inside a list": (_struct(list[int]), _struct(list[LIMITED])),
    "a limit inside a list of lists": (_struct(list[list[int]]), _struct(list[list[LIMITED]])),
    "a limit on the values of a dict": (_struct(dict[str, int]), _struct(dict[str, LIMITED])),
    "a limit on the keys of a dict": (
        _struct(dict[str, int]),
        _struct(dict[Annotated[str, Meta(max_length=5)], int]),
    ),
    "a limit on the size of a dict": (
        _struct(dict[str, int]),
        _struct(Annotated[dict[str, int], Meta(max_length=5)]),
    ),
    "a limit in an member of a union": (_struct(int | str), _struct(LIMITED | str)),
    "a limit on an optional": (_struct(int | None), _struct(LIMITED | None)),
    "a limit in a tuple": (_struct(tuple[int, int]), _struct(tuple[int, LIMITED])),
    "one more item in a tuple": (_struct(tuple[int, int]), _struct(tuple[int, int, int])),
    "closed": (_struct(), _struct(forbid_unknown_fields=True)),
    "array-like": (_struct(), _struct(array_like=True)),
    "a tag": (_struct(), _struct(tag="thing")),
    "renamed": (_struct(), _struct(rename="upper")),
    "Decimal to str": (_struct(Decimal), _struct(str)),
    "bytes to str": (_struct(bytes), _struct(str)),
    "datetime to aware datetime": (_struct(datetime), _struct(Annotated[datetime, Meta(tz=True)])),
    "one more member in a union": (_struct(Dog | None), _struct(Dog | Cat | None)),
}


def detects(write: Writer, before: Any, after: Any) -> bool:
    """Whether an edit changes the document. A failed export also detects the edit."""
    return _output(write, before) != _output(write, after)


def _output(write: Writer, annotation: Any) -> str:
    try:
        return json.dumps(write(annotation), sort_keys=True)
    except (ContractError, TypeError) as error:
        return str(error)


def measure(name: str) -> tuple[int, int]:
    """The numbers of correct shapes and of detected edits."""
    write = WRITERS[name]
    return (
        sum(is_correct(write, shape) for shape in SHAPES),
        sum(detects(write, before, after) for before, after in EDITS.values()),
    )


def main() -> None:
    """Print the results."""
    warnings.simplefilter("ignore")
    print(f"{'document':<10} correct shapes   detected edits")  # noqa: T201
    for name in WRITERS:
        correct, detected = measure(name)
        print(f"{name:<10} {correct:>8} of {len(SHAPES)} {detected:>10} of {len(EDITS)}")  # noqa: T201


if __name__ == "__main__":
    main()
