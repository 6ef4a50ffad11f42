import { describe, expect, test } from 'vitest'
import type { Schema } from './schema'
import { fieldOf, validate } from './validate'

const text: Schema = { kind: 'string' }
const circle: Schema = {
  kind: 'object',
  properties: {
    type: { kind: 'enum', values: ['circle'] },
    radius: { kind: 'number', exclusiveMinimum: 0 },
  },
  required: ['type', 'radius'],
}
const square: Schema = {
  kind: 'object',
  properties: { type: { kind: 'enum', values: ['square'] }, side: { kind: 'number' } },
  required: ['type', 'side'],
}
const closed: Schema = {
  kind: 'object',
  properties: { name: text },
  required: ['name'],
  closed: true,
}
const date: Schema = {
  kind: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\d$',
  form: 'a date such as 2026-01-31',
}

const tree: Schema = {
  kind: 'object',
  properties: { children: { kind: 'array', items: () => tree } },
  required: ['children'],
}

// tests/contract/test_validation.py expects the same messages of the server.
test.each<[unknown, Schema, string[]]>([
  [null, text, ['must be text, not null']],
  [1, text, ['must be text']],
  ['  ', { ...text, minLength: 8 }, ["can't be blank"]],
  ['abc', { ...text, maxLength: 2 }, ['is too long (maximum is 2 characters)']],
  ['ab', { ...text, maxLength: 1 }, ['is too long (maximum is 1 character)']],
  ['abc', { ...text, minLength: 8 }, ['is too short (minimum is 8 characters)']],
  ['🐉🐉', { ...text, maxLength: 2 }, []],
  ['a b', { ...text, pattern: '^[^ ]*$' }, ['has the wrong form']],
  ['a b', { ...text, pattern: '^[^ ]*$', errorMessage: 'has a space' }, ['has a space']],
  [1.5, { kind: 'integer' }, ['must be a whole number']],
  [0, { kind: 'integer', minimum: 1 }, ['must be at least 1']],
  [0, { kind: 'integer', exclusiveMinimum: 0 }, ['must be more than 0']],
  [9, { kind: 'integer', maximum: 5 }, ['must be at most 5']],
  [9, { kind: 'integer', exclusiveMaximum: 9 }, ['must be less than 9']],
  [9, { kind: 'integer', multipleOf: 5 }, ['must be a multiple of 5']],
  ['x', { kind: 'number' }, ['must be a number']],
  [1, { kind: 'boolean' }, ['must be true or false']],
  ['x', { kind: 'enum', values: ['a', 'b'] }, ['must be one of a, b']],
  [1.5, { kind: 'union', arms: [{ kind: 'integer' }, text] }, ['must be a whole number or text']],
  [
    'abc',
    { kind: 'union', arms: [{ ...text, maxLength: 2 }, { kind: 'null' }] },
    ['is too long (maximum is 2 characters)'],
  ],
  [null, { kind: 'union', arms: [text, { kind: 'null' }] }, []],
  [{}, { kind: 'array', items: text }, ['must be a list']],
  [['a', 'b'], { kind: 'array', items: text, maxItems: 1 }, ['has too many items (maximum is 1)']],
  [[], { kind: 'array', items: text, minItems: 1 }, ['has too few items (minimum is 1)']],
  [['a', 'a'], { kind: 'array', items: text, uniqueItems: true }, ['has an item more than once']],
  [
    [1],
    { kind: 'tuple', items: [{ kind: 'integer' }, text] },
    ['has too few items (minimum is 2)'],
  ],
  [[], { kind: 'map', values: text }, ['must be an object']],
  [{}, { kind: 'map', values: text, minProperties: 1 }, ['has too few entries (minimum is 1)']],
  [
    { abc: '' },
    { kind: 'map', values: text, names: { ...text, maxLength: 2 } },
    ['has a name that is too long (maximum is 2 characters)'],
  ],
  [{ name: 'a', more: 1 }, closed, ['is not known here']],
  [{}, closed, ['is missing']],
  [{ name: undefined }, closed, ['is missing']],
  [{}, { ...closed, properties: { name: { ...text, minLength: 1 } } }, ["can't be blank"]],
  [{ toString: 1 }, { ...closed, closed: false }, ['is missing']],
  [{ radius: 1 }, { kind: 'union', tag: 'type', arms: [circle, square] }, ['is missing']],
  [
    { type: 'x' },
    { kind: 'union', tag: 'type', arms: [circle, square] },
    ['must be one of circle, square'],
  ],
  [
    { type: 'circle', radius: 0 },
    { kind: 'union', tag: 'type', arms: [circle, square] },
    ['must be more than 0'],
  ],
  ['', date, ['must be a date such as 2026-01-31']],
  [null, date, ['must be a date such as 2026-01-31, not null']],
  [{}, { kind: 'object', properties: { date }, required: ['date'] }, ['is missing']],
  [{ children: [{ children: [1] }] }, tree, ['must be an object']],
])('%j against %j: %j', (value, schema, messages) => {
  expect(validate(schema, value).map(({ message }) => message)).toEqual(messages)
})

describe('the path of an error', () => {
  const dragon: Schema = {
    kind: 'object',
    properties: { names: { kind: 'array', items: text } },
    required: ['names'],
  }
  const envelope: Schema = { kind: 'object', properties: { dragon }, required: ['dragon'] }

  test('contains every step to the invalid value', () => {
    expect(validate(envelope, { dragon: { names: ['a', 1] } })).toEqual([
      { path: ['dragon', 'names', 1], message: 'must be text' },
    ])
  })

  test('belongs to the field that is its last name', () => {
    expect(fieldOf(['dragon', 'names', 1])).toBe('names')
    expect(fieldOf([])).toBe('body')
  })
})

test('no more than a hundred errors are listed', () => {
  expect(validate({ kind: 'array', items: text }, Array(5000).fill(1))).toHaveLength(100)
})
