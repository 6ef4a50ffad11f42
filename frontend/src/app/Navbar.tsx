import type { ReactNode } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { Avatar } from '../components/Avatar'
import { Icon, type IconName } from '../components/Icon'
import type { NavigationItem } from '../features/feature'
import { TITLE } from '../generated/info'
import { AppLink } from '../routing/AppLink'
import { paths } from '../routing/paths'
import type { Session } from '../session/session'
import { useSession } from '../session/useSession'
import { navigation, userPage } from './features'
import { ThemeToggle } from './ThemeToggle'

export function Navbar() {
  const session = useSession()
  return (
    <nav className="navbar" aria-label="Main">
      <div className="container">
        <AppLink className="navbar-brand wordmark" to={paths.home}>
          {TITLE.toLowerCase()}
        </AppLink>
        <ul className="navbar-nav">
          {navigation
            .filter((item) => isVisible(item, session))
            .map(({ label, to, icon }) => (
              <NavItem key={to} to={to} icon={icon}>
                {label}
              </NavItem>
            ))}
          {session.state === 'authenticated' && (
            <NavItem
              to={userPage(session.user.username)}
              picture={<Avatar user={session.user} className="user-pic" size={26} />}
            >
              {session.user.username}
            </NavItem>
          )}
          {session.state === 'loading' && (
            <li className="skeleton nav-skeleton" aria-hidden="true" />
          )}
        </ul>
        <ThemeToggle />
      </div>
    </nav>
  )
}

function isVisible({ visibleTo }: NavigationItem, { state }: Session): boolean {
  switch (visibleTo) {
    case 'everyone':
      return true
    case 'users':
      return state === 'authenticated'
    case 'anonymous':
      return state === 'unauthenticated'
  }
}

interface NavItemProps {
  readonly to: string
  readonly icon?: IconName | undefined
  readonly picture?: ReactNode
  readonly children: string
}

/** On a phone, an item with an icon or a picture hides its text, except from screen readers. */
function NavItem({ to, icon, picture, children }: NavItemProps) {
  const isCurrent = usePathname() === to
  const hasPicture = icon !== undefined || picture !== undefined
  return (
    <li className="nav-item">
      <AppLink
        className={isCurrent ? 'nav-link active' : 'nav-link'}
        aria-current={isCurrent ? 'page' : undefined}
        to={to}
      >
        {icon && <Icon name={icon} />}
        {picture}
        <span className={hasPicture ? 'nav-words' : undefined}>{children}</span>
      </AppLink>
    </li>
  )
}
