"""Reports, in their four formats."""

import json
from datetime import date, timedelta

from contract.compatibility import FORMATS, Approval, Decision, Files, Result, check
from tests.contract.compatibility.documents import Json, document, thing

TODAY = date(2026, 11, 24)
TEXT = {"type": "string"}
OK: Json = {"200": {"description": ""}}

TEXT_REPORT = """\
2 changes break clients of main (0123456789):

  GET /gone: is removed (narrows in requests)
    breaks clients that send requests: the server rejects or ignores requests that it accepts today
    in GET /gone

  GET /more, query parameter page: is new and required (narrows in requests)
    breaks clients that send requests: the server rejects or ignores requests that it accepts today
    in GET /more

Two ways to go on:
  1. Keep the clients working:
     - restore it, mark it as deprecated with a date, and remove it after that date (the README of litestar-contract)
     - accept the old requests as well: an optional field, a wider limit, or a new operation
  2. Decide to break them: add to contract-approvals.toml, with a reason and your name:

     [[approval]]
     fingerprint = "a29e739c957d"
     change = "GET /gone: is removed"
     reason = ""
     decided_by = ""
     expires = 2027-02-22

     [[approval]]
     fingerprint = "cbbfa8780398"
     change = "GET /more, query parameter page: is new and required"
     reason = ""
     decided_by = ""
     expires = 2027-02-22

Approved:
  Thing.value: "b" newly possible (widens in responses)

Past its sunset:
  GET /old: is removed (narrows in requests)

Compatible:
  Thing.value: "b" newly possible (widens in requests)

Breaks generated TypeScript, not the wire:
  GET /more: the operation id more → others
  Thing.value: an exhaustive switch does not handle "b"

Approvals that have expired; renew the decision, or keep the clients working:
  cbbfa8780398  The page (2026-11-23)

Approvals that no change needs; remove them from contract-approvals.toml:
  0123456789ab  Another change
""".strip()

MARKDOWN_REPORT = """\
### API

**Breaking**

- `GET /gone`: is removed (GET /gone)
- `GET /more, query parameter page`: is new and required (GET /more)

**Breaking, approved**

- `Thing.value`: "b" newly possible (POST /things/{id})

**Removed after its sunset**

- `GET /old`: is removed (GET /old)

**Compatible**

- `Thing.value`: "b" newly possible (POST /things/{id})

**Generated TypeScript**

- `GET /more`: the operation id more → others
- `Thing.value`: an exhaustive switch does not handle "b"
""".strip()


def result() -> Result:
    """One change of each decision, a change of types, an expired approval and a stale approval."""
    old, new = documents()
    changes = check(old, new, today=TODAY).having(Decision.BREAKING)
    by_text = {change.difference.text: change for change in changes}
    approvals = [
        Approval(by_text['"b" newly possible'].fingerprint, "The value b", "Nobody reads it.", "jake", TODAY),
        Approval(
            by_text["is new and required"].fingerprint, "The page", "Sent already.", "jake", TODAY - timedelta(days=1)
        ),
        Approval("0123456789ab", "Another change", "A reason.", "jake", TODAY),
    ]
    return check(old, new, approvals=approvals, released="main (0123456789)", today=TODAY)


def documents() -> tuple[Json, Json]:
    old, new = thing({"enum": ["a"]}), thing({"enum": ["a", "b"]})
    for template, announced in (("/old", {"deprecated": True, "x-sunset": "2026-11-01"}), ("/gone", {})):
        old["paths"][template] = {"get": {"responses": OK} | announced}
    page = {"name": "page", "in": "query", "required": True}
    old["paths"]["/more"] = {"get": {"operationId": "more", "responses": OK}}
    new["paths"]["/more"] = {"get": {"operationId": "others", "responses": OK, "parameters": [page]}}
    return old, new


def test_the_text_says_what_breaks_for_whom_and_how_to_go_on() -> None:
    assert FORMATS["text"](result()) == TEXT_REPORT


def test_a_text_without_changes_is_one_line() -> None:
    assert FORMATS["text"](check(document(), document(), released="main")) == "No changes since main."


def test_a_text_with_compatible_changes_lists_them() -> None:
    new = document()
    new["paths"]["/more"] = {"get": {"responses": OK}}

    assert FORMATS["text"](check(document(), new, released="main")) == (
        "1 change since main, none breaks clients.\n\nCompatible:\n  GET /more: is new (widens in requests)"
    )


def test_operations_beyond_the_fourth_are_counted() -> None:
    old, new = thing(TEXT), thing(TEXT | {"minLength": 1})
    for one in (old, new):
        for number in range(5):
            one["paths"][f"/{number}"] = one["paths"]["/things/{id}"]

    assert "    in POST /things/{id}, POST /0, POST /1, POST /2 and 2 more\n" in FORMATS["text"](check(old, new))


def test_json_has_every_change_with_its_decision() -> None:
    report = json.loads(FORMATS["json"](result()))

    assert report["released"] == "main (0123456789)"
    assert report["exitCode"] == 100
    assert {(one["location"], one["decision"]) for one in report["changes"]} == {
        ("GET /gone", "breaking"),
        ("GET /more, query parameter page", "breaking"),
        ("GET /old", "past its sunset"),
        ("Thing.value", "approved"),
        ("Thing.value", "compatible"),
    }
    [gone] = [one for one in report["changes"] if one["location"] == "GET /gone"]
    assert gone == {
        "fingerprint": gone["fingerprint"],
        "decision": "breaking",
        "direction": "input",
        "location": "GET /gone",
        "text": "is removed",
        "effect": "narrows",
        "operations": ["GET /gone"],
    }
    assert report["typeChanges"] == [
        {"location": "GET /more", "text": "the operation id more → others"},
        {"location": "Thing.value", "text": 'an exhaustive switch does not handle "b"'},
    ]
    assert report["staleApprovals"] == ["0123456789ab"]
    assert len(report["expiredApprovals"]) == 1


def test_github_gets_an_annotation_for_each_finding_and_the_text() -> None:
    lines = FORMATS["github"](result()).split("\n")

    breaks = "::error file=openapi.json,title=Breaks clients that send requests::"
    types = "::warning file=openapi.json,title=Breaks generated TypeScript::"
    assert lines[:6] == [
        f"{breaks}GET /gone: is removed (narrows in requests)",
        f"{breaks}GET /more, query parameter page: is new and required (narrows in requests)",
        f"{types}GET /more: the operation id more → others",
        f'{types}Thing.value: an exhaustive switch does not handle "b"',
        "::error file=contract-approvals.toml,title=Stale approval::0123456789ab Another change",
        TEXT_REPORT.split("\n")[0],
    ]


def test_an_annotation_is_one_line_whatever_the_contract_holds() -> None:
    old, new = thing(TEXT), thing(TEXT | {"pattern": "100%\n::error::"})

    [line] = [line for line in FORMATS["github"](check(old, new)).split("\n") if line.startswith("::")]

    assert line.endswith("::Thing.value: pattern none → 100%25\\n::error:: (narrows in requests)")


def test_markdown_is_a_section_of_a_changelog() -> None:
    assert FORMATS["markdown"](result()) == MARKDOWN_REPORT
    assert FORMATS["markdown"](check(document(), document())) == "### API\n\nNo changes."


def test_reports_name_the_files_of_the_repository() -> None:
    files = Files(document="api/contract.json", approvals="api/approvals.toml", guide="docs/api.md")
    stale = Approval("0123456789ab", "Another change", "Nobody asks.", "jake", TODAY)
    old, new = (document({"responses": OK}, path=path, method="get") for path in ("/gone", "/kept"))
    result = check(old, new, approvals=[stale], files=files)

    text, annotations = FORMATS["text"](result), FORMATS["github"](result)
    assert "remove it after that date (docs/api.md)" in text
    assert "add to api/approvals.toml, with a reason" in text
    assert "remove them from api/approvals.toml:" in text
    assert "::error file=api/contract.json,title=Breaks" in annotations
    assert "::error file=api/approvals.toml,title=Stale approval" in annotations
