import { useSyncExternalStore } from 'react'
import type { User } from '../generated/types'
import { currentSession, type Session, subscribe } from './session'

export function useSession(): Session {
  return useSyncExternalStore(subscribe, currentSession)
}

/** Who is signed in, if it is known. */
export function useViewer(): User | undefined {
  const session = useSession()
  return session.state === 'authenticated' ? session.user : undefined
}
