import type { Profile } from '../../generated/types'
import { ok } from '../../mocks/responses'
import type { Handlers } from '../../mocks/server'

export const jane: Profile = { username: 'jane', bio: 'Writes.', image: null, following: false }

export const handlers = {
  getProfile: () => ok({ profile: jane }),
  followUser: () => ok({ profile: { ...jane, following: true } }),
  unfollowUser: () => ok({ profile: jane }),
} satisfies Partial<Handlers>
