import type { ErrorCode } from '../generated/errors'
import { ErrorBody } from '../generated/schemas'
import type { ErrorBody as ErrorBodyType } from '../generated/types'
import { validate } from './validate'

/**
 * How a request failed:
 * - `refused`: the server said no, and why (4xx with the contract's error body);
 * - `unavailable`: no network, no answer in time, or the server failed (5xx);
 * - `malformed`: an answer that is not what the contract says.
 */
export type Failure = 'refused' | 'unavailable' | 'malformed'

interface Details {
  readonly status?: number | undefined
  readonly code?: ErrorCode | undefined
  readonly errors?: Readonly<Record<string, readonly string[]>> | undefined
  readonly requestId?: string | undefined
  readonly cause?: unknown
}

/** A request that came to nothing. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly kind: Failure
  /** Of the answer; undefined where there was none. */
  readonly status: number | undefined
  /** Undefined for a code that this contract does not know, too: an older page may meet a newer server. */
  readonly code: ErrorCode | undefined
  /** The reasons, by what they are about: a field, or the thing that was refused. */
  readonly errors: Readonly<Record<string, readonly string[]>>
  /** For the people who look into the server's log. */
  readonly requestId: string | undefined

  constructor(kind: Failure, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.kind = kind
    this.status = details.status
    this.code = details.code
    this.errors = details.errors ?? {}
    this.requestId = details.requestId
  }
}

const FIRST_OF_SERVER = 500
const FIRST_OF_CLIENT = 400

/** The error that an answer other than a success means. */
export function errorOf(response: Response, body: unknown): ApiError {
  const read = readBody(body)
  const { status } = response
  const details = {
    status,
    code: read?.code,
    errors: read?.errors,
    requestId: read?.requestId ?? requestIdOf(response),
  }
  if (status >= FIRST_OF_SERVER) return new ApiError('unavailable', `status ${status}`, details)
  if (status < FIRST_OF_CLIENT || read === undefined)
    return new ApiError('malformed', `status ${status} without a reason`, details)
  return new ApiError('refused', `status ${status}: ${read.code ?? 'unknown code'}`, details)
}

/** The request's id as the answer's headers have it. */
export function requestIdOf(response: Response): string | undefined {
  return response.headers.get('X-Request-ID') ?? undefined
}

/** What of an error body can be read, undefined where it does not even say reasons. */
function readBody(body: unknown): Partial<ErrorBodyType> | undefined {
  const unreadable = new Set(validate(ErrorBody, body).map(({ path }) => path[0] ?? ''))
  if (unreadable.has('') || unreadable.has('errors')) return undefined
  const { errors, code, requestId } = body as ErrorBodyType
  return {
    errors,
    ...(unreadable.has('code') ? {} : { code }),
    ...(unreadable.has('requestId') ? {} : { requestId }),
  }
}
