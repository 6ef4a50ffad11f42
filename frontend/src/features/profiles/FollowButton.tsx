import { Icon } from '../../components/Icon'
import type { Profile } from '../../generated/types'
import { useRequireAuth } from '../../session/useRequireAuth'
import { useFollow } from './queries'

export function FollowButton({ profile }: { readonly profile: Profile }) {
  const { username, following } = profile
  const follow = useFollow(username)
  const requireAuth = useRequireAuth()
  return (
    <button
      type="button"
      className={`btn btn-sm follow ${following ? 'btn-secondary' : 'btn-outline-secondary'}`}
      onClick={requireAuth(() => follow.mutate(!following))}
    >
      <Icon name={following ? 'check' : 'plus'} />
      <span>
        {following ? 'Unfollow' : 'Follow'} {username}
      </span>
    </button>
  )
}
