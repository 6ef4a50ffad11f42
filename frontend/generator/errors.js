/** Writes errors.ts: the error codes of all operations, and of each operation. */

import { file, literals, text } from './source.js'

/** @import { Contract, Operation } from './document.js' */

/**
 * @param {Contract} contract
 * @returns {string}
 */
export function writeErrors({ errorCodes, operations }) {
  return file(
    `/** The error codes of all operations. */\nexport type ErrorCode =\n${errorCodes.map((code) => `  | ${text(code)}`).join('\n')}`,
    `/** The error codes of each operation. */\nexport interface ErrorCodes {\n${operations.map(writeOperation).join('\n')}\n}`,
    'export type OperationId = keyof ErrorCodes',
    '/** The error codes of an operation. */\nexport type ErrorCodeOf<Id extends OperationId> = ErrorCodes[Id]',
  )
}

/** @param {Operation} operation */
function writeOperation({ id, errors }) {
  return `  readonly ${id}: ${literals(errors.flatMap(({ codes }) => codes))}`
}
