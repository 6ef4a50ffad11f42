/** Messages of validation errors: the same texts as in contract/messages.py. */

import { type Kind, type NumberKind, resolve, type TextKind } from './schema'

export const MISSING = 'is missing'
export const UNKNOWN = 'is not known here'

// Whitespace as Python defines it: JavaScript's \s lacks the separators and includes the byte order mark.
const BLANK =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the server counts these characters as whitespace.
  /^[\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/u

const TYPE_NAMES = {
  any: 'anything',
  null: 'null',
  boolean: 'true or false',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  tuple: 'a list',
  map: 'an object',
  object: 'an object',
} as const

/** The name of a kind, for a message. */
export function typeName(kind: Kind): string {
  switch (kind.kind) {
    case 'enum':
      return kind.values.length > 1 ? `one of ${kind.values.join(', ')}` : String(kind.values[0])
    case 'string':
      return kind.form ?? TYPE_NAMES.string
    case 'union':
      return [...new Set(kind.arms.map((arm) => typeName(resolve(arm))))].join(' or ')
    default:
      return TYPE_NAMES[kind.kind]
  }
}

/** The message for a value of the wrong type. */
export function typeMessage(kind: Kind, value: unknown): string {
  return `must be ${typeName(kind)}${value === null ? ', not null' : ''}`
}

/** The message for an absent member. A text that must not be blank has one message for absent and blank. */
export function missingMessage(kind: Kind): string {
  const isText = kind.kind === 'string' && kind.form === undefined
  return (isText ? textMessage('', kind) : undefined) ?? MISSING
}

/** The message for an invalid text, undefined for a valid one. */
export function textMessage(text: string, kind: TextKind): string | undefined {
  const length = countCodePoints(text)
  const tooLong = kind.maxLength !== undefined && length > kind.maxLength
  const tooShort = kind.minLength !== undefined && length < kind.minLength
  if (!tooLong && !tooShort && matchesPattern(text, kind.pattern)) return undefined
  if (kind.form !== undefined) return `must be ${kind.form}`
  if (BLANK.test(text)) return "can't be blank"
  if (tooLong) return `is too long (maximum is ${formatCharacters(kind.maxLength)})`
  if (tooShort) return `is too short (minimum is ${formatCharacters(kind.minLength)})`
  return kind.errorMessage ?? 'has the wrong form'
}

/** The message for an invalid number, undefined for a valid one. */
export function numberMessage(value: number, kind: NumberKind): string | undefined {
  if (kind.kind === 'integer' && !Number.isInteger(value)) return typeMessage(kind, value)
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = kind
  if (minimum !== undefined && value < minimum) return `must be at least ${minimum}`
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return `must be more than ${exclusiveMinimum}`
  if (maximum !== undefined && value > maximum) return `must be at most ${maximum}`
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return `must be less than ${exclusiveMaximum}`
  if (multipleOf !== undefined && value % multipleOf !== 0)
    return `must be a multiple of ${multipleOf}`
  return undefined
}

/** The message for a wrong number of items or entries, undefined for a valid number. */
export function sizeMessage(
  size: number,
  minimum: number | undefined,
  maximum: number | undefined,
  unit: string,
): string | undefined {
  if (maximum !== undefined && size > maximum) return `has too many ${unit} (maximum is ${maximum})`
  if (minimum !== undefined && size < minimum) return `has too few ${unit} (minimum is ${minimum})`
  return undefined
}

/** The length of a text in code points, as the server counts: an emoji has length 1, not 2. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

const compiledPatterns = new Map<string, RegExp>()

function matchesPattern(text: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true
  let expression = compiledPatterns.get(pattern)
  if (expression === undefined) {
    expression = new RegExp(pattern, 'u')
    compiledPatterns.set(pattern, expression)
  }
  return expression.test(text)
}

function formatCharacters(count: number | undefined): string {
  return `${count} character${count === 1 ? '' : 's'}`
}
