"""Decisions: approvals, announced removals, and the exit code."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from contract.compatibility import Approval, ApprovalsError, Decision, check, read_approvals
from contract.compatibility.approvals import proposal_for
from contract.compatibility.changes import Change
from tests.contract.compatibility.documents import Json, document, thing

TODAY = date(2026, 11, 24)
TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
OLD, NEW = thing(WHOLE), thing({"type": "number"})


def breaking(old: Json = OLD, new: Json = NEW) -> list[Change]:
    return check(old, new, today=TODAY).having(Decision.BREAKING)


def approval(change: Change, expires: date = TODAY) -> Approval:
    return Approval(change.fingerprint, "A change", "Nobody reads the value.", "jake", expires)


# --- Approvals


def test_an_approved_change_passes() -> None:
    [change] = breaking()

    result = check(OLD, NEW, approvals=[approval(change)], today=TODAY)

    assert result.having(Decision.APPROVED) == [change]
    assert (result.exit_code, result.stale_approvals, result.expired_approvals) == (0, [], [])


def test_an_expired_approval_is_none_and_is_named() -> None:
    [change] = breaking()
    expired = approval(change, TODAY - timedelta(days=1))

    result = check(OLD, NEW, approvals=[expired], today=TODAY)

    assert result.having(Decision.BREAKING) == [change]
    assert (result.exit_code, result.expired_approvals) == (100, [expired])


def test_an_approval_that_no_change_needs_is_stale() -> None:
    [change] = breaking()
    unneeded = approval(change)

    result = check(OLD, OLD, approvals=[unneeded], today=TODAY)

    assert (result.exit_code, result.stale_approvals) == (4, [unneeded])


def test_on_the_released_commit_the_approvals_of_the_release_stay() -> None:
    [change] = breaking()

    result = check(NEW, NEW, approvals=[approval(change)], is_release=True, today=TODAY)

    assert (result.exit_code, result.stale_approvals) == (0, [])


def test_an_approval_of_one_side_does_not_approve_the_other() -> None:
    old, new = thing(TEXT), thing(WHOLE)
    request, response = breaking(old, new)

    result = check(old, new, approvals=[approval(request)], today=TODAY)

    assert result.having(Decision.BREAKING) == [response]
    assert result.exit_code == 100


def test_a_stale_approval_does_not_hide_a_breaking_change() -> None:
    [change] = breaking()

    assert check(NEW, thing(TEXT), approvals=[approval(change)], today=TODAY).exit_code == 100


# --- Fingerprints


def test_the_fingerprint_of_a_change_is_this_one() -> None:
    """Approvals in files of forks name it: another way to compute it makes all of them stale."""
    assert [change.fingerprint for change in breaking()] == ["b4699a4ccc23"]


def test_unrelated_edits_do_not_alter_a_fingerprint() -> None:
    old, new = thing(WHOLE), thing({"type": "number"}, description="Words.", minProperties=1)
    new["paths"]["/more"] = new["paths"]["/things/{id}"]

    assert breaking()[0].fingerprint in {change.fingerprint for change in breaking(old, new)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Beyond the part of a pattern that a report shows.
        ({"pattern": f"^{'a' * 200}$"}, {"pattern": f"^{'a' * 200}b$"}),
        ({"x-invented": 1}, {"x-invented": 2}),
        ({"not": {"const": "a"}}, {"not": {"const": "b"}}),
        ({"default": "a"}, {"default": "b"}),
    ],
)
def test_different_changes_at_one_location_have_different_fingerprints(first: Json, second: Json) -> None:
    one, other = (
        {change.fingerprint for change in breaking(thing(TEXT), thing(TEXT | new))} for new in (first, second)
    )

    assert one
    assert one & other == set()


# --- The file

ENTRY = """
[[approval]]
fingerprint = "0123456789ab"
change = "Thing.value: is removed"
reason = "Nobody reads it."
decided_by = "jake"
expires = 2026-12-31
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "contract-approvals.toml"
    path.write_text(text)
    return path


def test_a_file_has_its_approvals_in_order(tmp_path: Path) -> None:
    other = ENTRY.replace("0123456789ab", "ba9876543210")

    assert read_approvals(written(tmp_path, ENTRY + other)) == [
        Approval("0123456789ab", "Thing.value: is removed", "Nobody reads it.", "jake", date(2026, 12, 31)),
        Approval("ba9876543210", "Thing.value: is removed", "Nobody reads it.", "jake", date(2026, 12, 31)),
    ]


def test_no_file_and_an_empty_file_have_no_approvals(tmp_path: Path) -> None:
    assert read_approvals(tmp_path / "missing.toml") == []
    assert read_approvals(written(tmp_path, "")) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('reason = "Nobody reads it."', "", "missing required field `reason` - at `$.approval[1]`"),
        ('"Nobody reads it."', '" "', r"matching regex '\\S' - at `$.approval[1].reason`"),
        ('"jake"', '""', r"matching regex '\\S' - at `$.approval[1].decided_by`"),
        ('"0123456789ab"', '"0123"', "at `$.approval[1].fingerprint`"),
        ("2026-12-31", '"soon"', "at `$.approval[1].expires`"),
        ("2026-12-31", "2026-13-31", "line 14"),
        ("expires", "expire", "unknown field `expire` - at `$.approval[1]`"),
        ("[[approval]]", "[[approvals]]", "unknown field `approvals`"),
    ],
)
def test_a_malformed_file_is_refused_with_the_entry_and_the_field(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    path = written(tmp_path, ENTRY + ENTRY.replace(old, new))

    with pytest.raises(ApprovalsError) as raised:
        read_approvals(path)

    assert str(raised.value).startswith(f"{path}: ")
    assert reason in str(raised.value)


def test_a_proposal_is_an_entry_that_lacks_the_decision_alone(tmp_path: Path) -> None:
    [change] = breaking()
    proposal = proposal_for(change, TODAY)
    with pytest.raises(ApprovalsError):
        read_approvals(written(tmp_path, proposal))

    decided = proposal.replace('reason = ""', 'reason = "x"').replace('decided_by = ""', 'decided_by = "jake"')

    assert check(OLD, NEW, approvals=read_approvals(written(tmp_path, decided)), today=TODAY).exit_code == 0


def test_the_example_of_the_documentation_is_an_entry(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "gates.md").read_text()
    [example] = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)

    assert [one.change for one in read_approvals(written(tmp_path, example))] == ["NewUser.password: minLength 8 → 12"]


# --- Announced removals


def announced(sunset: Any, *, deprecated: bool = True) -> Json:
    return {"deprecated": deprecated, "x-sunset": sunset}


def with_member(**announcement: Any) -> Json:
    return thing({"type": "object", "properties": {"a": TEXT, "b": TEXT | announcement}})


REMOVALS: dict[str, Any] = {
    "operation": lambda one: (document(one), document(path="/others")),
    "parameter": lambda one: (document({"parameters": [{"name": "a", "in": "query"} | one]}), document()),
    "header": lambda one: (
        document({"responses": {"200": {"headers": {"A": {"schema": TEXT} | one}}}}),
        document({"responses": {"200": {}}}),
    ),
    "member": lambda one: (with_member(**one), thing({"type": "object", "properties": {"a": TEXT}})),
}


@pytest.mark.parametrize("removal", REMOVALS)
@pytest.mark.parametrize(
    ("announcement", "exit_code"),
    [
        (announced("2026-11-24"), 0),
        (announced("2026-11-23"), 0),
        (announced("2026-11-25"), 100),
        (announced("2026-11-23", deprecated=False), 100),
        (announced("soon"), 100),
        (announced(1), 100),
        ({"deprecated": True}, 100),
        ({}, 100),
    ],
)
def test_a_removal_passes_after_its_announced_date(removal: str, announcement: Json, exit_code: int) -> None:
    old, new = REMOVALS[removal](announcement)

    result = check(old, new, today=TODAY)

    assert result.exit_code == exit_code
    assert bool(result.having(Decision.PAST_SUNSET)) == (exit_code == 0)


def test_an_announcement_permits_the_removal_alone() -> None:
    old, new = with_member(**announced("2026-11-23")), thing({"type": "object", "properties": {"a": TEXT, "b": WHOLE}})

    assert check(old, new, today=TODAY).exit_code == 100


def test_an_announcement_is_no_change() -> None:
    assert check(with_member(), with_member(**announced("2026-11-23")), today=TODAY).changes == []


# --- Types


def types(old: Json, new: Json) -> list[tuple[str, str]]:
    return [(one.location, one.text) for one in check(old, new, today=TODAY).type_changes]


def test_names_break_types_and_not_the_wire() -> None:
    parameter = {"name": "id", "in": "path", "required": True}
    old = document({"operationId": "getThing", "parameters": [parameter]}, schemas={"Thing": TEXT, "Gone": WHOLE})
    renamed = parameter | {"name": "key"}
    new = document({"operationId": "readThing", "parameters": [renamed]}, path="/things/{key}", schemas={"Item": TEXT})

    result = check(old, new, today=TODAY)

    assert result.changes == []
    assert result.exit_code == 0
    assert types(old, new) == [
        ("POST /things/{id}", "the operation id getThing → readThing"),
        ("POST /things/{id}", "the path parameter id → key"),
        ("Gone", "the component is removed"),
        ("Thing", "the component is called Item now"),
    ]


def test_a_discriminator_breaks_types_and_not_the_wire() -> None:
    def union(**discriminator: Any) -> Json:
        return thing({"anyOf": [TEXT, WHOLE], "discriminator": discriminator})

    for new in (union(propertyName="type"), union(propertyName="kind", mapping={"a": "A"})):
        result = check(union(propertyName="kind"), new, today=TODAY)
        assert result.changes == []
        assert types(union(propertyName="kind"), new) == [("Thing", "the discriminator changed")]


def test_a_new_value_breaks_an_exhaustive_switch() -> None:
    old, new = thing({"enum": ["a"]}), thing({"enum": ["a", "b"]})

    assert types(old, new) == [("Thing.value", 'an exhaustive switch does not handle "b"')]


def test_a_new_value_that_every_response_excludes_breaks_an_exhaustive_switch_alone() -> None:
    def errors(*codes: str) -> Json:
        narrowed = {"type": "object", "properties": {"code": {"enum": ["a"]}}, "required": ["code"]}
        error = {"type": "object", "properties": {"code": {"type": "string", "enum": [*codes]}}, "required": ["code"]}
        schema = {"allOf": [{"$ref": "#/components/schemas/Error"}, narrowed]}
        response = {"description": "", "content": {"application/json": {"schema": schema}}}
        return document({"responses": {"404": response}}, schemas={"Error": error})

    assert check(errors("a"), errors("a", "b"), today=TODAY).changes == []
    assert types(errors("a"), errors("a", "b")) == [("Error.code", 'an exhaustive switch does not handle "b"')]
    assert types(errors("a", "b"), errors("a")) == []
