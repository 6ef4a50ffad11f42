import { useSearch } from 'wouter'
import { usePathname } from 'wouter/use-browser-location'
import { AppLink } from '../app/AppLink'
import { paths, placeOf } from '../app/paths'
import { signOut } from './session'
import { useSession } from './useSession'

/** Tells those whose token the server refused that they are signed out, and leads back here. */
export function EndedSession() {
  const session = useSession()
  const pathname = usePathname()
  const search = useSearch()
  if (session.state !== 'unauthenticated' || !session.expired) return null
  if (placeOf(pathname).page === 'login') return null
  return (
    <div className="session-banner" role="status">
      <div className="container">
        <p>Your session has ended. What you were writing is kept.</p>
        <AppLink
          className="btn btn-sm btn-outline"
          to={paths.loginThen(search ? `${pathname}?${search}` : pathname)}
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
