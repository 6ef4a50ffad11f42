import { ApiError } from '../api/error'
import { explain } from '../api/explain'
import type { Schema } from '../api/schema'
import { fieldOf, validate } from '../api/validate'
import type { Fields } from './fields'

/** Validation messages by field. */
export type MessagesByField = Readonly<Record<string, readonly string[]>>

/** Validate a value: the same messages by field as the server's, none for a valid value. */
export function check(schema: Schema, value: unknown): MessagesByField {
  const messages: Record<string, readonly string[]> = {}
  for (const { path, message } of validate(schema, value)) {
    const field = fieldOf(path)
    messages[field] = [...new Set([...(messages[field] ?? []), message])]
  }
  return messages
}

/** The errors that a form shows: messages of its fields, and messages about the form as a whole. */
export interface FormErrors {
  readonly fields: MessagesByField
  readonly general: readonly string[]
}

/** The form errors of a failed request. The error is explained in general unless all messages belong to fields. */
export function formErrorsOf(error: unknown, fields: Fields): FormErrors {
  const messages = error instanceof ApiError ? Object.entries(error.errors) : []
  const fieldMessages = messages.filter(([subject]) => Object.hasOwn(fields, subject))
  const isComplete = fieldMessages.length > 0 && messages.length === fieldMessages.length
  return { fields: Object.fromEntries(fieldMessages), general: isComplete ? [] : [explain(error)] }
}

/** One sentence for each message: `title can't be blank`. */
export function toSentences(messagesByField: MessagesByField): readonly string[] {
  return Object.entries(messagesByField).flatMap(([field, messages]) =>
    messages.map((message) => `${field} ${message}`),
  )
}
