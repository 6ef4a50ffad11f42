"""The contract: an OpenAPI document that accepts what the server accepts and describes what it sends."""

from contract.conformance import Answer, Conformance, Violation
from contract.coverage import Coverage
from contract.document import build_contract, encode
from contract.errors import ContractError
from contract.lints import Finding, lint
from contract.middleware import ConformanceMiddleware, ContractBroken
from contract.misfits import Misfit, by_field, misfits
from contract.plugin import ContractPlugin
from contract.refusals import raises
from contract.requests import ContractRequest, misfits_of

__all__ = [
    "Answer",
    "Conformance",
    "ConformanceMiddleware",
    "ContractBroken",
    "ContractError",
    "ContractPlugin",
    "ContractRequest",
    "Coverage",
    "Finding",
    "Misfit",
    "Violation",
    "build_contract",
    "by_field",
    "encode",
    "lint",
    "misfits",
    "misfits_of",
    "raises",
]
