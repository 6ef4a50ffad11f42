/** Who is signed in: one store, read by components with `useSession` and by requests with `currentToken`. */

import { ApiError } from '../api'
import { getCurrentUser } from '../generated/operations'
import type { User } from '../generated/types'
import { onTokenChangedElsewhere, storedToken, storeToken } from './token'

export type Session =
  | { readonly state: 'loading' }
  | { readonly state: 'authenticated'; readonly user: User }
  /** `expired`: the server refused the token; otherwise nobody was signed in, or chose to sign out. */
  | { readonly state: 'unauthenticated'; readonly expired: boolean }
  /** The token is kept: the server could not say whose it is. */
  | { readonly state: 'unavailable' }

const SIGNED_OUT: Session = { state: 'unauthenticated', expired: false }

let session: Session = SIGNED_OUT
let token: string | null = null
const listeners = new Set<() => void>()

function become(next: Session): void {
  session = next
  for (const listener of listeners) listener()
}

export function currentSession(): Session {
  return session
}

/** What requests are signed with. */
export function currentToken(): string | null {
  return token
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Find out whose token is stored. A refusal signs out; when the server cannot be reached or does
 * not answer as the contract says, the token is kept and the session is unavailable.
 */
export async function resume(): Promise<void> {
  token = storedToken()
  if (token === null) return become(SIGNED_OUT)
  const asked = token
  // Trying to reconnect changes nothing until it is known how it went.
  if (session.state !== 'unavailable') become({ state: 'loading' })
  try {
    const { user } = await getCurrentUser()
    if (token === asked) become({ state: 'authenticated', user })
  } catch (error) {
    if (token !== asked) return
    if (isRefusal(error)) expire()
    else become({ state: 'unavailable' })
  }
}

/** Any 4xx, whatever its body says: the server was there, and does not know the token. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof ApiError ? error.status : undefined
  return status !== undefined && status >= 400 && status < 500
}

/** Somebody registered, signed in, or changed their own account. */
export function signIn(user: User): void {
  token = user.token
  storeToken(token)
  become({ state: 'authenticated', user })
}

export function signOut(): void {
  token = null
  storeToken(null)
  become(SIGNED_OUT)
}

/** The server refused the token. */
function expire(): void {
  token = null
  storeToken(null)
  become({ state: 'unauthenticated', expired: true })
}

/** A request was refused for its token, which may not be the one of now any more. */
export function tokenRefused(refused: string): void {
  if (refused === token) expire()
}

/** Resume, and follow what other tabs do. Returns how to stop following. */
export function startSession(): () => void {
  void resume()
  return onTokenChangedElsewhere(() => {
    if (storedToken() !== token) void resume()
  })
}
