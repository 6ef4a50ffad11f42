import { type ReactNode, useState } from 'react'
import { Redirect } from 'wouter'
import { usePathname } from 'wouter/use-browser-location'
import { PageHeading } from '../app/PageHeading'
import { PageSkeleton } from '../app/PageSkeleton'
import { paths } from '../app/paths'
import type { User } from '../generated/types'
import { useSession } from './useSession'

/**
 * Shows its children to those who are signed in, and leads all others to the login page. When the
 * session ends under somebody's hands, what they were writing stays in front of them.
 */
export function SignedInOnly({ children }: { readonly children: (viewer: User) => ReactNode }) {
  const session = useSession()
  const pathname = usePathname()
  const [admitted, setAdmitted] = useState<User>()
  if (session.state === 'authenticated' && session.user !== admitted) setAdmitted(session.user)

  switch (session.state) {
    case 'authenticated':
      return children(session.user)
    case 'loading':
      return <PageSkeleton />
    case 'unavailable':
      return admitted ? children(admitted) : <NotKnownYet />
    case 'unauthenticated':
      if (session.expired && admitted) return children(admitted)
      return <Redirect to={paths.login} replace state={{ next: pathname }} />
  }
}

function NotKnownYet() {
  return (
    <div className="container narrow page">
      <PageHeading title="One moment, please" />
      <p>This page opens as soon as the server answers who you are.</p>
    </div>
  )
}
