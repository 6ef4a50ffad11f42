import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type RequestOptions, send } from './client'
import { ApiError } from './error'
import type { Schema } from './schema'
import { configure } from './settings'

const names: Schema = { kind: 'array', items: { kind: 'string' } }
const responseBody: Schema = { kind: 'object', properties: { names }, required: ['names'] }
const dragons = { path: '/api/dragons', token: 'none', responseBody } as const
const dragon = { path: '/api/dragons/{id}', token: 'required', responseBody } as const

function listDragons(query: object = {}, options?: RequestOptions) {
  return send({ method: 'GET', ...dragons }, { query }, options)
}

function feedDragon(id: string, body?: object) {
  return send({ method: 'POST', ...dragon }, { path: { id }, body })
}

function freeDragon(id: string) {
  return send({ method: 'DELETE', ...dragon, responseBody: undefined }, { path: { id } })
}

const mockFetch = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.stubGlobal('fetch', mockFetch)
  mockFetch.mockReset()
})
afterEach(() =>
  configure({
    baseUrl: '/api',
    token: () => null,
    onTokenRejected: () => undefined,
    timeout: 15_000,
  }),
)

function respondWith(status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  mockFetch.mockResolvedValue(new Response(status === 204 ? null : text, { status, headers }))
}

async function errorOf(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ApiError)) throw new Error(`no ApiError but ${String(error)}`)
  return error
}

function sentRequest(): { url: string; init: RequestInit } {
  const [url, init] = mockFetch.mock.calls[0] ?? []
  return { url: String(url), init: init ?? {} }
}

describe('a request', () => {
  test('has an encoded path and query, without undefined parameters', async () => {
    respondWith(200, { names: [] })
    await listDragons({ name: 'a&b c', limit: 5, offset: undefined })
    expect(sentRequest().url).toBe('/api/dragons?name=a%26b+c&limit=5')
    mockFetch.mockClear()
    respondWith(200, { names: [] })
    await feedDragon('a/b')
    expect(sentRequest().url).toBe('/api/dragons/a%2Fb')
  })

  test.each([
    'https://api.example.test',
    'https://api.example.test/',
    'https://api.example.test/api',
  ])('goes to %s, with or without the /api of the paths', async (baseUrl) => {
    configure({ baseUrl })
    respondWith(200, { names: [] })
    await listDragons()
    expect(sentRequest().url).toBe('https://api.example.test/api/dragons')
  })

  test('has a JSON body, and a token if the operation accepts one', async () => {
    configure({ token: () => 'secret' })
    respondWith(201, { names: [] })
    const body = { sheep: 2 }
    await feedDragon('a', body)
    expect(sentRequest().init).toMatchObject({
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Authorization: 'Token secret' },
    })
    mockFetch.mockClear()
    respondWith(200, { names: [] })
    await listDragons()
    expect(sentRequest().init.headers).toEqual({ Accept: 'application/json' })
  })
})

describe('a success', () => {
  test('resolves to the response body; undeclared members are ignored', async () => {
    respondWith(200, { names: ['a'], more: 1 })
    expect(await listDragons()).toMatchObject({ names: ['a'] })
  })

  test.each([
    ['an empty body', ''],
    ['a broken body', '{"names": ['],
    ['HTML', '<!doctype html>'],
    ['another shape', { labels: [] }],
    ['a wrong type inside', { names: ['a', 1] }],
  ])('with %s is malformed', async (_, body) => {
    respondWith(200, body, { 'X-Request-ID': 'r1' })
    expect(await errorOf(listDragons())).toMatchObject({
      kind: 'malformed',
      status: 200,
      requestId: 'r1',
    })
  })

  test.each([
    [200, { names: [] }],
    [200, 'gone'],
    [204, ''],
  ])('of a deletion may have status %s and the body %j', async (status, body) => {
    respondWith(status, body)
    expect(await freeDragon('a')).toBeUndefined()
  })
})

describe('a failure', () => {
  test('with the error body is rejected, with code, messages and request id', async () => {
    respondWith(422, { code: 'invalid', errors: { name: ["can't be blank"] }, requestId: 'r2' })
    expect(await errorOf(listDragons())).toMatchObject({
      kind: 'rejected',
      status: 422,
      code: 'invalid',
      errors: { name: ["can't be blank"] },
      requestId: 'r2',
    })
  })

  test('with a code of a newer contract has its messages, without a code', async () => {
    respondWith(409, { code: 'brand_new', errors: { name: ['is odd'] }, requestId: 'r3' })
    expect(await errorOf(listDragons())).toMatchObject({
      kind: 'rejected',
      code: undefined,
      errors: { name: ['is odd'] },
    })
  })

  test.each([
    ['', 'malformed', 404],
    ['{}', 'malformed', 422],
    ['', 'unavailable', 500],
    ['<h1>Bad Gateway</h1>', 'unavailable', 502],
  ])('with the body %j is %s at %s', async (body, kind, status) => {
    respondWith(status, body)
    expect(await errorOf(listDragons())).toMatchObject({ kind, status, errors: {} })
  })

  test('of the network is unavailable, without a status', async () => {
    mockFetch.mockRejectedValue(new TypeError('Failed to fetch'))
    expect(await errorOf(listDragons())).toMatchObject({ kind: 'unavailable', status: undefined })
  })

  test('by a timeout is unavailable', async () => {
    configure({ timeout: 10 })
    mockFetch.mockImplementation(
      (_, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
        ),
    )
    expect(await errorOf(listDragons())).toMatchObject({
      kind: 'unavailable',
      message: 'timeout',
    })
  })

  test('is not retried', async () => {
    respondWith(503, '')
    await errorOf(listDragons())
    expect(mockFetch).toHaveBeenCalledTimes(1)
  })
})

test('an aborted request is rejected with the reason of its signal', async () => {
  const abort = new AbortController()
  mockFetch.mockImplementation(async () => {
    abort.abort(new Error('left the page'))
    throw abort.signal.reason
  })
  await expect(listDragons({}, { signal: abort.signal })).rejects.toThrow('left the page')
})

test('a rejected token is reported, and only if the request had a token', async () => {
  const onTokenRejected = vi.fn()
  configure({ token: () => 'old', onTokenRejected })
  respondWith(401, { code: 'token_invalid', errors: {}, requestId: '' })
  await errorOf(listDragons())
  expect(onTokenRejected).not.toHaveBeenCalled()
  respondWith(401, { code: 'token_invalid', errors: {}, requestId: '' })
  await errorOf(feedDragon('a'))
  expect(onTokenRejected).toHaveBeenCalledWith('old')
})
