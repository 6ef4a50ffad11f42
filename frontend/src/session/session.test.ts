import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { configure } from '../api'
import { handlers, user } from '../mocks/handlers'
import { fetchFrom, refusal } from '../mocks/server'
import { exposeSession } from './debug'
import {
  currentSession,
  currentToken,
  resume,
  signIn,
  signOut,
  startSession,
  tokenRefused,
} from './session'

beforeEach(() => {
  configure({ token: currentToken, onTokenRefused: tokenRefused })
  localStorage.clear()
  signOut()
})
afterEach(signOut)

function answering(status: number, body: string) {
  vi.stubGlobal('fetch', async () => new Response(body, { status }))
}

test('without a token nobody is signed in, and nobody is asked', async () => {
  const fetch = vi.fn()
  vi.stubGlobal('fetch', fetch)
  await resume()
  expect(currentSession()).toEqual({ state: 'unauthenticated', expired: false })
  expect(fetch).not.toHaveBeenCalled()
})

test('a token that the server knows signs in, after loading', async () => {
  localStorage.setItem('jwtToken', 'token-of-jake')
  vi.stubGlobal('fetch', fetchFrom(handlers))
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
])('a %i to the token signs out and clears it', async (status, body) => {
  localStorage.setItem('jwtToken', 'old')
  answering(status, body)
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
])('%i with the body %j keeps the token, and the session is unavailable', async (status, body) => {
  localStorage.setItem('jwtToken', 'kept')
  answering(status, body)
  await resume()
  expect(currentSession()).toEqual({ state: 'unavailable' })
  expect(localStorage.getItem('jwtToken')).toBe('kept')
})

test('without a network the session is unavailable until a later try succeeds', async () => {
  localStorage.setItem('jwtToken', 'token-of-jake')
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  await resume()
  expect(currentSession().state).toBe('unavailable')
  vi.stubGlobal('fetch', fetchFrom(handlers))
  const resumed = resume()
  expect(currentSession().state).toBe('unavailable')
  await resumed
  expect(currentSession().state).toBe('authenticated')
})

test('a refused token ends the session, an older one does not', () => {
  signIn(user)
  tokenRefused('an older one')
  expect(currentSession().state).toBe('authenticated')
  tokenRefused('token-of-jake')
  expect(currentSession()).toEqual({ state: 'unauthenticated', expired: true })
})

test('signing in elsewhere while the server is asked is not undone by its late answer', async () => {
  localStorage.setItem('jwtToken', 'old')
  vi.stubGlobal(
    'fetch',
    fetchFrom({ ...handlers, getCurrentUser: () => refusal(401, 'token_invalid') }),
  )
  const resumed = resume()
  signIn(user)
  await resumed
  expect(currentSession()).toEqual({ state: 'authenticated', user })
})

test('signing out in another tab is noticed', async () => {
  const stop = startSession()
  signIn(user)
  localStorage.removeItem('jwtToken')
  window.dispatchEvent(new StorageEvent('storage', { key: 'jwtToken' }))
  expect(currentSession()).toEqual({ state: 'unauthenticated', expired: false })
  stop()
})

test('suites see the token, the state and the user', () => {
  exposeSession()
  expect(window.__conduit_debug__?.getAuthState()).toBe('unauthenticated')
  expect(window.__conduit_debug__?.getCurrentUser()).toBeNull()
  signIn(user)
  expect(window.__conduit_debug__?.getToken()).toBe('token-of-jake')
  expect(window.__conduit_debug__?.getCurrentUser()).toEqual(user)
})
