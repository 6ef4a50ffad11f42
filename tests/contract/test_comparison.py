"""The comparison of a file with the document: up to date, out of date or missing."""

from pathlib import Path

from contract.comparison import Missing, OutOfDate, UpToDate, compare
from contract.document import encode

DOCUMENT = {"paths": {"/a": {"get": {"x": 1}}, "/b": {}}, "info": {"title": "A"}}


def test_identical_file_is_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(encode(DOCUMENT))
    assert compare(path, encode(DOCUMENT)) == UpToDate()
    assert UpToDate().exit_code == 0


def test_absent_file_is_missing(tmp_path: Path) -> None:
    comparison = compare(tmp_path / "openapi.json", b"")
    assert (comparison, comparison.exit_code) == (Missing(), 4)


def test_out_of_date_file_lists_its_differences(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(encode({"paths": {"/a": {"get": {"x": 2}}, "/c": {}}, "info": {"title": "A"}}))
    comparison = compare(path, encode(DOCUMENT))
    assert comparison == OutOfDate("~ paths > /a > get > x: 2 → 1\n+ paths > /b\n- paths > /c")
    assert comparison.exit_code == 4


def test_long_list_of_differences_is_truncated(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(encode({}))
    summary = compare(path, encode({str(number): number for number in range(30)})).summary
    assert len(summary.splitlines()) == 21
    assert summary.endswith("… and 10 more")


def test_file_in_another_format_and_invalid_json_are_out_of_date(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(b"{}")
    assert compare(path, encode({})) == OutOfDate("has the same content in a different format")
    path.write_bytes(b"<<<<<<< HEAD")
    assert compare(path, encode({})) == OutOfDate("is not JSON")
