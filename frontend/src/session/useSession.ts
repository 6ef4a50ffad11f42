import { useSyncExternalStore } from 'react'
import type { User } from '../generated/types'
import { currentSession, type Session, subscribe } from './session'

export function useSession(): Session {
  return useSyncExternalStore(subscribe, currentSession)
}

/** The signed-in user; undefined without one, or while the session is loading or unavailable. */
export function useViewer(): User | undefined {
  const session = useSession()
  return session.state === 'authenticated' ? session.user : undefined
}
