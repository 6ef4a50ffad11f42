/** A function for every operation, and the types of what each takes and answers. */

import { doc, file, importTypes, key, literals, pascal, text } from './source.js'
import { absence, typeOf } from './types.js'

/** @import { Contract, Operation, Parameter } from './document.js' */

/**
 * @param {Contract} contract
 * @returns {string}
 */
export function writeOperations({ operations }) {
  const answers = operations.flatMap(({ answer }) => (answer ? [answer] : []))
  const bodies = operations.flatMap(({ body }) => (body ? [body.name] : []))
  return file(
    [
      "import { type RequestOptions, send } from '../api/client'",
      answers.length > 0 && "import * as schemas from './schemas'",
      importTypes([...answers, ...bodies], './types'),
    ]
      .filter(Boolean)
      .join('\n'),
    ...operations.map((operation) =>
      [inputType(operation), requestFunction(operation)].filter(Boolean).join('\n\n'),
    ),
  )
}

/**
 * What each operation takes and answers, by status, for those who stand in for the server.
 *
 * @param {Contract} contract
 * @returns {string}
 */
export function writeExchanges({ operations, errorBody }) {
  const inputs = operations.filter(hasInput).map(inputName)
  const answers = operations.flatMap(({ answer }) => (answer ? [answer] : []))
  const members = operations.map(
    (operation) => `  readonly ${operation.id}: ${exchange(operation)}`,
  )
  const routes = operations.map(
    ({ id, method, path }) => `  ${id}: { method: ${text(method)}, path: ${text(path)} },`,
  )
  return file(
    [importTypes(inputs, './operations'), importTypes([...answers, errorBody], './types.ts')].join(
      '\n',
    ),
    `type Refused<Code extends ${errorBody}['code']> = Omit<${errorBody}, 'code'> & { readonly code: Code }`,
    `/** What each operation takes, and what it may answer, by status. */\nexport interface Exchanges {\n${members.join('\n')}\n}`,
    `/** Where each operation is. */\nexport const ROUTES = {\n${routes.join('\n')}\n} as const`,
  )
}

/** @param {Operation} operation */
function exchange(operation) {
  const lines = [
    `    readonly input: ${hasInput(operation) ? inputName(operation) : 'Record<never, never>'}`,
    '    readonly answers: {',
    `      readonly ${operation.success}: ${operation.answer ?? 'undefined'}`,
    ...operation.refusals.map(
      ({ status, codes }) => `      readonly ${status}: Refused<${literals(codes)}>`,
    ),
    '    }',
  ]
  return `{\n${lines.join('\n')}\n  }`
}

/** @param {Operation} operation */
function hasInput({ inPath, inQuery, body }) {
  return inPath.length > 0 || inQuery.length > 0 || body !== undefined
}

/** @param {Operation} operation */
function inputName({ id }) {
  return `${pascal(id)}Input`
}

/** @param {Operation} operation */
function inputType(operation) {
  if (!hasInput(operation)) return ''
  const { inPath, inQuery, body } = operation
  const members = [
    inPath.length > 0 && `  readonly path: ${parameterType(inPath)}`,
    inQuery.length > 0 &&
      `  readonly query${allOptional(inQuery) ? '?' : ''}: ${parameterType(inQuery)}`,
    body && `  readonly body${body.required ? '' : '?'}: ${body.name}`,
  ]
  return `export interface ${inputName(operation)} {\n${members.filter(Boolean).join('\n')}\n}`
}

/** @param {readonly Parameter[]} parameters */
function parameterType(parameters) {
  const lines = parameters.map(({ name, required, description, node }) => {
    const documented = doc([description, absence(node)], '    ')
    return `${documented}    readonly ${key(name)}${required ? '' : '?'}: ${typeOf(node, '    ')}`
  })
  return `{\n${lines.join('\n')}\n  }`
}

/** @param {readonly Parameter[]} parameters */
function allOptional(parameters) {
  return parameters.every(({ required }) => !required)
}

/** @param {Operation} operation */
function requestFunction(operation) {
  const { id, summary, method, path, token, answer } = operation
  const answered = answer === undefined ? 'undefined' : `schemas.${answer}`
  const described = `{ method: ${text(method)}, path: ${text(path)}, token: ${text(token)}, answer: ${answered} }`
  return [
    `${doc([summary])}export function ${id}(${[...takenInput(operation), 'options?: RequestOptions'].join(', ')}): Promise<${answer ?? 'void'}> {`,
    `  return send(${described}, ${hasInput(operation) ? 'input' : '{}'}, options)`,
    '}',
  ].join('\n')
}

/** @param {Operation} operation */
function takenInput(operation) {
  if (!hasInput(operation)) return ['_input?: Record<never, never>']
  const { inPath, inQuery, body } = operation
  const needed = inPath.length > 0 || !allOptional(inQuery) || body?.required
  return [`input: ${inputName(operation)}${needed ? '' : ' = {}'}`]
}
