"""The contract: an OpenAPI document that matches the requests and responses of the server exactly."""

from contract.authentication import PUBLIC
from contract.coverage import Coverage
from contract.deprecation import DEPRECATION, Deprecation
from contract.document import build_contract, encode
from contract.errors import ContractError
from contract.lints import Finding, lint
from contract.litestar_errors import LitestarError
from contract.middleware import ContractViolationError, ResponseValidationMiddleware
from contract.plugin import ContractPlugin
from contract.raises import raises, waive_error
from contract.requests import ContractRequest, request_errors
from contract.response_validation import RecordedResponse, ResponseValidator, Violation
from contract.validation import FieldError, messages_by_field, validation_errors

__all__ = [
    "DEPRECATION",
    "PUBLIC",
    "ContractError",
    "ContractPlugin",
    "ContractRequest",
    "ContractViolationError",
    "Coverage",
    "Deprecation",
    "FieldError",
    "Finding",
    "LitestarError",
    "RecordedResponse",
    "ResponseValidationMiddleware",
    "ResponseValidator",
    "Violation",
    "build_contract",
    "encode",
    "lint",
    "messages_by_field",
    "raises",
    "request_errors",
    "validation_errors",
    "waive_error",
]
