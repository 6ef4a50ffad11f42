/** The state of the session, for browser test suites. */

import type { User } from '../generated/types'
import { currentSession, currentToken, type Session } from './session'

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
