/** A schema as data. A function delays the lookup where components reference each other. */
export type Schema = Kind | (() => Schema)

export type Kind =
  | ({ readonly kind: 'any' | 'null' | 'boolean' } & WithErrorMessage)
  | TextKind
  | NumberKind
  | EnumKind
  | ListKind
  | ({ readonly kind: 'tuple'; readonly items: readonly Schema[] } & WithErrorMessage)
  | MapKind
  | ObjectKind
  | UnionKind

interface WithErrorMessage {
  /** The server's message for a value that does not match the pattern. */
  readonly errorMessage?: string
}

export interface TextKind extends WithErrorMessage {
  readonly kind: 'string'
  /** In code points. */
  readonly minLength?: number
  /** In code points. */
  readonly maxLength?: number
  /** For `new RegExp(pattern, 'u')`. */
  readonly pattern?: string
  /** The form that the pattern describes, for messages: `a date such as 2026-01-31`. */
  readonly form?: string
}

export interface NumberKind extends WithErrorMessage {
  readonly kind: 'integer' | 'number'
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}

export interface EnumKind extends WithErrorMessage {
  readonly kind: 'enum'
  readonly values: readonly (string | number | boolean | null)[]
}

export interface ListKind extends WithErrorMessage {
  readonly kind: 'array'
  readonly items: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
}

export interface MapKind extends WithErrorMessage {
  readonly kind: 'map'
  readonly values: Schema
  readonly names?: Schema
  readonly minProperties?: number
  readonly maxProperties?: number
}

export interface ObjectKind extends WithErrorMessage {
  readonly kind: 'object'
  readonly properties: Readonly<Record<string, Schema>>
  readonly required: readonly string[]
  /** Whether undeclared members are an error. */
  readonly closed?: boolean
}

export interface UnionKind extends WithErrorMessage {
  readonly kind: 'union'
  readonly arms: readonly Schema[]
  /** The name of the discriminator member. */
  readonly tag?: string
}

/** Look a delayed schema up. */
export function resolve(schema: Schema): Kind {
  return typeof schema === 'function' ? resolve(schema()) : schema
}
