/** The contract's constraints of one form field. */
export interface Field {
  readonly required: boolean
  /** In code points. */
  readonly minLength?: number
  /** In code points. */
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  /** The distance between valid numbers. */
  readonly step?: number
  /** The only valid values. */
  readonly values?: readonly (string | number | boolean | null)[]
}

export type Fields = Readonly<Record<string, Field>>

interface InputProps {
  readonly required?: true
  readonly minLength?: number
  readonly maxLength?: number
  readonly min?: number
  readonly max?: number
}

/** The words of a value of an enumeration: `wide awake` for `wide_awake`. */
export function wordsOf(value: string): string {
  return value.replaceAll('_', ' ')
}

// HTML counts UTF-16 units, the server counts code points; a code point is one unit or two.
const UNITS_PER_POINT = 2

/**
 * The constraints of a field as props of an `<input>` or a `<textarea>`.
 *
 * The browser must not reject a text that the server accepts. `maxLength` is therefore twice the server's limit, which
 * `check` applies exactly. A field for which the server accepts an empty text is not `required`.
 */
export function inputProps(field: Field): InputProps {
  const { required, minLength, maxLength, minimum, maximum } = field
  return {
    ...(required && minLength ? { required } : {}),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength: maxLength * UNITS_PER_POINT }),
    ...(minimum === undefined ? {} : { min: minimum }),
    ...(maximum === undefined ? {} : { max: maximum }),
  }
}
