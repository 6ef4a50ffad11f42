/**
 * Parses a schema of the document into a node for the writers. An unknown keyword is an error with its location: an
 * ignored keyword would be a constraint that the frontend does not enforce.
 */

/**
 * @typedef {string | number | boolean | null} Scalar
 *
 * @typedef {object} Annotations Properties of a node besides its constraints.
 * @property {string} [description]
 * @property {unknown} [default] The value that the server assumes for a missing member.
 * @property {string} [form] The form of a text in messages: `a date such as 2026-01-31`.
 * @property {string} [errorMessage] The server's message for a value that does not match the pattern.
 * @property {string} [sunset] The date after which a deprecated member may be removed.
 *
 * @typedef {{ kind: 'ref', name: string } & Annotations} Ref
 * @typedef {{ kind: 'any' } & Annotations} Any
 * @typedef {{ kind: 'null' } & Annotations} Nothing
 * @typedef {{ kind: 'boolean' } & Annotations} Bool
 * @typedef {{ kind: 'string', minLength?: number, maxLength?: number, pattern?: string } & Annotations} Text
 * @typedef {{ kind: 'integer' | 'number', minimum?: number, maximum?: number, exclusiveMinimum?: number,
 *   exclusiveMaximum?: number, multipleOf?: number } & Annotations} Num
 * @typedef {{ kind: 'enum', values: readonly Scalar[] } & Annotations} Enum
 * @typedef {{ kind: 'array', items: Node, minItems?: number, maxItems?: number, uniqueItems?: boolean } & Annotations} List
 * @typedef {{ kind: 'tuple', items: readonly Node[] } & Annotations} Tuple
 * @typedef {{ kind: 'map', values: Node, names?: Node, minProperties?: number, maxProperties?: number } & Annotations} Mapping
 * @typedef {{ kind: 'object', properties: Readonly<Record<string, Node>>, required: readonly string[],
 *   closed?: boolean } & Annotations} Obj
 * @typedef {{ kind: 'union', arms: readonly Node[], tag?: string } & Annotations} Union
 *
 * @typedef {Ref | Any | Nothing | Bool | Text | Num | Enum | List | Tuple | Mapping | Obj | Union} Node
 *
 * @typedef {Readonly<Record<string, any>>} Json
 */

/** An unsupported feature of the document, with its location. */
export class DocumentError extends Error {}

const PREFIX = '#/components/schemas/'
const STRING_KEYWORDS = ['minLength', 'maxLength', 'pattern']
const NUMBER_KEYWORDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
/** Keywords without constraints. The contract writes an equivalent pattern for each `format`. */
const ANNOTATION_KEYWORDS = [
  ...['title', 'description', 'examples', 'deprecated', 'externalDocs', 'default', 'x-default'],
  ...['x-error-message', 'x-form', 'x-references', 'format', 'contentEncoding', 'contentMediaType'],
  ...['x-deprecated-since', 'x-sunset'],
]

/**
 * The node of a schema. Throws DocumentError for an unsupported feature.
 *
 * @param {Json} schema
 * @param {string} location
 * @returns {Node}
 */
export function parseSchema(schema, location) {
  if (typeof schema !== 'object' || schema === null)
    throw new DocumentError(`${location}: not a schema`)
  const node = { .../** @type {any} */ (parseKind(schema, location)) }
  const defaultValue = schema['x-default'] ?? schema['default']
  if (schema['description'] !== undefined) node.description = schema['description']
  if (defaultValue !== undefined) node.default = defaultValue
  if (schema['deprecated']) node.sunset = schema['x-sunset']
  if (schema['x-form'] !== undefined) node.form = schema['x-form']
  if (schema['x-error-message'] !== undefined) node.errorMessage = schema['x-error-message']
  return node
}

/**
 * The node of a schema, without annotations.
 *
 * @param {Json} schema
 * @param {string} location
 * @returns {Node}
 */
function parseKind(schema, location) {
  if ('$ref' in schema) return parseReference(schema, location)
  if ('const' in schema) return parseEnum(schema, [schema['const']], 'const', location)
  if ('enum' in schema) return parseEnum(schema, schema['enum'], 'enum', location)
  if ('anyOf' in schema) return parseUnion(schema, location)
  switch (schema['type']) {
    case undefined:
      rejectUnknownKeywords(schema, [], location)
      return { kind: 'any' }
    case 'null':
    case 'boolean':
      rejectUnknownKeywords(schema, ['type'], location)
      return { kind: schema['type'] }
    case 'string':
      rejectUnknownKeywords(schema, ['type', ...STRING_KEYWORDS], location)
      return { kind: 'string', ...pick(schema, STRING_KEYWORDS) }
    case 'integer':
    case 'number':
      rejectUnknownKeywords(schema, ['type', ...NUMBER_KEYWORDS], location)
      return { kind: schema['type'], ...pick(schema, NUMBER_KEYWORDS) }
    case 'array':
      return parseArray(schema, location)
    case 'object':
      return 'properties' in schema ? parseObject(schema, location) : parseMap(schema, location)
    default:
      throw new DocumentError(
        `${location}: the type ${JSON.stringify(schema['type'])} is not known`,
      )
  }
}

/**
 * The component name in a reference.
 *
 * @param {string} reference
 * @param {string} location
 */
export function parseComponentName(reference, location) {
  if (!reference.startsWith(PREFIX))
    throw new DocumentError(`${location}: cannot resolve ${reference}`)
  return reference.slice(PREFIX.length)
}

/**
 * @param {Json} schema
 * @param {string} location
 * @returns {Ref}
 */
function parseReference(schema, location) {
  rejectUnknownKeywords(schema, ['$ref'], location)
  return { kind: 'ref', name: parseComponentName(schema['$ref'], location) }
}

/**
 * @param {Json} schema
 * @param {readonly Scalar[]} values
 * @param {string} keyword
 * @param {string} location
 * @returns {Enum}
 */
function parseEnum(schema, values, keyword, location) {
  rejectUnknownKeywords(schema, ['type', keyword], location)
  return { kind: 'enum', values }
}

/**
 * @param {Json} schema
 * @param {string} location
 * @returns {Union}
 */
function parseUnion(schema, location) {
  rejectUnknownKeywords(schema, ['anyOf', 'discriminator'], location)
  const arms = schema['anyOf'].map((/** @type {Json} */ arm, /** @type {number} */ index) =>
    parseSchema(arm, `${location}/anyOf/${index}`),
  )
  const tag = schema['discriminator']?.propertyName
  return { kind: 'union', arms, ...(tag === undefined ? {} : { tag }) }
}

/**
 * @param {Json} schema
 * @param {string} location
 * @returns {List | Tuple}
 */
function parseArray(schema, location) {
  if ('prefixItems' in schema) return parseTuple(schema, location)
  const counted = ['minItems', 'maxItems', 'uniqueItems']
  rejectUnknownKeywords(schema, ['type', 'items', ...counted], location)
  return {
    kind: 'array',
    items: parseSchema(schema['items'] ?? {}, `${location}/items`),
    ...pick(schema, counted),
  }
}

/**
 * @param {Json} schema
 * @param {string} location
 * @returns {Tuple}
 */
function parseTuple(schema, location) {
  rejectUnknownKeywords(schema, ['type', 'prefixItems', 'items', 'minItems', 'maxItems'], location)
  const size = schema['prefixItems'].length
  if (schema['items'] !== false || schema['minItems'] !== size || schema['maxItems'] !== size) {
    throw new DocumentError(`${location}: a tuple must have exactly as many items as prefixItems`)
  }
  const items = schema['prefixItems'].map((/** @type {Json} */ item, /** @type {number} */ index) =>
    parseSchema(item, `${location}/prefixItems/${index}`),
  )
  return { kind: 'tuple', items }
}

/**
 * @param {Json} schema
 * @param {string} location
 * @returns {Mapping}
 */
function parseMap(schema, location) {
  const counted = ['minProperties', 'maxProperties']
  rejectUnknownKeywords(
    schema,
    ['type', 'additionalProperties', 'propertyNames', ...counted],
    location,
  )
  const values = parseSchema(
    schema['additionalProperties'] ?? {},
    `${location}/additionalProperties`,
  )
  const names = schema['propertyNames']
  return {
    kind: 'map',
    values,
    ...(names
      ? { names: parseSchema({ type: 'string', ...names }, `${location}/propertyNames`) }
      : {}),
    ...pick(schema, counted),
  }
}

/**
 * @param {Json} schema
 * @param {string} location
 * @returns {Obj}
 */
function parseObject(schema, location) {
  rejectUnknownKeywords(
    schema,
    ['type', 'properties', 'required', 'additionalProperties'],
    location,
  )
  const rest = schema['additionalProperties'] ?? true
  if (typeof rest !== 'boolean') {
    throw new DocumentError(
      `${location}/additionalProperties: named members and a schema for other members cannot be combined`,
    )
  }
  const required = schema['required'] ?? []
  const properties = inReadingOrder(Object.keys(schema['properties']), required).map((name) => [
    name,
    parseSchema(schema['properties'][name], `${location}/properties/${name}`),
  ])
  return {
    kind: 'object',
    properties: Object.fromEntries(properties),
    required,
    ...(rest ? {} : { closed: true }),
  }
}

/**
 * Required members first, in the order of the struct: `properties` is sorted by name, `required` is not.
 *
 * @param {readonly string[]} names
 * @param {readonly string[]} required
 */
function inReadingOrder(names, required) {
  return [...required, ...names.filter((name) => !required.includes(name))]
}

/**
 * @param {Json} schema
 * @param {readonly string[]} keywords
 */
function pick(schema, keywords) {
  return Object.fromEntries(
    keywords.filter((keyword) => keyword in schema).map((keyword) => [keyword, schema[keyword]]),
  )
}

/**
 * @param {Json} schema
 * @param {readonly string[]} supported
 * @param {string} location
 */
export function rejectUnknownKeywords(
  schema,
  supported,
  location,
  annotations = ANNOTATION_KEYWORDS,
) {
  const unknown = Object.keys(schema).filter(
    (keyword) => !supported.includes(keyword) && !annotations.includes(keyword),
  )
  if (unknown.length > 0)
    throw new DocumentError(`${location}: ${unknown.join(', ')} is not supported here`)
}
