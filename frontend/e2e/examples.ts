/** Rows that tests need but do not describe, derived from openapi.json. */

import { readFileSync } from 'node:fs'
import { type Person, uniqueName } from './people.ts'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly examples?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  /** The path of the collection whose rows are values. */
  readonly 'x-references'?: string
}

interface Operation {
  readonly requestBody: { readonly content: { readonly 'application/json': { schema: Schema } } }
}

interface Document {
  readonly paths: Readonly<Record<string, { readonly post?: Operation }>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const DOCUMENT: Document = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
)
const API_PREFIX = '/api'
const DATES = ['2026-01-31', '2026-01-31T08:30:00Z']
const MAX_RANDOM = 2 ** 31

/** Create a row of a collection such as `/shelves` with valid values, and return the key of the row in its URL. */
export async function createOne(person: Person, collection: string): Promise<string | number> {
  const path = await fillParameters(person, `${API_PREFIX}${collection}`)
  const schema = DOCUMENT.paths[`${API_PREFIX}${collection}`]?.post?.requestBody
  if (!schema) throw new Error(`${collection} has no operation that creates a row`)
  const body = await exampleOf(person, schema.content['application/json'].schema)
  const response = await person.send('post', path.slice(API_PREFIX.length), Object(body))
  return keyIn(response, keyOf(collection))
}

/** The parameter of the URL of a row: `id`. */
function keyOf(collection: string): string {
  const prefix = `${API_PREFIX}${collection}/{`
  const row = Object.keys(DOCUMENT.paths).find((path) => path.startsWith(prefix))
  return row?.slice(prefix.length).replace(/\}.*/, '') ?? 'id'
}

/** The key of a response, which is a row, or has a row as its only member. */
function keyIn(response: Record<string, unknown>, key: string): string | number {
  const [row] = key in response ? [response] : Object.values(response)
  return Object(row)[key]
}

/** The path of a collection below a row, such as `/shelves/{id}/books`, with a new row. */
async function fillParameters(person: Person, path: string): Promise<string> {
  const [parent, parameter, rest] = path.split(/\/\{(\w+)\}(.*)/)
  if (parent === undefined || parameter === undefined) return path
  return `${parent}/${await createOne(person, parent.slice(API_PREFIX.length))}${rest}`
}

/** A valid value. A text and a number are random, because the field may be unique. */
async function exampleOf(person: Person, schema: Schema): Promise<unknown> {
  const collection = schema['x-references']
  if (collection) return createOne(person, collection.slice(API_PREFIX.length))
  if (schema.$ref) return exampleOf(person, componentOf(schema.$ref))
  if (schema.anyOf?.[0]) return exampleOf(person, schema.anyOf[0])
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'object':
      return exampleOfObject(person, schema)
    case 'array':
      return []
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return randomInteger(schema)
    default:
      return exampleOfText(schema)
  }
}

function componentOf(reference: string): Schema {
  const schema = DOCUMENT.components.schemas[reference.replace(/.*\//, '')]
  if (!schema) throw new Error(`${reference} is missing`)
  return schema
}

async function exampleOfObject(person: Person, { properties = {}, required = [] }: Schema) {
  const members: [string, unknown][] = []
  for (const [name, schema] of Object.entries(properties))
    if (required.includes(name)) members.push([name, await exampleOf(person, schema)])
  return Object.fromEntries(members)
}

function randomInteger({ minimum = 0, maximum = MAX_RANDOM }: Schema): number {
  const lowest = Math.ceil(minimum)
  return lowest + Math.floor(Math.random() * (Math.min(maximum - lowest, MAX_RANDOM) + 1))
}

function exampleOfText({ examples = [], pattern = '', minLength = 0, maxLength }: Schema): string {
  const [example = 'example'] = examples
  const unique = uniqueName(String(example))
    .slice(-(maxLength ?? Infinity))
    .padEnd(minLength, 'x')
  const text = [unique, String(example), ...DATES].find((each) => RegExp(pattern, 'u').test(each))
  if (text === undefined) throw new Error(`add examples to the field with the pattern ${pattern}`)
  return text
}
