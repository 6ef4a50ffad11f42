import type { ReactNode } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { Avatar } from '../components/Avatar'
import { Icon, type IconName } from '../components/Icon'
import { useSession } from '../session/useSession'
import { AppLink } from './AppLink'
import { paths } from './paths'
import { ThemeToggle } from './ThemeToggle'

export function Navbar() {
  const session = useSession()
  return (
    <nav className="navbar" aria-label="Main">
      <div className="container">
        <AppLink className="navbar-brand wordmark" to={paths.home}>
          conduit
        </AppLink>
        <ul className="navbar-nav">
          <NavItem to={paths.home} icon="home">
            Home
          </NavItem>
          {session.state === 'authenticated' && (
            <>
              <NavItem to={paths.newArticle} icon="pen">
                New Article
              </NavItem>
              <NavItem to={paths.settings} icon="settings">
                Settings
              </NavItem>
              <NavItem
                to={paths.profile(session.user.username)}
                picture={<Avatar user={session.user} className="user-pic" size={26} />}
              >
                {session.user.username}
              </NavItem>
            </>
          )}
          {session.state === 'unauthenticated' && (
            <>
              <NavItem to={paths.login}>Sign in</NavItem>
              <NavItem to={paths.register}>Sign up</NavItem>
            </>
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

interface NavItemProps {
  readonly to: string
  readonly icon?: IconName
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
