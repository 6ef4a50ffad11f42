"""Compatibility: whether a new document breaks the clients of the released one."""

from contract.compatibility.approvals import Approval, ApprovalsError, parse_approvals, read_approvals
from contract.compatibility.changes import Change, changes_between
from contract.compatibility.gate import Decision, Result, check
from contract.compatibility.releases import Release, ReleaseError, release_of
from contract.compatibility.reports import FORMATS
from contract.compatibility.subsets import Effect

__all__ = [
    "FORMATS",
    "Approval",
    "ApprovalsError",
    "Change",
    "Decision",
    "Effect",
    "Release",
    "ReleaseError",
    "Result",
    "changes_between",
    "check",
    "parse_approvals",
    "read_approvals",
    "release_of",
]
