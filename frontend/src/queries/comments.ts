import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { deleteComment, listComments, postComment } from '../generated/operations'
import type { Comment, User } from '../generated/types'
import { keys } from './keys'

export function comments(slug: string) {
  return queryOptions({
    queryKey: keys.comments(slug),
    queryFn: async ({ signal }) => (await listComments({ path: { slug } }, { signal })).comments,
  })
}

/** A comment that is shown, but not posted yet, has a number below zero. */
export function isPending(comment: Comment): boolean {
  return comment.id < 0
}

let lastPending = 0

function pendingComment(body: string, author: User): Comment {
  const now = new Date().toISOString()
  lastPending -= 1
  const { username, bio, image } = author
  return {
    id: lastPending,
    body,
    createdAt: now,
    updatedAt: now,
    author: { username, bio, image, following: false },
  }
}

/** The comments that are kept of an article, to be changed before the server agrees. */
function useComments(slug: string) {
  const client = useQueryClient()
  const queryKey = keys.comments(slug)
  return {
    mutationKey: queryKey,
    stopLoading: () => client.cancelQueries({ queryKey }),
    change: (revise: (known: readonly Comment[]) => readonly Comment[]) => {
      client.setQueryData<readonly Comment[]>(queryKey, (known) => known && revise(known))
    },
    indexOf: (id: number) =>
      client.getQueryData<readonly Comment[]>(queryKey)?.findIndex((each) => each.id === id) ?? -1,
    /** Ask the server, unless it would not know yet of another change that is under way. */
    loadAgain: () => {
      if (client.isMutating({ mutationKey: queryKey }) > 1) return
      void client.invalidateQueries({ queryKey })
    },
  }
}

/** Post a comment: it is shown at once, and goes again if it is refused. */
export function usePostComment(slug: string, author: User) {
  const { mutationKey, stopLoading, change, loadAgain } = useComments(slug)
  return useMutation({
    mutationKey,
    mutationFn: (body: string) => postComment({ path: { slug }, body: { comment: { body } } }),
    onMutate: async (body) => {
      await stopLoading()
      const pending = pendingComment(body, author)
      change((known) => [pending, ...known])
      return pending
    },
    onSuccess: ({ comment }, _, pending) =>
      change((known) => known.map((each) => (each.id === pending.id ? comment : each))),
    onError: (_error, _body, pending) =>
      change((known) => known.filter((each) => each.id !== pending?.id)),
    onSettled: loadAgain,
  })
}

/** Delete a comment: it goes at once, and comes back to its place if the server refuses. */
export function useDeleteComment(slug: string) {
  const { mutationKey, stopLoading, change, indexOf, loadAgain } = useComments(slug)
  return useMutation({
    mutationKey,
    mutationFn: ({ id }: Comment) => deleteComment({ path: { slug, id } }),
    onMutate: async ({ id }) => {
      await stopLoading()
      const place = indexOf(id)
      change((known) => known.filter((each) => each.id !== id))
      return place
    },
    onError: (_error, comment, place) =>
      change((known) => known.toSpliced(Math.max(place ?? 0, 0), 0, comment)),
    onSettled: loadAgain,
  })
}
