/** The state of the session, as the browser suite of the RealWorld project reads it. */

import type { User } from '../../generated/types'
import { currentSession, currentToken, type Session } from '../../session/session'

interface ConduitDebug {
  getToken: () => string | null
  getAuthState: () => Session['state']
  getCurrentUser: () => User | null
}

declare global {
  interface Window {
    __conduit_debug__?: ConduitDebug
  }
}

export function exposeSession(): void {
  window.__conduit_debug__ = {
    getToken: currentToken,
    getAuthState: () => currentSession().state,
    getCurrentUser: () => {
      const session = currentSession()
      return session.state === 'authenticated' ? session.user : null
    },
  }
}
