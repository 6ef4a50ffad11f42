import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { deleteComment, listComments, postComment } from '../../generated/operations'
import type { Comment, User } from '../../generated/types'

const commentsKey = (slug: string) => ['comments', slug] as const

export function comments(slug: string) {
  return queryOptions({
    queryKey: commentsKey(slug),
    queryFn: async ({ signal }) => (await listComments({ path: { slug } }, { signal })).comments,
  })
}

/** Whether a comment is shown but not posted yet. Such a comment has a negative id. */
export function isPending(comment: Comment): boolean {
  return comment.id < 0
}

let lastPendingId = 0

function createPendingComment(body: string, author: User): Comment {
  const now = new Date().toISOString()
  lastPendingId -= 1
  const { username, bio, image } = author
  return {
    id: lastPendingId,
    body,
    createdAt: now,
    updatedAt: now,
    author: { username, bio, image, following: false },
  }
}

/** The cached comments on an article, for optimistic updates. */
function useCachedComments(slug: string) {
  const client = useQueryClient()
  const queryKey = commentsKey(slug)
  return {
    mutationKey: queryKey,
    cancelRequests: () => client.cancelQueries({ queryKey }),
    change: (update: (comments: readonly Comment[]) => readonly Comment[]) => {
      client.setQueryData<readonly Comment[]>(queryKey, (comments) => comments && update(comments))
    },
    indexOf: (id: number) =>
      client
        .getQueryData<readonly Comment[]>(queryKey)
        ?.findIndex((comment) => comment.id === id) ?? -1,
    /** Refetch, unless another mutation is pending: the response would lack that mutation's change. */
    refetch: () => {
      if (client.isMutating({ mutationKey: queryKey }) > 1) return
      void client.invalidateQueries({ queryKey })
    },
  }
}

/** Post a comment with an optimistic update, reverted after an error. */
export function usePostComment(slug: string, author: User) {
  const { mutationKey, cancelRequests, change, refetch } = useCachedComments(slug)
  return useMutation({
    mutationKey,
    mutationFn: (body: string) => postComment({ path: { slug }, body: { comment: { body } } }),
    onMutate: async (body) => {
      await cancelRequests()
      const pending = createPendingComment(body, author)
      change((comments) => [pending, ...comments])
      return pending
    },
    onSuccess: ({ comment }, _, pending) =>
      change((comments) => comments.map((each) => (each.id === pending.id ? comment : each))),
    onError: (_error, _body, pending) =>
      change((comments) => comments.filter((each) => each.id !== pending?.id)),
    onSettled: refetch,
  })
}

/** Delete a comment with an optimistic update, reverted after an error. */
export function useDeleteComment(slug: string) {
  const { mutationKey, cancelRequests, change, indexOf, refetch } = useCachedComments(slug)
  return useMutation({
    mutationKey,
    mutationFn: ({ id }: Comment) => deleteComment({ path: { slug, id } }),
    onMutate: async ({ id }) => {
      await cancelRequests()
      const index = indexOf(id)
      change((comments) => comments.filter((each) => each.id !== id))
      return index
    },
    onError: (_error, comment, index) =>
      change((comments) => comments.toSpliced(Math.max(index ?? 0, 0), 0, comment)),
    onSettled: refetch,
  })
}
