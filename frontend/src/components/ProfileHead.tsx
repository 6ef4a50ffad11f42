import { useRef } from 'react'
import { AppLink } from '../app/AppLink'
import { useArrival, usePageTitle } from '../app/arrival'
import { paths } from '../app/paths'
import type { Profile } from '../generated/types'
import { useViewer } from '../session/useSession'
import { Avatar } from './Avatar'
import { FollowButton } from './FollowButton'
import { Icon } from './Icon'

/** Who a person is, and what can be done about it. */
export function ProfileHead({ profile }: { readonly profile: Profile }) {
  const { username, bio } = profile
  const own = useViewer()?.username === username
  const heading = useRef<HTMLHeadingElement>(null)
  usePageTitle(username)
  useArrival(heading)
  return (
    <div className="user-info profile-head">
      <div className="container narrow">
        <Avatar person={profile} className="user-img" size={96} />
        {/* Suites look for an h4; in the outline it is the heading of the page. */}
        <h4 ref={heading} tabIndex={-1} aria-level={1}>
          {username}
        </h4>
        <p>{bio}</p>
        {own ? (
          <AppLink className="btn btn-sm btn-outline-secondary" to={paths.settings}>
            <Icon name="settings" />
            <span>Edit Profile Settings</span>
          </AppLink>
        ) : (
          <FollowButton profile={profile} />
        )}
      </div>
    </div>
  )
}
