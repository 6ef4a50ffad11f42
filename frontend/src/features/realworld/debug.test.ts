import { expect, test } from 'vitest'
import { signIn, signOut } from '../../session/session'
import { user } from '../accounts/mocks'
import { exposeSession } from './debug'

test('the debug object has the token, the state and the user', () => {
  signOut()
  exposeSession()
  expect(window.__conduit_debug__?.getAuthState()).toBe('unauthenticated')
  expect(window.__conduit_debug__?.getCurrentUser()).toBeNull()
  signIn(user)
  expect(window.__conduit_debug__?.getToken()).toBe('token-of-jake')
  expect(window.__conduit_debug__?.getCurrentUser()).toEqual(user)
})
