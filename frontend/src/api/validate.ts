/** Validation of requests and responses against the contract, with the same result as on the server. */

import {
  MISSING,
  missingMessage,
  numberMessage,
  sizeMessage,
  textMessage,
  typeMessage,
  typeName,
  UNKNOWN,
} from './messages'
import {
  type Kind,
  type ListKind,
  type MapKind,
  type ObjectKind,
  resolve,
  type Schema,
  type UnionKind,
} from './schema'

export type Path = readonly (string | number)[]

/** A validation error: the path of the invalid value, and the message. */
export interface FieldError {
  readonly path: Path
  readonly message: string
}

// The server has the same limit: nobody reads more errors.
const MAX_ERRORS = 100

/** All validation errors of a value, none for a valid one. Undeclared members are ignored, as on the server. */
export function validate(schema: Schema, value: unknown): readonly FieldError[] {
  return validateKind(resolve(schema), value, []).slice(0, MAX_ERRORS)
}

/** Whether a value is valid: `Type` is the type that the schema was generated from. */
export function isValid<Type>(schema: Schema, value: unknown): value is Type {
  return validate(schema, value).length === 0
}

/** The last name in a path: `names` for `['dragon', 'names', 1]`. */
export function fieldOf(path: Path): string {
  return path.findLast((step) => typeof step === 'string') ?? 'body'
}

function validateKind(kind: Kind, value: unknown, path: Path): readonly FieldError[] {
  switch (kind.kind) {
    case 'any':
      return []
    case 'null':
      return value === null ? [] : [{ path, message: typeMessage(kind, value) }]
    case 'boolean':
      return typeof value === 'boolean' ? [] : [{ path, message: typeMessage(kind, value) }]
    case 'string':
      return toErrors(
        path,
        typeof value === 'string' ? textMessage(value, kind) : typeMessage(kind, value),
      )
    case 'integer':
    case 'number':
      return toErrors(
        path,
        typeof value === 'number' ? numberMessage(value, kind) : typeMessage(kind, value),
      )
    case 'enum':
      return kind.values.some((expected) => expected === value)
        ? []
        : [{ path, message: typeMessage(kind, value) }]
    case 'array':
      return Array.isArray(value)
        ? validateItems(kind, value, path)
        : [{ path, message: typeMessage(kind, value) }]
    case 'tuple':
      return Array.isArray(value)
        ? validatePositions(kind.items, value, path)
        : [{ path, message: typeMessage(kind, value) }]
    case 'map':
      return isObject(value)
        ? validateEntries(kind, value, path)
        : [{ path, message: typeMessage(kind, value) }]
    case 'object':
      return isObject(value)
        ? validateMembers(kind, value, path)
        : [{ path, message: typeMessage(kind, value) }]
    case 'union':
      return validateUnion(kind, value, path)
  }
}

function toErrors(path: Path, message: string | undefined): readonly FieldError[] {
  return message === undefined ? [] : [{ path, message }]
}

function validateItems(
  kind: ListKind,
  value: readonly unknown[],
  path: Path,
): readonly FieldError[] {
  const sizeErrors = toErrors(
    path,
    sizeMessage(value.length, kind.minItems, kind.maxItems, 'items'),
  )
  // The items of a far too long list are not validated, to limit the time.
  if (sizeErrors.length > 0 && value.length > MAX_ERRORS) return sizeErrors
  const repeated =
    kind.uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < value.length
  const itemErrors = value.flatMap((item, index) =>
    validateKind(resolve(kind.items), item, [...path, index]),
  )
  return [
    ...sizeErrors,
    ...toErrors(path, repeated ? 'has an item more than once' : undefined),
    ...itemErrors,
  ]
}

function validatePositions(
  kinds: readonly Schema[],
  value: readonly unknown[],
  path: Path,
): readonly FieldError[] {
  const sizeErrors = sizeMessage(value.length, kinds.length, kinds.length, 'items')
  const itemErrors = kinds
    .slice(0, value.length)
    .flatMap((kind, index) => validateKind(resolve(kind), value[index], [...path, index]))
  return [...toErrors(path, sizeErrors), ...itemErrors]
}

function validateEntries(
  kind: MapKind,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): readonly FieldError[] {
  const names = Object.keys(value)
  const sizeErrors = sizeMessage(names.length, kind.minProperties, kind.maxProperties, 'entries')
  const { names: nameSchema } = kind
  const nameErrors = nameSchema
    ? names.flatMap((name) =>
        validateKind(resolve(nameSchema), name, [...path, name]).map((error) => ({
          ...error,
          message: `has a name that ${error.message}`,
        })),
      )
    : []
  const itemErrors = names.flatMap((name) =>
    validateKind(resolve(kind.values), value[name], [...path, name]),
  )
  return [...toErrors(path, sizeErrors), ...nameErrors, ...itemErrors]
}

function validateMembers(
  kind: ObjectKind,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): readonly FieldError[] {
  const declared = Object.entries(kind.properties).flatMap(([name, schema]) => {
    const at = [...path, name]
    // JSON.stringify leaves out a member with the value undefined.
    if (Object.hasOwn(value, name) && value[name] !== undefined)
      return validateKind(resolve(schema), value[name], at)
    return kind.required.includes(name)
      ? [{ path: at, message: missingMessage(resolve(schema)) }]
      : []
  })
  if (!kind.closed) return declared
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(kind.properties, name))
  return [...declared, ...unknown.map((name) => ({ path: [...path, name], message: UNKNOWN }))]
}

function validateUnion(kind: UnionKind, value: unknown, path: Path): readonly FieldError[] {
  const all = kind.arms.map(resolve)
  const arms = all.filter((arm) => arm.kind !== 'null')
  if (kind.tag !== undefined && isObject(value))
    return validateTaggedUnion(arms, kind.tag, value, path)
  if (all.some((arm) => validateKind(arm, value, path).length === 0)) return []
  const likely =
    arms.length === 1 && value !== null ? arms : arms.filter((arm) => hasSameType(value, arm))
  const [only, ...others] = likely
  if (only !== undefined && others.length === 0)
    return validateKind({ errorMessage: kind.errorMessage, ...only } as Kind, value, path)
  return [{ path, message: kind.errorMessage ?? `must be ${typeName(kind)}` }]
}

function validateTaggedUnion(
  arms: readonly Kind[],
  tag: string,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): readonly FieldError[] {
  const tags: (string | number | boolean | null)[] = []
  for (const arm of arms) {
    if (arm.kind !== 'object') continue
    const own = arm.properties[tag] && resolve(arm.properties[tag])
    if (own?.kind !== 'enum') continue
    if (own.values.some((expected) => expected === value[tag]))
      return validateMembers(arm, value, path)
    tags.push(...own.values)
  }
  const message = tag in value ? `must be ${typeName({ kind: 'enum', values: tags })}` : MISSING
  return [{ path: [...path, tag], message }]
}

/** Whether a value has the JSON type of a kind: the errors of that kind are then the useful ones. */
function hasSameType(value: unknown, kind: Kind): boolean {
  switch (kind.kind) {
    case 'any':
      return true
    case 'null':
      return value === null
    case 'boolean':
    case 'string':
      return typeof value === kind.kind
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return typeof value === 'number'
    case 'enum':
      return kind.values.some((expected) => typeof expected === typeof value)
    case 'array':
    case 'tuple':
      return Array.isArray(value)
    case 'map':
    case 'object':
      return isObject(value)
    case 'union':
      return kind.arms.some((arm) => hasSameType(value, resolve(arm)))
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
