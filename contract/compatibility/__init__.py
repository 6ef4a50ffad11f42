"""Compatibility: whether a new document breaks the clients of the released one."""

from contract.compatibility.approvals import Approval, ApprovalsError, read_approvals
from contract.compatibility.changes import Change, changes_between
from contract.compatibility.documents import Document, DocumentError, parse_document
from contract.compatibility.gate import OUT_OF_DATE_EXIT_CODE, Decision, Files, Result, check
from contract.compatibility.releases import NO_RELEASES, Release, ReleaseError, has_releases, release_of
from contract.compatibility.reports import FORMATS
from contract.compatibility.subsets import Effect

__all__ = [
    "FORMATS",
    "NO_RELEASES",
    "OUT_OF_DATE_EXIT_CODE",
    "Approval",
    "ApprovalsError",
    "Change",
    "Decision",
    "Document",
    "DocumentError",
    "Effect",
    "Files",
    "Release",
    "ReleaseError",
    "Result",
    "changes_between",
    "check",
    "has_releases",
    "parse_document",
    "read_approvals",
    "release_of",
]
