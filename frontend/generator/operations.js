/** Writes operations.ts and exchanges.ts: a function for each operation, and the types of requests and responses. */

import { doc, file, importTypes, key, literals, pascal, text } from './source.js'
import { describeDefault, describeSunset, typeOf } from './types.js'

/** @import { Contract, Operation, Parameter } from './document.js' */

/**
 * @param {Contract} contract
 * @returns {string}
 */
export function writeOperations({ operations }) {
  const responseBodies = operations.flatMap(({ responseBody }) =>
    responseBody ? [responseBody] : [],
  )
  const bodies = operations.flatMap(({ body }) => (body ? [body.name] : []))
  return file(
    [
      "import { type RequestOptions, send } from '../api/client'",
      responseBodies.length > 0 && "import * as schemas from './schemas'",
      importTypes([...responseBodies, ...bodies], './types'),
    ]
      .filter(Boolean)
      .join('\n'),
    ...operations.map((operation) =>
      [inputType(operation), requestFunction(operation)].filter(Boolean).join('\n\n'),
    ),
  )
}

/**
 * The input of each operation, and its responses by status, for mock servers.
 *
 * @param {Contract} contract
 * @returns {string}
 */
export function writeExchanges({ operations, errorBody }) {
  const inputs = operations.filter(hasInput).map(inputName)
  const responseBodies = operations.flatMap(({ responseBody }) =>
    responseBody ? [responseBody] : [],
  )
  const members = operations.map(
    (operation) => `  readonly ${operation.id}: ${exchange(operation)}`,
  )
  const routes = operations.map(
    ({ id, method, path }) => `  ${id}: { method: ${text(method)}, path: ${text(path)} },`,
  )
  return file(
    [
      importTypes(inputs, './operations'),
      importTypes([...responseBodies, errorBody], './types.ts'),
    ].join('\n'),
    `type ErrorWithCode<Code extends ${errorBody}['code']> = Omit<${errorBody}, 'code'> & { readonly code: Code }`,
    `/** The input of each operation, and its responses by status. */\nexport interface Exchanges {\n${members.join('\n')}\n}`,
    `/** The method and the path of each operation. */\nexport const ROUTES = {\n${routes.join('\n')}\n} as const`,
  )
}

/** @param {Operation} operation */
function exchange(operation) {
  const lines = [
    `    readonly input: ${hasInput(operation) ? inputName(operation) : 'Record<never, never>'}`,
    '    readonly responses: {',
    `      readonly ${operation.success}: ${operation.responseBody ?? 'undefined'}`,
    ...operation.errors.map(
      ({ status, codes }) => `      readonly ${status}: ErrorWithCode<${literals(codes)}>`,
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
    const documented = doc([description, describeDefault(node)], '    ')
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
  const { id, summary, method, path, token, responseBody } = operation
  const schema = responseBody === undefined ? 'undefined' : `schemas.${responseBody}`
  const descriptor = `{ method: ${text(method)}, path: ${text(path)}, token: ${text(token)}, responseBody: ${schema} }`
  return [
    `${doc([summary, describeSunset(operation)])}export function ${id}(${[...inputParameter(operation), 'options?: RequestOptions'].join(', ')}): Promise<${responseBody ?? 'void'}> {`,
    `  return send(${descriptor}, ${hasInput(operation) ? 'input' : '{}'}, options)`,
    '}',
  ].join('\n')
}

/** @param {Operation} operation */
function inputParameter(operation) {
  if (!hasInput(operation)) return ['_input?: Record<never, never>']
  const { inPath, inQuery, body } = operation
  const needed = inPath.length > 0 || !allOptional(inQuery) || body?.required
  return [`input: ${inputName(operation)}${needed ? '' : ' = {}'}`]
}
