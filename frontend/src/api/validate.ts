/** Every place where a value does not fit its schema: what the server does with a request, for both sides' values. */

import { aboutNumber, aboutSize, aboutText, MISSING, notOf, noun, UNKNOWN } from './reasons'
import {
  type Kind,
  type ListKind,
  type MapKind,
  type ObjectKind,
  resolved,
  type Schema,
  type UnionKind,
} from './schema'

export type Path = readonly (string | number)[]

/** A place in a value, and why what stands there does not fit. */
export interface Misfit {
  readonly path: Path
  readonly reason: string
}

// Nobody reads more, neither here nor on the server.
const MOST = 100

/** All misfits of a value, none if and only if it fits. Members that nobody declared are ignored, as on the server. */
export function validate(schema: Schema, value: unknown): readonly Misfit[] {
  return visit(resolved(schema), value, []).slice(0, MOST)
}

/** Whether a value fits, which makes it one of the type that the schema was made from. */
export function fits<Type>(schema: Schema, value: unknown): value is Type {
  return validate(schema, value).length === 0
}

/** The nearest name in JSON: `tagList` for `['article', 'tagList', 1]`. */
export function fieldOf(path: Path): string {
  return path.findLast((step) => typeof step === 'string') ?? 'body'
}

function visit(kind: Kind, value: unknown, path: Path): readonly Misfit[] {
  switch (kind.kind) {
    case 'any':
      return []
    case 'null':
      return value === null ? [] : [{ path, reason: notOf(kind, value) }]
    case 'boolean':
      return typeof value === 'boolean' ? [] : [{ path, reason: notOf(kind, value) }]
    case 'string':
      return found(path, typeof value === 'string' ? aboutText(value, kind) : notOf(kind, value))
    case 'integer':
    case 'number':
      return found(path, typeof value === 'number' ? aboutNumber(value, kind) : notOf(kind, value))
    case 'enum':
      return kind.values.some((one) => one === value) ? [] : [{ path, reason: notOf(kind, value) }]
    case 'array':
      return Array.isArray(value)
        ? items(kind, value, path)
        : [{ path, reason: notOf(kind, value) }]
    case 'tuple':
      return Array.isArray(value)
        ? positions(kind.items, value, path)
        : [{ path, reason: notOf(kind, value) }]
    case 'map':
      return isObject(value) ? entries(kind, value, path) : [{ path, reason: notOf(kind, value) }]
    case 'object':
      return isObject(value) ? members(kind, value, path) : [{ path, reason: notOf(kind, value) }]
    case 'union':
      return union(kind, value, path)
  }
}

function found(path: Path, reason: string | undefined): readonly Misfit[] {
  return reason === undefined ? [] : [{ path, reason }]
}

function items(kind: ListKind, value: readonly unknown[], path: Path): readonly Misfit[] {
  const counted = found(path, aboutSize(value.length, kind.minItems, kind.maxItems, 'items'))
  // A list that is too long by far is not worth a look at each of its items.
  if (counted.length > 0 && value.length > MOST) return counted
  const repeated =
    kind.uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < value.length
  const each = value.flatMap((item, index) => visit(resolved(kind.items), item, [...path, index]))
  return [...counted, ...found(path, repeated ? 'has an item more than once' : undefined), ...each]
}

function positions(
  kinds: readonly Schema[],
  value: readonly unknown[],
  path: Path,
): readonly Misfit[] {
  const counted = aboutSize(value.length, kinds.length, kinds.length, 'items')
  const each = kinds
    .slice(0, value.length)
    .flatMap((kind, index) => visit(resolved(kind), value[index], [...path, index]))
  return [...found(path, counted), ...each]
}

function entries(
  kind: MapKind,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): readonly Misfit[] {
  const names = Object.keys(value)
  const counted = aboutSize(names.length, kind.minProperties, kind.maxProperties, 'entries')
  const { names: named } = kind
  const misnamed = named
    ? names.flatMap((name) =>
        visit(resolved(named), name, [...path, name]).map((misfit) => ({
          ...misfit,
          reason: `has a name that ${misfit.reason}`,
        })),
      )
    : []
  const each = names.flatMap((name) => visit(resolved(kind.values), value[name], [...path, name]))
  return [...found(path, counted), ...misnamed, ...each]
}

function members(
  kind: ObjectKind,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): readonly Misfit[] {
  const declared = Object.entries(kind.properties).flatMap(([name, schema]) => {
    const at = [...path, name]
    // A member whose value is undefined is not sent.
    if (Object.hasOwn(value, name) && value[name] !== undefined)
      return visit(resolved(schema), value[name], at)
    return kind.required.includes(name) ? [{ path: at, reason: MISSING }] : []
  })
  if (!kind.closed) return declared
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(kind.properties, name))
  return [...declared, ...unknown.map((name) => ({ path: [...path, name], reason: UNKNOWN }))]
}

function union(kind: UnionKind, value: unknown, path: Path): readonly Misfit[] {
  const all = kind.arms.map(resolved)
  const arms = all.filter((arm) => arm.kind !== 'null')
  if (kind.tag !== undefined && isObject(value)) return tagged(arms, kind.tag, value, path)
  if (all.some((arm) => visit(arm, value, path).length === 0)) return []
  const likely =
    arms.length === 1 && value !== null ? arms : arms.filter((arm) => alike(value, arm))
  const [only, ...others] = likely
  if (only !== undefined && others.length === 0)
    return visit({ errorMessage: kind.errorMessage, ...only } as Kind, value, path)
  return [{ path, reason: kind.errorMessage ?? `must be ${noun(kind)}` }]
}

function tagged(
  arms: readonly Kind[],
  tag: string,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): readonly Misfit[] {
  const tags: (string | number | boolean | null)[] = []
  for (const arm of arms) {
    if (arm.kind !== 'object') continue
    const own = arm.properties[tag] && resolved(arm.properties[tag])
    if (own?.kind !== 'enum') continue
    if (own.values.some((one) => one === value[tag])) return members(arm, value, path)
    tags.push(...own.values)
  }
  const reason = tag in value ? `must be ${noun({ kind: 'enum', values: tags })}` : MISSING
  return [{ path: [...path, tag], reason }]
}

/** Whether a value looks like this kind in JSON, so that its reasons are the ones to give. */
function alike(value: unknown, kind: Kind): boolean {
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
      return kind.values.some((one) => typeof one === typeof value)
    case 'array':
    case 'tuple':
      return Array.isArray(value)
    case 'map':
    case 'object':
      return isObject(value)
    case 'union':
      return kind.arms.some((arm) => alike(value, resolved(arm)))
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
