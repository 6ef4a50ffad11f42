// @vitest-environment node
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeConstraints } from './constraints.js'
import { readDocument } from './document.js'
import { writeErrors } from './errors.js'
import { writeInfo } from './info.js'
import { writeExchanges, writeOperations } from './operations.js'
import { writeSchemas } from './schemas.js'
import { writeTypes } from './types.js'

const CLI = join(import.meta.dirname, 'cli.js')

/**
 * A document with one operation and these schemas.
 *
 * @param {Record<string, unknown>} schemas
 * @param {Record<string, unknown>} [operation]
 */
function documentWith(schemas, operation = {}) {
  return {
    openapi: '3.1.0',
    info: { title: "Anna's things", description: 'Things.' },
    paths: {
      '/api/things/{id}': {
        put: {
          operationId: 'putThing',
          summary: 'Put a thing.',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          requestBody: content('Thing', { required: true }),
          responses: { 200: content('Thing'), 404: errorResponse('not_found') },
          ...operation,
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Thing: { type: 'object', properties: {} },
        ErrorBody: {
          type: 'object',
          properties: { code: { type: 'string', enum: ['not_found', 'invalid'] } },
          required: ['code'],
        },
        ...schemas,
      },
    },
  }
}

/** @param {string} name */
function content(name, more = {}) {
  return {
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
    ...more,
  }
}

/** @param {string[]} codes */
function errorResponse(...codes) {
  const narrowed = {
    type: 'object',
    properties: { code: { type: 'string', enum: codes } },
    required: ['code'],
  }
  const schema = { allOf: [{ $ref: '#/components/schemas/ErrorBody' }, narrowed] }
  return { content: { 'application/json': { schema } } }
}

/** @param {Record<string, unknown>} properties */
function thing(properties, more = {}) {
  return { Thing: { type: 'object', properties, ...more } }
}

/** @param {Record<string, unknown>} schemas */
function read(schemas, operation = {}) {
  return readDocument(documentWith(schemas, operation))
}

describe('types', () => {
  test.each([
    [{ type: 'string' }, 'string'],
    [{ type: 'integer', minimum: 1 }, 'number'],
    [{ type: 'boolean' }, 'boolean'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
    [{ type: 'array', items: { type: 'string' } }, 'readonly string[]'],
    [
      { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
      'readonly (string | null)[]',
    ],
    [
      { type: 'object', additionalProperties: { type: 'number' } },
      'Readonly<Record<string, number>>',
    ],
    [{ enum: ['a', "it's", 1, null] }, "'a' | 'it\\'s' | 1 | null"],
    [{ const: 'ok' }, "'ok'"],
    [{ $ref: '#/components/schemas/Thing' }, 'Thing'],
    [{}, 'unknown'],
    [
      {
        type: 'array',
        prefixItems: [{ type: 'integer' }, { type: 'string' }],
        items: false,
        minItems: 2,
        maxItems: 2,
      },
      'readonly [number, string]',
    ],
  ])('%j is %s', (schema, type) => {
    expect(writeTypes(read(thing({ member: schema }, { required: ['member'] })))).toContain(
      `  readonly member: ${type}\n`,
    )
  })

  test('a member that is not required is optional, which differs from nullable', () => {
    const nullable = { anyOf: [{ type: 'string' }, { type: 'null' }] }
    const source = writeTypes(
      read(thing({ a: nullable, 'b-c': { type: 'string' } }, { required: ['a'] })),
    )
    expect(source).toContain("  readonly a: string | null\n  readonly 'b-c'?: string\n")
  })

  test('required members come first, in the order of the struct', () => {
    const member = { type: 'string' }
    const source = writeTypes(
      read(thing({ a: member, b: member, c: member }, { required: ['c', 'b'] })),
    )
    expect(source).toContain('  readonly c: string\n  readonly b: string\n  readonly a?: string\n')
  })

  test('a description cannot end its comment', () => {
    const source = writeTypes(read(thing({ a: { type: 'string', description: 'Ends */ here.' } })))
    expect(source).toContain('/** Ends *\\/ here. */')
  })
})

describe('an unsupported document', () => {
  test.each([
    [
      { type: 'string', not: {} },
      '#/components/schemas/Thing/properties/a: not is not supported here',
    ],
    [{ type: 'widget' }, '#/components/schemas/Thing/properties/a: the type "widget" is not known'],
    [
      { type: 'array', items: { type: 'string', maxItems: 1 } },
      'a/items: maxItems is not supported here',
    ],
    [{ $ref: 'other.json#/Thing' }, 'a: cannot resolve other.json#/Thing'],
    [{ anyOf: [{ type: 'string', minimum: 1 }] }, 'a/anyOf/0: minimum is not supported here'],
  ])('the schema %j is an error with its location', (schema, message) => {
    expect(() => read(thing({ a: schema }))).toThrow(message)
  })

  test.each([
    [{ responses: { default: content('Thing') } }, 'responses/default: only numbers'],
    [{ responses: { 200: content('Thing'), 201: content('Thing') } }, 'exactly one success'],
    [
      { responses: { 200: content('Thing'), 404: content('ErrorBody') } },
      '404: an error response must be the error body',
    ],
    [{ requestBody: { content: { 'text/plain': {} } } }, 'requestBody: only application/json'],
    [
      { parameters: [{ in: 'cookie', name: 'a', schema: {} }] },
      'cookie parameters are not supported',
    ],
    [
      { parameters: [{ in: 'header', name: 'a', schema: {} }] },
      'header parameters are not supported',
    ],
    [
      { parameters: [{ $ref: '#/components/parameters/missing' }] },
      'cannot resolve #/components/parameters/missing',
    ],
  ])('an operation with %j is an error with its location', (operation, message) => {
    expect(() => read({}, operation)).toThrow(message)
  })
})

test('the conditional header and the status 304 are not part of an operation', () => {
  const document = documentWith(
    {},
    {
      parameters: [{ $ref: '#/components/parameters/If-None-Match' }],
      responses: {
        200: content('Thing'),
        304: { description: 'Known.' },
        404: errorResponse('not_found'),
      },
    },
  )
  const ifNoneMatch = { name: 'If-None-Match', in: 'header', schema: { type: 'string' } }
  const components = { ...document.components, parameters: { 'If-None-Match': ifNoneMatch } }
  const [operation] = readDocument({ ...document, components }).operations
  expect(operation).toMatchObject({ inPath: [], inQuery: [], success: 200, responseBody: 'Thing' })
  expect(operation?.errors).toEqual([{ status: 404, codes: ['not_found'] }])
})

test('an operation takes its path, query and body, and returns the body of a success', () => {
  const parameters = [
    { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
    { name: 'tag', in: 'query', required: false, schema: { type: 'string' } },
  ]
  expect(writeOperations(read({}, { parameters, security: [{}, { token: [] }] }))).toContain(
    `export interface PutThingInput {
  readonly path: {
    readonly id: number
  }
  readonly query?: {
    readonly tag?: string
  }
  readonly body: Thing
}

/** Put a thing. */
export function putThing(input: PutThingInput, options?: RequestOptions): Promise<Thing> {
  return send({ method: 'PUT', path: '/api/things/{id}', token: 'optional', responseBody: schemas.Thing }, input, options)
}`,
  )
})

test('an operation lists its error codes', () => {
  const contract = read(
    {},
    { responses: { 204: {}, 404: errorResponse('not_found'), 422: errorResponse('invalid') } },
  )
  expect(writeErrors(contract)).toContain("readonly putThing: 'not_found' | 'invalid'\n")
  expect(writeExchanges(contract)).toContain(
    "      readonly 204: undefined\n      readonly 404: ErrorWithCode<'not_found'>\n      readonly 422: ErrorWithCode<'invalid'>\n",
  )
})

test('a deprecated operation and a deprecated member have the tag that editors show', () => {
  const dates = { deprecated: true, 'x-deprecated-since': '2026-01-31', 'x-sunset': '2026-07-31' }
  const contract = read(thing({ a: { type: 'string', ...dates } }), dates)
  const tag = '@deprecated May be removed after 2026-07-31. */'
  expect(writeTypes(contract)).toContain(`  /** ${tag}\n  readonly a?: string`)
  expect(writeOperations(contract)).toContain(`/** Put a thing. ${tag}\nexport function putThing(`)
})

test('a schema has every limit, and the message of the server', () => {
  const text = {
    type: 'string',
    minLength: 1,
    maxLength: 2,
    pattern: "^\\S'$",
    'x-error-message': 'is odd',
  }
  expect(
    writeSchemas(read(thing({ a: text }, { required: ['a'] }))),
  ).toContain(`export const Thing: Schema = {
  kind: 'object',
  properties: {
    a: {
      kind: 'string',
      minLength: 1,
      maxLength: 2,
      pattern: '^\\\\S\\'$',
      errorMessage: 'is odd',
    },
  },
  required: ['a'],
}`)
})

test('a schema comes after its references, and a circular reference is a function', () => {
  const tree = {
    type: 'object',
    properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  }
  const source = writeSchemas(
    read({ ...thing({ tree: { $ref: '#/components/schemas/Tree' } }), Tree: tree }),
  )
  expect(source).toContain('items: () => Tree,')
  expect(source).toContain('    tree: Tree,')
  expect(source.indexOf('const Tree')).toBeLessThan(source.indexOf('const Thing'))
})

test('constraints cover request bodies, with nullable fields', () => {
  const bio = { anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }] }
  const source = writeConstraints(
    read(thing({ bio, name: { type: 'string', minLength: 1 } }, { required: ['name'] })),
  )
  expect(source).toContain(`export const ThingFields = {
  name: { required: true, minLength: 1 },
  bio: { required: false, maxLength: 9 },
} as const satisfies Fields`)
  expect(source).not.toContain('ErrorBodyFields')
})

test('the constraints of a number, a choice and a component are those of the contract', () => {
  const schemas = thing({
    count: { type: 'integer', minimum: 1, maximum: 9 },
    price: { type: 'number', multipleOf: 0.5 },
    weight: { type: 'number', minimum: 0 },
    mood: { anyOf: [{ enum: ['calm', 'asleep'] }, { type: 'null' }] },
    size: { $ref: '#/components/schemas/Size' },
    awake: { type: 'boolean' },
  })
  const source = writeConstraints(read({ ...schemas, Size: { enum: ['small', 'large'] } }))
  expect(source).toContain(`export const ThingFields = {
  count: { required: false, minimum: 1, maximum: 9, step: 1 },
  price: { required: false, step: 0.5 },
  weight: { required: false, minimum: 0 },
  mood: { required: false, values: ['calm', 'asleep'] },
  size: { required: false, values: ['small', 'large'] },
  awake: { required: false },
} as const satisfies Fields`)
})

test('the title and the description come from the document', () => {
  expect(writeInfo(read({}))).toContain("export const TITLE: string = 'Anna\\'s things'")
  expect(writeInfo(read({}))).toContain("export const DESCRIPTION: string = 'Things.'")
})

test('a document without a title is an error', () => {
  const { info: _, ...untitled } = documentWith({})
  expect(() => readDocument(untitled)).toThrow('#/info: the document has no title')
})

describe('the command', () => {
  /** @type {string} */
  let folder
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'generated-'))
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(documentWith({})))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** @param {string[]} more */
  function run(...more) {
    const options = ['--document', join(folder, 'openapi.json'), '--output', join(folder, 'out')]
    return spawnSync(process.execPath, [CLI, ...options, ...more], { encoding: 'utf8' })
  }

  test('writes files that are up to date, and does not write unchanged files', () => {
    expect(run().status).toBe(0)
    expect(run('--check').status).toBe(0)
    const written = statSync(join(folder, 'out', 'types.ts')).mtimeMs
    expect(run().status).toBe(0)
    expect(statSync(join(folder, 'out', 'types.ts')).mtimeMs).toBe(written)
  })

  test('reports a manual edit and an extra file, with the command to run', () => {
    run()
    appendFileSync(join(folder, 'out', 'types.ts'), '// manual\n')
    writeFileSync(join(folder, 'out', 'old.ts'), '')
    const { status, stderr } = run('--check')
    expect(status).toBe(4)
    expect(stderr).toMatch(
      /types\.ts does not match openapi\.json\n.*old\.ts does not.*\nRun: npm run generate/,
    )
    expect(run().status).toBe(0)
    expect(run('--check').status).toBe(0)
  })

  test('reports an unsupported document, and leaves the files unchanged', () => {
    run()
    writeFileSync(
      join(folder, 'openapi.json'),
      JSON.stringify(documentWith(thing({ a: { type: 'x' } }))),
    )
    const { status, stderr } = run()
    expect(status).toBe(3)
    expect(stderr).toContain('#/components/schemas/Thing/properties/a: the type "x" is not known')
    expect(readFileSync(join(folder, 'out', 'types.ts'), 'utf8')).toContain(
      'export interface Thing',
    )
  })

  test('has different exit codes for a missing document and a wrong option', () => {
    rmSync(join(folder, 'openapi.json'))
    expect(run().status).toBe(3)
    expect(run('--wrong').status).toBe(2)
    expect(execFileSync(process.execPath, [CLI, '--help'], { encoding: 'utf8' })).toContain(
      'Usage:',
    )
  })
})
