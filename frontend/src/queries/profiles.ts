import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { explain } from '../api'
import { notify } from '../app/notices'
import { followUser, getProfile, unfollowUser } from '../generated/operations'
import type { Profile } from '../generated/types'
import { updateCachedArticles } from './cachedArticles'
import { keys } from './keys'

export function profile(username: string) {
  return queryOptions({
    queryKey: keys.profile(username),
    queryFn: async ({ signal }) => (await getProfile({ path: { username } }, { signal })).profile,
  })
}

/** Follow or unfollow with an optimistic update, reverted with a notice after an error. */
export function useFollow(username: string) {
  const client = useQueryClient()

  function show(following: boolean): void {
    client.setQueryData<Profile>(
      keys.profile(username),
      (cached) => cached && { ...cached, following },
    )
    updateCachedArticles(
      client,
      ({ author }) => author.username === username,
      (cached) => ({ ...cached, author: { ...cached.author, following } }),
    )
  }

  return useMutation({
    scope: { id: `follow ${username}` },
    mutationFn: (following: boolean) =>
      (following ? followUser : unfollowUser)({ path: { username } }),
    onMutate: async (following) => {
      await client.cancelQueries({ queryKey: keys.profile(username) })
      show(following)
    },
    onSuccess: ({ profile }) => {
      show(profile.following)
      void client.invalidateQueries({ queryKey: keys.feed({ kind: 'following' }) })
    },
    onError: (error, following) => {
      show(!following)
      notify(
        'problem',
        `${username} could not be ${following ? '' : 'un'}followed: ${explain(error)}`,
      )
    },
  })
}
