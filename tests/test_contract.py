"""The contract of this application. tests/contract/ tests the package with other applications."""

import hashlib
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import msgspec.inspect
import pytest

import schemas
from app.asgi import create_app
from contract import build_contract, encode, lint
from schemas.base import Contract
from tests.conftest import settings_for
from tests.contract.agreement import assert_agreement_on_samples

ROOT = Path(__file__).resolve().parent.parent
MODULES = [importlib.import_module(f"schemas.{module.name}") for module in pkgutil.iter_modules(schemas.__path__)]
STRUCTS = sorted(
    {
        kind
        for module in MODULES
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Contract) and msgspec.structs.fields(kind)
    },
    key=lambda kind: kind.__name__,
)
INSTANCES = 12_000  # in total for all structs
LIMITS = {
    "max_length": "maxLength",
    "min_length": "minLength",
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
    "max_items": "maxItems",
    "min_items": "minItems",
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The contract."""
    return build_contract(create_app(settings_for("sqlite:///unused.db")))


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_document_accepts_exactly_the_values_that_msgspec_accepts(struct: type[Contract]) -> None:
    counts = assert_agreement_on_samples(struct, samples=INSTANCES // len(STRUCTS))

    assert min(counts[True], counts[False]) > INSTANCES // len(STRUCTS) // 4


def test_lint_has_no_findings() -> None:
    assert [str(finding) for finding in lint(create_app(settings_for("sqlite:///unused.db")), MODULES)] == []


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_document_has_the_limits_of_every_field(struct: type[Contract], document: dict[str, Any]) -> None:
    properties = document["components"]["schemas"][struct.__name__]["properties"]

    for field in msgspec.inspect.type_info(struct).fields:  # type: ignore[attr-defined]
        assert _limits_in_document(properties[field.encode_name]) == _limits_in_struct(field.type), field.name


def test_every_limit_of_msgspec_is_compared() -> None:
    other = {"description", "examples", "extra", "extra_json_schema", "title", "pattern", "tz"}
    limits = {name for name in dir(msgspec.Meta) if not name.startswith("_")} - other

    assert not limits - set(LIMITS), f"tests/test_contract.py: LIMITS has no {limits - set(LIMITS)}; add the keyword"


def _limits_in_document(schema: Any) -> list[tuple[str, int]]:
    """The limits in a schema at any depth, without the limits of referenced components."""
    if isinstance(schema, list):
        return sorted(limit for inner in schema for limit in _limits_in_document(inner))
    if not isinstance(schema, dict):
        return []
    own = [(name, schema[keyword]) for name, keyword in LIMITS.items() if keyword in schema]
    nested = [schema.get(key) for key in ("items", "anyOf", "additionalProperties")]
    return sorted(own + _limits_in_document(nested))


def _limits_in_struct(info: msgspec.inspect.Type) -> list[tuple[str, int]]:
    match info:
        case msgspec.inspect.Metadata():
            return _limits_in_struct(info.type)
        case msgspec.inspect.UnionType():
            return sorted(limit for arm in info.types for limit in _limits_in_struct(arm))
        case msgspec.inspect.ListType():
            own = [("max_items", info.max_length), ("min_items", info.min_length)]
            return sorted(
                [(name, limit) for name, limit in own if limit is not None] + _limits_in_struct(info.item_type)
            )
        case msgspec.inspect.DictType():
            return _limits_in_struct(info.value_type)
    limits = ((name, getattr(info, name, None)) for name in LIMITS)
    return sorted((name, limit) for name, limit in limits if limit is not None)


def test_document_is_the_same_in_every_process(tmp_path: Path) -> None:
    export = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.test_contract import digest; print(digest())"
    environments = [
        {"PYTHONHASHSEED": "0", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8"},
    ]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", export],
            env={**os.environ, **variables},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        for variables in environments
    ]

    digests = [process.communicate()[0].strip() for process in processes]
    assert digests == [hashlib.sha256((ROOT / "openapi.json").read_bytes()).hexdigest()] * len(environments)


def digest() -> str:
    """The SHA-256 of the contract."""
    return hashlib.sha256(encode(build_contract(create_app(settings_for("sqlite:///unused.db"))))).hexdigest()
