/** The document as the writers need it: components, operations, error codes. */

import { DocumentError, parseSchema, referred, refuseOthers } from './schema.js'

/**
 * @import { Json, Node } from './schema.js'
 *
 * @typedef {object} Component
 * @property {string} name
 * @property {Node} node
 *
 * @typedef {object} Parameter
 * @property {string} name
 * @property {boolean} required
 * @property {string | undefined} description
 * @property {Node} node
 *
 * @typedef {object} Refusal
 * @property {number} status
 * @property {readonly string[]} codes
 *
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} method
 * @property {string} path
 * @property {string} summary
 * @property {'none' | 'optional' | 'required'} token Whether it takes a token.
 * @property {readonly Parameter[]} inPath
 * @property {readonly Parameter[]} inQuery
 * @property {{ name: string, required: boolean } | undefined} body The component that it takes.
 * @property {number} success The status of a success.
 * @property {string | undefined} answer The component that a success carries.
 * @property {readonly Refusal[]} refusals
 *
 * @typedef {object} Contract
 * @property {readonly Component[]} components
 * @property {readonly Operation[]} operations
 * @property {string} errorBody The component of every refusal.
 * @property {readonly string[]} errorCodes
 */

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const JSON_TYPE = 'application/json'
const FIRST_REFUSAL = 400
// What a browser's cache asks with, and is answered, by itself: a script never sees either.
const ASKED_BY_CACHE = { in: 'header', name: 'If-None-Match' }
const ANSWERED_TO_CACHE = 304

/**
 * What a document says. Throws DocumentError, with every place, at what it does not understand.
 *
 * @param {Json} document
 * @returns {Contract}
 */
export function readDocument(document) {
  if (!String(document['openapi']).startsWith('3.1.'))
    throw new DocumentError('not an OpenAPI 3.1 document')
  const components = Object.entries(document['components']['schemas']).map(([name, schema]) => ({
    name,
    node: parseSchema(schema, `#/components/schemas/${name}`),
  }))
  const reader = new OperationReader(document)
  const operations = Object.entries(document['paths']).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => reader.read(path, method, operation)),
  )
  if (reader.errorBody === undefined)
    throw new DocumentError('#/paths: no operation says how it refuses')
  const errorBody = reader.errorBody
  return { components, operations, errorBody, errorCodes: codesOf(components, errorBody) }
}

class OperationReader {
  /** @type {string | undefined} */
  errorBody

  /** @param {Json} document */
  constructor(document) {
    this.document = document
  }

  /**
   * @param {string} path
   * @param {string} method
   * @param {Json} operation
   * @returns {Operation}
   */
  read(path, method, operation) {
    const place = `#/paths/${path}/${method}`
    if (!METHODS.includes(method)) throw new DocumentError(`${place}: the method is not understood`)
    const parameters = (operation['parameters'] ?? [])
      .map((/** @type {Json} */ one) => this.resolved(one, `${place}/parameters`))
      .filter((/** @type {Json} */ one) => !isAskedByCache(one))
    const { success, answer, refusals } = this.responses(
      operation['responses'],
      `${place}/responses`,
    )
    return {
      id: operation['operationId'],
      method: method.toUpperCase(),
      path,
      summary: operation['description'] ?? operation['summary'],
      token: this.token(operation['security'] ?? [], place),
      inPath: readParameters(parameters, 'path', place),
      inQuery: readParameters(parameters, 'query', place),
      body: readBody(operation['requestBody'], place),
      success,
      answer,
      refusals,
    }
  }

  /**
   * @param {readonly Json[]} security
   * @param {string} place
   * @returns {'none' | 'optional' | 'required'}
   */
  token(security, place) {
    const schemes = security.flatMap((demand) => Object.keys(demand))
    for (const name of schemes) {
      const scheme = this.document['components']['securitySchemes'][name]
      if (scheme.type !== 'http' || scheme.scheme !== 'bearer') {
        throw new DocumentError(`${place}/security: only bearer tokens are understood, not ${name}`)
      }
    }
    if (schemes.length === 0) return 'none'
    return security.some((demand) => Object.keys(demand).length === 0) ? 'optional' : 'required'
  }

  /**
   * @param {Json} responses
   * @param {string} place
   */
  responses(responses, place) {
    /** @type {Array<{ status: number, answer: string | undefined }>} */
    const successes = []
    /** @type {Refusal[]} */
    const refusals = []
    for (const [key, response] of Object.entries(responses)) {
      const status = Number(key)
      if (!Number.isInteger(status))
        throw new DocumentError(`${place}/${key}: only numbers are understood`)
      if (status === ANSWERED_TO_CACHE) continue
      if (status < FIRST_REFUSAL)
        successes.push({ status, answer: contentName(response, `${place}/${key}`) })
      else refusals.push({ status, codes: this.codes(response, `${place}/${key}`) })
    }
    const [only, ...others] = successes
    if (only === undefined || others.length > 0)
      throw new DocumentError(`${place}: exactly one success is understood`)
    return { success: only.status, answer: only.answer, refusals }
  }

  /**
   * The codes to which an error response narrows the one error body.
   *
   * @param {Json} response
   * @param {string} place
   * @returns {readonly string[]}
   */
  codes(response, place) {
    const found = this.resolved(response, place)
    const parts = jsonSchema(found, place)?.['allOf']
    if (parts?.length !== 2)
      throw new DocumentError(`${place}: a refusal must be the error body with its codes`)
    const name = referred(parts[0]['$ref'] ?? '', place)
    this.errorBody ??= name
    if (name !== this.errorBody) throw new DocumentError(`${place}: a second error body, ${name}`)
    const narrowed = parseSchema(parts[1], place)
    const code = narrowed.kind === 'object' ? narrowed.properties['code'] : undefined
    if (code?.kind !== 'enum') throw new DocumentError(`${place}: the codes are not named`)
    return code.values.map(String)
  }

  /**
   * A response or a parameter, which may stand among the components.
   *
   * @param {Json} node
   * @param {string} place
   * @returns {Json}
   */
  resolved(node, place) {
    if (!('$ref' in node)) return node
    const [, , kind = '', name = ''] = String(node['$ref']).split('/')
    const found = this.document['components'][kind]?.[name]
    if (found === undefined) throw new DocumentError(`${place}: cannot follow ${node['$ref']}`)
    return found
  }
}

/** @param {Json} parameter */
function isAskedByCache(parameter) {
  return parameter['in'] === ASKED_BY_CACHE.in && parameter['name'] === ASKED_BY_CACHE.name
}

/**
 * @param {readonly Json[]} parameters
 * @param {'path' | 'query'} where
 * @param {string} place
 * @returns {Parameter[]}
 */
function readParameters(parameters, where, place) {
  const other = parameters.find((one) => one['in'] !== 'path' && one['in'] !== 'query')
  if (other)
    throw new DocumentError(`${place}/parameters: ${other['in']} parameters are not understood`)
  return parameters
    .filter((one) => one['in'] === where)
    .map((one) => {
      const at = `${place}/parameters/${one['name']}`
      refuseOthers(one, ['in', 'name', 'required', 'schema', 'description', 'examples'], at, [])
      const node = parseSchema(one['schema'], at)
      return { name: one['name'], required: one['required'], description: one['description'], node }
    })
}

/**
 * @param {Json | undefined} body
 * @param {string} place
 */
function readBody(body, place) {
  if (body === undefined) return undefined
  const name = contentName(body, `${place}/requestBody`)
  if (name === undefined) throw new DocumentError(`${place}/requestBody: it has no content`)
  return { name, required: Boolean(body['required']) }
}

/**
 * The component that a body or a response carries, if it carries anything.
 *
 * @param {Json} holder
 * @param {string} place
 */
function contentName(holder, place) {
  const schema = jsonSchema(holder, place)
  if (schema === undefined) return undefined
  if (!schema['$ref'])
    throw new DocumentError(`${place}: the content must be a component; give its type a name`)
  return referred(schema['$ref'], place)
}

/**
 * @param {Json} holder
 * @param {string} place
 * @returns {Json | undefined}
 */
function jsonSchema(holder, place) {
  const types = Object.keys(holder['content'] ?? {})
  if (types.some((type) => type !== JSON_TYPE))
    throw new DocumentError(`${place}: only ${JSON_TYPE} is understood`)
  return holder['content']?.[JSON_TYPE].schema
}

/**
 * @param {readonly Component[]} components
 * @param {string} errorBody
 */
function codesOf(components, errorBody) {
  const place = `#/components/schemas/${errorBody}`
  const node = components.find((component) => component.name === errorBody)?.node
  const code = node?.kind === 'object' ? node.properties['code'] : undefined
  if (code?.kind !== 'enum') throw new DocumentError(`${place}: its code is not an enum`)
  return code.values.map(String)
}
