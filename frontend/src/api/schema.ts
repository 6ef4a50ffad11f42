/** What a value must be, as data. Components that mention each other are looked up when they are needed. */
export type Schema = Kind | (() => Schema)

export type Kind =
  | ({ readonly kind: 'any' | 'null' | 'boolean' } & Worded)
  | TextKind
  | NumberKind
  | EnumKind
  | ListKind
  | ({ readonly kind: 'tuple'; readonly items: readonly Schema[] } & Worded)
  | MapKind
  | ObjectKind
  | UnionKind

interface Worded {
  /** The server's words for a value of the wrong form. */
  readonly errorMessage?: string
}

export interface TextKind extends Worded {
  readonly kind: 'string'
  /** In code points. */
  readonly minLength?: number
  /** In code points. */
  readonly maxLength?: number
  /** For `new RegExp(pattern, 'u')`. */
  readonly pattern?: string
}

export interface NumberKind extends Worded {
  readonly kind: 'integer' | 'number'
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}

export interface EnumKind extends Worded {
  readonly kind: 'enum'
  readonly values: readonly (string | number | boolean | null)[]
}

export interface ListKind extends Worded {
  readonly kind: 'array'
  readonly items: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
}

export interface MapKind extends Worded {
  readonly kind: 'map'
  readonly values: Schema
  readonly names?: Schema
  readonly minProperties?: number
  readonly maxProperties?: number
}

export interface ObjectKind extends Worded {
  readonly kind: 'object'
  readonly properties: Readonly<Record<string, Schema>>
  readonly required: readonly string[]
  /** Whether members that nobody declared are refused. */
  readonly closed?: boolean
}

export interface UnionKind extends Worded {
  readonly kind: 'union'
  readonly arms: readonly Schema[]
  /** The member that tells which arm is meant, if there is one. */
  readonly tag?: string
}

/** The schema itself. */
export function resolved(schema: Schema): Kind {
  return typeof schema === 'function' ? resolved(schema()) : schema
}
