import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { configure } from '../api'
import { user } from '../features/accounts/mocks'
import { handlers } from '../mocks/handlers'
import { createMockFetch, errorResponse } from '../mocks/server'
import {
  currentSession,
  currentToken,
  resume,
  signIn,
  signOut,
  startSession,
  tokenRejected,
} from './session'

beforeEach(() => {
  configure({ token: currentToken, onTokenRejected: tokenRejected })
  localStorage.clear()
  signOut()
})
afterEach(signOut)

function stubResponse(status: number, body: string) {
  vi.stubGlobal('fetch', async () => new Response(body, { status }))
}

test('without a token the session is unauthenticated, and no request is sent', async () => {
  const fetch = vi.fn()
  vi.stubGlobal('fetch', fetch)
  await resume()
  expect(currentSession()).toEqual({ state: 'unauthenticated', expired: false })
  expect(fetch).not.toHaveBeenCalled()
})

test('a valid token signs in, after loading', async () => {
  localStorage.setItem('jwtToken', 'token-of-jake')
  vi.stubGlobal('fetch', createMockFetch(handlers))
  const resumed = resume()
  expect(currentSession().state).toBe('loading')
  await resumed
  expect(currentSession()).toEqual({ state: 'authenticated', user })
})

test.each([
  [400, '{"errors":{"request":["is malformed"]}}'],
  [401, '{"errors":{"token":["is invalid"]}}'],
  [403, '{"errors":{"message":["forbidden"]}}'],
  [404, ''],
])('a %i response signs out and clears the token', async (status, body) => {
  localStorage.setItem('jwtToken', 'old')
  stubResponse(status, body)
  await resume()
  expect(currentSession()).toEqual({ state: 'unauthenticated', expired: true })
  expect(localStorage.getItem('jwtToken')).toBeNull()
  expect(currentToken()).toBeNull()
})

test.each([
  [500, '{"errors":{"server":["failed"]}}'],
  [503, ''],
  [200, ''],
  [200, '{ not json'],
  [200, '{"user":{"username":1}}'],
])(
  'a %i response with the body %j preserves the token, and the session is unavailable',
  async (status, body) => {
    localStorage.setItem('jwtToken', 'token-of-jake')
    stubResponse(status, body)
    await resume()
    expect(currentSession()).toEqual({ state: 'unavailable' })
    expect(localStorage.getItem('jwtToken')).toBe('token-of-jake')
  },
)

test('without a network the session is unavailable until a later try succeeds', async () => {
  localStorage.setItem('jwtToken', 'token-of-jake')
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  await resume()
  expect(currentSession().state).toBe('unavailable')
  vi.stubGlobal('fetch', createMockFetch(handlers))
  const resumed = resume()
  expect(currentSession().state).toBe('unavailable')
  await resumed
  expect(currentSession().state).toBe('authenticated')
})

test('a rejected token ends the session, unless the token is an older one', () => {
  signIn(user)
  tokenRejected('an older one')
  expect(currentSession().state).toBe('authenticated')
  tokenRejected('token-of-jake')
  expect(currentSession()).toEqual({ state: 'unauthenticated', expired: true })
})

test('a late error response does not undo a sign-in in the meantime', async () => {
  localStorage.setItem('jwtToken', 'old')
  vi.stubGlobal(
    'fetch',
    createMockFetch({ ...handlers, getCurrentUser: () => errorResponse(401, 'token_invalid') }),
  )
  const resumed = resume()
  signIn(user)
  await resumed
  expect(currentSession()).toEqual({ state: 'authenticated', user })
})

test('a sign-out in another tab signs out', async () => {
  const stop = startSession()
  signIn(user)
  localStorage.removeItem('jwtToken')
  window.dispatchEvent(new StorageEvent('storage', { key: 'jwtToken' }))
  expect(currentSession()).toEqual({ state: 'unauthenticated', expired: false })
  stop()
})
