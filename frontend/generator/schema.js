/**
 * One schema of the document as a node that the writers can rely on. Every keyword is either understood here or refused
 * with its place: a keyword that nobody reads would be a promise of the contract that nobody keeps.
 */

/**
 * @typedef {string | number | boolean | null} Scalar
 *
 * @typedef {object} Said What is said about a node, beside what it allows.
 * @property {string} [description]
 * @property {unknown} [default] What the server takes where the value is left out.
 * @property {string} [errorMessage] The server's words for a value of the wrong form.
 *
 * @typedef {{ kind: 'ref', name: string } & Said} Ref
 * @typedef {{ kind: 'any' } & Said} Any
 * @typedef {{ kind: 'null' } & Said} Nothing
 * @typedef {{ kind: 'boolean' } & Said} Bool
 * @typedef {{ kind: 'string', minLength?: number, maxLength?: number, pattern?: string } & Said} Text
 * @typedef {{ kind: 'integer' | 'number', minimum?: number, maximum?: number, exclusiveMinimum?: number,
 *   exclusiveMaximum?: number, multipleOf?: number } & Said} Num
 * @typedef {{ kind: 'enum', values: readonly Scalar[] } & Said} Enum
 * @typedef {{ kind: 'array', items: Node, minItems?: number, maxItems?: number, uniqueItems?: boolean } & Said} List
 * @typedef {{ kind: 'tuple', items: readonly Node[] } & Said} Tuple
 * @typedef {{ kind: 'map', values: Node, names?: Node, minProperties?: number, maxProperties?: number } & Said} Mapping
 * @typedef {{ kind: 'object', properties: Readonly<Record<string, Node>>, required: readonly string[],
 *   closed?: boolean } & Said} Obj
 * @typedef {{ kind: 'union', arms: readonly Node[], tag?: string } & Said} Union
 *
 * @typedef {Ref | Any | Nothing | Bool | Text | Num | Enum | List | Tuple | Mapping | Obj | Union} Node
 *
 * @typedef {Readonly<Record<string, any>>} Json
 */

/** Something in the document that the generator does not understand, and where. */
export class DocumentError extends Error {}

const PREFIX = '#/components/schemas/'
const STRING = ['minLength', 'maxLength', 'pattern']
const NUMBER = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
/** Words that describe and forbid nothing. A `format` comes with a pattern that says the same exactly. */
const DESCRIBING = [
  ...['title', 'description', 'examples', 'deprecated', 'externalDocs', 'default', 'x-default'],
  ...['x-error-message', 'format', 'contentEncoding', 'contentMediaType'],
]

/**
 * The node of a schema. Throws DocumentError at what it does not understand.
 *
 * @param {Json} schema
 * @param {string} place
 * @returns {Node}
 */
export function parseSchema(schema, place) {
  if (typeof schema !== 'object' || schema === null)
    throw new DocumentError(`${place}: not a schema`)
  const node = { .../** @type {any} */ (parseBare(schema, place)) }
  const fallback = schema['x-default'] ?? schema['default']
  if (schema['description'] !== undefined) node.description = schema['description']
  if (fallback !== undefined) node.default = fallback
  if (schema['x-error-message'] !== undefined) node.errorMessage = schema['x-error-message']
  return node
}

/**
 * @param {Json} schema
 * @param {string} place
 * @returns {Node}
 */
function parseBare(schema, place) {
  if ('$ref' in schema) return parseReference(schema, place)
  if ('const' in schema) return parseEnum(schema, [schema['const']], 'const', place)
  if ('enum' in schema) return parseEnum(schema, schema['enum'], 'enum', place)
  if ('anyOf' in schema) return parseUnion(schema, place)
  switch (schema['type']) {
    case undefined:
      refuseOthers(schema, [], place)
      return { kind: 'any' }
    case 'null':
    case 'boolean':
      refuseOthers(schema, ['type'], place)
      return { kind: schema['type'] }
    case 'string':
      refuseOthers(schema, ['type', ...STRING], place)
      return { kind: 'string', ...picked(schema, STRING) }
    case 'integer':
    case 'number':
      refuseOthers(schema, ['type', ...NUMBER], place)
      return { kind: schema['type'], ...picked(schema, NUMBER) }
    case 'array':
      return parseArray(schema, place)
    case 'object':
      return 'properties' in schema ? parseObject(schema, place) : parseMap(schema, place)
    default:
      throw new DocumentError(`${place}: the type ${JSON.stringify(schema['type'])} is not known`)
  }
}

/**
 * The name of the component that a reference means.
 *
 * @param {string} reference
 * @param {string} place
 */
export function referred(reference, place) {
  if (!reference.startsWith(PREFIX)) throw new DocumentError(`${place}: cannot follow ${reference}`)
  return reference.slice(PREFIX.length)
}

/**
 * @param {Json} schema
 * @param {string} place
 * @returns {Ref}
 */
function parseReference(schema, place) {
  refuseOthers(schema, ['$ref'], place)
  return { kind: 'ref', name: referred(schema['$ref'], place) }
}

/**
 * @param {Json} schema
 * @param {readonly Scalar[]} values
 * @param {string} keyword
 * @param {string} place
 * @returns {Enum}
 */
function parseEnum(schema, values, keyword, place) {
  refuseOthers(schema, ['type', keyword], place)
  return { kind: 'enum', values }
}

/**
 * @param {Json} schema
 * @param {string} place
 * @returns {Union}
 */
function parseUnion(schema, place) {
  refuseOthers(schema, ['anyOf', 'discriminator'], place)
  const arms = schema['anyOf'].map((/** @type {Json} */ arm, /** @type {number} */ index) =>
    parseSchema(arm, `${place}/anyOf/${index}`),
  )
  const tag = schema['discriminator']?.propertyName
  return { kind: 'union', arms, ...(tag === undefined ? {} : { tag }) }
}

/**
 * @param {Json} schema
 * @param {string} place
 * @returns {List | Tuple}
 */
function parseArray(schema, place) {
  if ('prefixItems' in schema) return parseTuple(schema, place)
  const counted = ['minItems', 'maxItems', 'uniqueItems']
  refuseOthers(schema, ['type', 'items', ...counted], place)
  return {
    kind: 'array',
    items: parseSchema(schema['items'] ?? {}, `${place}/items`),
    ...picked(schema, counted),
  }
}

/**
 * @param {Json} schema
 * @param {string} place
 * @returns {Tuple}
 */
function parseTuple(schema, place) {
  refuseOthers(schema, ['type', 'prefixItems', 'items', 'minItems', 'maxItems'], place)
  const size = schema['prefixItems'].length
  if (schema['items'] !== false || schema['minItems'] !== size || schema['maxItems'] !== size) {
    throw new DocumentError(`${place}: a list of positions must have exactly that many items`)
  }
  const items = schema['prefixItems'].map((/** @type {Json} */ item, /** @type {number} */ index) =>
    parseSchema(item, `${place}/prefixItems/${index}`),
  )
  return { kind: 'tuple', items }
}

/**
 * @param {Json} schema
 * @param {string} place
 * @returns {Mapping}
 */
function parseMap(schema, place) {
  const counted = ['minProperties', 'maxProperties']
  refuseOthers(schema, ['type', 'additionalProperties', 'propertyNames', ...counted], place)
  const values = parseSchema(schema['additionalProperties'] ?? {}, `${place}/additionalProperties`)
  const names = schema['propertyNames']
  return {
    kind: 'map',
    values,
    ...(names
      ? { names: parseSchema({ type: 'string', ...names }, `${place}/propertyNames`) }
      : {}),
    ...picked(schema, counted),
  }
}

/**
 * @param {Json} schema
 * @param {string} place
 * @returns {Obj}
 */
function parseObject(schema, place) {
  refuseOthers(schema, ['type', 'properties', 'required', 'additionalProperties'], place)
  const rest = schema['additionalProperties'] ?? true
  if (typeof rest !== 'boolean') {
    throw new DocumentError(
      `${place}/additionalProperties: an object has named members, or many of one type, not both`,
    )
  }
  const required = schema['required'] ?? []
  const properties = inReadingOrder(Object.keys(schema['properties']), required).map((name) => [
    name,
    parseSchema(schema['properties'][name], `${place}/properties/${name}`),
  ])
  return {
    kind: 'object',
    properties: Object.fromEntries(properties),
    required,
    ...(rest ? {} : { closed: true }),
  }
}

/**
 * The document sorts members by name, but lists the required ones as their author did.
 *
 * @param {readonly string[]} names
 * @param {readonly string[]} required
 */
function inReadingOrder(names, required) {
  return [...required, ...names.filter((name) => !required.includes(name))]
}

/**
 * @param {Json} schema
 * @param {readonly string[]} words
 */
function picked(schema, words) {
  return Object.fromEntries(
    words.filter((word) => word in schema).map((word) => [word, schema[word]]),
  )
}

/**
 * @param {Json} schema
 * @param {readonly string[]} understood
 * @param {string} place
 */
export function refuseOthers(schema, understood, place, describing = DESCRIBING) {
  const unknown = Object.keys(schema).filter(
    (word) => !understood.includes(word) && !describing.includes(word),
  )
  if (unknown.length > 0)
    throw new DocumentError(`${place}: ${unknown.join(', ')} is not understood here`)
}
