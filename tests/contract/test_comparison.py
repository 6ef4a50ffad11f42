"""Verdicts: fresh, stale or missing."""

from pathlib import Path

from contract.comparison import Missing, OutOfDate, UpToDate, compare
from contract.document import encode

DOCUMENT = {"paths": {"/a": {"get": {"x": 1}}, "/b": {}}, "info": {"title": "A"}}


def test_the_same_bytes_are_fresh(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(encode(DOCUMENT))
    assert compare(path, encode(DOCUMENT)) == UpToDate()
    assert UpToDate().exit_code == 0


def test_no_file_is_missing(tmp_path: Path) -> None:
    verdict = compare(tmp_path / "openapi.json", b"")
    assert (verdict, verdict.exit_code) == (Missing(), 4)


def test_a_stale_file_tells_where_it_differs(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(encode({"paths": {"/a": {"get": {"x": 2}}, "/c": {}}, "info": {"title": "A"}}))
    verdict = compare(path, encode(DOCUMENT))
    assert verdict == OutOfDate("~ paths > /a > get > x: 2 → 1\n+ paths > /b\n- paths > /c")
    assert verdict.exit_code == 4


def test_a_long_difference_is_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(encode({}))
    summary = compare(path, encode({str(number): number for number in range(30)})).summary
    assert len(summary.splitlines()) == 21
    assert summary.endswith("… and 10 more")


def test_another_spelling_and_no_json_at_all_are_stale(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(b"{}")
    assert compare(path, encode({})) == OutOfDate("says the same in another spelling")
    path.write_bytes(b"<<<<<<< HEAD")
    assert compare(path, encode({})) == OutOfDate("is not JSON")
