import { useRoute, useSearch } from 'wouter'
import { usePathname } from 'wouter/use-browser-location'
import { AppLink } from '../routing/AppLink'
import { paths } from '../routing/paths'
import { signOut } from './session'
import { useSession } from './useSession'

/** Shown after the server rejected the token, with a link to the login page that leads back to this page. */
export function SessionExpiredBanner() {
  const session = useSession()
  const pathname = usePathname()
  const search = useSearch()
  const [isLogin] = useRoute(paths.login)
  if (session.state !== 'unauthenticated' || !session.expired || isLogin) return null
  return (
    <div className="session-banner" role="status">
      <div className="container">
        <p>Your session has ended. What you were writing is kept.</p>
        <AppLink
          className="btn btn-sm btn-outline"
          to={paths.loginWithNext(search ? `${pathname}?${search}` : pathname)}
        >
          Sign in again
        </AppLink>
        <button type="button" className="btn btn-sm btn-plain" onClick={signOut}>
          Stay signed out
        </button>
      </div>
    </div>
  )
}
