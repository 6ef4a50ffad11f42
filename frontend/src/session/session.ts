/** The session: a store that components read with `useSession` and requests with `currentToken`. */

import { ApiError } from '../api'
import { getCurrentUser } from '../generated/operations'
import type { User } from '../generated/types'
import { onTokenChangedInOtherTab, removeToken, storedToken, storeToken } from './token'

export type Session =
  | { readonly state: 'loading' }
  | { readonly state: 'authenticated'; readonly user: User }
  /** `expired`: the server rejected the token; otherwise the user signed out or never signed in. */
  | { readonly state: 'unauthenticated'; readonly expired: boolean }
  /** The token stays stored: the server could not be reached, or failed. */
  | { readonly state: 'unavailable' }

const SIGNED_OUT: Session = { state: 'unauthenticated', expired: false }

let session: Session = SIGNED_OUT
let token: string | null = null
const listeners = new Set<() => void>()

function setSession(next: Session): void {
  session = next
  for (const listener of listeners) listener()
}

export function currentSession(): Session {
  return session
}

/** The token that requests send. */
export function currentToken(): string | null {
  return token
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Request the user of the stored token. A 4xx response signs out. Without a response that matches the contract, the
 * token stays stored and the session is unavailable.
 */
export async function resume(): Promise<void> {
  token = storedToken()
  if (token === null) return setSession(SIGNED_OUT)
  const requestToken = token
  // A reconnect keeps the state until its result is known.
  if (session.state !== 'unavailable') setSession({ state: 'loading' })
  try {
    const { user } = await getCurrentUser()
    if (token === requestToken) setSession({ state: 'authenticated', user })
  } catch (error) {
    if (token !== requestToken) return
    if (isClientError(error)) expire()
    else setSession({ state: 'unavailable' })
  }
}

/** Whether the response is a 4xx, with any body: the server is reachable and rejects the token. */
function isClientError(error: unknown): boolean {
  const status = error instanceof ApiError ? error.status : undefined
  return status !== undefined && status >= 400 && status < 500
}

/** Store the user after registration, sign-in, or a change of the account. */
export function signIn(user: User): void {
  token = user.token
  storeToken(token)
  setSession({ state: 'authenticated', user })
}

export function signOut(): void {
  token = null
  removeToken()
  setSession(SIGNED_OUT)
}

/** Sign out because the server rejected the token. */
function expire(): void {
  token = null
  removeToken()
  setSession({ state: 'unauthenticated', expired: true })
}

/** Handle a request whose token the server rejected. An older token than the current one is ignored. */
export function tokenRejected(rejected: string): void {
  if (rejected === token) expire()
}

/** Resume the session, and follow changes in other tabs. Returns how to stop. */
export function startSession(): () => void {
  void resume()
  return onTokenChangedInOtherTab(() => {
    if (storedToken() !== token) void resume()
  })
}
