import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  deleteArticle,
  getArticle,
  listArticles,
  listTags,
  logIn,
  publishArticle,
} from '../generated/operations'
import { article } from '../mocks/handlers'
import { ApiError } from './error'
import { configure } from './settings'

const answer = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.stubGlobal('fetch', answer)
  answer.mockReset()
})
afterEach(() =>
  configure({
    baseUrl: '/api',
    token: () => null,
    onTokenRefused: () => undefined,
    timeout: 15_000,
  }),
)

function answerWith(status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  answer.mockResolvedValue(new Response(status === 204 ? null : text, { status, headers }))
}

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ApiError)) throw new Error(`no ApiError but ${String(error)}`)
  return error
}

function sent(): { url: string; init: RequestInit } {
  const [url, init] = answer.mock.calls[0] ?? []
  return { url: String(url), init: init ?? {} }
}

describe('a request', () => {
  test('has its path and query encoded, without what is undefined', async () => {
    answerWith(200, { articles: [], articlesCount: 0 })
    await listArticles({ query: { tag: 'a&b c', limit: 5 } })
    expect(sent().url).toBe('/api/articles?tag=a%26b+c&limit=5')
    answer.mockClear()
    answerWith(200, { article })
    await getArticle({ path: { slug: 'a/b' } })
    expect(sent().url).toBe('/api/articles/a%2Fb')
  })

  test.each([
    'https://api.example.test',
    'https://api.example.test/',
    'https://api.example.test/api',
  ])('goes to %s, with or without the /api of the paths', async (baseUrl) => {
    configure({ baseUrl })
    answerWith(200, { tags: [] })
    await listTags()
    expect(sent().url).toBe('https://api.example.test/api/tags')
  })

  test('carries its body as JSON, and the token where the operation takes one', async () => {
    configure({ token: () => 'secret' })
    answerWith(201, { article })
    const body = { article: { title: 'a', description: 'b', body: 'c' } }
    await publishArticle({ body })
    expect(sent().init).toMatchObject({
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Authorization: 'Token secret' },
    })
    answer.mockClear()
    answerWith(200, { tags: [] })
    await listTags()
    expect(sent().init.headers).toEqual({ Accept: 'application/json' })
  })
})

describe('a success', () => {
  test('is what the contract says; members that nobody declared are ignored', async () => {
    answerWith(200, { tags: ['a'], more: 1 })
    expect(await listTags()).toMatchObject({ tags: ['a'] })
  })

  test.each([
    ['an empty body', ''],
    ['a broken body', '{"tags": ['],
    ['HTML', '<!doctype html>'],
    ['another shape', { labels: [] }],
    ['a wrong type inside', { tags: ['a', 1] }],
  ])('with %s is malformed', async (_, body) => {
    answerWith(200, body, { 'X-Request-ID': 'r1' })
    expect(await failure(listTags())).toMatchObject({
      kind: 'malformed',
      status: 200,
      requestId: 'r1',
    })
  })

  test.each([
    [200, { article }],
    [200, 'gone'],
    [204, ''],
  ])('of a deletion counts with %s and %j', async (status, body) => {
    answerWith(status, body)
    expect(await deleteArticle({ path: { slug: 'a' } })).toBeUndefined()
  })
})

describe('a failure', () => {
  test('with the error body is a refusal with its code, reasons and request id', async () => {
    answerWith(422, { code: 'invalid', errors: { title: ["can't be blank"] }, requestId: 'r2' })
    expect(await failure(listTags())).toMatchObject({
      kind: 'refused',
      status: 422,
      code: 'invalid',
      errors: { title: ["can't be blank"] },
      requestId: 'r2',
    })
  })

  test('with a code of a newer contract keeps its reasons', async () => {
    answerWith(409, { code: 'brand_new', errors: { title: ['is odd'] }, requestId: 'r3' })
    expect(await failure(listTags())).toMatchObject({
      kind: 'refused',
      code: undefined,
      errors: { title: ['is odd'] },
    })
  })

  test.each([
    ['', 'malformed', 404],
    ['{}', 'malformed', 422],
    ['', 'unavailable', 500],
    ['<h1>Bad Gateway</h1>', 'unavailable', 502],
  ])('with the body %j is %s at %s', async (body, kind, status) => {
    answerWith(status, body)
    expect(await failure(listTags())).toMatchObject({ kind, status, errors: {} })
  })

  test('of the network is unavailable, without a status', async () => {
    answer.mockRejectedValue(new TypeError('Failed to fetch'))
    expect(await failure(listTags())).toMatchObject({ kind: 'unavailable', status: undefined })
  })

  test('to answer in time is unavailable', async () => {
    configure({ timeout: 10 })
    answer.mockImplementation(
      (_, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
        ),
    )
    expect(await failure(listTags())).toMatchObject({
      kind: 'unavailable',
      message: 'no answer in time',
    })
  })

  test('is asked for only once', async () => {
    answerWith(503, '')
    await failure(listTags())
    expect(answer).toHaveBeenCalledTimes(1)
  })
})

test('an aborted request is rejected with the reason of its signal', async () => {
  const abort = new AbortController()
  answer.mockImplementation(async () => {
    abort.abort(new Error('left the page'))
    throw abort.signal.reason
  })
  await expect(listTags({}, { signal: abort.signal })).rejects.toThrow('left the page')
})

test('a refused token is told, by its name, and only where one was sent', async () => {
  const onTokenRefused = vi.fn()
  configure({ token: () => 'old', onTokenRefused })
  answerWith(401, { code: 'credentials_invalid', errors: {}, requestId: '' })
  await failure(logIn({ body: { user: { email: 'a@b', password: 'c' } } }))
  expect(onTokenRefused).not.toHaveBeenCalled()
  answerWith(401, { code: 'token_invalid', errors: {}, requestId: '' })
  await failure(getArticle({ path: { slug: 'a' } }))
  expect(onTokenRefused).toHaveBeenCalledWith('old')
})
