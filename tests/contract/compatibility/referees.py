"""Referees of the gate: validation of generated instances, and another tool. Both know nothing of the gate.

python -m tests.contract.compatibility.referees --pairs 10000
"""

import argparse
import copy
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from jsonschema_rs import Draft202012Validator

from contract.compatibility import Change, Effect, changes_between
from contract.direction import Direction
from tests.contract.compatibility.edits import SCHEMA_EDITS, Edit, Schema, schema_edits
from tests.contract.compatibility.random_documents import UNDECLARED, Instances, random_document

OWN = json.loads((Path(__file__).parents[3] / "openapi.json").read_text())
FAMILIES = tuple(SCHEMA_EDITS)
INSTANCES = 40
EXPLAINS = {
    "old": {Effect.NARROWS, Effect.INCOMPARABLE},
    "new": {Effect.WIDENS, Effect.INCOMPARABLE},
}
BREAKS = {Direction.INPUT: "old", Direction.OUTPUT: "new"}


Decide = Callable[[dict[str, Any], dict[str, Any]], list[Change]]


@dataclass
class Pair:
    """Two documents with one operation, and the families of the edits between them."""

    seed: int
    old: dict[str, Any]
    new: dict[str, Any]
    families: tuple[str, ...]


@dataclass
class Verdict:
    """What validation says about the decision of the gate."""

    pair: Pair
    unexplained: list[str] = field(default_factory=list)
    """Instances that one document alone accepts, and no difference explains."""
    breaking: bool = False
    witnessed: bool = False
    """Whether an instance shows that the change breaks clients."""


def pair_of(seed: int) -> Pair:
    """The pair of a seed: every other one is made from our own document."""
    random = Random(seed)
    old = one_operation(random) if seed % 2 else random_document(random)
    new = old
    families: list[str] = []
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        edit = random_edit(random, new)
        new, families = edit.document, [*families, edit.family]
    return Pair(seed, old, new, tuple(families))


def one_operation(random: Random) -> dict[str, Any]:
    """Our own document with one of its operations."""
    template, method = random.choice([(template, method) for template, path in OWN["paths"].items() for method in path])
    return copy.deepcopy(OWN | {"paths": {template: {method: OWN["paths"][template][method]}}})


def random_edit(random: Random, document: dict[str, Any]) -> Edit:
    while True:
        edit = next(schema_edits(random, document, random.choice(FAMILIES)), None)
        if edit is not None:
            return edit


def judge(pair: Pair, decide: Decide = changes_between) -> Verdict:
    """Generate instances from both documents, and ask both whether they accept them."""
    changes = decide(pair.old, pair.new)
    verdict = Verdict(pair, breaking=any(change.breaking for change in changes))
    random = Random(pair.seed)
    for direction, old, new in schemas_of(pair):
        effects = {change.difference.effect for change in changes if change.direction is direction}
        accepting = {
            "old": validator(pair.old, old, closed=direction is Direction.INPUT),
            "new": validator(pair.new, new, closed=direction is Direction.INPUT),
        }
        sources = (Instances(random, pair.old), old), (Instances(random, pair.new), new)
        for _ in range(INSTANCES):
            source, schema = random.choice(sources)
            instance = source.near(schema)
            only = [name for name, one in accepting.items() if one.is_valid(instance)]
            if len(only) != 1:
                continue
            verdict.witnessed |= only[0] == BREAKS[direction]
            if not effects & EXPLAINS[only[0]]:
                verdict.unexplained.append(f"{direction.value}: only the {only[0]} document accepts {instance!r}")
    return verdict


def schemas_of(pair: Pair) -> Iterator[tuple[Direction, Schema, Schema]]:
    """The schemas of parameters and bodies in both documents, with their direction."""
    [path], [changed] = pair.old["paths"].values(), pair.new["paths"].values()
    [old], [new] = path.values(), changed.values()
    parts = [
        *(
            (Direction.INPUT, *pairs)
            for pairs in zip(old.get("parameters", ()), new.get("parameters", ()), strict=True)
        ),
        *([(Direction.INPUT, old["requestBody"], new["requestBody"])] if "requestBody" in old else []),
        *((Direction.OUTPUT, old["responses"][status], new["responses"][status]) for status in old["responses"]),
    ]
    for direction, before, after in parts:
        schemas = schema_in(pair.old, before), schema_in(pair.new, after)
        if all(schemas):
            yield direction, *schemas


def schema_in(document: dict[str, Any], part: dict[str, Any]) -> Schema:
    """The JSON schema of a parameter, a request body or a response."""
    if "$ref" in part:
        _, _, kind, name = part["$ref"].split("/")
        part = document["components"][kind][name]
    schema: Schema = part.get("schema") or part.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


# --- Validation


def validator(document: dict[str, Any], schema: Schema, *, closed: bool) -> Draft202012Validator:
    """A validator that asserts formats. `closed` refuses undeclared members, as the gate does for requests."""
    schemas = document["components"]["schemas"]
    if closed:
        schemas = {name: inside(one) for name, one in schemas.items()}
        schema = closed_schema(schema)
    return Draft202012Validator(schema | {"components": {"schemas": schemas}}, validate_formats=True)


def closed_schema(schema: Any) -> Any:
    """A schema that refuses undeclared members, but for the one that an open object ignores."""
    if not isinstance(schema, dict) or not schema:
        return schema
    names = {} if "additionalProperties" in schema else {"patternProperties": {f"^\\{UNDECLARED}$": True}}
    return inside(schema) | names | {"unevaluatedProperties": False}


def inside(schema: Any) -> Any:
    """A schema whose members and items refuse undeclared members. Another schema may declare more beside it."""
    if not isinstance(schema, dict):
        return schema
    changed = dict(schema)
    for keyword in ("items", "additionalProperties"):
        if keyword in schema:
            changed[keyword] = closed_schema(schema[keyword])
    if "prefixItems" in schema:
        changed["prefixItems"] = [closed_schema(one) for one in schema["prefixItems"]]
    if "properties" in schema:
        changed["properties"] = {name: closed_schema(one) for name, one in schema["properties"].items()}
    elif schema.get("type") == "object":
        changed.setdefault("additionalProperties", True)
    for keyword in ("allOf", "anyOf"):
        if keyword in schema:
            changed[keyword] = [inside(part) for part in schema[keyword]]
    return changed


# --- The command


@dataclass
class Summary:
    """The counts of many verdicts."""

    pairs: int = 0
    breaking: int = 0
    unwitnessed: Counter[str] = field(default_factory=Counter)
    """Breaking decisions on single edits that no instance shows, by family."""
    single: Counter[str] = field(default_factory=Counter)
    """Breaking decisions on single edits, by family."""
    unexplained: list[Verdict] = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        self.pairs += 1
        self.breaking += verdict.breaking
        if verdict.unexplained:
            self.unexplained.append(verdict)
        if verdict.breaking and len(verdict.pair.families) == 1:
            self.single[verdict.pair.families[0]] += 1
            self.unwitnessed[verdict.pair.families[0]] += not verdict.witnessed

    def lines(self) -> Iterator[str]:
        yield f"{self.pairs} pairs, {self.breaking} breaking, {len(self.unexplained)} unexplained"
        yield "breaking decisions on single edits, and those that no instance shows:"
        for family, count in sorted(self.single.items()):
            yield f"  {family:32} {count:6} {self.unwitnessed[family]:6}"
        for verdict in self.unexplained[:10]:
            yield f"seed {verdict.pair.seed} ({', '.join(verdict.pair.families)}): {verdict.unexplained[0]}"


def summary_of(seeds: range, decide: Decide = changes_between, *, progress: bool = False) -> Summary:
    summary = Summary()
    for seed in seeds:
        summary.add(judge(pair_of(seed), decide))
        if progress and summary.pairs % 500 == 0:
            sys.stderr.write(f"{summary.pairs} of {len(seeds)}, {len(summary.unexplained)} unexplained\n")
    return summary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000, help="The number of pairs of documents.")
    parser.add_argument("--first-seed", type=int, default=0, help="The seed of the first pair.")
    arguments = parser.parse_args()
    summary = summary_of(range(arguments.first_seed, arguments.first_seed + arguments.pairs), progress=True)
    print("\n".join(summary.lines()))  # noqa: T201 - the result of the command
    sys.exit(bool(summary.unexplained))


if __name__ == "__main__":
    main()
