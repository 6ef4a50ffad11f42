/** The codes of refusals, of all operations and of each. */

import { file, literals, text } from './source.js'

/** @import { Contract, Operation } from './document.js' */

/**
 * @param {Contract} contract
 * @returns {string}
 */
export function writeErrors({ errorCodes, operations }) {
  return file(
    `/** What happened, for programs. */\nexport type ErrorCode =\n${errorCodes.map((code) => `  | ${text(code)}`).join('\n')}`,
    `/** The codes with which each operation may refuse. */\nexport interface ErrorCodes {\n${operations.map(line).join('\n')}\n}`,
    'export type OperationId = keyof ErrorCodes',
    '/** The codes with which an operation may refuse. */\nexport type ErrorCodeOf<Id extends OperationId> = ErrorCodes[Id]',
  )
}

/** @param {Operation} operation */
function line({ id, refusals }) {
  return `  readonly ${id}: ${literals(refusals.flatMap(({ codes }) => codes))}`
}
