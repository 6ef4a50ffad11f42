import type { ErrorCode } from '../generated/errors'
import { ErrorBody } from '../generated/schemas'
import type { ErrorBody as ErrorBodyType } from '../generated/types'
import { validate } from './validate'

/**
 * How a request failed:
 * - `rejected`: an error response of the contract (4xx with the contract's error body);
 * - `unavailable`: no network, a timeout, or a failure of the server (5xx);
 * - `malformed`: a response that does not match the contract.
 */
export type ApiErrorKind = 'rejected' | 'unavailable' | 'malformed'

interface Details {
  readonly status?: number | undefined
  readonly code?: ErrorCode | undefined
  readonly errors?: Readonly<Record<string, readonly string[]>> | undefined
  readonly requestId?: string | undefined
  readonly cause?: unknown
}

/** The error of a failed request. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly kind: ApiErrorKind
  /** The status of the response; undefined without a response. */
  readonly status: number | undefined
  /** The code of the error body; undefined for an unknown code, which a newer server may send to an older page. */
  readonly code: ErrorCode | undefined
  /** Messages by subject: a field, or the kind of thing that the error is about. */
  readonly errors: Readonly<Record<string, readonly string[]>>
  /** The id of the request in the server's log. */
  readonly requestId: string | undefined

  constructor(kind: ApiErrorKind, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.kind = kind
    this.status = details.status
    this.code = details.code
    this.errors = details.errors ?? {}
    this.requestId = details.requestId
  }
}

const FIRST_SERVER_ERROR = 500
const FIRST_CLIENT_ERROR = 400

/** The error for a response that is not a success. */
export function toApiError(response: Response, body: unknown): ApiError {
  const errorBody = readErrorBody(body)
  const { status } = response
  const details = {
    status,
    code: errorBody?.code,
    errors: errorBody?.errors,
    requestId: errorBody?.requestId ?? requestIdOf(response),
  }
  if (status >= FIRST_SERVER_ERROR) return new ApiError('unavailable', `status ${status}`, details)
  if (status < FIRST_CLIENT_ERROR || errorBody === undefined)
    return new ApiError('malformed', `status ${status} without an error body`, details)
  return new ApiError('rejected', `status ${status}: ${errorBody.code ?? 'unknown code'}`, details)
}

/** The request id in the headers of a response. */
export function requestIdOf(response: Response): string | undefined {
  return response.headers.get('X-Request-ID') ?? undefined
}

/** The valid members of an error body, undefined without valid `errors`. */
function readErrorBody(body: unknown): Partial<ErrorBodyType> | undefined {
  const invalid = new Set(validate(ErrorBody, body).map(({ path }) => path[0] ?? ''))
  if (invalid.has('') || invalid.has('errors')) return undefined
  const { errors, code, requestId } = body as ErrorBodyType
  return {
    errors,
    ...(invalid.has('code') ? {} : { code }),
    ...(invalid.has('requestId') ? {} : { requestId }),
  }
}
