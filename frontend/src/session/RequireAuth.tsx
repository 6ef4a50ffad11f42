import { type ReactNode, useState } from 'react'
import { Redirect } from 'wouter'
import { usePathname } from 'wouter/use-browser-location'
import { PageHeading } from '../components/PageHeading'
import { PageSkeleton } from '../components/PageSkeleton'
import type { User } from '../generated/types'
import { paths } from '../routing/paths'
import { useSession } from './useSession'

/**
 * Renders its children for a signed-in user and redirects anyone else to the login page. When the session expires,
 * the children stay rendered, so that no input is lost.
 */
export function RequireAuth({ children }: { readonly children: (viewer: User) => ReactNode }) {
  const session = useSession()
  const pathname = usePathname()
  const [lastUser, setLastUser] = useState<User>()
  if (session.state === 'authenticated' && session.user !== lastUser) setLastUser(session.user)

  switch (session.state) {
    case 'authenticated':
      return children(session.user)
    case 'loading':
      return <PageSkeleton />
    case 'unavailable':
      return lastUser ? children(lastUser) : <SessionUnavailable />
    case 'unauthenticated':
      if (session.expired && lastUser) return children(lastUser)
      return <Redirect to={paths.login} replace state={{ next: pathname }} />
  }
}

function SessionUnavailable() {
  return (
    <div className="container narrow page">
      <PageHeading title="One moment, please" />
      <p>This page opens as soon as the server answers who you are.</p>
    </div>
  )
}
