/** What the contract says of one member of an object that a form fills in. */
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
}

export type Fields = Readonly<Record<string, Field>>

interface InputProps {
  readonly required?: true
  readonly minLength?: number
  readonly maxLength?: number
  readonly min?: number
  readonly max?: number
}

// HTML counts UTF-16 units, the server code points, each of which is one unit or two.
const UNITS_PER_POINT = 2

/**
 * The constraints of a field as props of an `<input>` or a `<textarea>`.
 *
 * The browser must not refuse what the server accepts. So `maxLength` is where every text is too long for the server,
 * however it is counted; `check` says exactly what is too long. An empty text that the server takes is not `required`.
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
