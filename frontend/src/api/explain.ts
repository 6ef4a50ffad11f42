import type { ErrorCode, ErrorCodeOf, OperationId } from '../generated/errors'
import { ApiError } from './error'
import { type Explanations, settings } from './settings'

const SIGNED_OUT = 'You are signed out. Sign in and try again.'
const UNKNOWN_REQUEST =
  'This page asked for something that the server does not know. Reload it and try again.'

/** The codes of errors before a request reaches an operation. */
type CodeOfNoOperation = Exclude<ErrorCode, ErrorCodeOf<OperationId>>

/** Sentences for the codes that belong to no resource. */
const EXPLANATIONS = {
  body_not_json: UNKNOWN_REQUEST,
  body_too_large: 'This is larger than the server takes. Make it shorter.',
  body_type_unsupported: UNKNOWN_REQUEST,
  internal: 'The server failed.',
  invalid: 'Some of this cannot be accepted as it is.',
  method_not_allowed: UNKNOWN_REQUEST,
  path_not_found: UNKNOWN_REQUEST,
  token_invalid: SIGNED_OUT,
  token_missing: SIGNED_OUT,
  unavailable: 'The server is busy. Try again in a moment.',
} satisfies Explanations & Record<CodeOfNoOperation, string>

/** The codes of operations that belong to their resource. A feature has a sentence for each of them. */
export type OwnCode<Id extends OperationId> = Exclude<ErrorCodeOf<Id>, keyof typeof EXPLANATIONS>

/** The cause of an error and a remedy, in a sentence or two for the user. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError))
    return 'Something went wrong on this page. Reload it and try again.'
  switch (error.kind) {
    case 'unavailable':
      return error.status === undefined
        ? 'Unable to connect. Check your connection and try again.'
        : explainFailure(error)
    case 'malformed':
      return 'The server answered something that this page does not understand. Reload it and try again.'
    case 'rejected':
      return explainCode(error.code) ?? explainErrors(error)
  }
}

/** The failure of the server, with the id of the request unless the server is only busy. */
function explainFailure({ code = 'internal', requestId }: ApiError): string {
  const hasReport = code === 'internal' && requestId !== undefined
  const report = hasReport ? ` If you report it, quote ${requestId}.` : ''
  return `${explainCode(code) ?? EXPLANATIONS.internal}${report}`
}

function explainCode(code: ErrorCode | undefined): string | undefined {
  const explanations: Explanations = { ...EXPLANATIONS, ...settings().explanations }
  return code && explanations[code]
}

/** A sentence from the messages of the server, for a code without a sentence. */
function explainErrors({ errors }: ApiError): string {
  const messages = Object.entries(errors).flatMap(([subject, texts]) =>
    texts.map((text) => `${subject} ${text}`),
  )
  if (messages.length === 0) return 'The server refused this.'
  const text = messages.join('; ').replaceAll('_', ' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
