import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { explain } from '../../api'
import { updateCopies } from '../../cache/copies'
import { followUser, getProfile, unfollowUser } from '../../generated/operations'
import type { Profile } from '../../generated/types'
import { notify } from '../../notices/notices'

const profileKey = (username: string) => ['profile', username] as const

export function profile(username: string) {
  return queryOptions({
    queryKey: profileKey(username),
    queryFn: async ({ signal }) => (await getProfile({ path: { username } }, { signal })).profile,
  })
}

/** Follow or unfollow with an optimistic update, reverted with a notice after an error. */
export function useFollow(username: string) {
  const client = useQueryClient()

  function show(following: boolean): void {
    updateCopies(
      client,
      (cached): cached is Profile =>
        'following' in cached && 'username' in cached && cached.username === username,
      (cached) => ({ ...cached, following }),
    )
  }

  return useMutation({
    scope: { id: `follow ${username}` },
    mutationFn: (following: boolean) =>
      (following ? followUser : unfollowUser)({ path: { username } }),
    onMutate: async (following) => {
      await client.cancelQueries({ queryKey: profileKey(username) })
      show(following)
    },
    onSuccess: ({ profile }) => show(profile.following),
    onError: (error, following) => {
      show(!following)
      notify(
        'problem',
        `${username} could not be ${following ? '' : 'un'}followed: ${explain(error)}`,
      )
    },
  })
}
