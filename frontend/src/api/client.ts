/** The way of every request: the generated operations call `send`. */

import { ApiError, errorOf, requestIdOf } from './error'
import type { Schema } from './schema'
import { settings } from './settings'
import { validate } from './validate'

export interface RequestOptions {
  /** Aborts the request; its promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

interface Operation {
  readonly method: string
  readonly path: string
  /** Whether a token is sent. */
  readonly token: 'none' | 'optional' | 'required'
  /** What a success carries; undefined where it carries nothing. */
  readonly answer: Schema | undefined
}

interface Input {
  readonly path?: Readonly<Record<string, string | number | boolean>>
  readonly query?: object
  readonly body?: unknown
}

const UNAUTHORIZED = 401

/**
 * Ask the server. The promise is rejected with an ApiError, or with the reason of the caller's signal.
 *
 * A success must carry what the contract says; members that it does not declare are ignored. Where the contract has
 * nothing to carry, as after a deletion, any success will do, whatever it carries.
 */
export async function send<Answer>(
  operation: Operation,
  input: Input,
  options: RequestOptions = {},
): Promise<Answer> {
  const token = operation.token === 'none' ? null : settings().token()
  const { response, text } = await exchange(operation, input, token, options.signal)
  if (!response.ok) {
    if (response.status === UNAUTHORIZED && token !== null) settings().onTokenRefused(token)
    throw errorOf(response, parsed(text))
  }
  return answerOf<Answer>(operation, response, text)
}

async function exchange(
  operation: Operation,
  input: Input,
  token: string | null,
  signal: AbortSignal | undefined,
): Promise<{ response: Response; text: string }> {
  const timeout = AbortSignal.timeout(settings().timeout)
  try {
    const response = await fetch(urlOf(operation.path, input), {
      method: operation.method,
      headers: headersOf(input, token),
      body: input.body === undefined ? null : JSON.stringify(input.body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    return { response, text: await response.text() }
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError('unavailable', timeout.aborted ? 'no answer in time' : 'no answer', {
      cause,
    })
  }
}

function answerOf<Answer>(operation: Operation, response: Response, text: string): Answer {
  if (operation.answer === undefined) return undefined as Answer
  const body = parsed(text)
  const [misfit] = validate(operation.answer, body)
  if (misfit === undefined) return body as Answer
  const place = misfit.path.join('.') || 'the body'
  throw new ApiError(
    'malformed',
    `${operation.method} ${operation.path}: ${place} ${misfit.reason}`,
    {
      status: response.status,
      requestId: requestIdOf(response),
    },
  )
}

/** JSON, or undefined for what is none: no schema takes that. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function urlOf(path: string, { path: values = {}, query = {} }: Input): string {
  const server = settings().baseUrl.replace(/(?:\/api)?\/?$/, '')
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => sent(name, value)),
  ).toString()
  return `${server}${filled}${search && `?${search}`}`
}

/** A list is sent as its items, and what is undefined not at all. */
function sent(name: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((item) => sent(name, item))
  return value === undefined ? [] : [[name, String(value)]]
}

function headersOf(input: Input, token: string | null): Record<string, string> {
  return {
    Accept: 'application/json',
    ...(input.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(token === null ? {} : { Authorization: `Token ${token}` }),
  }
}
