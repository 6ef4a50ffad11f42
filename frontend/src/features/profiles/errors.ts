import type { OwnCode } from '../../api'

export default {
  profile_not_found: 'Nobody has this name. They may have changed it.',
} satisfies Record<OwnCode<'getProfile' | 'followUser' | 'unfollowUser'>, string>
