import { ApiError } from '../api/error'
import { explain } from '../api/explain'
import type { Schema } from '../api/schema'
import { fieldOf, validate } from '../api/validate'
import type { Fields } from './fields'

/** The reasons against what is in a form, by field. */
export type Reasons = Readonly<Record<string, readonly string[]>>

/** Why the server would refuse this value, in its own words; no fields if it would take it. */
export function check(schema: Schema, value: unknown): Reasons {
  const reasons: Record<string, readonly string[]> = {}
  for (const { path, reason } of validate(schema, value)) {
    const field = fieldOf(path)
    reasons[field] = [...new Set([...(reasons[field] ?? []), reason])]
  }
  return reasons
}

/** A failure as a form shows it: what belongs to one of its fields, and what is about all of it. */
export interface Refusal {
  readonly fields: Reasons
  readonly general: readonly string[]
}

/** The reasons of a failed request, sorted to the fields that the form has. */
export function refusalOf(error: unknown, fields: Fields): Refusal {
  const said = error instanceof ApiError ? Object.entries(error.errors) : []
  const own = said.filter(([subject]) => Object.hasOwn(fields, subject))
  const others = said.length === own.length && own.length > 0 ? [] : [explain(error)]
  return { fields: Object.fromEntries(own), general: others }
}

/** Reasons as sentences, one to a line: `title can't be blank`. */
export function sentences(reasons: Reasons): readonly string[] {
  return Object.entries(reasons).flatMap(([field, said]) =>
    said.map((reason) => `${field} ${reason}`),
  )
}
