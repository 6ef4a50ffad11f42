/** Why a value does not fit, in the words of the server (contract/reasons.py). */

import { type Kind, type NumberKind, resolved, type TextKind } from './schema'

export const MISSING = 'is missing'
export const UNKNOWN = 'is not known here'

// What Python calls space: JavaScript's \s leaves out the separators and takes the byte order mark instead.
const BLANK =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the server counts them as space.
  /^[\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/u

const NOUNS = {
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

/** What a value of this kind is called. */
export function noun(kind: Kind): string {
  switch (kind.kind) {
    case 'enum':
      return kind.values.length > 1 ? `one of ${kind.values.join(', ')}` : String(kind.values[0])
    case 'union':
      return [...new Set(kind.arms.map((arm) => noun(resolved(arm))))].join(' or ')
    default:
      return NOUNS[kind.kind]
  }
}

/** The reason for a value that is not of this kind at all. */
export function notOf(kind: Kind, value: unknown): string {
  return `must be ${noun(kind)}${value === null ? ', not null' : ''}`
}

/** What is wrong with a text, if anything. */
export function aboutText(text: string, kind: TextKind): string | undefined {
  const length = codePoints(text)
  const tooLong = kind.maxLength !== undefined && length > kind.maxLength
  const tooShort = kind.minLength !== undefined && length < kind.minLength
  if (!tooLong && !tooShort && matches(text, kind.pattern)) return undefined
  if (BLANK.test(text)) return "can't be blank"
  if (tooLong) return `is too long (maximum is ${characters(kind.maxLength)})`
  if (tooShort) return `is too short (minimum is ${characters(kind.minLength)})`
  return kind.errorMessage ?? 'has the wrong form'
}

/** What is wrong with a number, if anything. */
export function aboutNumber(value: number, kind: NumberKind): string | undefined {
  if (kind.kind === 'integer' && !Number.isInteger(value)) return notOf(kind, value)
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

/** What is wrong with the number of items or entries, if anything. */
export function aboutSize(
  size: number,
  least: number | undefined,
  most: number | undefined,
  what: string,
): string | undefined {
  if (most !== undefined && size > most) return `has too many ${what} (maximum is ${most})`
  if (least !== undefined && size < least) return `has too few ${what} (minimum is ${least})`
  return undefined
}

/** The length of a text as the server counts it: an emoji is one, not two. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

const compiled = new Map<string, RegExp>()

function matches(text: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true
  let expression = compiled.get(pattern)
  if (expression === undefined) {
    expression = new RegExp(pattern, 'u')
    compiled.set(pattern, expression)
  }
  return expression.test(text)
}

function characters(count: number | undefined): string {
  return `${count} character${count === 1 ? '' : 's'}`
}
