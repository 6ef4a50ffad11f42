import { beforeEach, expect, test, vi } from 'vitest'
import {
  deleteArticle,
  getArticle,
  getCurrentUser,
  listArticles,
  postComment,
  updateCurrentUser,
} from '../generated/operations'
import { article, comment, handlers } from './handlers'
import { createMockFetch, errorResponse, type Handlers } from './server'

beforeEach(() => {
  vi.stubGlobal('fetch', createMockFetch(handlers))
})

test('operations receive the response of their handler', async () => {
  expect(await getArticle({ path: { slug: article.slug } })).toEqual({ article })
  expect((await listArticles({ query: { tag: 'a' } })).articlesCount).toBe(1)
  expect(await deleteArticle({ path: { slug: 'a' } })).toBeUndefined()
  expect((await updateCurrentUser({ body: { user: { bio: 'New.' } } })).user.bio).toBe('New.')
})

test('a handler receives the path and the body of the request', async () => {
  const onPost = vi.fn()
  const customHandlers: Handlers = {
    ...handlers,
    postComment: ({ path, body }) => {
      onPost(path.slug, body.comment.body)
      return { status: 201, body: { comment } }
    },
  }
  vi.stubGlobal('fetch', createMockFetch(customHandlers))
  await postComment({ path: { slug: 'a b' }, body: { comment: { body: 'hello' } } })
  expect(onPost).toHaveBeenCalledWith('a b', 'hello')
})

test('a handler may return an error response with a code of its operation', async () => {
  vi.stubGlobal(
    'fetch',
    createMockFetch({
      ...handlers,
      getCurrentUser: () => errorResponse(401, 'token_invalid', { token: ['is invalid'] }),
    }),
  )
  await expect(getCurrentUser()).rejects.toMatchObject({
    kind: 'rejected',
    code: 'token_invalid',
    status: 401,
  })
})

test('a code, a status or a body that the operation does not have does not compile', () => {
  createMockFetch({
    ...handlers,
    // @ts-expect-error: the operation has no such code.
    getCurrentUser: () => errorResponse(401, 'article_forbidden'),
    // @ts-expect-error: the operation has no such status.
    listTags: () => ({ status: 201, body: { tags: [] } }),
    // @ts-expect-error: the body lacks a member.
    listComments: () => ({ status: 200, body: {} }),
  })
  const { isReady: _, ...incomplete } = handlers
  // @ts-expect-error: an operation without a handler.
  createMockFetch(incomplete)
})
