import './profiles.css'
import { useRef } from 'react'
import { Avatar } from '../../components/Avatar'
import { Icon } from '../../components/Icon'
import type { Profile } from '../../generated/types'
import { AppLink } from '../../routing/AppLink'
import { useFocusOnNavigation, usePageTitle } from '../../routing/navigation'
import { paths } from '../../routing/paths'
import { useViewer } from '../../session/useSession'
import { FollowButton } from './FollowButton'

/** A user's profile, with a button to follow or to edit. */
export function ProfileHead({ profile }: { readonly profile: Profile }) {
  const { username, bio } = profile
  const isOwn = useViewer()?.username === username
  const heading = useRef<HTMLHeadingElement>(null)
  usePageTitle(username)
  useFocusOnNavigation(heading)
  return (
    <div className="user-info profile-head">
      <div className="container narrow">
        <Avatar user={profile} className="user-img" size={96} />
        {/* Browser test suites expect an h4; aria-level makes the username the heading of the page. */}
        <h4 ref={heading} tabIndex={-1} aria-level={1}>
          {username}
        </h4>
        <p>{bio}</p>
        {isOwn ? (
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
