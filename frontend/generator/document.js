/** Reads the OpenAPI document into a contract for the writers: components, operations, error codes. */

import { DocumentError, parseComponentName, parseSchema, rejectUnknownKeywords } from './schema.js'

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
 * @typedef {object} ErrorResponse
 * @property {number} status
 * @property {readonly string[]} codes
 *
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} method
 * @property {string} path
 * @property {string} summary
 * @property {string | undefined} sunset The date after which the deprecated operation may be removed.
 * @property {'none' | 'optional' | 'required'} token Whether the operation takes a token.
 * @property {readonly Parameter[]} inPath
 * @property {readonly Parameter[]} inQuery
 * @property {{ name: string, required: boolean } | undefined} body The component of the request body.
 * @property {number} success The status of a success.
 * @property {string | undefined} responseBody The component of a success's body.
 * @property {readonly ErrorResponse[]} errors
 *
 * @typedef {object} Contract
 * @property {string} title
 * @property {string} description
 * @property {readonly Component[]} components
 * @property {readonly Operation[]} operations
 * @property {string} errorBody The component of every error response.
 * @property {readonly string[]} errorCodes
 */

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const JSON_TYPE = 'application/json'
const FIRST_ERROR_STATUS = 400
// Conditional requests are internal to the browser's cache: scripts see neither the header nor the status.
const CONDITIONAL_HEADER = { in: 'header', name: 'If-None-Match' }
const NOT_MODIFIED = 304

/**
 * Read a document. Throws DocumentError, with the location, for an unsupported feature.
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
    throw new DocumentError('#/paths: no operation has an error response')
  const errorBody = reader.errorBody
  const { title, description = '' } = document['info'] ?? {}
  if (!title) throw new DocumentError('#/info: the document has no title')
  const errorCodes = readErrorCodes(components, errorBody)
  return { title, description, components, operations, errorBody, errorCodes }
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
    const location = `#/paths/${path}/${method}`
    if (!METHODS.includes(method))
      throw new DocumentError(`${location}: the method is not supported`)
    const parameters = (operation['parameters'] ?? [])
      .map((/** @type {Json} */ one) => this.resolve(one, `${location}/parameters`))
      .filter((/** @type {Json} */ one) => !isConditionalHeader(one))
    const { success, responseBody, errors } = this.responses(
      operation['responses'],
      `${location}/responses`,
    )
    return {
      id: operation['operationId'],
      method: method.toUpperCase(),
      path,
      summary: operation['description'] ?? operation['summary'],
      sunset: operation['deprecated'] ? operation['x-sunset'] : undefined,
      token: this.token(operation['security'] ?? [], location),
      inPath: readParameters(parameters, 'path', location),
      inQuery: readParameters(parameters, 'query', location),
      body: readBody(operation['requestBody'], location),
      success,
      responseBody,
      errors,
    }
  }

  /**
   * @param {readonly Json[]} security
   * @param {string} location
   * @returns {'none' | 'optional' | 'required'}
   */
  token(security, location) {
    const schemes = security.flatMap((demand) => Object.keys(demand))
    for (const name of schemes) {
      const scheme = this.document['components']['securitySchemes'][name]
      if (scheme.type !== 'http' || scheme.scheme !== 'bearer') {
        throw new DocumentError(
          `${location}/security: only bearer tokens are supported, not ${name}`,
        )
      }
    }
    if (schemes.length === 0) return 'none'
    return security.some((demand) => Object.keys(demand).length === 0) ? 'optional' : 'required'
  }

  /**
   * @param {Json} responses
   * @param {string} location
   */
  responses(responses, location) {
    /** @type {Array<{ status: number, responseBody: string | undefined }>} */
    const successes = []
    /** @type {ErrorResponse[]} */
    const errors = []
    for (const [key, response] of Object.entries(responses)) {
      const status = Number(key)
      if (!Number.isInteger(status))
        throw new DocumentError(`${location}/${key}: only numbers are supported`)
      if (status === NOT_MODIFIED) continue
      if (status < FIRST_ERROR_STATUS)
        successes.push({ status, responseBody: readContentName(response, `${location}/${key}`) })
      else errors.push({ status, codes: this.codes(response, `${location}/${key}`) })
    }
    const [only, ...others] = successes
    if (only === undefined || others.length > 0)
      throw new DocumentError(`${location}: exactly one success is supported`)
    return { success: only.status, responseBody: only.responseBody, errors }
  }

  /**
   * The codes of an error response, which narrows the error body.
   *
   * @param {Json} response
   * @param {string} location
   * @returns {readonly string[]}
   */
  codes(response, location) {
    const resolved = this.resolve(response, location)
    const parts = jsonSchema(resolved, location)?.['allOf']
    if (parts?.length !== 2)
      throw new DocumentError(`${location}: an error response must be the error body with codes`)
    const name = parseComponentName(parts[0]['$ref'] ?? '', location)
    this.errorBody ??= name
    if (name !== this.errorBody)
      throw new DocumentError(`${location}: a second error body: ${name}`)
    const narrowed = parseSchema(parts[1], location)
    const code = narrowed.kind === 'object' ? narrowed.properties['code'] : undefined
    if (code?.kind !== 'enum') throw new DocumentError(`${location}: the code is not an enum`)
    return code.values.map(String)
  }

  /**
   * Resolve a response or a parameter, which may be a reference to a component.
   *
   * @param {Json} node
   * @param {string} location
   * @returns {Json}
   */
  resolve(node, location) {
    if (!('$ref' in node)) return node
    const [, , kind = '', name = ''] = String(node['$ref']).split('/')
    const found = this.document['components'][kind]?.[name]
    if (found === undefined) throw new DocumentError(`${location}: cannot resolve ${node['$ref']}`)
    return found
  }
}

/** @param {Json} parameter */
function isConditionalHeader(parameter) {
  return parameter['in'] === CONDITIONAL_HEADER.in && parameter['name'] === CONDITIONAL_HEADER.name
}

/**
 * @param {readonly Json[]} parameters
 * @param {'path' | 'query'} where
 * @param {string} location
 * @returns {Parameter[]}
 */
function readParameters(parameters, where, location) {
  const other = parameters.find((one) => one['in'] !== 'path' && one['in'] !== 'query')
  if (other)
    throw new DocumentError(`${location}/parameters: ${other['in']} parameters are not supported`)
  return parameters
    .filter((one) => one['in'] === where)
    .map((one) => {
      const at = `${location}/parameters/${one['name']}`
      rejectUnknownKeywords(
        one,
        ['in', 'name', 'required', 'schema', 'description', 'examples'],
        at,
        [],
      )
      const node = parseSchema(one['schema'], at)
      return { name: one['name'], required: one['required'], description: one['description'], node }
    })
}

/**
 * @param {Json | undefined} body
 * @param {string} location
 */
function readBody(body, location) {
  if (body === undefined) return undefined
  const name = readContentName(body, `${location}/requestBody`)
  if (name === undefined)
    throw new DocumentError(`${location}/requestBody: the body has no content`)
  return { name, required: Boolean(body['required']) }
}

/**
 * The component name of a body's or a response's content, undefined without content.
 *
 * @param {Json} holder
 * @param {string} location
 */
function readContentName(holder, location) {
  const schema = jsonSchema(holder, location)
  if (schema === undefined) return undefined
  if (!schema['$ref'])
    throw new DocumentError(`${location}: the content must be a component; give its type a name`)
  return parseComponentName(schema['$ref'], location)
}

/**
 * @param {Json} holder
 * @param {string} location
 * @returns {Json | undefined}
 */
function jsonSchema(holder, location) {
  const types = Object.keys(holder['content'] ?? {})
  if (types.some((type) => type !== JSON_TYPE))
    throw new DocumentError(`${location}: only ${JSON_TYPE} is supported`)
  return holder['content']?.[JSON_TYPE].schema
}

/**
 * @param {readonly Component[]} components
 * @param {string} errorBody
 */
function readErrorCodes(components, errorBody) {
  const location = `#/components/schemas/${errorBody}`
  const node = components.find((component) => component.name === errorBody)?.node
  const code = node?.kind === 'object' ? node.properties['code'] : undefined
  if (code?.kind !== 'enum') throw new DocumentError(`${location}: the code is not an enum`)
  return code.values.map(String)
}
