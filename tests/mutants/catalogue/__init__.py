"""All mistakes and all harmless edits, one module for each area of the code."""

from tests.mutants.catalogue import (
    contract,
    errors,
    exports,
    harmless,
    migrations,
    operations,
    python,
    tables,
    typescript,
)

MUTANTS = (
    *operations.MUTANTS,
    *contract.MUTANTS,
    *exports.MUTANTS,
    *python.MUTANTS,
    *typescript.MUTANTS,
    *tables.MUTANTS,
    *migrations.MUTANTS,
    *errors.MUTANTS,
)
HARMLESS = harmless.EDITS
