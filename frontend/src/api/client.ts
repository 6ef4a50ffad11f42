/** The HTTP client: all generated operations call `send`. */

import { ApiError, requestIdOf, toApiError } from './error'
import type { Schema } from './schema'
import { settings } from './settings'
import { validate } from './validate'

export interface RequestOptions {
  /** Aborts the request; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

interface Operation {
  readonly method: string
  readonly path: string
  /** Whether a token is sent. */
  readonly token: 'none' | 'optional' | 'required'
  /** The schema of a success's body; undefined for a success without a body. */
  readonly responseBody: Schema | undefined
}

interface Input {
  readonly path?: Readonly<Record<string, string | number | boolean>>
  readonly query?: object
  readonly body?: unknown
}

const UNAUTHORIZED = 401

/**
 * Send a request. The promise is rejected with an ApiError, or with the reason of the caller's signal.
 *
 * The body of a success must match the contract; undeclared members are ignored. An operation without a response body,
 * such as a deletion, accepts any success and ignores the body.
 */
export async function send<ResponseBody>(
  operation: Operation,
  input: Input,
  options: RequestOptions = {},
): Promise<ResponseBody> {
  const token = operation.token === 'none' ? null : settings().token()
  const { response, text } = await exchange(operation, input, token, options.signal)
  if (!response.ok) {
    if (response.status === UNAUTHORIZED && token !== null) settings().onTokenRejected(token)
    throw toApiError(response, parseJson(text))
  }
  return readBody<ResponseBody>(operation, response, text)
}

async function exchange(
  operation: Operation,
  input: Input,
  token: string | null,
  signal: AbortSignal | undefined,
): Promise<{ response: Response; text: string }> {
  const timeout = AbortSignal.timeout(settings().timeout)
  try {
    const response = await fetch(buildUrl(operation.path, input), {
      method: operation.method,
      headers: buildHeaders(input, token),
      body: input.body === undefined ? null : JSON.stringify(input.body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    return { response, text: await response.text() }
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError('unavailable', timeout.aborted ? 'timeout' : 'no response', { cause })
  }
}

function readBody<ResponseBody>(
  operation: Operation,
  response: Response,
  text: string,
): ResponseBody {
  if (operation.responseBody === undefined) return undefined as ResponseBody
  const body = parseJson(text)
  const [error] = validate(operation.responseBody, body)
  if (error === undefined) return body as ResponseBody
  const path = error.path.join('.') || 'the body'
  throw new ApiError(
    'malformed',
    `${operation.method} ${operation.path}: ${path} ${error.message}`,
    {
      status: response.status,
      requestId: requestIdOf(response),
    },
  )
}

/** The value of a JSON text; undefined for invalid JSON, which no schema accepts. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function buildUrl(path: string, { path: values = {}, query = {} }: Input): string {
  const server = settings().baseUrl.replace(/(?:\/api)?\/?$/, '')
  const pathname = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => toQueryParameters(name, value)),
  ).toString()
  return `${server}${pathname}${search && `?${search}`}`
}

/** A list becomes one parameter per item, undefined becomes none. */
function toQueryParameters(name: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((item) => toQueryParameters(name, item))
  return value === undefined ? [] : [[name, String(value)]]
}

function buildHeaders(input: Input, token: string | null): Record<string, string> {
  return {
    Accept: 'application/json',
    ...(input.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(token === null ? {} : { Authorization: `Token ${token}` }),
  }
}
