import { beforeEach, expect, test, vi } from 'vitest'
import { handlers as accountHandlers, user } from '../features/accounts/mocks'
import { ROUTES } from '../generated/exchanges'
import { getCurrentUser, isReady, logIn, updateCurrentUser } from '../generated/operations'
import { handlers } from './handlers'
import { createMockFetch, errorResponse } from './server'

const credentials = { email: 'jake@example.test', password: 'it takes a jacobian' }

beforeEach(() => {
  vi.stubGlobal('fetch', createMockFetch(handlers))
})

test('every operation has a handler', () => {
  expect(Object.keys(handlers).sort()).toEqual(Object.keys(ROUTES).sort())
})

test('operations receive the response of their handler', async () => {
  expect(await getCurrentUser()).toEqual({ user })
  expect(await isReady()).toEqual({ status: 'ok' })
  expect((await updateCurrentUser({ body: { user: { bio: 'New.' } } })).user.bio).toBe('New.')
})

test('a handler receives the body of the request', async () => {
  const onLogIn = vi.fn(accountHandlers.logIn)
  vi.stubGlobal('fetch', createMockFetch({ logIn: onLogIn }))
  await logIn({ body: { user: credentials } })
  expect(onLogIn).toHaveBeenCalledWith({ path: {}, query: {}, body: { user: credentials } })
})

test('a request without a handler is rejected', async () => {
  vi.stubGlobal('fetch', createMockFetch({}))
  await expect(getCurrentUser()).rejects.toMatchObject({ kind: 'unavailable' })
})

test('a handler may return an error response with a code of its operation', async () => {
  vi.stubGlobal(
    'fetch',
    createMockFetch({
      getCurrentUser: () => errorResponse(401, 'token_invalid', { token: ['is invalid'] }),
    }),
  )
  await expect(getCurrentUser()).rejects.toMatchObject({
    kind: 'rejected',
    code: 'token_invalid',
    status: 401,
  })
})

test('a code, a status or a body that the operation does not have does not compile', () => {
  createMockFetch({
    // @ts-expect-error: the operation has no such code.
    getCurrentUser: () => errorResponse(401, 'email_taken'),
    // @ts-expect-error: the operation has no such status.
    isLive: () => ({ status: 201, body: { status: 'ok' } }),
    // @ts-expect-error: the body lacks a member.
    logIn: () => ({ status: 200, body: {} }),
  })
  // @ts-expect-error: there is no such operation.
  createMockFetch({ sleep: () => ({ status: 200, body: {} }) })
})
